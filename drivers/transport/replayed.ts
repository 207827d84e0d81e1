/**
 * A captured line played back: the device's side of it, so that a driver can be run against what a real machine once
 * said. What the driver sends is waited for and compared; what the device said then, it says again.
 */
import { pause } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Capture } from './capture.ts';
import type { Connection, Transport } from './connection.ts';
import { memoryPair } from './memory.ts';
import { readableBytes } from './traffic-words.ts';

export type ReplayOptions = {
  /**
   * `bytes`: what is sent must be what was sent then, masked digits standing for any digit; `count`: as many bytes.
   * For a driver that numbers its messages, whose bytes differ each time.
   */
  readonly match?: 'bytes' | 'count';
  /** `as-recorded` keeps the pauses between entries, for a driver that takes silence for the end of a report. */
  readonly pace?: 'at-once' | 'as-recorded';
};

export type ReplayTransport = Transport & {
  /** Everything was said, and everything that was waited for was sent. */
  readonly isOver: boolean;
  /** What was sent otherwise than it was captured, in words; the line was then hung up. */
  readonly deviation: string | undefined;
};

const SAY_MS = 1000;
const ASTERISK = 0x2a;

/**
 * Each opening goes on with the next opening of the capture; an opening after the last finds nothing there.
 * A capture that begins in the middle of a session is played from its first entry.
 */
export function replayTransport(
  capture: Capture,
  clock: Clock,
  { match = 'bytes', pace = 'at-once' }: ReplayOptions = {},
): ReplayTransport {
  const sessions = sessionsOf(capture);
  let begun = 0;
  let over = 0;
  let deviation: string | undefined;

  async function play(device: Connection, session: Session): Promise<void> {
    const heard = hearing(device);
    let beforeMs = session.at(0)?.entry.atMs ?? 0;
    for (const { entry, number } of session) {
      if (entry.direction === 'sent') {
        const sent = await heard.take(entry.bytes.length);
        if (sent === undefined) return;
        if (match === 'bytes' && !agrees(entry.bytes, sent)) {
          deviation = `line ${number} of the capture was sent as ${readableBytes(entry.bytes)}, now as ${readableBytes(sent)}`;
          await device.close();
          return;
        }
      } else {
        // Only the device's own pauses: how long the host took then is nothing that the device waits for now.
        if (pace === 'as-recorded') await pause(clock, Math.max(0, entry.atMs - beforeMs));
        if (entry.direction === 'received') await device.write(entry.bytes, SAY_MS);
        else if (entry.about === 'hung-up') await device.close();
      }
      beforeMs = entry.atMs;
    }
    over += 1;
  }

  return {
    name: `replay of ${capture.line}`,
    get isOver() {
      return over === sessions.length && deviation === undefined;
    },
    get deviation() {
      return deviation;
    },
    async open() {
      const session = sessions[begun];
      if (session === undefined)
        return { opened: false, fault: 'nothing-there', detail: 'the capture holds no further session' };
      begun += 1;
      const { host, device } = memoryPair(clock);
      void play(device, session);
      return { opened: true, connection: host };
    },
  };
}

/** `number` is the line of the file, the header being 1. */
type Session = readonly { readonly entry: Capture['entries'][number]; readonly number: number }[];

function sessionsOf({ entries }: Capture): readonly Session[] {
  const sessions: { entry: Capture['entries'][number]; number: number }[][] = [];
  for (const [index, entry] of entries.entries()) {
    const begins = entry.about === 'opened';
    if (begins || sessions.length === 0) sessions.push([]);
    if (!begins) sessions.at(-1)?.push({ entry, number: index + 2 });
  }
  return sessions;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

const agrees = (captured: Uint8Array, sent: Uint8Array): boolean =>
  captured.every((byte, at) => {
    const now = sent[at] ?? 0;
    return byte === now || (byte === ASTERISK && isDigit(now));
  });

/** The bytes that the host sends, taken in the portions in which they are waited for. */
function hearing(device: Connection): {
  /** Undefined once the line is closed before there are so many. */
  take(count: number): Promise<Uint8Array | undefined>;
} {
  const heard: number[] = [];
  let waiting: (() => void) | undefined;
  device.onBytes((bytes) => {
    heard.push(...bytes);
    waiting?.();
  });
  return {
    take: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (heard.length < count) return;
          waiting = undefined;
          resolve(Uint8Array.from(heard.splice(0, count)));
        };
        waiting = look;
        look();
        void device.closed.then(() => {
          resolve(undefined);
        });
      }),
  };
}
