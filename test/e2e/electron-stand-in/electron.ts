/**
 * As much of Electron as the main process uses, without a window: what it sets up is written down, and the test plays
 * the page over the process's own message line. It stands in where Electron's binary cannot be had.
 */
import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import type { Asked } from './asked.ts';

const root = resolve(import.meta.dirname, '../../..');
const tell = (what: string, detail: unknown): void => void process.send?.({ what, detail });

class App extends EventEmitter {
  readonly isPackaged = false;
  getAppPath = (): string => root;
  setPath = (name: string, path: string): void => tell('setPath', [name, path]);
  enableSandbox = (): void => tell('enableSandbox', true);
  requestSingleInstanceLock = (): boolean => true;
  whenReady = (): Promise<void> => Promise.resolve();
  quit(): void {
    const event = new Event('before-quit', { cancelable: true });
    this.emit('before-quit', event);
    if (!event.defaultPrevented) process.exit(0);
  }
  exit = (code: number): void => process.exit(code);
}
export const app = new App();

class WebContents extends EventEmitter {
  mainFrame = { url: '' };
  send = (name: string, push: unknown): void => tell('push', [name, push]);
  setWindowOpenHandler = (): void => undefined;
}

let currentContents: WebContents | undefined;

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  constructor(options: object) {
    super();
    tell('window', options);
    app.emit('web-contents-created', {}, this.webContents);
    currentContents = this.webContents;
  }
  setMenuBarVisibility = (): void => undefined;
  show = (): void => tell('shown', true);
  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    this.emit('ready-to-show');
    return Promise.resolve();
  }
}

type PageHandler = (request: Request) => Promise<Response>;
let servePage: PageHandler | undefined;
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown): void => tell('schemes', schemes),
  handle: (_scheme: string, handler: PageHandler): void => void (servePage = handler),
};

type CallHandler = (event: object, channel: unknown, message: unknown) => Promise<unknown>;
let answerCall: CallHandler | undefined;
export const ipcMain = {
  handle: (_name: string, handler: CallHandler): void => void (answerCall = handler),
  removeHandler: (): void => void (answerCall = undefined),
};

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (): void => undefined,
    setPermissionCheckHandler: (): void => undefined,
    setDevicePermissionHandler: (): void => undefined,
    webRequest: { onBeforeRequest: (): void => undefined },
  }),
};
export const Menu = {
  buildFromTemplate: (menu: unknown): unknown => menu,
  setApplicationMenu: (): void => undefined,
};
export const dialog = {
  showErrorBox: (title: string, text: string): void => tell('errorBox', [title, text]),
};
export const shell = { openPath: (path: string): Promise<string> => Promise.resolve(path) };

async function answer(asked: Asked): Promise<unknown> {
  switch (asked.ask) {
    case 'page': {
      const response = await servePage?.(new Request(asked.url));
      return { status: response?.status, policy: response?.headers.get('content-security-policy') };
    }
    case 'call': {
      const contents = currentContents;
      const senderFrame = asked.from === 'page' ? contents?.mainFrame : { url: contents?.mainFrame.url };
      return answerCall?.({ sender: contents, senderFrame }, asked.channel, asked.message);
    }
    case 'quit':
      return app.quit();
  }
}

process.on('message', (asked: Asked) => {
  void answer(asked).then((detail) => tell(asked.id, detail));
});
