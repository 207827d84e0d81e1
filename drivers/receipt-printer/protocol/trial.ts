/**
 * Any bytes at all, in any chunks, for all decoders of both languages: the unit tests try some thousands, the simulation a million
 * (quality figure R6). Deterministic: a seed gives the same inputs everywhere.
 */
import { assert } from '../../../shared/kernel/assert.ts';
import { commandReader } from './commands.ts';
import type { CommandReader } from './commands.ts';
import { starCommandReader } from './star-commands.ts';
import { seenByStar, starDecoder } from './star-status.ts';
import { AT_START, decodeStatusStream, statusDecoder } from './status-stream.ts';
import type { StatusFrame } from './status-stream.ts';

export type TrialResult = {
  readonly inputs: number;
  readonly bytes: number;
  readonly frames: number;
  /** Completions found, each of them literally in the input. */
  readonly completions: number;
};

/** Numerical Recipes' linear congruential generator: plenty for bytes, and the same on every machine. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

/** Pieces of true answers and commands, so that the trial gets past the first byte of each. */
const FRAGMENTS: readonly (readonly number[])[] = [
  [0x16],
  [0x14, 0x00, 0x00, 0x0f],
  [0x14, 0x00],
  [0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0x00],
  [0x37, 0x22, 0x30],
  [0x5f, 0x45, 0x50, 0x53, 0x4f, 0x4e, 0x00],
  [0x5f],
  [0x11],
  [0x13],
  [0x1b, 0x70, 0x00, 0x19, 0xfa],
  [0x1d, 0x76, 0x30, 0x00, 0x02, 0x00, 0x02, 0x00],
  [0x1d, 0x28, 0x6b, 0xff, 0xff],
  [0x1d, 0x6b, 0x49, 0x05, 0x7b],
  [0x10, 0x04],
  [0x10, 0x14, 0x01],
  [0x23, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00],
  [0x23, 0x86, 0x00],
  [0x1b, 0x1d, 0x53, 0x01, 0x02, 0x00, 0x02, 0x00, 0x00],
  [0x1b, 0x62, 0x06, 0x02, 0x02, 0x50, 0x25],
  [0x5f, 0x50, 0x54, 0x31],
];

const LONGEST_STATE = 256;

/** @throws InvariantError at the first input that breaks a promise, naming its seed and number */
export function tryDecoders({
  inputs,
  seed,
}: {
  readonly inputs: number;
  readonly seed: number;
}): TrialResult {
  const roll = dice(seed);
  let bytes = 0;
  let frames = 0;
  let completions = 0;
  for (let n = 0; n < inputs; n += 1) {
    const input = makeInput(roll);
    const found = tryStatusStream(input, roll, `seed ${seed}, input ${n}`);
    tryCommands(commandReader, input, roll, `seed ${seed}, input ${n}`);
    tryCommands(starCommandReader, input, roll, `StarPRNT, seed ${seed}, input ${n}`);
    tryStarStatus(input, roll, `StarPRNT, seed ${seed}, input ${n}`);
    bytes += input.length;
    frames += found.length;
    completions += found.filter((frame) => frame.kind === 'process-id').length;
  }
  return { inputs, bytes, frames, completions };
}

function makeInput(roll: (below: number) => number): Uint8Array {
  const bytes: number[] = [];
  const parts = 1 + roll(6);
  for (let n = 0; n < parts; n += 1) {
    if (roll(2) === 0) bytes.push(...(FRAGMENTS[roll(FRAGMENTS.length)] ?? []));
    else for (let more = roll(12); more > 0; more -= 1) bytes.push(roll(256));
  }
  return Uint8Array.from(bytes);
}

function* chunksOf(input: Uint8Array, roll: (below: number) => number): Generator<Uint8Array> {
  for (let from = 0; from < input.length;) {
    const to = from + 1 + roll(5);
    yield input.subarray(from, to);
    from = to;
  }
}

function tryStatusStream(
  input: Uint8Array,
  roll: (below: number) => number,
  name: string,
): readonly StatusFrame[] {
  const whole = decodeStatusStream(AT_START, input);
  const decoder = statusDecoder();
  const pieces: StatusFrame[] = [];
  for (const chunk of chunksOf(input, roll)) pieces.push(...decoder.decode(chunk));
  assert(JSON.stringify(pieces) === JSON.stringify(whole.frames), `chunking changed the frames: ${name}`);
  assert(
    whole.state.at === 'start' || whole.state.bytes.length <= LONGEST_STATE,
    `state not bounded: ${name}`,
  );
  for (const frame of whole.frames)
    if (frame.kind === 'process-id')
      assert(holdsCompletion(input, frame.id), `a completion from nothing: ${name}`);
  return whole.frames;
}

/** The answer's bytes, apart from flow control, which may come between any two of them. */
function holdsCompletion(input: Uint8Array, id: string): boolean {
  const withoutFlow = Buffer.from(input.filter((byte) => byte !== 0x11 && byte !== 0x13));
  return withoutFlow.includes(Buffer.from(`7"${id}\u0000`, 'latin1'));
}

function tryCommands(
  make: () => CommandReader,
  input: Uint8Array,
  roll: (below: number) => number,
  name: string,
): void {
  const whole = make().read(input);
  const reader = make();
  const pieces = [];
  for (const chunk of chunksOf(input, roll)) pieces.push(...reader.read(chunk));
  assert(JSON.stringify(pieces) === JSON.stringify(whole), `chunking changed the commands: ${name}`);
}

const LONGEST_STAR_BLOCK = 33;

function tryStarStatus(input: Uint8Array, roll: (below: number) => number, name: string): void {
  const whole = starDecoder().decode(input);
  const decoder = starDecoder();
  const pieces = [];
  for (const chunk of chunksOf(input, roll)) pieces.push(...decoder.decode(chunk));
  assert(JSON.stringify(pieces) === JSON.stringify(whole), `chunking changed the frames: ${name}`);
  assert(decoder.heldBytes < LONGEST_STAR_BLOCK, `state not bounded: ${name}`);
  const withoutFlow = Buffer.from(input.filter((byte) => byte !== 0x11 && byte !== 0x13));
  for (const frame of whole)
    if (frame.kind === 'star-status') {
      assert(withoutFlow.includes(Buffer.from(frame.bytes)), `a status from nothing: ${name}`);
      const count = seenByStar(frame.bytes).etbCounter ?? 0;
      assert(count >= 0 && count <= 31, `a counter out of its range: ${name}`);
    }
}
