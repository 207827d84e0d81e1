import { BrowserWindow } from 'electron';
import { pagePreferences } from './confine.ts';
import { PAGE_URL } from './page-protocol.ts';

/** Makes a window, hidden until its first picture is drawn. `admit` sees it before anything runs in it. */
export function makeWindow(preload: string, admit: (window: BrowserWindow) => void): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    show: false,
    title: 'Tillwright',
    webPreferences: pagePreferences(preload),
  });
  window.once('ready-to-show', () => window.show());
  admit(window);
  return window;
}

export async function openWindow(
  preload: string,
  admit: (window: BrowserWindow) => void,
): Promise<BrowserWindow> {
  const window = makeWindow(preload, admit);
  await window.loadURL(PAGE_URL);
  return window;
}
