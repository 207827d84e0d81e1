/** The rows behind each figure of the proof, by the drill key that the proof gave it. */
import { fundOf, signedCents } from '../../../shared/domain/ledger/entries.ts';
import { stream } from '../../../shared/domain/events.ts';
import { sessionLabel } from '../../../shared/domain/session/label.ts';
import { TENDER_KINDS } from '../../../shared/domain/reference/tender-kind.ts';
import type { TenderKind } from '../../../shared/domain/reference/tender-kind.ts';
import { tenderLine } from '../../../shared/domain/receipt/receipt-paper.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { formatDate } from '../../../shared/kernel/time.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { QueryContext } from '../handler.ts';
import { loadDeposit, loadSession } from '../load.ts';
import type { DateRange, TenderRow } from '../ports.ts';

export type ProofRow = Output<'proof.rows'>['rows'][number];
export type Rows = { readonly title: string; readonly rows: readonly ProofRow[] };

type Drill = (ctx: QueryContext, range: DateRange, id: string, part: string) => Rows | undefined;

const KIND_TITLES: Readonly<Record<TenderKind, string>> = {
  cash: 'Cash, net of change',
  check: 'Checks',
  item: 'Money orders',
  card: 'Cards',
  voucher: 'Pledges',
};

const isKind = (text: string): text is TenderKind => TENDER_KINDS.some((kind) => kind === text);

/** Errors: NOT_FOUND for a key that no figure of this proof has. */
export function proofRows(ctx: QueryContext, range: DateRange, drill: string): Result<Rows> {
  const [head = '', id = '', part = ''] = drill.split(':');
  const found = Object.hasOwn(DRILLS, head) ? DRILLS[head]?.(ctx, range, id, part) : undefined;
  return found
    ? ok(found)
    : refuse('NOT_FOUND', { field: 'drill', value: drill, params: { what: 'figure' } });
}

const DRILLS: Readonly<Record<string, Drill>> = {
  side: (ctx, range, side) => sideRows(ctx, range, side),
  tenders: (ctx, range, kind) =>
    isKind(kind)
      ? {
          title: KIND_TITLES[kind],
          rows: rowsOfKind(ctx, range, kind),
        }
      : undefined,
  counted: (ctx, range, kind) =>
    isKind(kind)
      ? {
          title: KIND_TITLES[kind],
          rows: [...rowsOfKind(ctx, range, kind), ...miscounted(ctx, range, kind)],
        }
      : undefined,
  fund: (ctx, range, fund) => ({ title: `Fund ${fund}`, rows: fundRows(ctx, range, fund) }),
  payment: (ctx, _range, paymentId) => {
    const row = ctx.books.payment(paymentId);
    return row && { title: `Receipt ${row.receiptNumber}`, rows: lineRows(ctx, { paymentId }) };
  },
  deposit: (ctx, _range, depositId) => depositRows(ctx, depositId),
  undeposited: (ctx, _range, sessionId) => undepositedRows(ctx, sessionId),
  opening: (ctx, _range, sessionId) => {
    const state = loadSession(ctx.books, sessionId);
    return (
      state && {
        title: `Opening of ${sessionLabel(state.opened)}`,
        rows: [
          plain('Float assigned', '', -state.opened.assignedFloatCents, sessionId),
          plain(
            'Counted in',
            ctx.office.personName(state.opened.cashier),
            state.opened.countedCents,
            sessionId,
          ),
        ],
      }
    );
  },
  short: closeRows,
  over: closeRows,
  float: (ctx, _range, sessionId) => {
    const state = loadSession(ctx.books, sessionId);
    return (
      state?.balanced && {
        title: 'Float incomplete',
        rows: [
          plain(
            sessionLabel(state.opened),
            'counted less than the float',
            -state.balanced.floatMissingCents,
            sessionId,
          ),
        ],
      }
    );
  },
  settlement: (ctx, _range, settlementId) => {
    const event = ctx.books.loadStream(stream.settlement(settlementId))[0]?.event;
    return event?.type === 'settlement.recorded'
      ? {
          title: `Card settlement ${event.reference}`,
          rows: [
            plain('Gross', formatDate(event.date), event.grossCents),
            plain('Processor fee', '', -event.feeCents),
          ],
        }
      : undefined;
  },
  'processor-fees': (ctx, range) => ({
    title: 'Processor fees',
    rows: settled(ctx, range).map((event) => plain(event.reference, formatDate(event.date), event.feeCents)),
  }),
  'bank-corrections': (ctx, range) => ({
    title: 'Bank corrections',
    rows: ctx.books
      .deposits({ range })
      .filter((deposit) => deposit.custody === 'adjusted')
      .map(({ depositId, prepared, confirmed }) => ({
        ...plain(
          `Deposit ${prepared.number}`,
          confirmed?.note ?? '',
          prepared.totalCents - (confirmed?.creditedCents ?? 0),
        ),
        depositId,
      })),
  }),
};

const plain = (label: string, detail: string, cents: number, sessionId?: string): ProofRow => ({
  label,
  detail,
  at: null,
  cents,
  ...(sessionId === undefined ? {} : { sessionId }),
});

const taken = (ctx: QueryContext, range: DateRange): readonly TenderRow[] =>
  ctx.books.tenders({ range }).filter((row) => row.status === 'taken');

const rowsOfKind = (ctx: QueryContext, range: DateRange, kind: TenderKind): readonly ProofRow[] =>
  taken(ctx, range)
    .filter((row) => row.tender.kind === kind || isChangeOf(row, kind))
    .map((row) => tenderRow(row, kind));

/** What approved closes counted too much or too little of a kind: it stands beside what was taken. */
const miscounted = (ctx: QueryContext, range: DateRange, kind: TenderKind): readonly ProofRow[] =>
  ctx.books.sessions({ range, statuses: ['approved'] }).flatMap(({ sessionId }) => {
    const state = certain(loadSession(ctx.books, sessionId), `session ${sessionId}`);
    const result = state.balanced?.results.find((row) => row.kind === kind);
    const cents = result?.differenceCents ?? 0;
    return cents === 0
      ? []
      : [plain(sessionLabel(state.opened), cents < 0 ? 'counted short' : 'counted over', cents, sessionId)];
  });

/** Change is drawer cash, whichever tender it was given on: it is a row of cash too. */
const isChangeOf = (row: TenderRow, kind: TenderKind): boolean =>
  kind === 'cash' && row.tender.changeCents > 0;

function tenderRow(row: TenderRow, kind: TenderKind | undefined): ProofRow {
  const { tender } = row;
  const isOwn = kind === undefined || tender.kind === kind;
  const amount = isOwn ? tender.amountCents : 0;
  const change = kind === 'cash' || kind === undefined ? tender.changeCents : 0;
  return {
    label: `Receipt ${row.receiptNumber}`,
    detail: change > 0 ? `${tenderLine(tender, 'en')}, less change` : tenderLine(tender, 'en'),
    at: row.postedAt,
    cents: amount - change,
    paymentId: row.paymentId,
  };
}

function sideRows(ctx: QueryContext, range: DateRange, side: string): Rows | undefined {
  switch (side) {
    case '1':
      return { title: 'Lines', rows: lineRows(ctx, { range }) };
    case '2':
      return {
        title: 'Tenders less change',
        rows: taken(ctx, range).map((row) => tenderRow(row, undefined)),
      };
    case '3':
      return { title: 'Moved, by drawer', rows: movedRows(ctx, range) };
    case '6':
      return { title: 'Journal, receipts entries', rows: fundRows(ctx, range, undefined) };
    default:
      return undefined;
  }
}

const lineRows = (ctx: QueryContext, query: { range?: DateRange; paymentId?: string }): readonly ProofRow[] =>
  ctx.books
    .lines(query)
    .filter((line) => line.status === 'posted')
    .map((line) => ({
      label: `Receipt ${line.receiptNumber}`,
      detail: [line.name, line.account === null ? line.reference : `account ending ${line.account.slice(-4)}`]
        .filter(Boolean)
        .join(', '),
      at: line.postedAt,
      cents: line.amountCents,
      paymentId: line.paymentId,
    }));

const movedRows = (ctx: QueryContext, range: DateRange): readonly ProofRow[] =>
  ctx.books.sessions({ range }).map((row) => {
    const totals = ctx.books.sessionTotals(row.sessionId);
    const state = loadSession(ctx.books, row.sessionId);
    const variance = state?.opened.varianceCents ?? 0;
    return {
      label: `${row.source.name}, session ${String(row.sessionNumber)}`,
      detail: ctx.office.personName(row.cashier),
      at: row.openedAt,
      cents: sumCents(totals.byKind.map((kind) => kind.cents)) - totals.changeCents + variance,
      sessionId: row.sessionId,
    };
  });

const fundRows = (ctx: QueryContext, range: DateRange, fund: string | undefined): readonly ProofRow[] =>
  ctx.books.entries({ range, by: 'business-date', kinds: ['receipts'] }).flatMap((entry) => {
    const postings = entry.postings.filter(
      (posting) => posting.role === 'line' && (fund === undefined || fundOf(posting.glAccount) === fund),
    );
    if (postings.length === 0) return [];
    return [
      {
        label: entry.source.label,
        detail: [...new Set(postings.map((posting) => posting.glAccount))].join(', '),
        at: null,
        cents: -sumCents(postings.map(signedCents)),
        ...(entry.source.type === 'payment' ? { paymentId: entry.source.id } : {}),
      },
    ];
  });

function depositRows(ctx: QueryContext, depositId: string): Rows | undefined {
  const deposit = loadDeposit(ctx.books, depositId);
  if (!deposit) return undefined;
  const { prepared } = deposit;
  const cash = prepared.sessions.map((session) => ({
    ...plain(session.label, 'Cash', session.cashCents, session.sessionId),
    depositId,
  }));
  const items = prepared.items.map((item) => ({
    label: `Receipt ${item.receiptNumber}`,
    detail: `No. ${item.number}`,
    at: null,
    cents: item.amountCents,
    paymentId: item.paymentId,
    depositId,
  }));
  return { title: `Deposit ${prepared.number}`, rows: [...cash.filter((row) => row.cents !== 0), ...items] };
}

function undepositedRows(ctx: QueryContext, sessionId: string): Rows | undefined {
  const state = loadSession(ctx.books, sessionId);
  if (!state) return undefined;
  const rows = ctx.books.tenders({ sessionId }).filter((row) => row.status === 'taken');
  const inBags = ctx.books
    .depositsOf(sessionId)
    .filter((deposit) => deposit.custody !== 'dissolved' && deposit.custody !== 'preparing');
  const bagged = inBags.flatMap(({ depositId, prepared }) =>
    prepared.sessions
      .filter((session) => session.sessionId === sessionId)
      .map((session) => ({
        ...plain(
          `Deposit ${prepared.number}`,
          'in a sealed bag',
          -(session.cashCents + session.itemsCents),
          sessionId,
        ),
        depositId,
      })),
  );
  const cashCents = sumCents(
    rows.map((row) => (row.tender.kind === 'cash' ? row.tender.amountCents : 0) - row.tender.changeCents),
  );
  const handedIn = state.status === 'approved' ? state.balanced?.handInCashCents : undefined;
  const missing = new Set(
    state.status === 'approved'
      ? state.balanced?.missing.map((ref) => `${ref.paymentId}/${String(ref.tenderNo)}`)
      : [],
  );
  const items = rows.filter(
    (row) =>
      (row.tender.kind === 'check' || row.tender.kind === 'item') &&
      !missing.has(`${row.paymentId}/${String(row.tender.tenderNo)}`),
  );
  return {
    title: `Undeposited, ${sessionLabel(state.opened)}`,
    rows: [
      plain(
        'Cash',
        handedIn === undefined ? 'by its receipts' : 'handed in',
        handedIn ?? cashCents,
        sessionId,
      ),
      ...items.map((row) => ({ ...tenderRow(row, row.tender.kind), cents: row.tender.amountCents })),
      ...bagged,
    ],
  };
}

function closeRows(ctx: QueryContext, _range: DateRange, sessionId: string, kind: string): Rows | undefined {
  const state = loadSession(ctx.books, sessionId);
  const result = state?.balanced?.results.find((row) => row.kind === kind);
  if (!state || !result) return undefined;
  return {
    title: `${sessionLabel(state.opened)}, ${kind}`,
    rows: [
      plain('Expected', 'from events', result.expectedCents, sessionId),
      plain('Counted', ctx.office.personName(state.countedBy ?? ''), -result.countedCents, sessionId),
    ],
  };
}

function settled(ctx: QueryContext, range: DateRange) {
  return ctx.books
    .events({ types: ['settlement.recorded'], limit: 100_000 })
    .flatMap(({ event }) =>
      event.type === 'settlement.recorded' && range.from <= event.date && event.date <= range.to
        ? [event]
        : [],
    );
}
