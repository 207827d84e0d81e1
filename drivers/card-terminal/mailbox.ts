/**
 * What a terminal says, frame by frame and in order. A dialogue with a card terminal is a sequence, not questions with
 * answers: it speaks up to three minutes after it was asked, several times, and its cashier may interrupt.
 */
import type { Clock } from '../clock.ts';
import type { Connection } from '../transport/connection.ts';

/** Any chunking of the same bytes gives the same frames; never throws; bounded memory. */
export interface FrameDecoder<Frame> {
  decode(bytes: Uint8Array): readonly Frame[];
  readonly midFrame: boolean;
  /** The rest of the frame does not come. @returns what is said of it */
  giveUp(): readonly Frame[];
}

export type Heard<Frame> =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'silence' }
  | { readonly kind: 'closed' }
  /** Nothing was heard: `nudge` was called. */
  | { readonly kind: 'woken' };

export interface Mailbox<Frame> {
  /** The next frame; those that came earlier wait in order, also after the line is lost. One caller at a time. */
  next(deadlineMs: number): Promise<Heard<Frame>>;
  nudge(): void;
}

export type MailboxParts<Frame> = {
  readonly connection: Connection;
  readonly decoder: FrameDecoder<Frame>;
  readonly clock: Clock;
  /** The longest pause between two bytes of one frame. */
  readonly gapMs: number;
  /** Sees each frame as it arrives. @returns whether it is for `next` */
  readonly arrives?: (frame: Frame) => boolean;
};

/** More than any dialogue leaves unread; what talks on without being read is no terminal. */
const MOST_UNREAD = 512;

export function createMailbox<Frame>(parts: MailboxParts<Frame>): Mailbox<Frame> {
  const { connection, decoder, clock, gapMs, arrives = () => true } = parts;
  const frames: Frame[] = [];
  let waiting: ((heard: Heard<Frame>) => void) | undefined;
  let nudged = false;
  let stopGap: () => void = () => undefined;

  const tell = (heard: Heard<Frame>): void => {
    const settle = waiting;
    waiting = undefined;
    settle?.(heard);
  };
  const deliver = (arrived: readonly Frame[]): void => {
    frames.push(...arrived.filter(arrives));
    frames.splice(0, Math.max(0, frames.length - MOST_UNREAD));
    if (!waiting) return;
    const frame = frames.shift();
    if (frame !== undefined) tell({ kind: 'frame', frame });
  };
  connection.onBytes((bytes) => {
    stopGap();
    deliver(decoder.decode(bytes));
    if (decoder.midFrame)
      stopGap = clock.after(gapMs, () => {
        deliver(decoder.giveUp());
      });
  });
  void connection.closed.then(() => {
    stopGap();
    tell({ kind: 'closed' });
  });

  return {
    next(deadlineMs) {
      const frame = frames.shift();
      if (frame !== undefined) return Promise.resolve({ kind: 'frame', frame });
      if (nudged) {
        nudged = false;
        return Promise.resolve({ kind: 'woken' });
      }
      if (!connection.isOpen) return Promise.resolve({ kind: 'closed' });
      return new Promise((resolve) => {
        const cancel = clock.after(deadlineMs, () => {
          tell({ kind: 'silence' });
        });
        waiting = (heard) => {
          cancel();
          resolve(heard);
        };
      });
    },
    nudge() {
      if (waiting) tell({ kind: 'woken' });
      else nudged = true;
    },
  };
}
