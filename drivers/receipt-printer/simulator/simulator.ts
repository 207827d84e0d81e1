/**
 * A receipt printer with a cash drawer, as far as a host can tell: real-time commands on reception, everything else in
 * its turn, paper that can be read, a drawer with a solenoid and a switch, and all the ways in which these fail.
 * Connections come from anywhere: TCP, a pseudo-terminal, memory.
 */
import type { PrintedPaper } from '../../../shared/devices/printed-paper.ts';
import { drawerSimulator } from '../../cash-drawer/simulator.ts';
import type { DrawerSimulator } from '../../cash-drawer/simulator.ts';
import type { Clock } from '../../clock.ts';
import type { Connection } from '../../transport/connection.ts';
import { printMechanism } from './mechanism.ts';
import { realTimeLength, realTimeScanner, starRealTimeScanner } from './real-time-scanner.ts';
import type { RealTimeCommand, RealTimeScanner } from './real-time-scanner.ts';
import { automaticBytes, HEALTHY, inError, realTimeByte, starStatusBytes, stationByte } from './state.ts';
import type { SimulatorState, StationState } from './state.ts';

export type ReceivedBytes = { readonly atMs: number; readonly bytes: Uint8Array };

export type SeenKick = {
  readonly atMs: number;
  readonly pin: 0 | 1;
  readonly onMs: number;
  readonly offMs: number;
  readonly way: 'in-turn' | 'real-time';
  /** The drawer was closed and sprang open. */
  readonly opened: boolean;
};

export type PrinterSimulator = {
  /** The device's end of a new connection. */
  attach(connection: Connection): void;
  readonly state: SimulatorState;
  set(change: Partial<SimulatorState>): void;
  readonly drawer: DrawerSimulator;
  /** Cut papers, the oldest first; the last 200. */
  papers(): readonly PrintedPaper[];
  /** What is on the paper that was not cut. */
  unfinished(): PrintedPaper;
  /** Slips that were printed on and ejected, the oldest first; the last 200. */
  slips(): readonly PrintedPaper[];
  /** What the printer is about in its slip station. */
  readonly station: StationState;
  /** Everything that arrived, with the time of its arrival; the last megabyte. */
  received(): readonly ReceivedBytes[];
  /** Pulses on the drawer connector; the last 1000. */
  kicks(): readonly SeenKick[];
  /** Connections at this moment. */
  readonly sessions: number;
  /** Forgets papers, kicks and received bytes. */
  clear(): void;
  /** Called after every change of state or drawer. @returns the function that ends it */
  onChange(listener: () => void): () => void;
};

export type SimulatorParts = {
  readonly clock: Clock;
  readonly identity?: { readonly maker: string; readonly model: string };
};

type Session = {
  readonly connection: Connection;
  readonly scan: Readonly<Record<SimulatorState['language'], RealTimeScanner>>;
  /** Bytes of jobs: everything but real-time commands. */
  jobBytes: number;
};

const SEND_MS = 5000;

export function printerSimulator({
  clock,
  identity = { maker: 'EPSON', model: 'TM-T88V' },
}: SimulatorParts): PrinterSimulator {
  let state = HEALTHY;
  const sessions = new Set<Session>();
  const listeners = new Set<() => void>();
  const recorder = recording();
  const drawer = drawerSimulator(changed);
  const automatic = { what: 0, last: '' };
  const etb = { counter: 0, executed: false };

  const mechanism = printMechanism<Session>({
    clock,
    identity,
    state: () => state,
    set,
    pinHigh: () => drawer.pinHigh,
    pulse: (pin, onMs, offMs) => {
      pulse('in-turn', pin, onMs, offMs);
    },
    answer,
    reportAutomatically,
    countEtb,
  });

  /** Everything at once, as it is said unasked. */
  const wholeStatus = (): Uint8Array =>
    state.language === 'star-prnt'
      ? starStatusBytes(state, drawer.pinHigh, etb)
      : automaticBytes(state, drawer.pinHigh);

  function countEtb(how: 'up' | 'reset'): void {
    etb.counter = how === 'up' ? (etb.counter + 1) % 32 : 0;
    etb.executed = how === 'up';
    // Beginning anew is not reported, but what is compared with later is.
    if (how === 'up') tellChange();
    else automatic.last = wholeStatus().join();
  }

  function pulse(way: SeenKick['way'], pin: 0 | 1, onMs: number, offMs: number): void {
    recorder.kick({ atMs: clock.nowMs(), pin, onMs, offMs, way, opened: drawer.pulse(pin, onMs) });
  }

  function answer(session: Session, bytes: Uint8Array): void {
    if (state.mute || state.silent) return;
    const said =
      state.halvesAnswers && bytes.length > 1 ? bytes.slice(0, Math.ceil(bytes.length / 2)) : bytes;
    const say = (): void => void session.connection.write(said, SEND_MS);
    if (state.answerDelayMs > 0) clock.after(state.answerDelayMs, say);
    else say();
  }

  /** GS a n, ESC RS a n: says the state at once, and again at each change. */
  function reportAutomatically(what: number, session: Session): void {
    const bytes = wholeStatus();
    automatic.what = what;
    automatic.last = bytes.join();
    if (what !== 0) answer(session, bytes);
  }

  function tellChange(): void {
    const bytes = wholeStatus();
    if (automatic.what === 0 || automatic.last === bytes.join()) return;
    automatic.last = bytes.join();
    for (const session of sessions) answer(session, bytes);
  }

  function changed(): void {
    tellChange();
    for (const listener of [...listeners]) listener();
  }

  function set(change: Partial<SimulatorState>): void {
    const wasPlugged = state.plugged;
    state = { ...state, ...change };
    if (wasPlugged && !state.plugged) {
      mechanism.clearBuffer();
      mechanism.station.reset();
      automatic.what = 0;
      etb.counter = 0;
      for (const { connection } of [...sessions]) void connection.close();
    }
    changed();
    mechanism.work();
  }

  function executeNow(command: RealTimeCommand, session: Session): void {
    switch (command.kind) {
      case 'status': {
        const { now } = mechanism.station;
        answerByte(
          session,
          command.what === 5
            ? stationByte(state, now, 'slip')
            : realTimeByte(state, command.what, drawer.pinHigh),
        );
        return;
      }
      case 'check-status':
        answerByte(session, stationByte(state, mechanism.station.now, 'check'));
        return;
      case 'star-status':
        answer(session, wholeStatus());
        etb.executed = false;
        return;
      case 'recover':
        if (command.how === 3) {
          mechanism.station.cancel();
          return;
        }
        // 1 goes on where the error came, 2 clears the buffers first.
        if (command.how === 2) mechanism.clearBuffer();
        if (state.cutter === 'jammed') set({ cutter: 'ok' });
        return;
      case 'pulse':
        if (!inError(state)) pulse('real-time', command.pin, command.onMs, 0);
    }
  }

  function answerByte(session: Session, byte: number | undefined): void {
    if (byte !== undefined) answer(session, Uint8Array.of(byte));
  }

  function hear(bytes: Uint8Array, session: Session): void {
    recorder.bytes({ atMs: clock.nowMs(), bytes });
    if (state.wrongDevice !== 'no') {
      const words = state.wrongDevice === 'echo' ? bytes : new TextEncoder().encode('\r\nERROR\r\n');
      void session.connection.write(words, SEND_MS);
      return;
    }
    for (const byte of bytes) hearByte(byte, session);
    mechanism.work();
  }

  function hearByte(byte: number, session: Session): void {
    if (!state.plugged || state.silent) return;
    if (state.hangsAfterBytes !== null && session.jobBytes >= state.hangsAfterBytes) return;
    session.jobBytes += 1;
    mechanism.take(byte, session);
    const command = session.scan[state.language](byte);
    if (command) {
      session.jobBytes -= realTimeLength(command);
      executeNow(command, session);
    } else if (state.unplugsAfterBytes !== null && session.jobBytes > state.unplugsAfterBytes) {
      // What came before the plug was pulled is on paper.
      mechanism.work();
      set({ plugged: false });
    }
  }

  return {
    attach(connection) {
      if (!state.plugged || state.busy) {
        void connection.close();
        return;
      }
      const scan = { 'esc-pos': realTimeScanner(), 'star-prnt': starRealTimeScanner() };
      const session: Session = { connection, scan, jobBytes: 0 };
      sessions.add(session);
      connection.onBytes((bytes) => {
        hear(bytes, session);
      });
      void connection.closed.then(() => sessions.delete(session));
    },
    get state() {
      return state;
    },
    set,
    drawer,
    papers: mechanism.papers,
    unfinished: mechanism.unfinished,
    slips: mechanism.station.slips,
    get station() {
      return mechanism.station.now;
    },
    received: recorder.received,
    kicks: recorder.kicks,
    get sessions() {
      return sessions.size;
    },
    clear() {
      mechanism.forgetPapers();
      recorder.clear();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

const MOST_KICKS = 1000;
const MOST_RECEIVED_BYTES = 1024 * 1024;

function recording() {
  let kicks: SeenKick[] = [];
  let received: ReceivedBytes[] = [];
  let size = 0;
  return {
    kick(kick: SeenKick): void {
      kicks = [...kicks, kick].slice(-MOST_KICKS);
    },
    bytes(chunk: ReceivedBytes): void {
      received.push(chunk);
      size += chunk.bytes.length;
      while (size > MOST_RECEIVED_BYTES) size -= received.shift()?.bytes.length ?? size;
    },
    kicks: (): readonly SeenKick[] => kicks,
    received: (): readonly ReceivedBytes[] => [...received],
    clear(): void {
      kicks = [];
      received = [];
      size = 0;
    },
  };
}
