/** One conversation with a PAX terminal: frames checked, broken ones asked for again, everything else in words. */
import type { LinkFault } from '../../../shared/devices/fault.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import { countdown } from '../../clock.ts';
import type { Connection, WriteOutcome } from '../../transport/connection.ts';
import { deadlinesOf, openLine } from '../open-line.ts';
import type { CardTerminalDeadlines, CardTerminalDeps } from '../deps.ts';
import { createMailbox } from '../mailbox.ts';
import { PAX_ACK, PAX_NAK, paxDecoder } from './protocol/frame.ts';
import type { PaxFrame } from './protocol/frame.ts';
import { parsePaxMessage } from './protocol/message.ts';
import type { PaxMessage } from './protocol/message.ts';
import { INITIALISE } from './protocol/requests.ts';

export type PaxHeard =
  | { readonly kind: 'message'; readonly message: PaxMessage }
  | { readonly kind: 'acked' }
  /** NAK or EOT: it did not take the request. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'woken' };

export interface PaxLine {
  send(frame: Uint8Array): Promise<WriteOutcome>;
  acknowledge(): Promise<void>;
  /** The next thing that is said; broken frames are asked for again, at most three times per conversation. */
  hear(deadlineMs: number): Promise<PaxHeard>;
  nudge(): void;
  /** What a silence or a loss is to be called, from all that was heard so far. */
  faultOf(heard: PaxHeard): LinkFault;
  readonly deadlines: CardTerminalDeadlines;
  close(): Promise<void>;
}

export type PaxOpened =
  { readonly opened: true; readonly line: PaxLine } | { readonly opened: false; readonly fault: LinkFault };

const MOST_REPEATS = 3;

export async function openPaxLine(settings: DeviceTransport, deps: CardTerminalDeps): Promise<PaxOpened> {
  const opened = await openLine(settings, deps);
  if (!opened.opened) return opened;
  return { opened: true, line: lineOn(opened.connection, deps, settings.kind === 'tcp') };
}

function lineOn(connection: Connection, deps: CardTerminalDeps, isTcp: boolean): PaxLine {
  const { clock } = deps;
  const deadlines = deadlinesOf(deps);
  const mailbox = createMailbox<PaxFrame>({
    connection,
    decoder: paxDecoder(),
    clock,
    // TCP loses no bytes: a pause there is the network's, and no reason to let go of what has come.
    gapMs: isTcp ? deadlines.ackMs : deadlines.gapMs,
  });
  let repeatsAsked = 0;
  let heardTerminal = false;
  let heardOdd = false;

  const send = (bytes: Uint8Array): Promise<WriteOutcome> => connection.write(bytes, deadlines.writeMs);

  /** Undefined: nothing that the dialogue needs to know. */
  async function understand(frame: PaxFrame): Promise<PaxHeard | undefined> {
    switch (frame.kind) {
      case 'garbage':
        heardOdd = true;
        return undefined;
      case 'broken':
        heardOdd = true;
        repeatsAsked += 1;
        if (repeatsAsked <= MOST_REPEATS) await send(PAX_NAK);
        return undefined;
      case 'ack':
        return { kind: 'acked' };
      case 'nak':
      case 'eot':
        return { kind: 'refused' };
      case 'message': {
        const message = parsePaxMessage(frame.content);
        if (!message) {
          heardOdd = true;
          return undefined;
        }
        heardTerminal = true;
        return { kind: 'message', message };
      }
    }
  }

  return {
    deadlines,
    send,
    async acknowledge() {
      await send(PAX_ACK);
    },
    async hear(deadlineMs) {
      const patience = countdown(clock, deadlineMs);
      try {
        while (!patience.isOver) {
          const heard = await mailbox.next(deadlineMs);
          if (heard.kind !== 'frame') return heard;
          const understood = await understand(heard.frame);
          if (understood) return understood;
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
          return 'busy';
        default:
          return 'silent';
      }
    },
    close: () => connection.close(),
  };
}

export type PaxAnswer =
  | { readonly answered: true; readonly message: PaxMessage }
  | { readonly answered: false; readonly fault: LinkFault; readonly nothingLeft: boolean };

/** A question that changes nothing, or whose answer needs no care: asked once, its answer acknowledged at once. */
export async function askPax(
  line: PaxLine,
  question: Uint8Array,
  answer: string,
  deadlineMs: number,
): Promise<PaxAnswer> {
  const sent = await line.send(question);
  const left = sent.written || sent.bytesMayHaveLeft > 0;
  if (!sent.written)
    return {
      answered: false,
      fault: sent.because === 'deadline' ? 'silent' : 'unplugged',
      nothingLeft: !left,
    };
  for (;;) {
    const heard = await line.hear(deadlineMs);
    if (heard.kind === 'acked' || heard.kind === 'woken') continue;
    if (heard.kind !== 'message') return { answered: false, fault: line.faultOf(heard), nothingLeft: false };
    await line.acknowledge();
    // The late answer to an earlier session's question is acknowledged, so that it ends, and let go by.
    if (heard.message.command === answer) return { answered: true, message: heard.message };
  }
}

/** A00: who is there, asked before anything that moves money. */
export const introduce = (line: PaxLine): Promise<PaxAnswer> =>
  askPax(line, INITIALISE, 'A01', line.deadlines.ackMs);
