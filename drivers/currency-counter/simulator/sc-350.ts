/** A Scan Coin SC-350/360: a coin counter of one denomination that answers when it is asked. */
import { z } from 'zod';
import type { SimulatedDevice } from '../../bench/simulated-line.ts';
import type { Connection } from '../../transport/connection.ts';
import { ACK, bytesOf, encodeValue, ESC, NAK, statusByte, sumOf } from '../sc-350/protocol.ts';

const count = z.number().int().min(0).max(0xffff_ffff);

export const sc350State = z.strictObject({
  loggedOn: z.boolean(),
  /** Major and minor, as the four bytes of PR. */
  software: z.tuple([z.number().int().min(0).max(255), z.number().int().min(0).max(255)]),
  protocol: z.tuple([z.number().int().min(0).max(255), z.number().int().min(0).max(255)]),
  /** The count register, what is still to run through, and the memory that M adds to. */
  count,
  hopper: count,
  memory: count,
  counting: z.boolean(),
  doorOpened: z.boolean(),
  needsCleaning: z.boolean(),
  coinAtSensor: z.boolean(),
  /** 0: not in batches. */
  batchLimit: count,
  batchValue: count,
  keysLocked: z.boolean(),
  /** It refuses so many of the next commands, as if their sum were wrong. */
  refusesNext: z.number().int().min(0),
});
export type Sc350State = z.infer<typeof sc350State>;

const FRESH: Sc350State = {
  loggedOn: false,
  software: [10, 15],
  protocol: [2, 9],
  count: 0,
  hopper: 0,
  memory: 0,
  counting: false,
  doorOpened: false,
  needsCleaning: false,
  coinAtSensor: false,
  batchLimit: 0,
  batchValue: 0,
  keysLocked: false,
  refusesNext: 0,
};

export interface Sc350Simulator extends SimulatedDevice {
  readonly state: Sc350State;
  set(changes: Partial<Sc350State>): void;
  onChange(listener: () => void): () => void;
  /** Coins into the hopper: the machine starts and counts until `finish`. */
  pour(pieces: number): void;
  /** All that is in the hopper has run through. */
  finish(): void;
  /** Pours and finishes. */
  run(pieces: number): void;
  /** The operator's C key. */
  clear(): void;
  /** Each command that came whole, as its two letters; newest last, at most 1000. */
  commands(): readonly string[];
}

const WRITE_MS = 5000;

export function sc350Simulator(initial: Partial<Sc350State> = {}): Sc350Simulator {
  let state: Sc350State = { ...FRESH, ...initial };
  let commands: string[] = [];
  const listeners = new Set<() => void>();

  function set(changes: Partial<Sc350State>): void {
    state = { ...state, ...changes };
    for (const listener of [...listeners]) listener();
  }

  /** @returns what it answers; undefined for nothing */
  function execute({ letters, data }: Command): Uint8Array | undefined {
    commands = [...commands, letters].slice(-1000);
    if (state.refusesNext > 0) {
      set({ refusesNext: state.refusesNext - 1 });
      return Uint8Array.of(NAK);
    }
    if (letters === 'QF') set({ loggedOn: true });
    // Before it is logged on, it hears nothing else.
    if (!state.loggedOn) return undefined;
    return answerTo(letters) ?? obey(letters, data);
  }

  function answerTo(letters: string): Uint8Array | undefined {
    const batchBytes = state.protocol[0] === 1 ? 2 : 4;
    switch (letters) {
      case 'PR':
        return encodeValue([...state.software, ...state.protocol]);
      case 'RC':
        return encodeValue(bytesOf(state.count, 4));
      case 'RA':
        return encodeValue(bytesOf(state.memory, 4));
      case 'RV':
        return encodeValue(bytesOf(state.batchLimit > 0 ? state.batchValue : 0, batchBytes));
      case 'RL':
        return encodeValue(bytesOf(state.batchLimit, batchBytes));
      case 'RS':
        return encodeValue([statusOfState(state)]);
      default:
        return undefined;
    }
  }

  function obey(letters: string, data: readonly number[]): Uint8Array {
    switch (letters) {
      case 'QF':
        break;
      case 'QQ':
        set({ ...FRESH, software: state.software, protocol: state.protocol });
        break;
      case 'AA':
        set({ memory: state.memory + state.count, count: 0 });
        break;
      case 'WL':
        if (state.counting) return Uint8Array.of(NAK);
        set({ batchLimit: data.reduce((value, byte) => value * 256 + byte, 0) });
        break;
      case 'DK':
        set({ keysLocked: true });
        break;
      default:
        return Uint8Array.of(NAK);
    }
    return Uint8Array.of(ACK);
  }

  function pour(pieces: number): void {
    set({ hopper: state.hopper + pieces, counting: true, coinAtSensor: true });
  }
  function finish(): void {
    const counted = state.count + state.hopper;
    const reached = state.batchLimit > 0 && counted >= state.batchLimit;
    set({
      count: counted,
      hopper: 0,
      counting: false,
      coinAtSensor: false,
      batchValue: reached ? state.batchLimit : counted,
    });
  }

  return {
    attach(line: Connection) {
      const read = commandReader(() => (state.protocol[0] === 1 ? 2 : 4));
      line.onBytes((bytes) => {
        for (const byte of bytes) {
          const command = read(byte);
          const answer = command === 'wrong-sum' ? Uint8Array.of(NAK) : command && execute(command);
          if (answer) void line.write(answer, WRITE_MS);
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
    pour,
    finish,
    run(pieces) {
      pour(pieces);
      finish();
    },
    clear() {
      set({ count: 0, batchValue: 0 });
    },
    commands: () => commands,
  };
}

const statusOfState = (state: Sc350State): number =>
  statusByte({
    counting: state.counting,
    batchReached: state.batchLimit > 0 && state.count >= state.batchLimit,
    doorOpened: state.doorOpened,
    needsCleaning: state.needsCleaning,
    coinAtSensor: state.coinAtSensor,
    batchMode: state.batchLimit > 0,
  });

type Command = { readonly letters: string; readonly data: readonly number[] };

/** ESC begins a command wherever it comes; reads have no sum. */
function commandReader(batchBytes: () => 2 | 4): (byte: number) => Command | 'wrong-sum' | undefined {
  let held: number[] | undefined;
  return (byte) => {
    if (byte === ESC && (held === undefined || held.length < 2)) {
      held = [];
      return undefined;
    }
    if (held === undefined) return undefined;
    held.push(byte);
    if (held.length < 2) return undefined;
    const letters = String.fromCharCode(...held.slice(0, 2));
    const isRead = letters === 'PR' || letters.startsWith('R');
    const wanted = isRead ? 2 : 3 + (letters === 'WL' ? batchBytes() : 0);
    if (held.length < wanted) return undefined;
    const bytes = held;
    held = undefined;
    if (isRead) return { letters, data: [] };
    return bytes.at(-1) === sumOf(bytes.slice(0, -1)) ? { letters, data: bytes.slice(2, -1) } : 'wrong-sum';
  };
}
