/**
 * The line between a simulated device and the program, with everything that can go wrong on a line: silence, half an
 * answer, a damaged one, one that comes twice or too late, a cable pulled between question and answer. It works on
 * what the device writes, so each write of a simulator must be one answer.
 */
import type { Clock } from '../clock.ts';
import type { Connection } from '../transport/connection.ts';

export type LineState = {
  readonly plugged: boolean;
  /** Answers are swallowed. */
  readonly silent: boolean;
  /** Each answer comes so much later. */
  readonly delayMs: number;
  /** What happens to the next answer only. */
  readonly next: 'half' | 'damaged' | 'twice' | 'lost-cable' | null;
};

export const GOOD_LINE: LineState = { plugged: true, silent: false, delayMs: 0, next: null };

/** What every simulator offers: each cable that is plugged into it brings a connection. */
export interface SimulatedDevice {
  attach(line: Connection): void;
}

export type SimulatedLine = {
  readonly state: LineState;
  set(changes: Partial<LineState>): void;
  onChange(listener: () => void): () => void;
  /** The device's end of a cable, as faulty as this line is. */
  over(cable: Connection): Connection;
};

export function simulatedLine(clock: Clock): SimulatedLine {
  let state = GOOD_LINE;
  const listeners = new Set<() => void>();
  const cables = new Set<Connection>();

  function set(changes: Partial<LineState>): void {
    state = { ...state, ...changes };
    if (!state.plugged) for (const cable of cables) void cable.close();
    for (const listener of listeners) listener();
  }

  /** What leaves instead of one answer; undefined when the cable is pulled instead. */
  function spoilt(bytes: Uint8Array): readonly Uint8Array[] | undefined {
    const fault = state.next;
    if (fault !== null) set({ next: null });
    switch (fault) {
      case 'half':
        return [bytes.subarray(0, Math.ceil(bytes.length / 2))];
      case 'damaged':
        return [bytes.map((byte, at) => (at === Math.floor(bytes.length / 2) ? byte ^ 0x01 : byte))];
      case 'twice':
        return [bytes, bytes];
      case 'lost-cable':
        set({ plugged: false });
        return undefined;
      case null:
        return [bytes];
    }
  }

  return {
    get state() {
      return state;
    },
    set,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    over(cable) {
      cables.add(cable);
      void cable.closed.then(() => cables.delete(cable));
      if (!state.plugged) void cable.close();
      return {
        get isOpen() {
          return cable.isOpen;
        },
        closed: cable.closed,
        onBytes: (listener) => cable.onBytes(listener),
        close: () => cable.close(),
        async write(bytes, deadlineMs) {
          const swallowed = { written: true } as const;
          if (state.silent) return swallowed;
          const answers = spoilt(bytes);
          if (answers === undefined) return swallowed;
          if (state.delayMs > 0)
            await new Promise<void>((resolve) => {
              clock.after(state.delayMs, resolve);
            });
          for (const answer of answers) await cable.write(answer, deadlineMs);
          return swallowed;
        },
      };
    },
  };
}
