/** A deposit in words: where the bag is, what the next step is and who takes it. Pure. */
import type { Output } from '../../bridge/bridge.ts';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { itemsText } from '../../ui/tender-words.ts';
import type { Tone } from '../../ui/Status.tsx';

export type Deposit = Output<'deposit.show'>;
export type DepositRow = Deposit['row'];
export type Candidate = Output<'deposit.candidates'>['candidates'][number];
export type CompositionRow = Deposit['composition'][number];

type Words = { readonly text: string; readonly tone: Tone };

export const CUSTODY_WORDS: Readonly<Record<DepositRow['custody'], Words>> = {
  preparing: { text: 'In preparation', tone: 'warn' },
  sealed: { text: 'Sealed, in the safe', tone: 'note' },
  sent: { text: 'On its way', tone: 'note' },
  confirmed: { text: 'Bank credit', tone: 'ok' },
  adjusted: { text: 'Bank corrected it', tone: 'warn' },
  dissolved: { text: 'Taken apart', tone: 'note' },
};

export const APPROVAL_WORDS: Readonly<Record<DepositRow['approval'], Words>> = {
  unapproved: { text: 'Not yet approved', tone: 'warn' },
  approved: { text: 'Approved', tone: 'ok' },
  'sent-back': { text: 'Sent back', tone: 'danger' },
};

const CUSTODY_STEPS = ['Prepare', 'Seal', 'Send', 'Bank confirms'] as const;
const STEPS_DONE: Readonly<Record<DepositRow['custody'], number>> = {
  preparing: 1,
  sealed: 2,
  sent: 3,
  confirmed: 4,
  adjusted: 4,
  dissolved: 0,
};

export const custodySteps = (custody: DepositRow['custody']) =>
  CUSTODY_STEPS.map((label, index) => {
    const done = STEPS_DONE[custody];
    const state = index < done ? 'done' : index === done && custody !== 'dissolved' ? 'now' : 'ahead';
    return { label, state } as const;
  });

export type StepName = 'approve' | 'seal' | 'send' | 'confirm';
export type NextStep = { readonly step: StepName; readonly reason?: string | undefined };

/** Whose turn the bag waits for, when this person may do none of it. */
const WAITS_FOR: Readonly<Partial<Record<DepositRow['custody'], StepName>>> = {
  preparing: 'seal',
  sealed: 'approve',
  sent: 'confirm',
};

/**
 * The one step that is this person's to take now. Approval comes first, since only few may give it and it holds nothing
 * up; custody goes on beside it. When none is, the step that the bag waits for, with the reason why it is not theirs.
 */
export function nextStep({ me, row }: Pick<Deposit, 'me' | 'row'>): NextStep | null {
  for (const step of ['approve', 'seal', 'send', 'confirm'] as const) {
    if (me[step].may) return { step };
  }
  const waiting = row.custody === 'sealed' && row.approval !== 'unapproved' ? 'send' : WAITS_FOR[row.custody];
  if (waiting === undefined) return null;
  return { step: waiting, reason: me[waiting].reason ?? 'Not yours to do' };
}

export const STEP_LABELS: Readonly<Record<StepName, string>> = {
  approve: 'Approve deposit',
  seal: 'Seal the bag',
  send: 'Send with the courier',
  confirm: 'Confirm the bank’s credit',
};

/** Receipted and what came between is what is in the bag, for this tender by itself. */
export const rowAgrees = (row: CompositionRow): boolean =>
  row.receiptedCents + sumCents(row.between.map((term) => term.amountCents)) === row.inBagCents;

/** `Other banks −866.50, short −5.00`; for items also how many were taken and how many are here. */
export function betweenText(row: CompositionRow): string {
  const terms = row.between
    .filter((term) => term.amountCents !== 0)
    .map((term) => `${term.term} ${formatCents(term.amountCents)}`);
  if (row.kind === 'cash') return terms.length === 0 ? 'Nothing' : terms.join(', ');
  return [`${itemsText(row.kind, row.receiptedItems)} taken, ${row.inBagItems} here`, ...terms].join(', ');
}

type Part = { readonly sessionId: string; readonly cashCents: Cents; readonly itemsCents: Cents };

/** What the chosen closes hold for this bank. */
export function chosenSums(sessions: readonly Part[], chosen: ReadonlySet<string>) {
  const parts = sessions.filter((session) => chosen.has(session.sessionId));
  const cashCents = sumCents(parts.map((part) => part.cashCents));
  const itemsCents = sumCents(parts.map((part) => part.itemsCents));
  return { sessions: parts.length, cashCents, itemsCents, totalCents: cashCents + itemsCents };
}

/** Why the second counter cannot sign yet; null when the count agrees. */
export function countProblem(sums: ReturnType<typeof chosenSums>, countedCents: Cents): string | null {
  if (sums.sessions === 0) return 'Choose at least one close';
  const differenceCents = countedCents - sums.cashCents;
  if (differenceCents === 0) return null;
  if (countedCents === 0) return 'Count the cash first';
  return `${formatCents(Math.abs(differenceCents))} ${differenceCents < 0 ? 'less' : 'more'} than was handed in`;
}
