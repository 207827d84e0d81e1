/**
 * Where the bag is: sealed by two people, opened again with a reason and a new bag, handed to the courier, confirmed by
 * the bank. A bag never misses the courier for want of a signature: unapproved it leaves as an exception that stays visible.
 */
import { assert } from '../../kernel/assert.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { formatDate } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { formatCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { bankCorrectionEntry, depositEntry } from '../ledger/entries.ts';
import type { InterfundAccounts, LedgerPolicy } from '../ledger/types.ts';
import type {
  Custody,
  DepositConfirmed,
  DepositDissolved,
  DepositSealed,
  DepositSent,
  DepositState,
  DepositUnsealed,
} from './types.ts';

export const CUSTODY_WORDS = {
  preparing: 'being prepared',
  sealed: 'sealed',
  sent: 'with the courier',
  confirmed: 'confirmed by the bank',
  adjusted: 'corrected by the bank',
  dissolved: 'taken apart',
} as const satisfies Record<Custody, string>;

export function requireCustody(
  state: DepositState | undefined,
  needed: readonly Custody[],
): Result<DepositState> {
  if (!state) return refuse('DEPOSIT_UNKNOWN', { field: 'depositId' });
  if (needed.includes(state.custody)) return ok(state);
  return refuse('DEPOSIT_CUSTODY', {
    value: `Deposit ${state.prepared.number}`,
    params: {
      custody: CUSTODY_WORDS[state.custody],
      needed: needed.map((custody) => CUSTODY_WORDS[custody]).join(' or '),
    },
  });
}

/**
 * Errors: DEPOSIT_UNKNOWN, DEPOSIT_CUSTODY, DEPOSIT_BAG_NUMBER, DEPOSIT_BAG_USED, DEPOSIT_WITNESS.
 * @param facts.bagNumberUsed by any deposit, ever
 * @param facts.journalHead hash of the journal's last event, printed on the slip
 */
export function decideSeal(
  state: DepositState | undefined,
  input: { readonly bagNumber: string },
  facts: {
    readonly sealedBy: string;
    readonly witness: string | undefined;
    readonly bagNumberUsed: (bagNumber: string) => boolean;
    readonly journalHead: string;
  },
): Result<DepositSealed> {
  const deposit = requireCustody(state, ['preparing']);
  if (!deposit.ok) return deposit;
  const bagNumber = oneLine(input.bagNumber);
  if (bagNumber === '') return refuse('DEPOSIT_BAG_NUMBER', { field: 'bagNumber' });
  if (facts.bagNumberUsed(bagNumber) || deposit.value.bags.includes(bagNumber)) {
    return refuse('DEPOSIT_BAG_USED', { field: 'bagNumber', value: bagNumber });
  }
  const { sealedBy, witness, journalHead } = facts;
  if (witness === undefined || witness === sealedBy) return refuse('DEPOSIT_WITNESS');
  return ok({
    type: 'deposit.sealed',
    v: 1,
    depositId: deposit.value.depositId,
    bagNumber,
    sealedBy,
    witness,
    journalHead,
  });
}

/** Only while the bag is still here. Errors: DEPOSIT_UNKNOWN, DEPOSIT_CUSTODY, REASON_REQUIRED. */
export function decideUnseal(
  state: DepositState | undefined,
  input: { readonly reason: string },
  by: string,
): Result<DepositUnsealed> {
  const deposit = requireCustody(state, ['sealed']);
  if (!deposit.ok) return deposit;
  const { depositId, bagNumber } = deposit.value;
  assert(bagNumber !== undefined, 'a sealed deposit has a bag number');
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  return ok({ type: 'deposit.unsealed', v: 1, depositId, bagNumber, reason, by });
}

export type BooksFacts = { readonly interfund: InterfundAccounts; readonly ledger: LedgerPolicy };

/**
 * The bag leaves and posts to the bank. It cannot leave before the day of its receipts: an earlier date becomes that day.
 * One that was sent back does not leave. Errors: DEPOSIT_UNKNOWN, DEPOSIT_CUSTODY, DEPOSIT_COURIER, DEPOSIT_SENT_BACK.
 */
export function decideSend(
  state: DepositState | undefined,
  input: { readonly date: BusinessDate; readonly courier: string },
  facts: BooksFacts & { readonly by: string },
): Result<DepositSent> {
  const deposit = requireCustody(state, ['sealed']);
  if (!deposit.ok) return deposit;
  const { depositId, prepared, approval, sentBack } = deposit.value;
  if (approval === 'sent-back') {
    return refuse('DEPOSIT_SENT_BACK', {
      value: `Deposit ${prepared.number}`,
      params: { reason: sentBack?.reason ?? '' },
    });
  }
  const courier = oneLine(input.courier);
  if (courier === '') return refuse('DEPOSIT_COURIER', { field: 'courier' });
  return ok({
    type: 'deposit.sent',
    v: 1,
    depositId,
    date: input.date < prepared.businessDate ? prepared.businessDate : input.date,
    courier,
    by: facts.by,
    asException: approval !== 'approved',
    entry: depositEntry(prepared.bankAccount.cashAccount, prepared.totalCents, facts.interfund, facts.ledger),
  });
}

/** Before it is sealed; its money waits for a deposit again. Errors: DEPOSIT_UNKNOWN, DEPOSIT_CUSTODY, REASON_REQUIRED. */
export function decideDissolve(
  state: DepositState | undefined,
  input: { readonly reason: string },
  by: string,
): Result<DepositDissolved> {
  const deposit = requireCustody(state, ['preparing']);
  if (!deposit.ok) return deposit;
  const reason = oneLine(input.reason);
  if (reason === '') return refuse('REASON_REQUIRED', { field: 'reason' });
  return ok({ type: 'deposit.dissolved', v: 1, depositId: deposit.value.depositId, by, reason });
}

/**
 * The bank credited it; another amount is a bank correction with what the bank says about it.
 * Errors: DEPOSIT_UNKNOWN, DEPOSIT_CUSTODY, AMOUNT_NEGATIVE, DEPOSIT_BANK_DATE, DEPOSIT_NOTE.
 */
export function decideConfirm(
  state: DepositState | undefined,
  input: { readonly date: BusinessDate; readonly creditedCents: Cents; readonly note: string },
  facts: BooksFacts & { readonly by: string },
): Result<DepositConfirmed> {
  const deposit = requireCustody(state, ['sent']);
  if (!deposit.ok) return deposit;
  const { depositId, prepared, sent } = deposit.value;
  assert(sent !== undefined, 'a deposit with the courier was sent');
  const { date, creditedCents } = input;
  if (creditedCents < 0) {
    return refuse('AMOUNT_NEGATIVE', { field: 'creditedCents', value: formatCents(creditedCents) });
  }
  if (date < sent.date) {
    return refuse('DEPOSIT_BANK_DATE', {
      field: 'date',
      value: formatDate(date),
      params: { sent: formatDate(sent.date) },
    });
  }
  const note = oneLine(input.note);
  if (creditedCents !== prepared.totalCents && note === '') {
    return refuse('DEPOSIT_NOTE', {
      field: 'note',
      value: formatCents(creditedCents),
      params: { sent: formatCents(prepared.totalCents) },
    });
  }
  return ok({
    type: 'deposit.confirmed',
    v: 1,
    depositId,
    date,
    creditedCents,
    by: facts.by,
    note,
    entry: bankCorrectionEntry(
      prepared.bankAccount.cashAccount,
      creditedCents - prepared.totalCents,
      facts.interfund,
      facts.ledger,
    ),
  });
}
