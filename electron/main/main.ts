/**
 * The Electron shell: one window on the desk. Everything that decides, records or drives a device is in the host, which
 * knows nothing of Electron; here are only the window, its confinement and the way out.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { app, dialog, ipcMain, Menu, protocol, session, shell } from 'electron';
import type { BrowserWindow } from 'electron';
import { openDesk } from '../host/desk.ts';
import { bridgeDesk } from './bridge.ts';
import { confineContents, confineSession } from './confine.ts';
import { CUSTOMER_URL, offerCustomerWindow } from './customer-window.ts';
import { openDocuments } from './documents.ts';
import { setMenu } from './menu.ts';
import { readOptions } from './options.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { makeWindow, openWindow } from './window.ts';

const options = readOptions(process.argv.slice(app.isPackaged ? 1 : 2));
const built = join(app.getAppPath(), 'dist');
const preload = join(built, 'main', 'preload.cjs');
const page = join(built, 'renderer');

async function openShell(): Promise<void> {
  confineSession(session.defaultSession);
  servePage(protocol, page);
  openDocuments(session.defaultSession, shell, options.dataFolder);
  setMenu(Menu, process.platform);
  const desk = await openDesk(options);
  const bridge = bridgeDesk(desk, ipcMain);
  let window: BrowserWindow | undefined;
  const admit = (made: BrowserWindow): void => {
    made.setMenuBarVisibility(false);
    bridge.admit(made.webContents);
  };
  const openCustomerWindow = (): BrowserWindow => {
    const made = makeWindow(preload, admit);
    // It may be closed while it loads.
    made.loadURL(CUSTOMER_URL).catch(() => undefined);
    return made;
  };
  const open = async (): Promise<void> => {
    window = await openWindow(preload, (made) => {
      admit(made);
      offerCustomerWindow(made, openCustomerWindow);
    });
  };

  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('before-quit', (event) => {
    // The desk ends what it is doing and closes the books before the process goes.
    if (closed) return;
    event.preventDefault();
    bridge.close();
    void desk.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  await open();
}

// One data folder, one window: what Chromium keeps lies beside the books, so the lock of the one is the lock of the other.
const windowFolder = join(options.dataFolder, 'window');
mkdirSync(windowFolder, { recursive: true, mode: 0o700 });
app.setPath('userData', windowFolder);
registerPageScheme(protocol);
app.enableSandbox();
app.on('web-contents-created', (_event, contents) => confineContents(contents));
if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(openShell)
    .catch((fault: unknown) => {
      dialog.showErrorBox(
        'Tillwright could not open',
        fault instanceof Error ? fault.message : String(fault),
      );
      app.exit(1);
    });
} else {
  app.quit();
}
