/**
 * Any bytes at all, in any chunks, for guard and rules: the unit tests try some thousands, the simulation a million
 * (quality figure R6). Deterministic: a seed gives the same inputs everywhere.
 */
import type { ScannerSettings, ScanReading } from '../../shared/devices/scanner.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { cardGuard, GUARDED_FRAME_BYTES } from '../runtime/card-guard.ts';
import type { GuardedFrame } from '../runtime/card-guard.ts';
import { isGln } from './protocol/gs1.ts';
import { toReading } from './protocol/reading.ts';
import { slipText, TEST_CARD, TEST_CARDHOLDER } from './simulator/simulator.ts';

export type ScannerTrialResult = {
  readonly inputs: number;
  readonly bytes: number;
  readonly frames: number;
  readonly cards: number;
  /** Payment slips found, each with a payee whose check digit fits. */
  readonly slips: number;
};

/** Numerical Recipes' linear congruential generator: plenty for bytes, and the same on every machine. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

const RULES: Pick<ScannerSettings, 'aimPrefix' | 'i2of5Length' | 'code39Check'> = {
  aimPrefix: true,
  i2of5Length: 8,
  code39Check: true,
};

const ascii = (text: string): readonly number[] => Array.from(text, (c) => c.charCodeAt(0));
/** Pieces of true scans and swipes, so that the trial gets past the first byte of each. */
const FRAGMENTS: readonly (readonly number[])[] = [
  ascii('\r'),
  ascii('\r\n'),
  ascii(']C1'),
  ascii(']C0'),
  ascii(']I0'),
  ascii(']A0'),
  ascii(`]C1${slipText({ payee: '0614141000005', reference: '1', amountCents: 5 })}\r`),
  ascii('4150614141000005'),
  ascii('8020'),
  ascii('\u001d'),
  ascii('12345670'),
  ascii('CODE39W'),
  ascii(`%B${TEST_CARD}^${TEST_CARDHOLDER}^3012?`),
  ascii(`;${TEST_CARD}=3012?`),
  ascii('\u0002\u001b'),
  [0x02, 0x10, 0x00],
  [0x03],
];

/** @throws InvariantError at the first input that breaks a promise, naming its seed and number */
export function tryScannerDecoder({
  inputs,
  seed,
}: {
  readonly inputs: number;
  readonly seed: number;
}): ScannerTrialResult {
  const roll = dice(seed);
  let [bytes, frames, cards, slips] = [0, 0, 0, 0];
  for (let n = 0; n < inputs; n += 1) {
    const input = makeInput(roll);
    const found = tryOne(input, roll, `seed ${seed}, input ${n}`);
    bytes += input.length;
    frames += found.length;
    cards += found.filter(({ kind }) => kind === 'card-discarded').length;
    slips += found.filter((reading) => reading.kind === 'code' && reading.slip).length;
  }
  return { inputs, bytes, frames, cards, slips };
}

function makeInput(roll: (below: number) => number): Uint8Array {
  const bytes: number[] = [];
  for (let parts = 1 + roll(8); parts > 0; parts -= 1) {
    if (roll(4) > 0) bytes.push(...(FRAGMENTS[roll(FRAGMENTS.length)] ?? []));
    else for (let more = roll(12); more > 0; more -= 1) bytes.push(roll(256));
  }
  return Uint8Array.from(bytes);
}

function tryOne(input: Uint8Array, roll: (below: number) => number, name: string): readonly ScanReading[] {
  const whole = cardGuard().take(Uint8Array.from(input));
  const memory = new Uint8Array(GUARDED_FRAME_BYTES);
  const guard = cardGuard({ memory });
  const pieces: GuardedFrame[] = [];
  for (let from = 0; from < input.length;) {
    const to = from + 1 + roll(5);
    pieces.push(...guard.take(input.slice(from, to)));
    from = to;
  }
  assert(JSON.stringify(pieces) === JSON.stringify(whole), `chunking changed the frames: ${name}`);
  guard.idle();
  assert(
    memory.every((byte) => byte === 0),
    `the buffer was not wiped: ${name}`,
  );
  return whole.map((frame) => readOne(frame, name));
}

function readOne(frame: GuardedFrame, name: string): ScanReading {
  if (frame.kind === 'card-discarded') return frame;
  if (frame.kind !== 'frame') return { kind: 'refused', why: frame.kind, symbology: 'unknown' };
  const text = String.fromCharCode(...frame.bytes);
  assert(!text.includes(TEST_CARDHOLDER), `a track got through: ${name}`);
  const reading = toReading(text, RULES);
  if (reading.kind === 'code' && reading.slip)
    assert(isGln(reading.slip.payee) && text.includes(reading.slip.payee), `a slip from nothing: ${name}`);
  return reading;
}
