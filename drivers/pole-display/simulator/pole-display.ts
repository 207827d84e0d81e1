/**
 * A two-line display that interprets bytes as a CD5220 does. It never answers. After ESC Q nothing but another ESC Q is
 * obeyed until CLR or CAN: a driver that does not know this shows nothing here either.
 */
import { z } from 'zod';
import type { SimulatedDevice } from '../../bench/simulated-line.ts';
import type { Connection } from '../../transport/connection.ts';
import { CLEAR, CLEAR_LINE, CR, ESC } from '../cd5220.ts';
import { COLUMNS } from '../layout.ts';

export const poleDisplayState = z.strictObject({
  /** Off, it hears nothing and has forgotten everything when it is switched on again. */
  powered: z.boolean(),
  upper: z.string().length(COLUMNS),
  lower: z.string().length(COLUMNS),
  stringMode: z.boolean(),
  /** Column 1–20 and row 1–2 of the next character. */
  column: z.number().int().min(1).max(COLUMNS),
  row: z.union([z.literal(1), z.literal(2)]),
  cursor: z.boolean(),
  brightness: z.number().int().min(1).max(4),
  /** On pass-through cabling: what comes while the printer is selected goes past. */
  selected: z.boolean(),
});
export type PoleDisplayState = z.infer<typeof poleDisplayState>;

const BLANK = ' '.repeat(COLUMNS);
const FRESH: PoleDisplayState = {
  powered: true,
  upper: BLANK,
  lower: BLANK,
  stringMode: false,
  column: 1,
  row: 1,
  cursor: true,
  brightness: 4,
  selected: true,
};

export interface PoleDisplaySimulator extends SimulatedDevice {
  readonly state: PoleDisplayState;
  set(changes: Partial<PoleDisplayState>): void;
  onChange(listener: () => void): () => void;
  /** What stands on it. */
  lines(): readonly [string, string];
  /** Switched off and on. */
  powerCycle(): void;
  /** Bytes that came, newest last, at most 4096. */
  received(): readonly number[];
  /** Commands that it does not know, in hexadecimal; at most 100. */
  unknown(): readonly string[];
}

/** @param initial `selected: false` for one that wakes up behind a printer's pass-through */
export function poleDisplaySimulator(initial: Partial<PoleDisplayState> = {}): PoleDisplaySimulator {
  let state: PoleDisplayState = { ...FRESH, ...initial };
  let received: number[] = [];
  let unknown: string[] = [];
  const listeners = new Set<() => void>();

  function set(changes: Partial<PoleDisplayState>): void {
    state = { ...state, ...changes };
    for (const listener of [...listeners]) listener();
  }

  function clear(): void {
    set({ upper: BLANK, lower: BLANK, stringMode: false, column: 1, row: 1 });
  }

  function put(character: string): void {
    const text = state.row === 1 ? state.upper : state.lower;
    const changed = text.slice(0, state.column - 1) + character + text.slice(state.column);
    const atEnd = state.column === COLUMNS;
    set({
      ...(state.row === 1 ? { upper: changed } : { lower: changed }),
      column: atEnd ? 1 : state.column + 1,
      row: atEnd ? (state.row === 1 ? 2 : 1) : state.row,
    });
  }

  function control(byte: number): void {
    if (byte === CLEAR) clear();
    else if (byte === CLEAR_LINE)
      set({ ...(state.row === 1 ? { upper: BLANK } : { lower: BLANK }), stringMode: false, column: 1 });
    else if (state.stringMode) return;
    else if (byte === 0x0b) set({ column: 1, row: 1 });
    else if (byte === CR) set({ column: 1 });
    else if (byte === 0x0a) set({ row: 2 });
    else if (byte === 0x08) set({ column: Math.max(1, state.column - 1) });
    else if (byte === 0x09) set({ column: Math.min(COLUMNS, state.column + 1) });
    else if (byte >= 0x20) put(byte <= 0x7e ? String.fromCharCode(byte) : '·');
  }

  function showString(row: number, text: string): void {
    const line = text.slice(0, COLUMNS).padEnd(COLUMNS);
    set({ stringMode: true, ...(row === 0x41 ? { upper: line } : { lower: line }) });
  }

  function escape(command: readonly number[]): void {
    const [, name = 0, first = 0, second = 0] = command;
    if (name === 0x51) return showString(first, String.fromCharCode(...command.slice(3, -1)));
    if (state.stringMode) return;
    switch (name) {
      case 0x40:
        return set({ ...FRESH, selected: state.selected });
      case 0x6c:
        if (first >= 1 && first <= COLUMNS && (second === 1 || second === 2))
          set({ column: first, row: second });
        return;
      case 0x2a:
        if (first >= 1 && first <= 4) set({ brightness: first });
        return;
      case 0x5f:
        return set({ cursor: first === 1 });
      case 0x3d:
        return set({ selected: (first & 0x02) !== 0 });
      case 0x11:
        return;
      default:
        unknown = [...unknown, Buffer.from(command).toString('hex').toUpperCase()].slice(-100);
    }
  }

  function execute(command: readonly number[]): void {
    const selects = command[0] === ESC && command[1] === 0x3d;
    if (!state.selected && !selects) return;
    if (command[0] === ESC) escape(command);
    else control(command[0] ?? 0);
  }

  return {
    attach(line: Connection) {
      const read = commandReader();
      line.onBytes((bytes) => {
        if (!state.powered) return;
        received = [...received, ...bytes].slice(-4096);
        for (const byte of bytes) {
          const command = read(byte);
          if (command) execute(command);
        }
      });
    },
    get state() {
      return state;
    },
    set,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lines: () => [state.upper, state.lower],
    powerCycle() {
      set({ ...FRESH, selected: initial.selected ?? true });
    },
    received: () => received,
    unknown: () => unknown,
  };
}

/** Bytes after ESC and its letter; a string goes on to its CR, forty characters at most. */
const ARGUMENTS: Readonly<Record<number, number>> = { 0x6c: 2, 0x2a: 1, 0x5f: 1, 0x3d: 1 };
const LONGEST_STRING = 43;

/** @returns one command, or one byte that is none; undefined while it is not finished */
function commandReader(): (byte: number) => readonly number[] | undefined {
  let held: number[] = [];
  const isWhole = (): boolean => {
    if (held[0] !== ESC) return true;
    const name = held[1];
    if (name === undefined) return false;
    if (name === 0x51) return held.length > 3 && (held.at(-1) === CR || held.length > LONGEST_STRING);
    return held.length >= 2 + (ARGUMENTS[name] ?? 0);
  };
  return (byte) => {
    // A command that was cut off ends where the next begins; a number may be 1B only where no text is.
    if (byte === ESC && (held.length === 1 || held[1] === 0x51)) held = [];
    held.push(byte);
    if (!isWhole()) return undefined;
    const command = held;
    held = [];
    return command;
  };
}
