/** What can be wrong with the simulated printer, all of it switchable while it runs. */
import { z } from 'zod';

export const simulatorState = z.strictObject({
  /** Power and cable. Unplugging ends every connection and empties the printer's buffer. */
  plugged: z.boolean(),
  /** Another session has it: a call is taken and hung up. */
  busy: z.boolean(),
  /** Takes bytes, executes nothing, answers nothing. */
  silent: z.boolean(),
  /** Prints, but its answers do not come through. */
  mute: z.boolean(),
  /** Prints and answers status, but never says that a job is on paper. */
  losesCompletion: z.boolean(),
  /** Answers of several bytes break off in the middle. */
  halvesAnswers: z.boolean(),
  answerDelayMs: z.number().int().min(0).max(600_000),
  /** Not a printer at all: a modem that answers in words, or a plug that returns every byte. */
  wrongDevice: z.enum(['no', 'modem', 'echo']),
  /** After so many bytes of a job (status questions not counted) it takes no more. */
  hangsAfterBytes: z.number().int().min(0).nullable(),
  /** After so many bytes of a job the cable is pulled. */
  unplugsAfterBytes: z.number().int().min(0).nullable(),

  cover: z.enum(['closed', 'open']),
  paper: z.enum(['ok', 'near-end', 'out']),
  /** Lines that the roll still has: it comes near its end at ten, and out at none, in the middle of a receipt. */
  linesLeft: z.number().int().min(0).nullable(),
  cutter: z.enum(['ok', 'jammed']),
  jamsAtNextCut: z.boolean(),
  head: z.enum(['ok', 'hot']),
  /** An error that only the service can mend. */
  broken: z.boolean(),
  feedButton: z.enum(['released', 'pressed']),
  /** How long one line takes. */
  lineMs: z.number().int().min(0).max(60_000),

  /** What it is spoken to in; a printer's own switch. */
  language: z.enum(['esc-pos', 'star-prnt']),
  /** The second paper path, and whether it has one of its own for validation. */
  slipStation: z.enum(['none', 'slip', 'itherm']),
  /** Paper in it: put there by a person, or ejected and not taken away yet. */
  slipPaper: z.enum(['none', 'inserted', 'ejected']),
  /** A magnetic head in the slip station. */
  checkReader: z.boolean(),
  /** What that head reads from the paper, in the printer's alphabet; empty where there is no magnetic line. */
  checkLine: z
    .string()
    .regex(/^[\x20-\x7e]*$/)
    .max(64),
  /** The check jams while it is read. */
  checkJams: z.boolean(),
});

export type SimulatorState = z.infer<typeof simulatorState>;

export const HEALTHY: SimulatorState = {
  plugged: true,
  busy: false,
  silent: false,
  mute: false,
  losesCompletion: false,
  halvesAnswers: false,
  answerDelayMs: 0,
  wrongDevice: 'no',
  hangsAfterBytes: null,
  unplugsAfterBytes: null,
  cover: 'closed',
  paper: 'ok',
  linesLeft: null,
  cutter: 'ok',
  jamsAtNextCut: false,
  head: 'ok',
  broken: false,
  feedButton: 'released',
  lineMs: 0,
  language: 'esc-pos',
  slipStation: 'none',
  slipPaper: 'none',
  checkReader: false,
  checkLine: '',
  checkJams: false,
};

/** What the printer itself is about in its slip station; not for a person to switch. */
export type StationState = {
  readonly selected: 'roll' | 'slip' | 'check';
  readonly waits: boolean;
};

/** In error it ignores even a real-time pulse. */
export const inError = (state: SimulatorState): boolean =>
  state.cutter === 'jammed' || state.head === 'hot' || state.broken;

export const isOffline = (state: SimulatorState): boolean =>
  state.cover === 'open' || state.paper === 'out' || state.feedButton === 'pressed' || inError(state);

const bit = (on: boolean, value: number): number => (on ? value : 0);

/** DLE EOT n (PROTOCOL.md, "Real-time status"). */
export function realTimeByte(state: SimulatorState, what: number, pinHigh: boolean): number | undefined {
  const feeding = state.feedButton === 'pressed';
  switch (what) {
    case 1:
      return 0x12 | bit(pinHigh, 0x04) | bit(isOffline(state), 0x08) | bit(feeding, 0x40);
    case 2:
      return (
        0x12 |
        bit(state.cover === 'open', 0x04) |
        bit(feeding, 0x08) |
        bit(state.paper === 'out', 0x20) |
        bit(inError(state), 0x40)
      );
    case 3:
      return (
        0x12 |
        bit(state.cutter === 'jammed', 0x08) |
        bit(state.broken, 0x20) |
        bit(state.head === 'hot', 0x40)
      );
    case 4:
      return 0x12 | bit(state.paper !== 'ok', 0x0c) | bit(state.paper === 'out', 0x60);
    default:
      return undefined;
  }
}

/** The four bytes of automatic status. */
export const automaticBytes = (state: SimulatorState, pinHigh: boolean): Uint8Array =>
  Uint8Array.of(
    0x10 |
      bit(pinHigh, 0x04) |
      bit(isOffline(state), 0x08) |
      bit(state.cover === 'open', 0x20) |
      bit(state.feedButton === 'pressed', 0x40),
    bit(state.cutter === 'jammed', 0x08) | bit(state.broken, 0x20) | bit(state.head === 'hot', 0x40),
    bit(state.paper !== 'ok', 0x03) | bit(state.paper === 'out', 0x0c),
    0x0f,
  );

/** GS r n */
export function inTurnByte(state: SimulatorState, what: number, pinHigh: boolean): number | undefined {
  if (what === 1) return bit(state.paper !== 'ok', 0x03) | bit(state.paper === 'out', 0x0c);
  return what === 2 ? bit(pinHigh, 0x01) : undefined;
}

/** DLE EOT 5 of a printer with a slip station, DLE EOT 8 1 of one with a check reader; others do not answer. */
export function stationByte(
  state: SimulatorState,
  station: StationState,
  which: 'slip' | 'check',
): number | undefined {
  if (state.slipStation === 'none' || (which === 'check' && !state.checkReader)) return undefined;
  return (
    0x12 |
    bit(station.selected !== which, 0x04) |
    bit(station.selected === which && station.waits, 0x08) |
    bit(state.slipPaper !== 'inserted', 0x20) |
    bit(state.slipPaper === 'none', 0x40)
  );
}

/** StarPRNT's whole status: nine bytes, the second header a version of no meaning here. */
export function starStatusBytes(
  state: SimulatorState,
  pinHigh: boolean,
  etb: { readonly counter: number; readonly executed: boolean },
): Uint8Array {
  return Uint8Array.of(
    0x23,
    0x06,
    bit(etb.executed, 0x02) |
      bit(!pinHigh, 0x04) |
      bit(isOffline(state), 0x08) |
      bit(state.cover === 'open', 0x20) |
      bit(state.feedButton === 'pressed', 0x40),
    bit(state.cutter === 'jammed', 0x08) | bit(state.broken, 0x20) | bit(state.head === 'hot', 0x40),
    0x00,
    bit(state.paper !== 'ok', 0x04) | bit(state.paper === 'out', 0x08),
    0x00,
    ((etb.counter & 0x18) << 2) | ((etb.counter & 0x07) << 1),
    0x00,
  );
}
