/** Terminals of both protocols at the end of each kind of cable, for tests that must hold over all of them. */
import type { CardOutcome, CardRequest, CardRun, TerminalStep } from '../../shared/devices/card-terminal.ts';
import type { CardTerminalDeadlines } from './deps.ts';

export const SALE: CardRequest = {
  kind: 'sale',
  amountCents: 12_345,
  reference: '000000000042',
  entry: 'presented',
};

/** Long, so that a loaded machine is not taken for a silent terminal. A test about silence shortens its one deadline. */
export const PATIENT: CardTerminalDeadlines = {
  connectMs: 5000,
  writeMs: 5000,
  ackMs: 5000,
  answerMs: 5000,
  cardMs: 5000,
  cancelMs: 5000,
  gapMs: 150,
  batchMs: 5000,
  settleMs: 30,
};

export type RecordedRun = CardRun & {
  readonly persisted: CardOutcome[];
  readonly steps: TerminalStep[];
  /** The cashier gives up. */
  giveUp(): void;
};

export function recordedRun(persist: (outcome: CardOutcome) => void = () => undefined): RecordedRun {
  const persisted: CardOutcome[] = [];
  const steps: TerminalStep[] = [];
  let giveUp: () => void = () => undefined;
  const cancelled = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  return {
    persisted,
    steps,
    cancelled,
    giveUp: () => {
      giveUp();
    },
    persist(outcome) {
      persist(outcome);
      persisted.push(outcome);
    },
    progress: (step) => void steps.push(step),
  };
}
