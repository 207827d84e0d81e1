/** A bill counter or a coin sorter that prints a batch report to its port, truthfully or not. */
import { z } from 'zod';
import type { ReportProfile } from '../../../shared/devices/money-counter.ts';
import type { SimulatedDevice } from '../../bench/simulated-line.ts';
import type { Clock } from '../../clock.ts';
import type { Connection } from '../../transport/connection.ts';
import { DENOMINATIONS } from '../report/denominations.ts';
import { SAMPLE_PROFILES } from '../report/profiles.ts';
import { FORMATS } from './formats.ts';
import type { PrintedBatch } from './formats.ts';

const pile = z.record(z.string().regex(/^\d{1,5}$/), z.number().int().min(0).max(99_999));

export const reportMachineState = z.strictObject({
  /** By which sample profile it prints; the profile's medium is what it counts. */
  sample: z.enum(['auditedBatch', 'noteList', 'coinList']),
  lie: z.enum(['no', 'wrong-total', 'half-report', 'no-end', 'unknown-denomination', 'damaged-row']),
  /** It stops in the middle of a run after so many pieces. */
  jamsAfterPieces: z.number().int().min(0).nullable(),
  jammed: z.boolean(),
  /** What lies in the hopper and what has gone through: pieces by denomination in cents. */
  hopper: pile,
  counted: pile,
  /** Prints the serial number of each note, up to 20. */
  listsSerials: z.boolean(),
  /** A report was printed and nobody has acknowledged it. Shown on the machine as a communication error. */
  waitsForAcknowledge: z.boolean(),
  /** Of the next report; begins anew when the day is cleared. */
  transaction: z.number().int().min(1),
  batch: z.number().int().min(1),
});
export type ReportMachineState = z.infer<typeof reportMachineState>;

const FRESH: ReportMachineState = {
  sample: 'noteList',
  lie: 'no',
  jamsAfterPieces: null,
  jammed: false,
  hopper: {},
  counted: {},
  listsSerials: false,
  waitsForAcknowledge: false,
  transaction: 1,
  batch: 1,
};

export type Pile = Readonly<Record<string, number>>;

export interface ReportMachineSimulator extends SimulatedDevice {
  readonly state: ReportMachineState;
  /** How a program must be set up to read it. */
  readonly profile: ReportProfile;
  set(changes: Partial<ReportMachineState>): void;
  onChange(listener: () => void): () => void;
  /** Puts these pieces into the hopper (`{2000: 13}`: thirteen twenties), counts all and prints. @returns whether it printed */
  run(pieces?: Pile): boolean;
  /** Prints the last report once more, byte for byte. */
  resend(): void;
  clearJam(): void;
  /** Clears the day's total: transaction numbers begin at 1 again. */
  clearDay(): void;
  /** Reports printed so far, newest last. */
  reports(): readonly string[];
  /** Bytes that came, newest last, at most 1000. */
  received(): readonly number[];
}

const WRITE_MS = 5000;
const KEPT_REPORTS = 50;

export function reportMachineSimulator({
  clock,
  state: initial = {},
}: {
  readonly clock: Clock;
  readonly state?: Partial<ReportMachineState>;
}): ReportMachineSimulator {
  let state: ReportMachineState = { ...FRESH, ...initial };
  const lines = new Set<Connection>();
  const listeners = new Set<() => void>();
  let printed: string[] = [];
  let received: number[] = [];
  const profile = (): ReportProfile => SAMPLE_PROFILES[state.sample];

  function set(changes: Partial<ReportMachineState>): void {
    state = { ...state, ...changes };
    for (const listener of [...listeners]) listener();
  }

  function print(report: string): void {
    printed = [...printed, report].slice(-KEPT_REPORTS);
    set({ waitsForAcknowledge: profile().acknowledge !== null });
    for (const line of lines) void line.write(Buffer.from(report, 'latin1'), WRITE_MS);
  }

  /** Until the hopper is empty or it jams. @returns whether all went through */
  function feed(): boolean {
    const hopper: Record<string, number> = { ...state.hopper };
    const counted: Record<string, number> = { ...state.counted };
    let left = state.jamsAfterPieces ?? Infinity;
    for (const [denomination, pieces] of Object.entries(hopper)) {
      const taken = Math.min(pieces, left);
      left -= taken;
      hopper[denomination] = pieces - taken;
      counted[denomination] = (counted[denomination] ?? 0) + taken;
    }
    const jammed = Object.values(hopper).some((pieces) => pieces > 0);
    set({ hopper: jammed ? hopper : {}, counted, jammed, ...(jammed ? { jamsAfterPieces: null } : {}) });
    return !jammed;
  }

  return {
    attach(line) {
      lines.add(line);
      void line.closed.then(() => lines.delete(line));
      line.onBytes((bytes) => {
        received = [...received, ...bytes].slice(-1000);
        if (profile().acknowledge !== null && bytes.includes(profile().acknowledge ?? -1))
          set({ waitsForAcknowledge: false });
      });
    },
    get state() {
      return state;
    },
    get profile() {
      return profile();
    },
    set,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    run(pieces = {}) {
      if (state.jammed) return false;
      const hopper: Record<string, number> = { ...state.hopper };
      for (const [denomination, count] of Object.entries(pieces))
        hopper[denomination] = (hopper[denomination] ?? 0) + count;
      set({ hopper });
      if (!feed()) return false;
      print(reportText(state, clock.nowMs()));
      set({ counted: {}, transaction: state.transaction + 1, batch: state.batch + 1 });
      return true;
    },
    resend() {
      const last = printed.at(-1);
      if (last !== undefined) print(last);
    },
    clearJam() {
      set({ jammed: false });
    },
    clearDay() {
      set({ transaction: 1 });
    },
    reports: () => printed,
    received: () => received,
  };
}

function reportText(state: ReportMachineState, atMs: number): string {
  const lines = FORMATS[state.sample](printedBatch(state, atMs));
  const text = (kept: readonly string[]): string => kept.map((line) => `${line}\r\n`).join('');
  switch (state.lie) {
    case 'half-report':
      return text(lines).slice(0, Math.floor(text(lines).length / 2));
    case 'no-end':
      return text(lines.slice(0, -1));
    case 'damaged-row':
      return text(damaged(lines));
    default:
      return text(lines);
  }
}

function printedBatch(state: ReportMachineState, atMs: number): PrintedBatch {
  const { medium } = SAMPLE_PROFILES[state.sample];
  const rows = DENOMINATIONS[medium].map((denominationCents) => ({
    denominationCents,
    pieces: state.counted[String(denominationCents)] ?? 0,
  }));
  if (state.lie === 'unknown-denomination') rows.push({ denominationCents: 300, pieces: 1 });
  const totalPieces = rows.reduce((sum, row) => sum + row.pieces, 0);
  const totalCents = rows.reduce((sum, row) => sum + row.pieces * row.denominationCents, 0);
  return {
    rows,
    totalPieces,
    totalCents: state.lie === 'wrong-total' ? totalCents + 100 : totalCents,
    transaction: state.transaction,
    batch: state.batch,
    atMs,
    serials: state.listsSerials
      ? Array.from({ length: Math.min(totalPieces, 20) }, (_, n) => `MB ${String(12_345_670 + n)} A`)
      : [],
  };
}

/** A letter where a digit stood, in the last row that has pieces. */
function damaged(lines: readonly string[]): readonly string[] {
  const at = lines.findLastIndex((line) => /^\$?\d+C? .*[1-9]/.test(line));
  return lines.map((line, n) => (n === at ? line.replace(/\d(?=\D*$)/, 'O') : line));
}
