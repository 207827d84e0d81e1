import { EventEmitter } from 'node:events';
import type { BrowserWindow, HandlerDetails } from 'electron';
import { describe, expect, it } from 'vitest';
import { CUSTOMER_URL, offerCustomerWindow } from './customer-window.ts';

function windowUnderTest() {
  const told: string[] = [];
  let destroyed = false;
  const window = Object.assign(new EventEmitter(), {
    isDestroyed: () => destroyed,
    show: () => told.push('show'),
    destroy: () => {
      destroyed = true;
    },
  });
  return { window: window as unknown as BrowserWindow, told, isDestroyed: () => destroyed };
}

function deskUnderTest() {
  let handler: ((details: HandlerDetails) => unknown) | undefined;
  const desk = Object.assign(new EventEmitter(), {
    webContents: {
      setWindowOpenHandler: (given: (details: HandlerDetails) => unknown) => {
        handler = given;
      },
    },
  });
  const opened: ReturnType<typeof windowUnderTest>[] = [];
  offerCustomerWindow(desk as unknown as BrowserWindow, () => {
    const made = windowUnderTest();
    opened.push(made);
    return made.window;
  });
  return {
    opened,
    asks: (url: string) => handler?.({ url } as HandlerDetails),
    close: () => desk.emit('closed'),
  };
}

describe('the customer’s window', () => {
  it('is made here when the desk’s page asks for it, and by nobody else', () => {
    const { asks, opened } = deskUnderTest();
    expect(asks(CUSTOMER_URL)).toEqual({ action: 'deny' });
    expect(opened).toHaveLength(1);
  });

  it.each(['https://example.org/', 'tillwright://desk/', 'tillwright://desk/customer/../', 'about:blank'])(
    'is not %s',
    (url) => {
      const { asks, opened } = deskUnderTest();
      expect(asks(url)).toEqual({ action: 'deny' });
      expect(opened).toEqual([]);
    },
  );

  it('is one, comes to the front again, and is made anew after it was closed', () => {
    const { asks, opened } = deskUnderTest();
    asks(CUSTOMER_URL);
    asks(CUSTOMER_URL);
    expect(opened.map(({ told }) => told)).toEqual([['show']]);
    opened[0]?.window.destroy();
    asks(CUSTOMER_URL);
    expect(opened).toHaveLength(2);
  });

  it('goes with the desk', () => {
    const { asks, opened, close } = deskUnderTest();
    asks(CUSTOMER_URL);
    close();
    expect(opened.map((one) => one.isDestroyed())).toEqual([true]);
  });
});
