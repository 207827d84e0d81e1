/**
 * A bar code scanner on a line of its own. It cannot be asked anything: an open port is all that is known of it until it
 * is used. What it says is taken apart by the card guard, so that a card swiped or scanned here never becomes a text; the
 * traffic log gets frames that have passed the guard, and nothing else that was received.
 */
import type { LinkFault } from '../../shared/devices/fault.ts';
import type { ScannerSettings, ScanReading } from '../../shared/devices/scanner.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import type { Clock } from '../clock.ts';
import { cardGuard } from '../runtime/card-guard.ts';
import type { CardGuard, GuardedFrame } from '../runtime/card-guard.ts';
import type { FrameDecoder } from '../runtime/exchange.ts';
import { holdDevice } from '../runtime/held-device.ts';
import type { Checked, DeviceCondition, SupervisorPlan } from '../runtime/supervisor.ts';
import type { Transport } from '../transport/connection.ts';
import { withoutReceived } from '../transport/discreet.ts';
import { recordedTransport } from '../transport/recorded.ts';
import type { TrafficLog } from '../transport/traffic-log.ts';
import { transportOf } from '../transport/transport-of.ts';
import { parseGs1Slip } from './protocol/gs1.ts';
import { toReading } from './protocol/reading.ts';

/** Nothing is known of who is there, and nothing about how it is. */
export type ScannerCondition = DeviceCondition<'not-asked', 'open'>;

export type ScannerDeps = {
  readonly clock: Clock;
  readonly log?: TrafficLog;
  /** Instead of the settings' own way to the device: a memory cable in tests and in the bench. */
  readonly transport?: (settings: DeviceTransport) => Transport;
  /** Each code once, in the order of the scans. */
  readonly heard: (reading: ScanReading) => void;
  readonly changed: (condition: ScannerCondition) => void;
  /**
   * Scan lines of the office whose digits look like a card's, without symbology identifier. On bytes: of a card no text
   * may be made.
   */
  readonly isScanline?: (digits: Uint8Array) => boolean;
  readonly plan?: SupervisorPlan;
};

export interface Scanner {
  start(): void;
  nudge(): void;
  stop(): Promise<void>;
  readonly condition: ScannerCondition;
}

/** A scanner sends a code in one go, also at 300 baud; a swipe with its tracks as well. */
const IDLE_MS = 500;
/** No scanner reads the same symbol again so soon; a frame that comes twice so soon is one scan. */
const SAME_SCAN_MS = 200;
/** One swipe may be several messages, one per track: it is said once. */
const SAME_SWIPE_MS = 1000;
/** So many frames in a row that are no text at all: wrong speed, or no scanner. One is only noise from plugging in. */
const FRAMES_OF_NOISE = 3;

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const SLIP_IDENTIFIER = ']C1';
const SLIP_START = '415';
const BRACKET = 0x5d;

const parted = (frame: Uint8Array, aimPrefix: boolean) =>
  aimPrefix && frame[0] === BRACKET
    ? { identifier: latin1(frame.subarray(0, 3)), content: frame.subarray(3) }
    : { identifier: '', content: frame };

/** It does nothing until it is started. */
export function createScanner(settings: ScannerSettings, deps: ScannerDeps): Scanner {
  const { clock, log, isScanline = () => false } = deps;
  const inner = deps.transport?.(settings.transport) ?? transportOf(settings.transport, clock);
  const noise = { frames: 0 };
  const lately = recently(clock);
  let cancelIdle: () => void = () => undefined;

  /** The fields of a slip hold digits that may look like a card's; the identifier and the payee's check digit tell. */
  const isKnown = (frame: Uint8Array): boolean => {
    const { identifier, content } = parted(frame, settings.aimPrefix);
    if (identifier === SLIP_IDENTIFIER && latin1(content.subarray(0, SLIP_START.length)) === SLIP_START)
      return parseGs1Slip(latin1(content)) !== undefined;
    return isScanline(content);
  };

  function decoder(): FrameDecoder<GuardedFrame> {
    const guard = cardGuard({ isKnown });
    return (bytes) => {
      const frames = guard.take(bytes);
      waitForSilence(guard);
      return frames;
    };
  }

  function waitForSilence(guard: CardGuard): void {
    cancelIdle();
    if (guard.midFrame)
      cancelIdle = clock.after(IDLE_MS, () => {
        for (const frame of guard.idle()) heard(frame);
      });
  }

  function heard(frame: GuardedFrame): void {
    const reading = readingOf(frame);
    logReceived(frame, reading);
    const isNoise = reading.kind === 'refused' && reading.why === 'not-printable';
    noise.frames = isNoise ? noise.frames + 1 : 0;
    if (noise.frames >= FRAMES_OF_NOISE) held.nudge();
    if (reading.kind === 'code' && lately.isAgain(reading.text, SAME_SCAN_MS)) return;
    if (reading.kind === 'card-discarded' && lately.isAgain(reading.kind, SAME_SWIPE_MS)) return;
    deps.heard(reading);
  }

  function readingOf(frame: GuardedFrame): ScanReading {
    switch (frame.kind) {
      case 'frame':
        return toReading(latin1(frame.bytes), settings);
      case 'card-discarded':
        return frame;
      case 'too-long':
      case 'not-whole':
        return { kind: 'refused', why: frame.kind, symbology: 'unknown' };
    }
  }

  function logReceived(frame: GuardedFrame, reading: ScanReading): void {
    const nowMs = clock.nowMs();
    if (frame.kind === 'card-discarded') log?.note('a card was swiped or scanned; discarded', nowMs);
    else if (frame.kind !== 'frame') log?.note(`received: ${frame.kind}`, nowMs);
    // Bytes that are no text may be a part of an encrypted swipe.
    else if (reading.kind === 'refused' && reading.why === 'not-printable')
      log?.note('received: not printable', nowMs);
    else {
      log?.add('received', Uint8Array.of(...frame.bytes, 0x0d), nowMs);
      log?.rest();
    }
  }

  async function look(): Promise<Checked<'open'>> {
    const isNoisy = noise.frames >= FRAMES_OF_NOISE;
    noise.frames = 0;
    return isNoisy ? { ok: false, fault: 'wrong-device' satisfies LinkFault } : { ok: true, value: 'open' };
  }

  const held = holdDevice<GuardedFrame, 'not-asked', 'open'>({
    transport: log ? recordedTransport(inner, withoutReceived(log), clock) : inner,
    clock,
    decoder,
    heard,
    identify: async () => ({ ok: true, value: 'not-asked' }),
    look,
    changed: deps.changed,
    ...(log ? { log } : {}),
    ...(deps.plan ? { plan: deps.plan } : {}),
  });
  return {
    start: held.start,
    nudge: held.nudge,
    async stop() {
      cancelIdle();
      lately.forget();
      await held.stop();
    },
    get condition() {
      return held.condition;
    },
  };
}

/** What was last said, for a moment. */
function recently(clock: Clock): { isAgain(what: string, withinMs: number): boolean; forget(): void } {
  let last: string | undefined;
  let cancel: () => void = () => undefined;
  const forget = (): void => {
    cancel();
    last = undefined;
  };
  return {
    isAgain(what, withinMs) {
      const isAgain = last === what;
      forget();
      last = what;
      cancel = clock.after(withinMs, forget);
      return isAgain;
    },
    forget,
  };
}
