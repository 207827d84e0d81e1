/**
 * The customer's side in a window of its own, for the screen that faces the customer. The page opens no window itself:
 * it asks for this one by its address, and it is made here as confined as the desk's.
 */
import type { BrowserWindow } from 'electron';
import { PAGE_URL } from './page-protocol.ts';

export const CUSTOMER_URL = `${PAGE_URL}customer`;

/**
 * One at most; asked for again, it comes to the front. It goes with the desk's own window.
 * @param open makes it and begins to load it
 */
export function offerCustomerWindow(desk: BrowserWindow, open: () => BrowserWindow): void {
  let shown: BrowserWindow | undefined;
  desk.webContents.setWindowOpenHandler(({ url }) => {
    if (url === CUSTOMER_URL) {
      if (shown === undefined || shown.isDestroyed()) shown = open();
      else shown.show();
    }
    return { action: 'deny' };
  });
  desk.once('closed', () => {
    if (shown !== undefined && !shown.isDestroyed()) shown.destroy();
  });
}
