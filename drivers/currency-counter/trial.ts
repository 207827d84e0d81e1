/**
 * Any bytes at all, in any chunks, for the decoders of counting machines: some thousands in the unit tests, a million
 * when asked (environment variable COUNTER_TRIALS). A seed gives the same inputs everywhere.
 */
import { assert } from '../../shared/kernel/assert.ts';
import type { CounterEvent, MachineCount, ReportProfile } from '../../shared/devices/money-counter.ts';
import type { Clock } from '../clock.ts';
import { isDenomination } from './report/denominations.ts';
import { countMaker } from './report/number.ts';
import { SAMPLE_PROFILES } from './report/profiles.ts';
import { readReport } from './report/read-report.ts';
import { reportStream } from './report/stream.ts';
import { sc350Decoder } from './sc-350/decoder.ts';
import type { Sc350Frame } from './sc-350/decoder.ts';
import { sumOf } from './sc-350/protocol.ts';

export type CounterTrialResult = {
  readonly inputs: number;
  readonly bytes: number;
  /** Whole reports found, each of them adding up and ended in the input. */
  readonly counts: number;
  readonly refused: number;
  /** Answers of the polled machine found, each with its sum. */
  readonly answers: number;
};

/** Numerical Recipes' linear congruential generator: plenty for bytes, and the same on every machine. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}
type Roll = ReturnType<typeof dice>;

/** Lines of true reports, so that a trial gets past the first line of each. */
const FRAGMENTS: readonly string[] = [
  'AUDIT: 00007-0014-000\r\n',
  '11/19/2026 14:12:00\r\n',
  'REPORT NO. 7\r\n',
  'COIN   PIECES\n',
  '$20  13  260.00\r\n',
  '$20 13 260.00\n',
  '$5 1 5.00\r',
  '25C    120\r\n',
  '10C 3\n',
  'GRAND TOTAL 13  260.00\r\n',
  'TOTAL 13 260.00\r\n',
  'TOTAL $ 30.00\n',
  '*** END ***\r\n',
  '-- END --\n',
  'MB 12345678 A\r\n',
  'REPORT NO. 8\n$20 13 260.00\nTOTAL 13 260.00\n*** END ***\n',
  '\u0000\u0000\u0004\u00d2\u00d6\u0006',
  '\u0000\u0000\u0006',
];

const PROFILES: readonly ReportProfile[] = Object.values(SAMPLE_PROFILES);
/** Time stands: silence is another test's subject. */
const STILL: Clock = { nowMs: () => 0, after: () => () => undefined };

/** @throws InvariantError at the first input that breaks a promise, naming its seed and number */
export function tryCounterDecoders({
  inputs,
  seed,
}: {
  readonly inputs: number;
  readonly seed: number;
}): CounterTrialResult {
  const roll = dice(seed);
  const result = { inputs, bytes: 0, counts: 0, refused: 0, answers: 0 };
  for (let n = 0; n < inputs; n += 1) {
    const input = makeInput(roll);
    const name = `seed ${seed}, input ${n}`;
    const profile = PROFILES[roll(PROFILES.length)] ?? SAMPLE_PROFILES.noteList;
    for (const event of tryReports(input, profile, roll, name)) {
      if (event.kind === 'count') result.counts += 1;
      else result.refused += 1;
    }
    result.answers += tryAnswers(input, roll, name);
    result.bytes += input.length;
  }
  return result;
}

function makeInput(roll: Roll): Uint8Array {
  const bytes: number[] = [];
  for (let parts = 1 + roll(8); parts > 0; parts -= 1) {
    if (roll(4) > 0) bytes.push(...Buffer.from(FRAGMENTS[roll(FRAGMENTS.length)] ?? '', 'latin1'));
    else for (let more = roll(12); more > 0; more -= 1) bytes.push(roll(256));
  }
  return Uint8Array.from(bytes);
}

function* chunksOf(input: Uint8Array, roll: Roll): Generator<Uint8Array> {
  for (let from = 0; from < input.length;) {
    const to = from + 1 + roll(9);
    yield input.subarray(from, to);
    from = to;
  }
}

function tryReports(
  input: Uint8Array,
  profile: ReportProfile,
  roll: Roll,
  name: string,
): readonly CounterEvent[] {
  const whole = readReport(input, profile);
  const stream = reportStream({ profile, clock: STILL, count: countMaker(profile), late: () => undefined });
  const pieces = [...chunksOf(input, roll)].flatMap((chunk) => stream.push(chunk));
  pieces.push(...stream.end());
  assert(JSON.stringify(pieces) === JSON.stringify(whole), `chunking changed the reports: ${name}`);
  for (const event of whole) if (event.kind === 'count') assertBelievable(event.count, input, profile, name);
  return whole;
}

function assertBelievable(
  count: MachineCount,
  input: Uint8Array,
  profile: ReportProfile,
  name: string,
): void {
  const cents = count.rows.reduce((sum, row) => sum + row.denominationCents * row.pieces, 0);
  const pieces = count.rows.reduce((sum, row) => sum + row.pieces, 0);
  assert(cents === count.totalCents && pieces === count.totalPieces, `a count that does not add up: ${name}`);
  assert(
    count.rows.every((row) => isDenomination(count.medium, row.denominationCents)),
    `money that does not exist: ${name}`,
  );
  const ended = Buffer.from(input)
    .toString('latin1')
    .split(/[\r\n\f]/)
    .some((line) => new RegExp(profile.end).test(readable(line)));
  assert(ended, `a report from nothing: ${name}`);
}

/** What a line of a report is read without. */
const readable = (line: string): string => line.replace(/[\u0000-\u001f\u007f-\u009f]/g, '').trim();

/** Each answer length in turn; after an answer the machine is asked again. */
function tryAnswers(input: Uint8Array, roll: Roll, name: string): number {
  const length = ([0, 1, 2, 4] as const)[roll(4)] ?? 4;
  const framesOf = (chunks: Iterable<Uint8Array>): readonly Sc350Frame[] => {
    const decoder = sc350Decoder();
    decoder.expect(length);
    const frames = [...chunks].flatMap((chunk) => decoder.decode(chunk));
    assert(decoder.rest().length < 6, `state not bounded: ${name}`);
    return frames;
  };
  const whole = framesOf([input]);
  const pieces = framesOf(chunksOf(input, roll));
  assert(JSON.stringify(pieces) === JSON.stringify(whole), `chunking changed the answers: ${name}`);
  const answers = whole.filter((frame) => frame.kind === 'answer');
  assert(answers.length <= 1, `two answers to one question: ${name}`);
  for (const { value, bytes } of answers)
    assert(length === 0 || bytes[length] === sumOf(value), `an answer without its sum: ${name}`);
  return answers.length;
}
