/** The six sides from their facts, every side term by name, and which side does not agree with the others. */
import { formatCents, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { KIND_WORDS } from '../ledger/entries.ts';
import type { SessionStatus } from '../session/types.ts';
import { TENDER_KINDS } from '../tender/types.ts';
import type { TenderKind } from '../tender/types.ts';
import type {
  Proof,
  ProofCorrection,
  ProofDeposit,
  ProofDifference,
  ProofDrawerRow,
  ProofFacts,
  ProofSession,
  ProofSide,
  ProofTerm,
} from './types.ts';

export function proofOf(facts: ProofFacts): Proof {
  const drawers = drawerRows(facts);
  const terms = proofTerms(facts);
  const sides = sidesOf(facts, terms);
  const differences = differencesOf(sides, facts);
  return {
    agrees: differences.length === 0,
    sides,
    terms,
    drawers,
    funds: facts.funds.map((fund) => ({ ...fund, drill: `fund:${fund.fund}` })),
    corrections: [...facts.corrections, ...openingVariances(facts)],
    differences,
  };
}

// Sides

function sidesOf(facts: ProofFacts, terms: readonly ProofTerm[]): ProofSide[] {
  const { lines, tenders } = facts;
  const movedCents = sumCents(facts.sessions.map(movedOf));
  const varianceCents = sumCents(facts.sessions.map((session) => session.varianceCents));
  const depositsCents = sumCents(terms.map((term) => term.depositsCents ?? 0));
  const bankCents = sumCents(terms.map((term) => term.bankCents ?? 0));
  const inDepositsCents = sumCents(
    terms.filter((term) => term.key.startsWith('deposit:')).map((term) => term.depositsCents ?? 0),
  );
  const creditedCents = sumCents(terms.filter(isBankCredit).map((term) => term.bankCents ?? 0));
  const outOfBalance = facts.funds.filter((fund) => fund.outOfBalanceCents !== 0).length;
  return [
    {
      side: 1,
      label: 'Lines',
      cents: lines.cents,
      detail: [counted(lines.lines, 'line'), counted(lines.payments, 'payment')],
    },
    {
      side: 2,
      label: 'Tenders − change',
      cents: tenders.tenderedCents - tenders.changeCents,
      detail: [`${formatCents(tenders.tenderedCents)} −`, `${formatCents(tenders.changeCents)} change`],
    },
    {
      side: 3,
      label: 'Δ drawers, by tender',
      cents: movedCents - varianceCents,
      detail: [`${formatCents(movedCents)} moved`, varianceText(varianceCents)],
    },
    {
      side: 4,
      label: 'Deposits',
      cents: depositsCents,
      detail: [
        `${formatCents(inDepositsCents)} and`,
        `${formatCents(depositsCents - inDepositsCents)} side terms`,
      ],
    },
    {
      side: 5,
      label: 'Bank credits',
      cents: bankCents,
      detail: [`${formatCents(creditedCents)} and`, `${formatCents(bankCents - creditedCents)} side terms`],
    },
    {
      side: 6,
      label: 'Journal, by fund',
      cents: sumCents(facts.funds.map((fund) => fund.creditCents)),
      detail: [
        counted(facts.funds.length, 'fund'),
        outOfBalance === 0 ? 'each balances' : `${String(outOfBalance)} out of balance`,
      ],
    },
  ];
}

const counted = (count: number, word: string): string => `${String(count)} ${word}${count === 1 ? '' : 's'}`;

function varianceText(varianceCents: Cents): string {
  if (varianceCents === 0) return 'no opening variance';
  const words = varianceCents < 0 ? 'opening short' : 'opening over';
  return `${varianceCents < 0 ? '+' : '−'} ${formatCents(Math.abs(varianceCents))} ${words}`;
}

// Side 3

/** What a session's drawer holds more than the float it was assigned, over all kinds. */
const movedOf = (session: ProofSession): Cents =>
  sumCents(TENDER_KINDS.map((kind) => session.expectedCents[kind])) - session.assignedFloatCents;

const DRAWER_LABELS = {
  cash: 'Cash, net of change',
  check: 'Checks',
  item: 'Money orders',
  card: 'Cards',
  voucher: 'Pledges',
} as const satisfies Record<TenderKind, string>;

function drawerRows({ sessions }: ProofFacts): ProofDrawerRow[] {
  const assignedCents = sumCents(sessions.map((session) => session.assignedFloatCents));
  const rows = TENDER_KINDS.map((kind) => ({
    label: DRAWER_LABELS[kind],
    cents:
      sumCents(sessions.map((session) => session.expectedCents[kind])) -
      (kind === 'cash' ? assignedCents : 0),
    drill: `tenders:${kind}`,
  }));
  const moved = { label: 'Moved', cents: sumCents(rows.map((row) => row.cents)), drill: 'side:3' };
  const variances = sessions
    .filter((session) => session.varianceCents !== 0)
    .map(({ sessionId, label, varianceCents }) => ({
      label: `Opening ${varianceCents < 0 ? 'short' : 'over'}, ${lowerFirst(label)}`,
      cents: -varianceCents,
      drill: `opening:${sessionId}`,
    }));
  return [...rows.filter((row) => row.cents !== 0), moved, ...variances];
}

const openingVariances = ({ sessions }: ProofFacts): ProofCorrection[] =>
  sessions
    .filter((session) => session.varianceCents !== 0)
    .map(({ sessionId, label, varianceCents }) => ({
      label: `Opening variance, ${lowerFirst(label)}`,
      cents: varianceCents,
      drill: `opening:${sessionId}`,
    }));

// Sides 4 and 5

/** Every side term of deposits and bank, in the order in which money moves, then short and over. */
export function proofTerms(facts: ProofFacts): ProofTerm[] {
  return [
    ...facts.deposits.filter((deposit) => deposit.custody !== 'preparing').flatMap(depositTerm),
    ...facts.sessions.flatMap((session) => undepositedTerm(session, facts.deposits)),
    ...cardTerms(facts),
    pledgesTerm(facts),
    ...facts.settlements.map(settlementTerm),
    feesTerm(facts),
    correctionsTerm(facts),
    ...facts.sessions.flatMap((session) => closeTerms(session, facts)),
  ];
}

const STATE_OF_BAG = {
  sealed: 'Sealed, in transit',
  sent: 'Sent, in transit',
  confirmed: 'Bank credit',
  adjusted: 'Bank credit',
} as const;

const isBankCredit = (term: ProofTerm): boolean =>
  term.state === STATE_OF_BAG.confirmed || term.key.startsWith('settlement:');

const partCents = (deposit: ProofDeposit): Cents => sumCents(deposit.parts.map((part) => part.cents));

/** What the bank credited of the range's part: all of it, and its correction with the deposit's own date. */
function depositTerm(deposit: ProofDeposit): ProofTerm[] {
  const { depositId, number, custody, credited, totalCents, datedInRange } = deposit;
  if (custody === 'preparing') return [];
  const cents = partCents(deposit);
  const differenceCents = credited === undefined || !datedInRange ? 0 : credited.cents - totalCents;
  return [
    {
      key: `deposit:${depositId}`,
      label: `Deposit ${number}`,
      state: STATE_OF_BAG[custody],
      depositsCents: cents,
      bankCents: cents + differenceCents,
      drill: `deposit:${depositId}`,
    },
  ];
}

const STATE_OF_SESSION = {
  open: 'Drawer open',
  suspended: 'Drawer suspended',
  balancing: 'Being counted',
  balanced: 'Close waits',
  submitted: 'Close waits',
  approved: 'In the safe',
} as const satisfies Record<SessionStatus, string>;

/** Approved: what was handed in. Not yet: its tenders as they stand. Less what left it in sealed bags. */
function undepositedTerm(session: ProofSession, deposits: readonly ProofDeposit[]): ProofTerm[] {
  const { sessionId, label, status, close, takenCents } = session;
  const heldCents =
    close === undefined
      ? takenCents.cash + takenCents.check + takenCents.item
      : close.handInCashCents + countedOf(session, 'check') + countedOf(session, 'item');
  const partIn = (bagged: boolean): Cents =>
    sumCents(
      deposits
        .filter((deposit) => (deposit.custody !== 'preparing') === bagged)
        .flatMap((deposit) => deposit.parts)
        .filter((part) => part.sessionId === sessionId)
        .map((part) => part.cents),
    );
  const cents = heldCents - partIn(true);
  if (cents === 0) return [];
  return [
    {
      key: `undeposited:${sessionId}`,
      label: `Undeposited, ${lowerFirst(label)}`,
      state: partIn(false) === 0 ? STATE_OF_SESSION[status] : 'Being prepared',
      depositsCents: cents,
      bankCents: cents,
      drill: `undeposited:${sessionId}`,
    },
  ];
}

const countedOf = ({ close, takenCents }: ProofSession, kind: TenderKind): Cents =>
  close === undefined
    ? takenCents[kind]
    : (close.results.find((result) => result.kind === kind)?.countedCents ?? 0);

/** Taken less settled: what the processor still owes. It may fall below zero on a day that only settles. */
function cardTerms({ sessions, settlements }: ProofFacts): ProofTerm[] {
  const cents = sumCents(sessions.map((session) => countedOf(session, 'card')));
  const settledCents = sumCents(settlements.map((settlement) => settlement.grossCents));
  const openCents = cents - settledCents;
  return [
    {
      key: 'card-clearing',
      label: 'Card clearing',
      state: cents === 0 && settledCents === 0 ? 'None' : openCents === 0 ? 'Settled' : 'To settle',
      depositsCents: cents,
      bankCents: openCents,
      drill: 'counted:card',
    },
  ];
}

function pledgesTerm({ sessions }: ProofFacts): ProofTerm {
  const cents = sumCents(sessions.map((session) => countedOf(session, 'voucher')));
  return {
    key: 'pledges',
    label: 'Pledges billed',
    state: cents === 0 ? 'None' : 'Billed',
    depositsCents: cents,
    bankCents: cents,
    drill: 'counted:voucher',
  };
}

const settlementTerm = ({
  settlementId,
  reference,
  netCents,
}: ProofFacts['settlements'][number]): ProofTerm => ({
  key: `settlement:${settlementId}`,
  label: `Card settlement ${reference}`,
  state: 'Bank credit',
  depositsCents: null,
  bankCents: netCents,
  drill: `settlement:${settlementId}`,
});

function feesTerm({ settlements }: ProofFacts): ProofTerm {
  const cents = sumCents(settlements.map((settlement) => settlement.feeCents));
  return {
    key: 'processor-fees',
    label: 'Processor fees',
    state: cents === 0 ? 'None' : 'Expense',
    depositsCents: null,
    bankCents: cents,
    drill: 'processor-fees',
  };
}

/** What the bank credited too little is added, what it credited too much is taken off: as the entries posted it. */
function correctionsTerm({ deposits }: ProofFacts): ProofTerm {
  const cents = -sumCents(
    deposits
      .filter((deposit) => deposit.datedInRange)
      .map((deposit) => deposit.credited?.correctionCents ?? 0),
  );
  return {
    key: 'bank-corrections',
    label: 'Bank corrections',
    state: cents === 0 ? 'None' : 'Posted',
    depositsCents: null,
    bankCents: cents === 0 ? 0 : cents,
    drill: 'bank-corrections',
  };
}

/** Short is added and over is taken off, each kind by itself; a float left incomplete is the change funds' and no receipt. */
function closeTerms({ sessionId, label, close }: ProofSession, facts: ProofFacts): ProofTerm[] {
  if (close === undefined) return [];
  const term = (key: string, words: string, state: string, cents: Cents): ProofTerm => ({
    key,
    label: `${words}, ${lowerFirst(label)}`,
    state,
    depositsCents: cents,
    bankCents: cents,
    drill: key,
  });
  const overAndShort = close.results
    .filter((result) => result.differenceCents !== 0)
    .map(({ kind, differenceCents }) => {
      const what = differenceCents < 0 ? 'short' : 'over';
      const words = `${differenceCents < 0 ? '+ Short' : '− Over'}, ${KIND_WORDS[kind]}`;
      return term(`${what}:${sessionId}:${kind}`, words, facts.overShortAccount[kind], -differenceCents);
    });
  const { floatMissingCents } = close;
  return floatMissingCents === 0
    ? overAndShort
    : [...overAndShort, term(`float:${sessionId}`, '− Float incomplete', 'Change funds', -floatMissingCents)];
}

// Differences

/** A side differs when it is not what most sides say; where two values have as many, the one of the earlier side stands. */
function differencesOf(sides: readonly ProofSide[], { funds }: ProofFacts): ProofDifference[] {
  const groups = [...Map.groupBy(sides, (side) => side.cents).values()];
  const most = Math.max(...groups.map((group) => group.length));
  const agreed = groups.find((group) => group.length === most)?.[0]?.cents ?? 0;
  const bySide = sides
    .filter((side) => side.cents !== agreed)
    .map((side) => ({
      side: side.side,
      cents: side.cents - agreed,
      text: `Side ${String(side.side)}, ${lowerFirst(side.label)}: ${formatCents(side.cents)} is ${formatCents(Math.abs(side.cents - agreed))} ${side.cents < agreed ? 'less' : 'more'} than the other sides say.`,
    }));
  const byFund = funds
    .filter((fund) => fund.outOfBalanceCents !== 0)
    .map(({ fund, name, outOfBalanceCents }) => ({
      side: 6 as const,
      cents: outOfBalanceCents,
      text: `Fund ${fund}, ${name}: debits and credits differ by ${formatCents(Math.abs(outOfBalanceCents))}.`,
    }));
  return [...bySide, ...byFund];
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
