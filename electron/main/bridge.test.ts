import { EventEmitter } from 'node:events';
import type { IpcMain, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import type { Answer, Push } from '../../shared/contract/envelope.ts';
import type { DeskCaller, HostedDesk } from '../host/hosted-desk.ts';
import { bridgeDesk } from './bridge.ts';

type Call = { readonly caller: DeskCaller; readonly channel: string; readonly message: unknown };

function setUp() {
  const calls: Call[] = [];
  let listener: ((push: Push) => void) | undefined;
  const desk = {
    call(caller: DeskCaller, channel: string, message: unknown): Promise<Answer> {
      calls.push({ caller, channel, message });
      return Promise.resolve({ ok: true, value: 'answer' });
    },
    subscribe(added: (push: Push) => void) {
      listener = added;
      return () => (listener = undefined);
    },
  } as unknown as HostedDesk;

  let handler: ((event: object, channel: unknown, message: unknown) => Promise<Answer>) | undefined;
  const ipc = {
    handle: (_name: string, added: typeof handler) => (handler = added),
    removeHandler: () => (handler = undefined),
  } as unknown as IpcMain;

  const bridge = bridgeDesk(desk, ipc);
  return {
    calls,
    bridge,
    push: (push: Push) => listener?.(push),
    invoke: (event: object, channel: unknown, message: unknown) => handler?.(event, channel, message),
    isOpen: () => handler !== undefined || listener !== undefined,
  };
}

const windowAt = (url: string) => {
  const sent: unknown[] = [];
  const mainFrame = { url };
  const contents = Object.assign(new EventEmitter(), {
    mainFrame,
    send: (_name: string, push: unknown) => sent.push(push),
  });
  return {
    sent,
    contents: contents as unknown as WebContents,
    fromPage: { sender: contents, senderFrame: mainFrame },
    fromFrame: { sender: contents, senderFrame: { url } },
    afterNavigation: { sender: contents, senderFrame: null },
    destroy: () => contents.emit('destroyed'),
  };
};

const ours = 'tillwright://desk/';
const refused = { ok: false, error: { code: 'ADDRESS_NEEDED' } };

describe('a call over the bridge', () => {
  it('reaches the desk with the seat of its window, the same one each time', async () => {
    const { bridge, invoke, calls } = setUp();
    const [first, second] = [windowAt(ours), windowAt(ours)];
    bridge.admit(first.contents);
    bridge.admit(second.contents);
    expect(await invoke(first.fromPage, 'desk.status', { input: {} })).toEqual({ ok: true, value: 'answer' });
    await invoke(first.fromPage, 'desk.status', { input: {} });
    await invoke(second.fromPage, 'desk.status', { input: {} });
    const seats = calls.map(({ caller }) => caller.seatId);
    expect(seats[0]).toBe(seats[1]);
    expect(seats[2]).not.toBe(seats[0]);
    expect(calls[0]).toMatchObject({
      caller: { origin: 'electron' },
      channel: 'desk.status',
      message: { input: {} },
    });
  });

  it.each(['fromFrame', 'afterNavigation'] as const)('is refused %s', async (event) => {
    const { bridge, invoke, calls } = setUp();
    const window = windowAt(ours);
    bridge.admit(window.contents);
    expect(await invoke(window[event], 'desk.status', { input: {} })).toMatchObject(refused);
    expect(calls).toEqual([]);
  });

  it('is refused from another page, from a window nobody admitted and from one that is gone', async () => {
    const { bridge, invoke, calls } = setUp();
    const [elsewhere, stranger, gone] = [windowAt('https://example.org/'), windowAt(ours), windowAt(ours)];
    bridge.admit(elsewhere.contents);
    bridge.admit(gone.contents);
    gone.destroy();
    for (const window of [elsewhere, stranger, gone]) {
      expect(await invoke(window.fromPage, 'desk.status', { input: {} })).toMatchObject(refused);
    }
    expect(calls).toEqual([]);
  });
});

describe('a push over the bridge', () => {
  const push: Push = { topic: 'changed', payload: { what: ['payments'] } };

  it('reaches every window that is open, and none after the bridge has closed', () => {
    const desk = setUp();
    const [open, gone] = [windowAt(ours), windowAt(ours)];
    desk.bridge.admit(open.contents);
    desk.bridge.admit(gone.contents);
    gone.destroy();
    desk.push(push);
    expect([open.sent, gone.sent]).toEqual([[push], []]);
    desk.bridge.close();
    desk.push(push);
    expect(open.sent).toHaveLength(1);
    expect(desk.isOpen()).toBe(false);
  });
});
