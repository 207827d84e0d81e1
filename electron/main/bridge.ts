/** The two messages between the page and the desk. Who sends is checked on each; what is sent, the desk checks. */
import { randomUUID } from 'node:crypto';
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Answer } from '../../shared/contract/envelope.ts';
import { describeRefusal } from '../../shared/errors/describe.ts';
import type { HostedDesk } from '../host/hosted-desk.ts';
import { isOurPage } from './confine.ts';

/** The same words stand in the preload, which can import nothing at run time. */
export const CALL = 'tillwright:call';
export const PUSH = 'tillwright:push';

const notFromOurPage: Answer = { ok: false, error: describeRefusal({ code: 'ADDRESS_NEEDED' }) };

/**
 * @param desk answers every call with an envelope and never throws
 * @returns what gives a window its seat, and ends the bridge
 */
export function bridgeDesk(desk: HostedDesk, ipc: IpcMain) {
  /** Each window signs in for itself; a reload keeps its seat, as a tab does in the browser host. */
  const seats = new Map<WebContents, string>();

  const mayCall = (event: IpcMainInvokeEvent): boolean =>
    event.senderFrame !== null &&
    event.senderFrame === event.sender.mainFrame &&
    isOurPage(event.senderFrame.url);

  ipc.handle(CALL, async (event, channel: unknown, message: unknown): Promise<Answer> => {
    const seatId = seats.get(event.sender);
    if (seatId === undefined || !mayCall(event) || typeof channel !== 'string') return notFromOurPage;
    return desk.call({ seatId, origin: 'electron' }, channel, message);
  });

  const unsubscribe = desk.subscribe((push) => {
    for (const contents of seats.keys()) contents.send(PUSH, push);
  });

  return {
    admit(contents: WebContents): void {
      seats.set(contents, `window/${randomUUID()}`);
      contents.once('destroyed', () => seats.delete(contents));
    },
    close(): void {
      unsubscribe();
      ipc.removeHandler(CALL);
    },
  };
}
