/** The terminal's end of one line: serial or TCP by the first byte it hears, ACK and NAK, messages that want an answer. */
import type { Clock } from '../../../clock.ts';
import type { Connection } from '../../../transport/connection.ts';
import type { FrameDecoder } from '../../mailbox.ts';
import { NOT_A_TERMINAL } from '../../simulator/state.ts';
import { tcpDecoder } from '../protocol/apdu.ts';
import type { Apdu } from '../protocol/apdu.ts';
import { encodeSerialFrame, serialDecoder, ZVT_ACK, ZVT_NAK } from '../protocol/serial-frame.ts';
import type { SerialFrame } from '../protocol/serial-frame.ts';

export type Reply = 'agreed' | 'again' | 'refused' | 'nothing';

export interface TerminalSession {
  readonly line: Connection;
  /** What needs no answer: 80 00, 84 xx. */
  tell(apdu: Uint8Array): void;
  /** Waits for 80 00 or 84 xx. */
  say(apdu: Uint8Array, waitMs: number): Promise<Reply>;
  /** The same without the message: as if it had been lost on its way. */
  waitInVain(waitMs: number): Promise<Reply>;
}

const SEND_MS = 5000;
const MOST_REPEATS = 2;
const DLE = 0x10;

/** @param obey gets every command, not the answers to what was said */
export function terminalSession(
  line: Connection,
  clock: Clock,
  { isOn, isWrongDevice }: { readonly isOn: () => boolean; readonly isWrongDevice: () => boolean },
  obey: (session: TerminalSession, apdu: Apdu) => void,
): TerminalSession {
  let decoder: FrameDecoder<SerialFrame> | undefined;
  let isSerial = false;
  let last: { readonly bytes: Uint8Array; repeats: number } | undefined;
  let settle: (reply: Reply) => void = () => undefined;

  const write = (bytes: Uint8Array): void => void line.write(bytes, SEND_MS);

  function tell(apdu: Uint8Array): void {
    last = { bytes: isSerial ? encodeSerialFrame(apdu) : apdu, repeats: 0 };
    write(last.bytes);
  }

  function waitInVain(waitMs: number): Promise<Reply> {
    return new Promise((resolve) => {
      const cancel = clock.after(waitMs, () => {
        resolve('nothing');
      });
      settle = (reply) => {
        cancel();
        resolve(reply);
      };
      void line.closed.then(() => {
        cancel();
        resolve('nothing');
      });
    });
  }

  function hear(frame: SerialFrame): void {
    switch (frame.kind) {
      case 'apdu':
        if (isSerial) write(ZVT_ACK);
        understand(frame.apdu);
        return;
      case 'broken':
        if (isSerial) write(ZVT_NAK);
        return;
      case 'nak':
        if (!last || last.repeats >= MOST_REPEATS) return;
        last.repeats += 1;
        write(last.bytes);
        return;
      default:
    }
  }

  function understand(apdu: Apdu): void {
    if (apdu.command === '8000') settle('agreed');
    else if (apdu.command === '849C') settle('again');
    else if (apdu.command.startsWith('84')) settle('refused');
    else obey(session, apdu);
  }

  const session: TerminalSession = {
    line,
    tell,
    waitInVain,
    say(apdu, waitMs) {
      tell(apdu);
      return waitInVain(waitMs);
    },
  };
  line.onBytes((bytes) => {
    if (!isOn()) return;
    if (isWrongDevice()) {
      write(NOT_A_TERMINAL);
      return;
    }
    if (!decoder) {
      isSerial = bytes[0] === DLE;
      decoder = isSerial ? serialDecoder() : tcpDecoder();
    }
    for (const frame of decoder.decode(bytes)) if (isOn()) hear(frame);
  });
  return session;
}
