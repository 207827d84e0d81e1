/**
 * The second paper path of the simulated printer: it waits for paper and stands still meanwhile, prints lines on it,
 * ejects it, and where it has a magnetic head, reads a check. Given up, it forgets what was to be printed.
 */
import type { PrintedPaper } from '../../../shared/devices/printed-paper.ts';
import type { Clock } from '../../clock.ts';
import { paperRoll } from '../decode.ts';
import type { PrinterCommand } from '../protocol/commands.ts';
import type { SimulatorState, StationState } from './state.ts';

export type SlipStationParts<Session> = {
  readonly clock: Clock;
  readonly state: () => SimulatorState;
  readonly set: (change: Partial<SimulatorState>) => void;
  readonly answer: (session: Session, bytes: Uint8Array) => void;
  /** What waits in the printer's buffer is thrown away. */
  readonly clearBuffer: () => void;
};

export type SimulatedSlipStation<Session> = {
  readonly now: StationState;
  /** Something is to be printed on a slip that was pulled out: it waits for paper again before it takes the command. */
  mustWaitFor(command: PrinterCommand): boolean;
  /** @returns whether the command was this station's business, and is done */
  take(command: PrinterCommand, session: Session): boolean;
  /** Looks whether the paper that is waited for has come. */
  look(): void;
  /** DLE ENQ 3 */
  cancel(): void;
  /** Power gone: back on the roll. */
  reset(): void;
  readonly slips: () => readonly PrintedPaper[];
  forgetSlips(): void;
};

const MOST_SLIPS = 200;
const MINUTE_MS = 60_000;
const NORMAL = 0x50;
const ABNORMAL = 0x70;

/** Which bits of ESC c 0 n mean the slip; the iTherm has one more, for validation. */
const slipBits = ({ slipStation }: SimulatorState): number =>
  slipStation === 'none' ? 0 : slipStation === 'itherm' ? 0x0c : 0x04;

export function slipStation<Session>(parts: SlipStationParts<Session>): SimulatedSlipStation<Session> {
  const paper = paperRoll();
  let slips: PrintedPaper[] = [];
  let now: StationState = { selected: 'roll', waits: false };
  let waitMinutes = 0;
  let reading: Session | undefined;
  let stopWaiting: () => void = () => undefined;

  function backToRoll(): void {
    stopWaiting();
    now = { selected: 'roll', waits: false };
  }

  function waitFor(selected: 'slip' | 'check'): void {
    stopWaiting();
    now = { selected, waits: parts.state().slipPaper !== 'inserted' };
    if (now.waits && waitMinutes > 0) stopWaiting = parts.clock.after(waitMinutes * MINUTE_MS, givenUp);
    if (!now.waits) paperIsThere();
  }

  /** By its own time, or from outside: the buffers are emptied and the roll is selected. */
  function givenUp(): void {
    if (!now.waits) return;
    const wasReading = now.selected === 'check';
    backToRoll();
    parts.clearBuffer();
    if (wasReading) endReading(ABNORMAL, '');
  }

  function paperIsThere(): void {
    stopWaiting();
    now = { ...now, waits: false };
    if (now.selected !== 'check') return;
    const { checkLine, checkJams } = parts.state();
    if (checkJams) parts.set({ checkJams: false, broken: true });
    // A magnetic line with characters that it cannot tell ends the reading as not normal, without data.
    else if (checkLine === '') {
      eject();
      backToRoll();
      endReading(ABNORMAL, '');
    } else endReading(NORMAL, checkLine);
  }

  function endReading(status: number, line: string): void {
    const session = reading;
    reading = undefined;
    if (session === undefined) return;
    const characters = Array.from(line, (character) => character.charCodeAt(0));
    parts.answer(session, Uint8Array.of(0x5f, status, ...characters, 0x00));
  }

  function eject(): void {
    if (parts.state().slipPaper === 'inserted') parts.set({ slipPaper: 'ejected' });
  }

  function select(sources: number): void {
    if ((sources & slipBits(parts.state())) !== 0) waitFor('slip');
    else {
      if (now.selected !== 'roll') eject();
      backToRoll();
    }
  }

  function print(command: PrinterCommand): void {
    paper.take(command);
    if (command.kind !== 'form-feed') return;
    slips = [...slips, paper.tear()].slice(-MOST_SLIPS);
    eject();
  }

  function take(command: PrinterCommand, session: Session): boolean {
    const state = parts.state();
    switch (command.kind) {
      case 'slip-wait':
        waitMinutes = command.minutes;
        return true;
      case 'select-paper':
        select(command.sources);
        return true;
      case 'read-check':
        if (state.slipStation === 'none' || !state.checkReader) return true;
        reading = session;
        waitFor('check');
        return true;
      case 'eject-check':
        if (now.selected === 'check') {
          eject();
          backToRoll();
        }
        return true;
      case 'text':
      case 'line-feed':
      case 'feed':
      case 'form-feed':
        if (now.selected !== 'slip') return false;
        print(command);
        return true;
      default:
        return false;
    }
  }

  return {
    get now() {
      return now;
    },
    mustWaitFor(command) {
      const prints = command.kind === 'text' || command.kind === 'line-feed' || command.kind === 'feed';
      if (!prints || now.selected !== 'slip' || parts.state().slipPaper === 'inserted') return false;
      waitFor('slip');
      return true;
    },
    take,
    look() {
      if (now.waits && parts.state().slipPaper === 'inserted') paperIsThere();
    },
    cancel: givenUp,
    reset() {
      backToRoll();
      reading = undefined;
      waitMinutes = 0;
      paper.tear();
    },
    slips: () => slips,
    forgetSlips() {
      slips = [];
    },
  };
}
