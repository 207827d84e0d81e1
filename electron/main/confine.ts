/**
 * What the page may not do, whatever runs in it: use Node, leave its origin, open a window, embed another page, reach a
 * network or ask for a permission. (Electron's security checklist, points 2 to 5 and 11 to 14.)
 */
import type { Session, WebContents, WebPreferences } from 'electron';
import { PAGE_URL } from './page-protocol.ts';

/** Most of it is Electron's default; here it is a promise, and held by a test. */
export const pagePreferences = (preload: string): WebPreferences => ({
  preload,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Dictionaries are downloaded, and what is typed here is names and amounts.
  spellcheck: false,
});

export const isOurPage = (url: string): boolean => url.startsWith(PAGE_URL);

/** `data:` and `blob:` are images and files made by the page; the policy of the page says where they may stand. */
const LOCAL_SCHEMES = ['data:', 'blob:', 'devtools:'];

const mayBeFetched = (url: string): boolean =>
  isOurPage(url) || LOCAL_SCHEMES.some((scheme) => url.startsWith(scheme));

export function confineSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayBeFetched(url) }));
}

export function confineContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
