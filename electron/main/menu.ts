import type { Menu } from 'electron';

/**
 * Only what a page cannot do for itself: the size of the text, and on a Mac the menus that copy and paste hang on. No
 * reload, no developer tools and no Ctrl+W: a window that closes under a payment helps nobody.
 */
export function setMenu(menu: typeof Menu, platform: NodeJS.Platform): void {
  const view = {
    label: 'View',
    submenu: [
      { role: 'zoomIn' as const },
      { role: 'zoomOut' as const },
      { role: 'resetZoom' as const },
      { role: 'togglefullscreen' as const },
    ],
  };
  const mac = [{ role: 'appMenu' as const }, { role: 'editMenu' as const }];
  menu.setApplicationMenu(menu.buildFromTemplate(platform === 'darwin' ? [...mac, view] : [view]));
}
