import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { confineContents, confineSession, pagePreferences } from './confine.ts';

function sessionUnderTest() {
  const asked: Record<string, (...args: never[]) => unknown> = {};
  const keep =
    (name: string) =>
    (handler: (...args: never[]) => unknown): void => {
      asked[name] = handler;
    };
  confineSession({
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: keep('fetch') },
  } as unknown as Session);
  const decide = (name: string, ...args: unknown[]): unknown => {
    let decision: unknown;
    const returned = asked[name]?.(...([...args, (decided: unknown) => (decision = decided)] as never[]));
    return decision ?? returned;
  };
  return decide;
}

describe('the session', () => {
  it('grants no permission, asked for or merely looked up', () => {
    const decide = sessionUnderTest();
    for (const permission of ['media', 'geolocation', 'clipboard-read', 'serial', 'notifications']) {
      expect(decide('request', {}, permission)).toBe(false);
      expect(decide('check', {}, permission)).toBe(false);
    }
    expect(decide('device', { deviceType: 'hid' })).toBe(false);
  });

  it.each([
    ['tillwright://desk/assets/index.js', false],
    ['blob:tillwright://desk/1', false],
    ['https://example.org/', true],
    ['http://127.0.0.1:4620/', true],
    ['file:///etc/passwd', true],
    ['tillwright://desk.example.org/', true],
    ['ws://127.0.0.1/', true],
  ])('lets the page fetch only from its own package: %s', (url, cancel) => {
    expect(sessionUnderTest()('fetch', { url })).toEqual({ cancel });
  });
});

describe('the page', () => {
  it('runs in a sandbox, in a world of its own, without Node', () => {
    expect(pagePreferences('preload.cjs')).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  const contentsUnderTest = () => {
    const answers: unknown[] = [];
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => unknown) => answers.push(handler()),
    });
    confineContents(contents as unknown as WebContents);
    const denied = (name: string, details: object): boolean => {
      let prevented = false;
      contents.emit(name, { ...details, preventDefault: () => (prevented = true) });
      return prevented;
    };
    return { answers, denied };
  };

  it('opens no window', () => {
    expect(contentsUnderTest().answers).toEqual([{ action: 'deny' }]);
  });

  it('stays on its own origin', () => {
    const { denied } = contentsUnderTest();
    expect(denied('will-navigate', { url: 'https://example.org/' })).toBe(true);
    expect(denied('will-navigate', { url: 'file:///etc/passwd' })).toBe(true);
    expect(denied('will-navigate', { url: 'tillwright://desk/' })).toBe(false);
    expect(denied('will-redirect', { url: 'https://example.org/' })).toBe(true);
  });

  it('embeds nothing', () => {
    const { denied } = contentsUnderTest();
    expect(denied('will-attach-webview', {})).toBe(true);
    expect(denied('will-frame-navigate', { isMainFrame: false, url: 'tillwright://desk/' })).toBe(true);
  });
});
