/**
 * Any bytes at all, in any chunks, for framing and parse rules: the unit tests try some thousands, the simulation a
 * million (quality figure R6). Deterministic: a seed gives the same inputs everywhere.
 */
import { MICR_ALPHABETS, MICR_FRAMINGS } from '../../shared/devices/check-reader.ts';
import type { MicrAlphabet, MicrFraming } from '../../shared/devices/check-reader.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { isRoutingNumber } from '../../shared/kernel/routing-number.ts';
import { lrcOf, MICR_FRAME_BYTES, micrFraming } from './magtek/framing.ts';
import type { MicrFrame } from './magtek/framing.ts';
import { whatReaderSays } from './magtek/status.ts';
import { parseMicr } from './micr/parse.ts';
import { lineOf, TEST_CARD, TEST_CARDHOLDER } from './simulator/simulator.ts';

export type CheckReaderTrialResult = {
  readonly inputs: number;
  readonly bytes: number;
  readonly frames: number;
  readonly cards: number;
  /** Checks read surely, each with a routing number that is one and stands in the input. */
  readonly read: number;
  readonly doubtful: number;
};

/** Numerical Recipes' linear congruential generator: plenty for bytes, and the same on every machine. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

const utf8 = (text: string): readonly number[] => [...Buffer.from(text, 'utf8')];
const packet = (data: readonly number[]): readonly number[] => [
  0x02,
  ...data,
  0x03,
  lrcOf(Uint8Array.from(data)),
];

/** Pieces of true lines and swipes, so that the trial gets past the first byte of each. */
function fragments(alphabet: MicrAlphabet): readonly (readonly number[])[] {
  const check = { routing: '123456780', account: '9992223', number: '11045' };
  const personal = utf8(lineOf(check, alphabet));
  const business = utf8(lineOf({ ...check, business: true }, alphabet));
  return [
    [...personal, 0x0d],
    [...business, 0x0d, 0x0a],
    packet(personal),
    packet(business),
    personal,
    utf8(lineOf({ ...check, smudgedAt: [4] }, alphabet)),
    utf8('/03'),
    utf8('/10'),
    utf8(`%B${TEST_CARD}^${TEST_CARDHOLDER}^3012?`),
    [0x0d],
    [0x02],
    [0x03],
    [0x1b],
  ];
}

/** @throws InvariantError at the first input that breaks a promise, naming its seed and number */
export function tryCheckReaderDecoder({
  inputs,
  seed,
}: {
  readonly inputs: number;
  readonly seed: number;
}): CheckReaderTrialResult {
  const roll = dice(seed);
  const pieces = new Map(MICR_ALPHABETS.map((alphabet) => [alphabet, fragments(alphabet)]));
  let [bytes, frames, cards, read, doubtful] = [0, 0, 0, 0, 0];
  for (let n = 0; n < inputs; n += 1) {
    const alphabet = MICR_ALPHABETS[roll(MICR_ALPHABETS.length)] ?? 'magtek-2';
    const framing = MICR_FRAMINGS[roll(MICR_FRAMINGS.length)] ?? 'marked';
    const input = makeInput(roll, pieces.get(alphabet) ?? []);
    const name = `seed ${seed}, input ${n}`;
    const found = tryFraming(input, { alphabet, framing }, roll, name);
    const results = found.map((frame) => readOne(frame, input, alphabet, name));
    bytes += input.length;
    frames += found.length;
    cards += found.filter(({ kind }) => kind === 'card-discarded').length;
    read += results.filter((result) => result === 'read').length;
    doubtful += results.filter((result) => result === 'doubtful').length;
  }
  return { inputs, bytes, frames, cards, read, doubtful };
}

function makeInput(roll: (below: number) => number, pieces: readonly (readonly number[])[]): Uint8Array {
  const bytes: number[] = [];
  for (let parts = 1 + roll(6); parts > 0; parts -= 1) {
    if (roll(3) > 0) bytes.push(...(pieces[roll(pieces.length)] ?? []));
    else for (let more = roll(12); more > 0; more -= 1) bytes.push(roll(256));
  }
  return Uint8Array.from(bytes);
}

function tryFraming(
  input: Uint8Array,
  { alphabet, framing }: { readonly alphabet: MicrAlphabet; readonly framing: MicrFraming },
  roll: (below: number) => number,
  name: string,
): readonly MicrFrame[] {
  const rules = { framing, isUtf8: alphabet === 'unicode' };
  const whole = micrFraming(rules).take(Uint8Array.from(input));
  const memory = new Uint8Array(MICR_FRAME_BYTES);
  const decoder = micrFraming(rules, memory);
  const pieces: MicrFrame[] = [];
  for (let from = 0; from < input.length;) {
    const to = from + 1 + roll(5);
    pieces.push(...decoder.take(input.slice(from, to)));
    from = to;
  }
  assert(JSON.stringify(pieces) === JSON.stringify(whole), `chunking changed the frames: ${name}`);
  decoder.idle();
  assert(memory.every((byte) => byte === 0) && !decoder.midFrame, `the buffer was not wiped: ${name}`);
  return whole;
}

function readOne(frame: MicrFrame, input: Uint8Array, alphabet: MicrAlphabet, name: string): string {
  if (frame.kind !== 'line') return frame.kind;
  assert(!frame.text.includes(TEST_CARDHOLDER), `a track got through: ${name}`);
  const reading = parseMicr(frame.text, { alphabet, exceptions: [] }, whatReaderSays(frame.status));
  if (reading.result === 'read')
    assert(
      isRoutingNumber(reading.routing) && Buffer.from(input).includes(reading.routing),
      `a check from nothing: ${name}`,
    );
  return reading.result;
}
