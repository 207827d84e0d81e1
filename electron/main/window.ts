import { BrowserWindow } from 'electron';
import { pagePreferences } from './confine.ts';
import { PAGE_URL } from './page-protocol.ts';

/** Makes the window, hidden until its first picture is drawn. `admit` sees it before anything runs in it. */
export async function openWindow(
  preload: string,
  admit: (window: BrowserWindow) => void,
): Promise<BrowserWindow> {
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
  await window.loadURL(PAGE_URL);
  return window;
}
