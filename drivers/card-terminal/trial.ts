/**
 * Any bytes at all, in any chunks, for the decoders of both protocols: the unit tests try some thousands, a run by hand
 * a million (`CARD_TERMINAL_TRIALS=1000000`). Deterministic: a seed gives the same inputs everywhere.
 */
import { assert } from '../../shared/kernel/assert.ts';
import type { CardRequest } from '../../shared/devices/card-terminal.ts';
import type { FrameDecoder } from './mailbox.ts';
import { readCreditAnswer, readDetailReport } from './pax/protocol/answers.ts';
import { encodePaxFrame, paxDecoder } from './pax/protocol/frame.ts';
import type { PaxFrame } from './pax/protocol/frame.ts';
import { parsePaxMessage } from './pax/protocol/message.ts';
import { paxSampleAnswer } from './pax/simulator/sample.ts';
import { readStatus, readTotals } from './zvt/protocol/answers.ts';
import { encodeApdu, tcpDecoder } from './zvt/protocol/apdu.ts';
import { encodeSerialFrame, serialDecoder } from './zvt/protocol/serial-frame.ts';
import type { SerialFrame } from './zvt/protocol/serial-frame.ts';
import { zvtSampleStatus } from './zvt/simulator/sample.ts';

export type TrialResult = {
  readonly inputs: number;
  readonly frames: number;
  /** Approvals read, each from a frame that stands whole in the input. */
  readonly approvals: number;
};

const ASKED: CardRequest = { kind: 'sale', amountCents: 1200, reference: '000000000007', entry: 'presented' };

/** Numerical Recipes' linear congruential generator: plenty for bytes, and the same on every machine. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

const T01 = paxSampleAnswer(ASKED);
const STATUS = zvtSampleStatus(ASKED);

/** True answers, whole and cut, so that the trial gets past the first byte of each. */
const FRAGMENTS: readonly Uint8Array[] = [
  T01,
  T01.slice(0, 20),
  T01.slice(20),
  T01.slice(0, -1),
  STATUS,
  STATUS.slice(0, 30),
  STATUS.slice(30),
  encodeSerialFrame(STATUS),
  encodeSerialFrame(STATUS).slice(0, -2),
  encodeSerialFrame(STATUS).slice(7),
  encodeApdu('8000'),
  encodeApdu('060F'),
  Uint8Array.of(0x04, 0x0f, 0xff),
  Uint8Array.of(0x10, 0x02),
  Uint8Array.of(0x10, 0x03),
  Uint8Array.of(0x02),
  Uint8Array.of(0x06),
  Uint8Array.of(0x15),
];

function makeInput(roll: (below: number) => number): Uint8Array {
  const bytes: number[] = [];
  for (let parts = 1 + roll(6); parts > 0; parts -= 1) {
    if (roll(2) === 0) {
      const fragment = Uint8Array.from(FRAGMENTS[roll(FRAGMENTS.length)] ?? []);
      if (roll(3) === 0) fragment[roll(fragment.length)] = roll(256);
      bytes.push(...fragment);
    } else for (let more = roll(12); more > 0; more -= 1) bytes.push(roll(256));
  }
  return Uint8Array.from(bytes);
}

function* chunksOf(input: Uint8Array, roll: (below: number) => number): Generator<Uint8Array> {
  for (let from = 0; from < input.length;) {
    const to = from + 1 + roll(40);
    yield input.subarray(from, to);
    from = to;
  }
}

function framesOf<Frame>(
  make: () => FrameDecoder<Frame>,
  input: Uint8Array,
  roll: (below: number) => number,
  name: string,
): readonly Frame[] {
  const whole = make().decode(input);
  const decoder = make();
  const pieces: Frame[] = [];
  for (const chunk of chunksOf(input, roll)) pieces.push(...decoder.decode(chunk));
  assert(JSON.stringify(pieces) === JSON.stringify(whole), `chunking changed the frames: ${name}`);
  return whole;
}

const holds = (input: Uint8Array, frame: Uint8Array): boolean =>
  Buffer.from(input).includes(Buffer.from(frame));

/** @returns how many approvals; each must be in the input, byte for byte, as a whole and rightly checked frame */
function paxApprovals(frames: readonly PaxFrame[], input: Uint8Array, name: string): number {
  let approvals = 0;
  for (const frame of frames) {
    const message = frame.kind === 'message' ? parsePaxMessage(frame.content) : undefined;
    if (frame.kind !== 'message' || !message) continue;
    readDetailReport(message, ASKED.reference, ASKED);
    const answer = readCreditAnswer(message, ASKED);
    if (answer === 'unusable' || answer.outcome !== 'approved') continue;
    approvals += 1;
    assert(holds(input, encodePaxFrame(frame.content)), `an approval from nothing: ${name}`);
    assert(answer.approval.approvedCents <= ASKED.amountCents, `more than was asked for: ${name}`);
  }
  return approvals;
}

function zvtApprovals(
  frames: readonly SerialFrame[],
  input: Uint8Array,
  encode: (apdu: Uint8Array) => Uint8Array,
  name: string,
): number {
  let approvals = 0;
  for (const frame of frames) {
    if (frame.kind !== 'apdu' || frame.apdu.command !== '040F') continue;
    readTotals(frame.apdu.data);
    const answer = readStatus(frame.apdu.data, ASKED);
    if (answer === 'unusable' || answer.outcome !== 'approved') continue;
    approvals += 1;
    assert(holds(input, encode(encodeApdu('040F', frame.apdu.data))), `an approval from nothing: ${name}`);
    assert(answer.approval.approvedCents <= ASKED.amountCents, `more than was asked for: ${name}`);
  }
  return approvals;
}

/** @throws InvariantError at the first input that breaks a promise, naming its seed and number */
export function tryDecoders({
  inputs,
  seed,
}: {
  readonly inputs: number;
  readonly seed: number;
}): TrialResult {
  const roll = dice(seed);
  let frames = 0;
  let approvals = 0;
  for (let n = 0; n < inputs; n += 1) {
    const input = makeInput(roll);
    const name = `seed ${seed}, input ${n}`;
    const pax = framesOf(paxDecoder, input, roll, name);
    const serial = framesOf(serialDecoder, input, roll, name);
    const tcp = framesOf(tcpDecoder, input, roll, name);
    frames += pax.length + serial.length + tcp.length;
    approvals +=
      paxApprovals(pax, input, name) +
      zvtApprovals(serial, input, encodeSerialFrame, name) +
      zvtApprovals(tcp, input, (apdu) => apdu, name);
  }
  return { inputs, frames, approvals };
}
