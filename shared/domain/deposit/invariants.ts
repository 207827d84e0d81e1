/** A deposit = its tenders = its slip = its journal, term by term. Each error says what differs; empty means whole. */
import { decimalText, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { cashCountCents } from '../count/cash.ts';
import { balanceErrors, postingErrors } from '../ledger/invariants.ts';
import { signedCents } from '../ledger/entries.ts';
import type { Posting } from '../ledger/types.ts';
import { depositContents } from './contents.ts';
import type { SessionMoney } from './contents.ts';
import type { BankAccount } from '../reference/types.ts';
import type { CompositionRow, DepositPrepared, DepositState } from './types.ts';

const differs = (what: string, isCents: Cents, shouldBeCents: Cents): string[] =>
  isCents === shouldBeCents
    ? []
    : [`${what} is ${decimalText(isCents)}, it should be ${decimalText(shouldBeCents)}`];

/** receipted + between = in the bag; and the bag's rows are its cash and its items. */
export function compositionErrors(prepared: DepositPrepared): string[] {
  return prepared.composition.flatMap((row) => [
    ...differs(
      `${row.kind} in the bag`,
      row.inBagCents,
      row.receiptedCents + sumCents(row.between.map((term) => term.amountCents)),
    ),
    ...differs(`${row.kind} on the slip`, onSlipCents(prepared, row), row.inBagCents),
  ]);
}

export const compositionAgrees = (prepared: DepositPrepared): boolean =>
  compositionErrors(prepared).length === 0;

const onSlipCents = (prepared: DepositPrepared, { kind }: CompositionRow): Cents =>
  kind === 'cash'
    ? cashCountCents(prepared.cash)
    : sumCents(prepared.items.filter((item) => item.kind === kind).map((item) => item.amountCents));

/** What the deposit itself holds: cash by its faces, items, sessions, composition, and the entries of leaving and crediting. */
export function depositErrors({ prepared, sent, confirmed }: DepositState): string[] {
  const itemsCents = sumCents(prepared.items.map((item) => item.amountCents));
  const seen = new Set<string>();
  const twice = prepared.items.flatMap(({ paymentId, tenderNo, receiptNumber }) => {
    const key = `${paymentId}/${tenderNo}`;
    if (seen.has(key)) return [`tender ${tenderNo} of receipt ${receiptNumber} is in the bag twice`];
    seen.add(key);
    return [];
  });
  return [
    ...differs('cash by its faces', cashCountCents(prepared.cash), prepared.cashCents),
    ...differs('total', prepared.totalCents, prepared.cashCents + itemsCents),
    ...differs(
      'cash of its sessions',
      sumCents(prepared.sessions.map((session) => session.cashCents)),
      prepared.cashCents,
    ),
    ...differs(
      'items of its sessions',
      sumCents(prepared.sessions.map((session) => session.itemsCents)),
      itemsCents,
    ),
    ...twice,
    ...compositionErrors(prepared),
    ...(sent === undefined ? [] : entryErrorsOf('sending', sent.entry, prepared, prepared.totalCents)),
    ...(confirmed === undefined
      ? []
      : entryErrorsOf(
          'confirming',
          confirmed.entry,
          prepared,
          confirmed.creditedCents - prepared.totalCents,
        )),
  ];
}

function entryErrorsOf(
  what: string,
  entry: readonly Posting[],
  { bankAccount }: DepositPrepared,
  bankCents: Cents,
): string[] {
  const postedCents = sumCents(
    entry.filter((posting) => posting.glAccount === bankAccount.cashAccount).map(signedCents),
  );
  return [
    ...differs(`bank account in the entry of ${what}`, postedCents, bankCents),
    ...postingErrors(entry),
    ...balanceErrors(entry),
  ];
}

/** The bag still is what its sessions' tenders say: nothing was added, left out or swapped since. */
export function depositTenderErrors(
  prepared: DepositPrepared,
  sessions: readonly SessionMoney[],
  banks: readonly BankAccount[],
): string[] {
  const chosen = sessions.filter((session) =>
    prepared.sessions.some((each) => each.sessionId === session.sessionId),
  );
  if (chosen.length !== prepared.sessions.length) return ['a session of the deposit is not among the closes'];
  const contents = depositContents(prepared.bankAccount.code, chosen, banks);
  const keyed = (items: DepositPrepared['items']) =>
    new Map(items.map((item) => [`${item.paymentId}/${item.tenderNo}`, item]));
  const inBag = keyed(prepared.items);
  const receipted = keyed(contents.items);
  return [
    ...differs('cash', prepared.cashCents, contents.cashCents),
    ...[...receipted].flatMap(([key, item]) => {
      const held = inBag.get(key);
      if (!held) return [`tender ${item.tenderNo} of receipt ${item.receiptNumber} is not in the bag`];
      return differs(
        `tender ${item.tenderNo} of receipt ${item.receiptNumber}`,
        held.amountCents,
        item.amountCents,
      );
    }),
    ...[...inBag].flatMap(([key, item]) =>
      receipted.has(key)
        ? []
        : [`tender ${item.tenderNo} of receipt ${item.receiptNumber} does not belong in the bag`],
    ),
  ];
}
