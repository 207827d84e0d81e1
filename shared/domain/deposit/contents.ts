/**
 * What approved closes leave for each bank account. A tender goes whole to the account that its lines share, else to
 * the pooled one. Cash is net of change; change on other instruments, over and short are the pooled account's, because
 * they belong to the drawer and to no line. Deposits are intact: what is handed in is what goes to the banks, to the cent.
 */
import { assert, certain } from '../../kernel/assert.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { BankAccount } from '../reference/types.ts';
import type { SessionBalanced } from '../session/types.ts';
import { TENDER_KINDS } from '../tender/types.ts';
import type { Tender, TenderKind } from '../tender/types.ts';
import type { CompositionRow, DepositItem } from './types.ts';

/** The names of everything that may stand between what was receipted and what is in the bag. */
export const BETWEEN = {
  otherBanks: 'other bank accounts',
  toPooled: 'to the pooled account',
  fromOthers: 'from other bank accounts',
  short: 'short',
  over: 'over',
  floatMissing: 'float incomplete',
  missing: 'missing',
  notDeposited: 'not for the bank',
} as const;

/** What goes into bags; cards settle and pledges are billed. */
const BAG_KINDS = ['cash', 'check', 'item'] as const satisfies readonly TenderKind[];

export type SessionTender = {
  readonly paymentId: string;
  readonly receiptNumber: string;
  readonly tender: Tender;
};

/** The money of one closed session, as far as a deposit needs it. */
export type SessionMoney = {
  readonly sessionId: string;
  /** `Drawer 3, session 2` */
  readonly label: string;
  readonly cashier: string;
  readonly businessDate: BusinessDate;
  readonly approved: boolean;
  readonly balanced: Pick<SessionBalanced, 'results' | 'handInCashCents' | 'floatMissingCents' | 'missing'>;
  /** Tenders as they stand, of payments that stand. */
  readonly tenders: readonly SessionTender[];
  /** Codes of the bank accounts whose part of this session is in a deposit that is not dissolved. */
  readonly depositedTo: readonly string[];
};

export type DepositContents = {
  readonly sessions: readonly {
    readonly sessionId: string;
    readonly label: string;
    readonly cashier: string;
    readonly businessDate: BusinessDate;
    readonly cashCents: Cents;
    readonly itemsCents: Cents;
  }[];
  /** The latest business date of its sessions. */
  readonly businessDate: BusinessDate;
  readonly cashCents: Cents;
  readonly items: readonly DepositItem[];
  readonly totalCents: Cents;
  readonly composition: readonly CompositionRow[];
};

export type DepositCandidate = DepositContents & { readonly bankAccount: BankAccount };

/** One candidate per bank account that approved closes still owe something, in the order of the table. */
export function depositCandidates(
  sessions: readonly SessionMoney[],
  banks: readonly BankAccount[],
): DepositCandidate[] {
  return banks.flatMap((bankAccount) => {
    const waiting = sessions.filter(
      (session) =>
        session.approved &&
        !session.depositedTo.includes(bankAccount.code) &&
        hasMoneyFor(session, bankAccount.code, banks),
    );
    return waiting.length === 0
      ? []
      : [{ bankAccount, ...depositContents(bankAccount.code, waiting, banks) }];
  });
}

export function hasMoneyFor(session: SessionMoney, code: string, banks: readonly BankAccount[]): boolean {
  const share = cashOf(session, banks).byBank.get(code);
  return (share !== undefined && share.inBagCents > 0) || itemsOf(session, code).length > 0;
}

/**
 * @param sessions at least one, approved
 * @throws InvariantError when a session's cash by its tenders is not what it handed in
 */
export function depositContents(
  code: string,
  sessions: readonly SessionMoney[],
  banks: readonly BankAccount[],
): DepositContents {
  const rows = sessions.map((session) => {
    const items = itemsOf(session, code);
    const cash = certain(cashOf(session, banks).byBank.get(code), `bank account ${code}`);
    return {
      items,
      row: {
        sessionId: session.sessionId,
        label: session.label,
        cashier: session.cashier,
        businessDate: session.businessDate,
        cashCents: cash.inBagCents,
        itemsCents: sumCents(items.map((item) => item.amountCents)),
      },
    };
  });
  const items = rows.flatMap((row) => row.items).sort(byKindAndReceipt);
  const cashCents = sumCents(rows.map(({ row }) => row.cashCents));
  const dates = rows.map(({ row }) => row.businessDate).sort();
  return {
    sessions: rows.map(({ row }) => row),
    businessDate: certain(dates.at(-1), 'a session to deposit'),
    cashCents,
    items,
    totalCents: cashCents + sumCents(items.map((item) => item.amountCents)),
    composition: BAG_KINDS.map((kind) =>
      kind === 'cash' ? cashRow(code, sessions, banks) : itemsRow(kind, code, sessions),
    ).filter((row) => row.receiptedCents !== 0 || row.between.length > 0 || row.inBagCents !== 0),
  };
}

type CashShare = {
  /** Cash tendered for this account less the change given on it. */
  readonly takenCents: Cents;
  /** Signed, in the order of the composition. */
  readonly terms: readonly { readonly term: string; readonly amountCents: Cents }[];
  readonly inBagCents: Cents;
};

/**
 * A session's cash by bank account; the parts sum to what was handed in. Where the pooled account owes more than it took
 * (a shortage, or change on checks), the others give up theirs in the order of the table, under a name of its own.
 */
function cashOf(
  session: SessionMoney,
  banks: readonly BankAccount[],
): { readonly byBank: ReadonlyMap<string, CashShare>; readonly receiptedCents: Cents } {
  const pooled = certain(
    banks.find((bank) => bank.takes === 'everything-else'),
    'the pooled bank account',
  ).code;
  const taken = new Map<string, Cents>(banks.map((bank) => [bank.code, 0]));
  for (const { tender } of session.tenders) {
    const isCash = tender.kind === 'cash';
    const code = isCash ? (tender.bankAccount ?? pooled) : pooled;
    const cents = (isCash ? tender.amountCents : 0) - tender.changeCents;
    taken.set(code, certain(taken.get(code), `bank account ${code}`) + cents);
  }
  const differenceCents = differenceOf(session, 'cash');
  const { floatMissingCents, handInCashCents } = session.balanced;
  let lackingCents = -Math.min(0, (taken.get(pooled) ?? 0) + differenceCents + floatMissingCents);
  const fromOthersCents = lackingCents;
  const byBank = new Map<string, CashShare>();
  for (const { code } of banks) {
    if (code === pooled) continue;
    const takenCents = taken.get(code) ?? 0;
    const givenCents = Math.min(takenCents, lackingCents);
    lackingCents -= givenCents;
    byBank.set(code, {
      takenCents,
      terms: named([BETWEEN.toPooled, -givenCents]),
      inBagCents: takenCents - givenCents,
    });
  }
  const pooledTakenCents = taken.get(pooled) ?? 0;
  byBank.set(pooled, {
    takenCents: pooledTakenCents,
    terms: named(
      [BETWEEN.short, Math.min(0, differenceCents)],
      [BETWEEN.over, Math.max(0, differenceCents)],
      [BETWEEN.floatMissing, floatMissingCents],
      [BETWEEN.fromOthers, fromOthersCents],
    ),
    inBagCents: pooledTakenCents + differenceCents + floatMissingCents + fromOthersCents,
  });
  const inBagsCents = sumCents([...byBank.values()].map((share) => share.inBagCents));
  assert(
    inBagsCents === handInCashCents && lackingCents === 0,
    `${session.label}: cash by its tenders is ${inBagsCents}, handed in ${handInCashCents} cents`,
  );
  return { byBank, receiptedCents: sumCents(taken.values()) };
}

function cashRow(
  code: string,
  sessions: readonly SessionMoney[],
  banks: readonly BankAccount[],
): CompositionRow {
  const cash = sessions.map((session) => cashOf(session, banks));
  const own = cash.map(({ byBank }) => certain(byBank.get(code), `bank account ${code}`));
  const receiptedCents = sumCents(cash.map((each) => each.receiptedCents));
  return {
    kind: 'cash',
    receiptedCents,
    receiptedItems: 0,
    between: summed([
      ...named([BETWEEN.otherBanks, sumCents(own.map((share) => share.takenCents)) - receiptedCents]),
      ...own.flatMap((share) => share.terms),
    ]),
    inBagCents: sumCents(own.map((share) => share.inBagCents)),
    inBagItems: 0,
  };
}

/** Each item receipted is an item in the bag, or stands under a name between: the control that catches a check put in for cash. */
function itemsRow(kind: TenderKind, code: string, sessions: readonly SessionMoney[]): CompositionRow {
  const taken = sessions.flatMap((session) =>
    session.tenders
      .filter(({ tender }) => tender.kind === kind)
      .map((each) => ({ ...each, isMissing: isMissing(session, each) })),
  );
  const centsOf = (tenders: readonly SessionTender[]): Cents =>
    sumCents(tenders.map(({ tender }) => tender.amountCents));
  const own = taken.filter(({ tender }) => tender.bankAccount === code);
  const inBag = own.filter((each) => !each.isMissing);
  const elsewhere = taken.filter(({ tender }) => tender.bankAccount !== null && tender.bankAccount !== code);
  const nowhere = taken.filter(({ tender }) => tender.bankAccount === null);
  return {
    kind,
    receiptedCents: centsOf(taken),
    receiptedItems: taken.length,
    between: named(
      [BETWEEN.otherBanks, -centsOf(elsewhere)],
      [BETWEEN.notDeposited, -centsOf(nowhere)],
      [BETWEEN.missing, -centsOf(own.filter((each) => each.isMissing))],
    ),
    inBagCents: centsOf(inBag),
    inBagItems: inBag.length,
  };
}

const isMissing = (session: SessionMoney, { paymentId, tender }: SessionTender): boolean =>
  session.balanced.missing.some((ref) => ref.paymentId === paymentId && ref.tenderNo === tender.tenderNo);

const itemsOf = (session: SessionMoney, code: string): DepositItem[] =>
  session.tenders
    .filter(
      (each) => each.tender.kind !== 'cash' && each.tender.bankAccount === code && !isMissing(session, each),
    )
    .map(({ paymentId, receiptNumber, tender }) => ({
      paymentId,
      tenderNo: tender.tenderNo,
      sessionId: session.sessionId,
      receiptNumber,
      kind: tender.kind,
      ...(tender.check === undefined ? {} : { routing: tender.check.routing }),
      ...(tender.item?.issuer === undefined ? {} : { issuer: tender.item.issuer }),
      number: tender.check?.number ?? tender.item?.number ?? '',
      amountCents: tender.amountCents,
    }));

const byKindAndReceipt = (a: DepositItem, b: DepositItem): number =>
  TENDER_KINDS.indexOf(a.kind) - TENDER_KINDS.indexOf(b.kind) ||
  (a.receiptNumber < b.receiptNumber ? -1 : a.receiptNumber > b.receiptNumber ? 1 : a.tenderNo - b.tenderNo);

const differenceOf = (session: SessionMoney, kind: TenderKind): Cents =>
  session.balanced.results.find((result) => result.kind === kind)?.differenceCents ?? 0;

type Term = CompositionRow['between'][number];

const named = (...terms: readonly (readonly [term: string, amountCents: Cents])[]): Term[] =>
  terms.filter(([, amountCents]) => amountCents !== 0).map(([term, amountCents]) => ({ term, amountCents }));

/** One row per name. Short of one session and over of another keep their two names, and so are never netted. */
const summed = (terms: readonly Term[]): Term[] =>
  [...Map.groupBy(terms, (each) => each.term)].map(([term, same]) => ({
    term,
    amountCents: sumCents(same.map((each) => each.amountCents)),
  }));
