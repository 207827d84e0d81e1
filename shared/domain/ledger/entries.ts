/**
 * How each event becomes balanced debits and credits. Cash of every fund is pooled in one fund, so money for another
 * fund needs its due-to in the pooled fund and that fund's own due-from: every builder here ends in `balanceFunds`,
 * which adds those legs, so that each fund balances by itself in each entry (product rules, general ledger).
 */
import { assert, certain } from '../../kernel/assert.ts';
import { sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { InterfundAccounts, LedgerPolicy, Posting } from './types.ts';

/** The kinds of tender, as the ledger's policy names their over/short accounts. */
export type LedgerKind = keyof LedgerPolicy['overShort'];

/** What an entry needs of a tender: how much, of which kind, and where it was debited. */
export type EntryTender = {
  readonly kind: LedgerKind;
  readonly amountCents: Cents;
  readonly debitAccount: string;
};

/** What an entry needs of a line: its distribution, fixed when it was taken. */
export type EntryLine = {
  readonly distribution: readonly { readonly glAccount: string; readonly amountCents: Cents }[];
};

/** A debit is > 0, a credit is < 0: the form in which entries are computed; postings are the form in which they are kept. */
type Signed = Pick<Posting, 'glAccount' | 'memo' | 'role'> & { readonly amountCents: Cents };

/** The words a posting's memo uses for a kind of tender. */
export const KIND_WORDS = {
  cash: 'cash',
  check: 'checks',
  item: 'money orders',
  card: 'cards',
  voucher: 'pledges',
} as const satisfies Readonly<Record<LedgerKind, string>>;

/** `510-000-11500` → `510` */
export const fundOf = (glAccount: string): string => glAccount.split('-', 1)[0] ?? glAccount;

/** Debit − credit. */
export const signedCents = (posting: Posting): Cents => posting.debitCents - posting.creditCents;

/** Debit − credit of each fund that does not balance; empty for a whole entry. */
export function entryImbalance(postings: readonly Posting[]): ReadonlyMap<string, Cents> {
  const byFund = new Map<string, Cents>();
  for (const posting of postings) {
    const fund = fundOf(posting.glAccount);
    byFund.set(fund, (byFund.get(fund) ?? 0) + signedCents(posting));
  }
  for (const [fund, amountCents] of byFund) if (amountCents === 0) byFund.delete(fund);
  return byFund;
}

/** Funds that an entry touches and that have no due-to / due-from pair: a decider refuses before it builds the entry. */
export function fundsWithoutInterfund(
  glAccounts: Iterable<string>,
  interfund: InterfundAccounts,
  pooledFund: string,
): string[] {
  const funds = new Set<string>();
  for (const glAccount of glAccounts) funds.add(fundOf(glAccount));
  return [...funds].filter((fund) => fund !== pooledFund && interfund[fund] === undefined).sort();
}

/**
 * Adds the interfund legs: what a fund lacks stands on its due-from, and on the due-to in the pooled fund that faces it.
 * @throws InvariantError when the postings do not balance in total, or a fund has no due-to / due-from
 */
export function balanceFunds(
  postings: readonly Posting[],
  interfund: InterfundAccounts,
  pooledFund: string,
): Posting[] {
  assert(sumCents(postings.map(signedCents)) === 0, 'an entry must balance before its legs are added');
  const legs: Signed[] = [];
  for (const [fund, amountCents] of entryImbalance(postings)) {
    if (fund === pooledFund) continue;
    const pair = certain(interfund[fund], `due-to and due-from of fund ${fund}`);
    legs.push({
      glAccount: pair.dueFrom,
      amountCents: -amountCents,
      memo: `Due from fund ${pooledFund}`,
      role: 'leg',
    });
    legs.push({ glAccount: pair.dueTo, amountCents, memo: `Due to fund ${fund}`, role: 'leg' });
  }
  return [...postings, ...toPostings(legs)];
}

/**
 * The receipts entry of a payment: debit where each tender is, less the change (always drawer cash), credit the lines.
 * Tenders and lines on one account make one posting.
 */
export function paymentEntry(
  lines: readonly EntryLine[],
  tenders: readonly EntryTender[],
  changeCents: Cents,
  interfund: InterfundAccounts,
  ledgerPolicy: LedgerPolicy,
): Posting[] {
  const debits: Signed[] = whereTendersAre(tenders, changeCents, ledgerPolicy).map(
    ({ glAccount, amountCents, role }) => ({ glAccount, amountCents, role }),
  );
  const credits: Signed[] = lines.flatMap((line) =>
    line.distribution.map(({ glAccount, amountCents }) => ({
      glAccount,
      amountCents: -amountCents,
      role: 'line',
    })),
  );
  return entry([...merged(debits), ...merged(credits)], interfund, ledgerPolicy);
}

/** Takes an entry back: every debit a credit, every leg with it. */
export const reverseEntry = (postings: readonly Posting[]): Posting[] =>
  postings.map((posting) => ({
    ...posting,
    debitCents: posting.creditCents,
    creditCents: posting.debitCents,
  }));

/**
 * Over and short of a close, each kind its own posting, never netted. Afterwards undeposited receipts hold exactly what
 * is handed in: a short drawer lowers them, except for the part by which the float itself is incomplete, which the
 * change funds bear (receipts never fill a float).
 * @param floatMissingCents ≥ 0: the float as counted in less the cash counted, where that is positive
 * @param debitAccountByKind where the tenders of each kind were debited
 */
export function overShortEntry(
  results: readonly { readonly kind: LedgerKind; readonly differenceCents: Cents }[],
  floatMissingCents: Cents,
  debitAccountByKind: Readonly<Record<LedgerKind, string>>,
  interfund: InterfundAccounts,
  ledgerPolicy: LedgerPolicy,
): Posting[] {
  assert(floatMissingCents >= 0, 'a float is never more than whole');
  const parts: Signed[] = [];
  for (const { kind, differenceCents } of results) {
    const missingCents = kind === 'cash' ? floatMissingCents : 0;
    const word = differenceCents < 0 ? 'Short' : 'Over';
    parts.push({
      glAccount: ledgerPolicy.overShort[kind],
      amountCents: -differenceCents,
      memo: `${word}, ${KIND_WORDS[kind]}`,
    });
    parts.push({
      glAccount: debitAccountByKind[kind],
      amountCents: differenceCents + missingCents,
      memo: differenceCents === 0 ? 'Float incomplete' : `${word}, ${KIND_WORDS[kind]}`,
    });
    parts.push({ glAccount: ledgerPolicy.changeFunds, amountCents: -missingCents, memo: 'Float incomplete' });
  }
  return entry(parts, interfund, ledgerPolicy);
}

/**
 * A float that was not whole when it was counted in: over/short against change funds, at once.
 * @param varianceCents counted − assigned
 */
export function openingVarianceEntry(
  varianceCents: Cents,
  interfund: InterfundAccounts,
  ledgerPolicy: LedgerPolicy,
): Posting[] {
  const memo = varianceCents < 0 ? 'Opening variance, short' : 'Opening variance, over';
  return entry(
    [
      { glAccount: ledgerPolicy.overShort.cash, amountCents: -varianceCents, memo },
      { glAccount: ledgerPolicy.changeFunds, amountCents: varianceCents, memo },
    ],
    interfund,
    ledgerPolicy,
  );
}

/** A bag that left: debit the bank's cash account, credit undeposited receipts. */
export function depositEntry(
  bankCashAccount: string,
  totalCents: Cents,
  interfund: InterfundAccounts,
  ledgerPolicy: LedgerPolicy,
): Posting[] {
  return entry(
    [
      { glAccount: bankCashAccount, amountCents: totalCents },
      { glAccount: ledgerPolicy.undeposited, amountCents: -totalCents },
    ],
    interfund,
    ledgerPolicy,
  );
}

/**
 * The bank credited another amount than the bag's slip says: its cash account follows the bank, the difference is over or short.
 * @param differenceCents credited − sent
 */
export function bankCorrectionEntry(
  bankCashAccount: string,
  differenceCents: Cents,
  interfund: InterfundAccounts,
  ledgerPolicy: LedgerPolicy,
): Posting[] {
  const memo = 'Bank correction';
  return entry(
    [
      { glAccount: bankCashAccount, amountCents: differenceCents, memo },
      { glAccount: ledgerPolicy.overShort.cash, amountCents: -differenceCents, memo },
    ],
    interfund,
    ledgerPolicy,
  );
}

/** Cards settled: the bank's cash account gets what came, the fees are an expense, the clearing account is emptied by the gross. */
export function settlementEntry(
  bankCashAccount: string,
  grossCents: Cents,
  feeCents: Cents,
  interfund: InterfundAccounts,
  ledgerPolicy: LedgerPolicy,
): Posting[] {
  return entry(
    [
      { glAccount: bankCashAccount, amountCents: grossCents - feeCents },
      { glAccount: ledgerPolicy.cardFees, amountCents: feeCents, memo: 'Processor fees' },
      { glAccount: ledgerPolicy.cardClearing, amountCents: -grossCents },
    ],
    interfund,
    ledgerPolicy,
  );
}

/**
 * Takes the old debits back and makes the new ones, kind by kind, so that cash keyed as a check shows as such even where
 * both stand on one account. Empty when only a number was mended. The lines stand.
 */
export function tenderCorrectionEntry(
  before: readonly EntryTender[],
  after: readonly EntryTender[],
  changeBeforeCents: Cents,
  changeAfterCents: Cents,
  interfund: InterfundAccounts,
  ledgerPolicy: LedgerPolicy,
): Posting[] {
  const taken = whereTendersAre(before, changeBeforeCents, ledgerPolicy).map((part) => ({
    ...part,
    amountCents: -part.amountCents,
  }));
  const made = whereTendersAre(after, changeAfterCents, ledgerPolicy);
  return entry(merged([...taken, ...made]), interfund, ledgerPolicy);
}

/** Debits per account and kind; change lowers the drawer's cash, or undeposited receipts when no cash was tendered. */
function whereTendersAre(
  tenders: readonly EntryTender[],
  changeCents: Cents,
  ledgerPolicy: LedgerPolicy,
): TenderPart[] {
  const cash = tenders.find((tender) => tender.kind === 'cash');
  const parts: TenderPart[] = tenders.map((tender) => ({
    glAccount: tender.debitAccount,
    amountCents: tender.amountCents,
    memo: `Tendered as ${KIND_WORDS[tender.kind]}`,
    role: 'tender',
  }));
  parts.push({
    glAccount: cash?.debitAccount ?? ledgerPolicy.undeposited,
    amountCents: -changeCents,
    memo: `Tendered as ${KIND_WORDS.cash}`,
    role: 'tender',
  });
  return parts;
}

type TenderPart = Signed & { readonly role: 'tender' };

/** One part per account and memo, in the order of first appearance. */
function merged(parts: readonly Signed[]): Signed[] {
  const byKey = new Map<string, Signed>();
  for (const part of parts) {
    const key = `${part.glAccount}\n${part.memo ?? ''}`;
    const earlier = byKey.get(key);
    byKey.set(key, earlier ? { ...earlier, amountCents: earlier.amountCents + part.amountCents } : part);
  }
  return [...byKey.values()];
}

const toPostings = (parts: readonly Signed[]): Posting[] =>
  parts
    .filter((part) => part.amountCents !== 0)
    .map(({ glAccount, amountCents, memo, role }) => ({
      glAccount,
      debitCents: Math.max(amountCents, 0),
      creditCents: Math.max(-amountCents, 0),
      ...(memo === undefined ? {} : { memo }),
      ...(role === undefined ? {} : { role }),
    }));

const entry = (
  parts: readonly Signed[],
  interfund: InterfundAccounts,
  ledgerPolicy: LedgerPolicy,
): Posting[] => balanceFunds(toPostings(parts), interfund, ledgerPolicy.pooledFund);
