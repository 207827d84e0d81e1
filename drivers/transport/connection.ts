/**
 * One connection to one device, made anew for each attempt and never used again after it has closed.
 *
 * Why so strict: a write to a closed serial port was seen to return true, to call nobody back, and to be *sent after
 * the port was opened again*: a drawer kick fired when the cable was plugged back in. So the queue lives here, not in
 * the operating system's stream; closing fails all of it; nothing is ever carried over to a later connection.
 */
import type { Clock } from '../clock.ts';
import { byteFeed } from './byte-feed.ts';

export type CloseReason =
  | { readonly by: 'us' }
  /** A write outlived its deadline: what has not left must not leave later. */
  | { readonly by: 'deadline' }
  /** The device, the cable or the network. `detail` is for the log. */
  | { readonly by: 'device'; readonly detail: string };

export type WriteOutcome =
  | { readonly written: true }
  | {
      readonly written: false;
      readonly because: 'closed' | 'deadline';
      /** Counted against us: a piece handed to the operating system counts whole although only part may have left. */
      readonly bytesMayHaveLeft: number;
    };

export interface Connection {
  readonly isOpen: boolean;
  /**
   * Writes go out one after the other, whole. The deadline counts from this call and races with closing; a write that
   * misses it closes the connection, since its rest would otherwise leave at some later time.
   */
  write(bytes: Uint8Array, deadlineMs: number): Promise<WriteOutcome>;
  /**
   * The port is read from the moment it opens, listener or not: on a serial line an unplugged cable is noticed by the
   * reader only. Bytes that came before the first listener are given to it (the last 4096 of them).
   */
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  /** Settles once, with the first reason; never rejects. */
  readonly closed: Promise<CloseReason>;
  /** Lets what is written leave, fails what waits, releases the port. */
  close(): Promise<void>;
}

export type OpenFault =
  /** No such device, no such host, nobody listening. */
  | 'nothing-there'
  /** Another program, or another session, has it. */
  | 'busy'
  | 'not-permitted'
  /** The attempt neither succeeded nor failed in time. */
  | 'no-answer';

export type Opened =
  | { readonly opened: true; readonly connection: Connection }
  | { readonly opened: false; readonly fault: OpenFault; readonly detail: string };

export interface Transport {
  /** For people and logs: `tcp 10.0.0.5:9100`, `serial /dev/ttyUSB0 9600`. */
  readonly name: string;
  /** A new connection each time. Never rejects. */
  open(deadlineMs: number): Promise<Opened>;
}

/** What a transport has to offer so that the rules above hold for it too. */
export type Wire = {
  /** Resolves when the operating system has taken all bytes; rejects when it refuses; may never settle. */
  send(bytes: Uint8Array): Promise<void>;
  /** Releases the port after what was sent has left. Never rejects. */
  close(): Promise<void>;
  /** Releases the port at once and throws away what has not left. Never rejects. */
  abandon(): Promise<void>;
};

export type WireEvents = {
  received(bytes: Uint8Array): void;
  ended(detail: string): void;
};

/** Small enough that "may have left" is nearly what left, large enough to cost nothing. */
const PIECE_BYTES = 1024;

type Job = {
  readonly bytes: Uint8Array;
  readonly settle: (outcome: WriteOutcome) => void;
  begunBytes: number;
  settled: boolean;
};

/** @param makeWire is called once, at once; its events may only fire afterwards. */
export function connectionOver(clock: Clock, makeWire: (events: WireEvents) => Wire): Connection {
  const queue: Job[] = [];
  const feed = byteFeed();
  let open = true;
  let sending = false;
  let released: Promise<void> = Promise.resolve();
  let announceClosed: (reason: CloseReason) => void = () => undefined;
  const closed = new Promise<CloseReason>((resolve) => {
    announceClosed = resolve;
  });

  const wire = makeWire({
    received(bytes) {
      if (open && bytes.length > 0) feed.push(bytes);
    },
    ended(detail) {
      end({ by: 'device', detail });
    },
  });

  function end(reason: CloseReason): void {
    if (!open) return;
    open = false;
    released = reason.by === 'us' ? wire.close() : wire.abandon();
    const because = reason.by === 'deadline' ? 'deadline' : 'closed';
    for (const job of queue.splice(0))
      finish(job, { written: false, because, bytesMayHaveLeft: job.begunBytes });
    feed.end();
    announceClosed(reason);
  }

  function finish(job: Job, outcome: WriteOutcome): void {
    if (job.settled) return;
    job.settled = true;
    job.settle(outcome);
  }

  async function sendQueued(): Promise<void> {
    if (sending) return;
    sending = true;
    for (let job = queue.at(0); job && open; job = queue.at(0)) {
      await sendWhole(job);
      queue.shift();
    }
    sending = false;
  }

  async function sendWhole(job: Job): Promise<void> {
    for (let from = 0; from < job.bytes.length && open; from += PIECE_BYTES) {
      const piece = job.bytes.subarray(from, from + PIECE_BYTES);
      job.begunBytes = from + piece.length;
      try {
        await wire.send(piece);
      } catch (error) {
        end({ by: 'device', detail: error instanceof Error ? error.message : String(error) });
      }
    }
    // After an early end the job has had its answer already, and this one is not heard.
    finish(job, { written: true });
  }

  return {
    get isOpen() {
      return open;
    },
    write(bytes, deadlineMs) {
      return new Promise((resolve) => {
        if (!open) {
          resolve({ written: false, because: 'closed', bytesMayHaveLeft: 0 });
          return;
        }
        const cancel = clock.after(deadlineMs, () => {
          end({ by: 'deadline' });
        });
        const settle = (outcome: WriteOutcome): void => {
          cancel();
          resolve(outcome);
        };
        queue.push({ bytes: Uint8Array.from(bytes), settle, begunBytes: 0, settled: false });
        void sendQueued();
      });
    },
    onBytes: (listener) => feed.listen(listener),
    closed,
    async close() {
      end({ by: 'us' });
      await released;
    },
  };
}
