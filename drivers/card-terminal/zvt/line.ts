/**
 * One conversation with a ZVT terminal, over TCP or a serial line: messages in, messages out. The serial line's own
 * ACK and NAK are dealt with here. A request is sent once, also when the line says NAK: only replies are sent again.
 */
import type { LinkFault } from '../../../shared/devices/fault.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import { countdown } from '../../clock.ts';
import type { Connection, WriteOutcome } from '../../transport/connection.ts';
import type { CardTerminalDeadlines, CardTerminalDeps } from '../deps.ts';
import { createMailbox } from '../mailbox.ts';
import type { FrameDecoder } from '../mailbox.ts';
import { deadlinesOf, openLine } from '../open-line.ts';
import { hidingPassword } from './hide-password.ts';
import { maskingPacked } from './mask-packed.ts';
import { tcpDecoder } from './protocol/apdu.ts';
import type { Apdu } from './protocol/apdu.ts';
import { POSITIVE, UNKNOWN_COMMAND } from './protocol/requests.ts';
import { encodeSerialFrame, serialDecoder, ZVT_ACK, ZVT_NAK } from './protocol/serial-frame.ts';
import type { SerialFrame } from './protocol/serial-frame.ts';

export type ZvtHeard =
  | { readonly kind: 'apdu'; readonly apdu: Apdu }
  /** The serial line's NAK to what was sent last: it arrived spoilt. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'woken' };

export interface ZvtLine {
  readonly deadlines: CardTerminalDeadlines;
  /** Once. */
  send(apdu: Uint8Array): Promise<WriteOutcome>;
  /** `80 00 00`; on a serial line again when it arrived spoilt. */
  agree(): Promise<void>;
  /** `84 83 00`: a command of the terminal's that this till does not know. */
  decline(): Promise<void>;
  hear(deadlineMs: number): Promise<ZvtHeard>;
  nudge(): void;
  faultOf(heard: ZvtHeard): LinkFault;
  close(): Promise<void>;
}

export type ZvtOpened =
  { readonly opened: true; readonly line: ZvtLine } | { readonly opened: false; readonly fault: LinkFault };

/** Serial ZVT has two stop bits, whatever was set up. */
const withStopBits = (settings: DeviceTransport): DeviceTransport =>
  settings.kind === 'serial' ? { ...settings, dataBits: 8, parity: 'none', stopBits: 2 } : settings;

export async function openZvtLine(settings: DeviceTransport, deps: CardTerminalDeps): Promise<ZvtOpened> {
  const log = deps.log && hidingPassword(maskingPacked(deps.log));
  const opened = await openLine(withStopBits(settings), deps, log);
  if (!opened.opened) return opened;
  return { opened: true, line: lineOn(opened.connection, deps, settings.kind === 'tcp') };
}

const MOST_REPEATS = 2;

function lineOn(connection: Connection, deps: CardTerminalDeps, isTcp: boolean): ZvtLine {
  const { clock } = deps;
  const deadlines = deadlinesOf(deps);
  const decoder: FrameDecoder<SerialFrame> = isTcp ? tcpDecoder() : serialDecoder();
  /** What NAK may ask for again; a request is never here. */
  let reply: { readonly bytes: Uint8Array; repeats: number } | undefined;
  let heardTerminal = false;
  let heardOdd = false;

  const write = (bytes: Uint8Array): Promise<WriteOutcome> => connection.write(bytes, deadlines.writeMs);
  const framed = (apdu: Uint8Array): Uint8Array => (isTcp ? apdu : encodeSerialFrame(apdu));

  async function sendReply(apdu: Uint8Array): Promise<void> {
    reply = { bytes: framed(apdu), repeats: 0 };
    await write(reply.bytes);
  }

  /** Line matters, at once: the terminal waits for its ACK while the dialogue may be busy. @returns whether to keep it */
  function arrives(frame: SerialFrame): boolean {
    switch (frame.kind) {
      case 'apdu':
        heardTerminal = true;
        if (!isTcp) void write(ZVT_ACK);
        return true;
      case 'broken':
        heardOdd = true;
        if (!isTcp) void write(ZVT_NAK);
        return false;
      case 'garbage':
        heardOdd = true;
        return false;
      case 'ack':
        reply = undefined;
        return false;
      case 'nak':
        if (!reply || reply.repeats >= MOST_REPEATS) return true;
        reply.repeats += 1;
        void write(reply.bytes);
        return false;
    }
  }

  const mailbox = createMailbox<SerialFrame>({
    connection,
    decoder,
    clock,
    // TCP loses no bytes: a pause there is the network's, and no reason to let go of what has come.
    gapMs: isTcp ? deadlines.ackMs : deadlines.gapMs,
    arrives,
  });

  return {
    deadlines,
    send(apdu) {
      reply = undefined;
      return write(framed(apdu));
    },
    agree: () => sendReply(POSITIVE),
    decline: () => sendReply(UNKNOWN_COMMAND),
    async hear(deadlineMs) {
      const patience = countdown(clock, deadlineMs);
      try {
        while (!patience.isOver) {
          const heard = await mailbox.next(deadlineMs);
          if (heard.kind !== 'frame') return heard;
          if (heard.frame.kind === 'apdu') return heard.frame;
          if (heard.frame.kind === 'nak') return { kind: 'refused' };
        }
        return { kind: 'silence' };
      } finally {
        patience.cancel();
      }
    },
    nudge: () => {
      mailbox.nudge();
    },
    faultOf(heard) {
      if (heardOdd && !heardTerminal) return 'wrong-device';
      switch (heard.kind) {
        case 'closed':
          // A terminal that serves one till at a time takes the call of a second one and hangs up.
          return isTcp && !heardTerminal ? 'busy' : 'unplugged';
        case 'refused':
          return 'wrong-device';
        default:
          return 'silent';
      }
    },
    close: () => connection.close(),
  };
}
