/** What a printer does in its turn: a receive buffer that stands still while it is offline, paper, cutter, kick. */
import type { PrintedPaper } from '../../../shared/devices/printed-paper.ts';
import type { Clock } from '../../clock.ts';
import { paperRoll } from '../decode.ts';
import { commandReader } from '../protocol/commands.ts';
import type { PrinterCommand } from '../protocol/commands.ts';
import { starCommandReader } from '../protocol/star-commands.ts';
import { slipStation } from './slip-station.ts';
import type { SimulatedSlipStation } from './slip-station.ts';
import { inTurnByte, isOffline } from './state.ts';
import type { SimulatorState } from './state.ts';

export type MechanismParts<Session> = {
  readonly clock: Clock;
  readonly state: () => SimulatorState;
  readonly set: (change: Partial<SimulatorState>) => void;
  readonly pinHigh: () => boolean;
  readonly pulse: (pin: 0 | 1, onMs: number, offMs: number) => void;
  readonly answer: (session: Session, bytes: Uint8Array) => void;
  readonly reportAutomatically: (what: number, session: Session) => void;
  /** StarPRNT: its counter goes up, or begins anew. */
  readonly countEtb: (how: 'up' | 'reset') => void;
  readonly identity: { readonly maker: string; readonly model: string };
};

export type Mechanism<Session> = {
  /** Into the receive buffer. */
  take(byte: number, session: Session): void;
  /** Executes what it may. */
  work(): void;
  clearBuffer(): void;
  readonly station: SimulatedSlipStation<Session>;
  readonly papers: () => readonly PrintedPaper[];
  readonly unfinished: () => PrintedPaper;
  forgetPapers(): void;
};

const MOST_PAPERS = 200;
const BUFFER_COMMANDS = 65_536;
const NEAR_END_LINES = 10;

type Pending<Session> = { readonly command: PrinterCommand; readonly session: Session };

export function printMechanism<Session>(parts: MechanismParts<Session>): Mechanism<Session> {
  const readers = { 'esc-pos': commandReader(), 'star-prnt': starCommandReader() };
  const roll = paperRoll();
  const pending: Pending<Session>[] = [];
  let papers: PrintedPaper[] = [];
  let busyWithLine = false;

  function clearBuffer(): void {
    pending.length = 0;
    for (const reader of Object.values(readers)) reader.reset();
  }

  const station = slipStation<Session>({ ...parts, clearBuffer });

  const mayWork = (): boolean => {
    const state = parts.state();
    return !busyWithLine && state.plugged && !state.silent && !isOffline(state) && !station.now.waits;
  };

  function work(): void {
    if (!isOffline(parts.state())) station.look();
    while (pending.length > 0 && mayWork()) {
      const next = pending.shift();
      if (next) execute(next);
    }
  }

  function execute(next: Pending<Session>): void {
    const { command, session } = next;
    if (station.mustWaitFor(command)) {
      pending.unshift(next);
      return;
    }
    if (station.take(command, session)) {
      takeTime(linesOf(command));
      return;
    }
    switch (command.kind) {
      case 'kick':
        parts.pulse(command.pin, command.onMs, command.offMs);
        roll.take(command);
        return;
      case 'cut':
        cut(next);
        return;
      case 'ask-process-id':
        if (!parts.state().losesCompletion) parts.answer(session, blockOf(0x37, `"${command.id}`));
        return;
      case 'ask-in-turn':
        answerByte(
          session,
          parts.state().losesCompletion
            ? undefined
            : inTurnByte(parts.state(), command.what, parts.pinHigh()),
        );
        return;
      case 'identify':
        identify(command.what, session);
        return;
      case 'etb':
        if (!parts.state().losesCompletion) parts.countEtb('up');
        return;
      case 'etb-reset':
        parts.countEtb('reset');
        return;
      case 'automatic-status':
        parts.reportAutomatically(command.what, session);
        return;
      default:
        roll.take(command);
        useLines(linesOf(command));
    }
  }

  function cut(next: Pending<Session>): void {
    if (parts.state().jamsAtNextCut) {
      pending.unshift(next);
      parts.set({ jamsAtNextCut: false, cutter: 'jammed' });
      return;
    }
    roll.take(next.command);
    papers = [...papers, roll.tear()].slice(-MOST_PAPERS);
  }

  function useLines(lines: number): void {
    if (lines === 0) return;
    const state = parts.state();
    if (state.linesLeft !== null) {
      const linesLeft = Math.max(0, state.linesLeft - lines);
      parts.set({
        linesLeft,
        paper: linesLeft === 0 ? 'out' : linesLeft <= NEAR_END_LINES ? 'near-end' : state.paper,
      });
    }
    takeTime(lines);
  }

  function takeTime(lines: number): void {
    const { lineMs } = parts.state();
    if (lineMs === 0 || lines === 0) return;
    busyWithLine = true;
    parts.clock.after(lineMs * lines, () => {
      busyWithLine = false;
      work();
    });
  }

  /** GS I n: 1–3 one byte, 65–68 text. */
  function identify(what: number, session: Session): void {
    const { maker, model } = parts.identity;
    const texts: Readonly<Record<number, string>> = { 65: '1.00', 66: maker, 67: model, 68: 'SIM0001' };
    const bytes: Readonly<Record<number, number>> = {
      1: 0x20,
      49: 0x20,
      2: 0x02,
      50: 0x02,
      3: 0x00,
      51: 0x00,
    };
    const text = texts[what];
    if (text !== undefined) parts.answer(session, blockOf(0x5f, text));
    else answerByte(session, bytes[what]);
  }

  function answerByte(session: Session, byte: number | undefined): void {
    if (byte !== undefined) parts.answer(session, Uint8Array.of(byte));
  }

  return {
    take(byte, session) {
      for (const command of readers[parts.state().language].read(Uint8Array.of(byte)))
        if (pending.length < BUFFER_COMMANDS) pending.push({ command, session });
    },
    work,
    clearBuffer,
    station,
    papers: () => papers,
    unfinished: () => roll.printed(),
    forgetPapers() {
      papers = [];
      roll.tear();
      station.forgetSlips();
    },
  };
}

const blockOf = (header: number, text: string): Uint8Array =>
  Uint8Array.of(header, ...Array.from(text, (character) => character.charCodeAt(0)), 0x00);

function linesOf(command: PrinterCommand): number {
  if (command.kind === 'line-feed') return 1;
  return command.kind === 'feed' ? command.lines : 0;
}
