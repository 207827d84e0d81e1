/** The floor as leads and supervisors see it. Live cash is not in it: looking at that is a command, and recorded. */
import { sessionLabel } from '../../../shared/domain/session/label.ts';
import { decideLookAtCash } from '../../../shared/domain/session/during.ts';
import { expectedByKind } from '../../../shared/domain/close/expected.ts';
import { TENDER_KINDS } from '../../../shared/domain/reference/tender-kind.ts';
import { stream } from '../../../shared/domain/events.ts';
import type { DepositState } from '../../../shared/domain/deposit/types.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { addDays, dateOf, formatDayMonth, hourOf, instantToMs } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { CommandHandler, QueryContext, QueryHandler } from '../handler.ts';
import { loadSession } from '../load.ts';
import { workingDate } from '../counter/setup.ts';
import { depositActors } from '../money/deposit-actors.ts';
import type { SessionRow } from '../ports.ts';
import { everyHour } from './by-hour.ts';
import { hiddenSessions } from './blind.ts';
import { actorsOf, approvers } from './result.ts';
import { sessionView } from './view.ts';

type Overview = Output<'supervisor.overview'>;
const TREND_DAYS = 14;
const HOUR_MS = 3_600_000;

export const overview: QueryHandler<'supervisor.overview'> = (ctx) => {
  const date = workingDate(ctx);
  const range = { from: date, to: date };
  const today = ctx.books.sessions({ range });
  const unfinished = ctx.books.sessions({
    statuses: ['open', 'suspended', 'balancing', 'balanced', 'submitted'],
  });
  const shown = [...new Map([...unfinished, ...today].map((row) => [row.sessionId, row])).values()];
  return ok({
    businessDate: ctx.office.businessDate,
    drawers: shown.flatMap((row) => drawerView(ctx, row)),
    queue: [...closesWaiting(ctx), ...depositsWaiting(ctx)],
    byHour: byHour(ctx, date),
    tenders: tendersToday(ctx, range),
    overShort: overShortTrend(ctx, date),
    toleranceCents: ctx.office.policy.overShortToleranceCents,
    undeposited: undeposited(ctx),
  });
};

function drawerView(ctx: QueryContext, row: SessionRow): Overview['drawers'] {
  const state = loadSession(ctx.books, row.sessionId);
  if (!state) return [];
  const exceptions: Overview['drawers'][number]['exceptions'][number][] = [];
  const parked = ctx.books.parked({ sessionId: row.sessionId }).length;
  if (parked > 0)
    exceptions.push({
      text: parked === 1 ? '1 payer parked' : `${String(parked)} payers parked`,
      severity: 'note',
    });
  if (row.noSales > 0)
    exceptions.push({
      text: row.noSales === 1 ? '1 no-sale opening' : `${String(row.noSales)} no-sale openings`,
      severity: 'warn',
    });
  if (state.opened.varianceCents !== 0)
    exceptions.push({
      text: `Opening variance ${formatCents(state.opened.varianceCents)}`,
      severity: 'warn',
    });
  const prints = ctx.books.prints({
    sessionId: row.sessionId,
    statuses: ['failed', 'unknown'],
    limit: 100,
  }).length;
  if (prints > 0) exceptions.push({ text: `${String(prints)} prints to resolve`, severity: 'warn' });
  if (row.status === 'submitted') exceptions.push({ text: 'Close waits for you', severity: 'danger' });
  return [
    {
      session: sessionView(ctx.books, ctx.office, state),
      lastActivity: row.lastActivity,
      lastActivityAt: row.lastActivityAt,
      exceptions,
    },
  ];
}

function closesWaiting(ctx: QueryContext): Overview['queue'] {
  return ctx.books.sessions({ statuses: ['submitted'] }).flatMap((row) => {
    const state = loadSession(ctx.books, row.sessionId);
    if (!state?.balanced) return [];
    const people = approvers(ctx.books, ctx.office, actorsOf(ctx.books, state));
    const difference = sumCents(state.balanced.results.map((result) => result.differenceCents));
    const attempts = state.attempts.length;
    return [
      {
        kind: 'close' as const,
        id: row.sessionId,
        title: `Close, ${sessionLabel(state.opened)}, ${formatDayMonth(row.businessDate)}`,
        amountCents: difference,
        text: `${ctx.office.personName(row.cashier)}, ${differenceWords(difference)}`,
        detail: [
          attempts === 1 ? '1 attempt' : `${String(attempts)} attempts`,
          ...state.reasons.map((reason) => reason.note).filter((note) => note !== ''),
        ].join(': '),
        me: meOf(ctx, people),
      },
    ];
  });
}

const differenceWords = (cents: number): string => (cents === 0 ? 'balanced' : cents < 0 ? 'short' : 'over');

function meOf(ctx: QueryContext, people: ReturnType<typeof approvers>): Overview['queue'][number]['me'] {
  const me = people.find(({ person }) => person.userName === ctx.person.userName);
  if (me?.may === true) return { may: true };
  const names = people.filter((each) => each.may).map((each) => each.person.name);
  const others =
    names.length === 0 ? 'Nobody else here may approve it.' : `${names.join(' or ')} may approve.`;
  return { may: false, reason: me === undefined ? others : `You ${me.reason}. ${others}` };
}

function depositsWaiting(ctx: QueryContext): Overview['queue'] {
  return ctx.books
    .deposits({ open: true })
    .filter(
      (deposit) =>
        deposit.approval === 'unapproved' && (deposit.custody === 'sealed' || deposit.custody === 'sent'),
    )
    .map((deposit) => ({
      kind: 'deposit' as const,
      id: deposit.depositId,
      title: `Deposit ${deposit.prepared.number}`,
      amountCents: deposit.prepared.totalCents,
      text: `${deposit.prepared.bankAccount.name}, bag ${deposit.bagNumber ?? ''}, sealed by ${ctx.office.personName(deposit.sealedBy ?? '')}`,
      detail: deposit.sent?.asException === true ? 'Sent unapproved, as an exception' : custodyWords(deposit),
      me: meOf(ctx, approvers(ctx.books, ctx.office, depositActors(ctx.books, deposit))),
    }));
}

const custodyWords = ({ custody }: DepositState): string =>
  custody === 'sealed' ? 'In the safe' : 'On its way';

function byHour(ctx: QueryContext, date: BusinessDate): Overview['byHour'] {
  const { timeZone, businessDate } = ctx.office;
  const runs = date === businessDate && date === dateOf(ctx.at, timeZone);
  const now = hourOf(ctx.at, timeZone);
  return everyHour(ctx.books.paymentsByHour(date), runs ? ctx.at : null).map((row) => {
    const hour = hourOf(row.hourStart, timeZone);
    return { hour, payments: row.payments, running: runs && hour === now };
  });
}

/** Without the money of sessions that this person may not know about. */
function tendersToday(
  ctx: QueryContext,
  range: { from: BusinessDate; to: BusinessDate },
): Overview['tenders'] {
  const hidden = hiddenSessions(ctx, range);
  const taken = ctx.books
    .tenders({ range })
    .filter((row) => row.status === 'taken' && !hidden.has(row.sessionId));
  return TENDER_KINDS.map((kind) => {
    const rows = taken.filter((row) => row.tender.kind === kind);
    return {
      kind,
      items: rows.length,
      cents:
        sumCents(rows.map((row) => row.tender.amountCents)) -
        (kind === 'cash' ? sumCents(taken.map((row) => row.tender.changeCents)) : 0),
    };
  });
}

const overShortTrend = (ctx: QueryContext, date: BusinessDate): Overview['overShort'] =>
  ctx.books
    .overShort({ from: addDays(date, -TREND_DAYS), to: date })
    .map((row) => ({ date: row.date, label: row.label, differenceCents: row.differenceCents }));

/** Money of approved closes that no bag holds yet: it must not lie longer than policy says. */
function undeposited(ctx: QueryContext): Overview['undeposited'] {
  const limitHours = ctx.office.policy.undepositedAlarmHours;
  const rows = ctx.books.undeposited();
  const oldest = rows.map((row) => instantToMs(row.since)).sort((a, b) => a - b)[0];
  return {
    limitHours,
    cents: sumCents(rows.map((row) => row.cents)),
    oldestHours: oldest === undefined ? 0 : Math.floor((instantToMs(ctx.at) - oldest) / HOUR_MS),
  };
}

/** Live cash in the drawers that are not sealed. Each session looked into records who looked. */
export const look: CommandHandler<'supervisor.look'> = (ctx) => {
  const drawers: { sessionId: string; cashCents: number; limitCents?: number }[] = [];
  for (const row of ctx.tx.sessions({ statuses: ['open', 'suspended', 'balancing'] })) {
    const decided = decideLookAtCash(loadSession(ctx.tx, row.sessionId), ctx.person.userName);
    // A drawer of one's own, or one that one is counting, stays blind; the others are shown.
    if (!decided.ok) continue;
    if (decided.value.length > 0) {
      const name = stream.session(row.sessionId);
      const appended = ctx.append(name, ctx.tx.streamVersion(name), decided.value, row.businessDate);
      if (!appended.ok) return appended;
    }
    // The mail desk has no drawer; but whoever looked sees its money in the day's totals.
    if (row.source.kind !== 'drawer') continue;
    const { cash } = expectedByKind(row.floatCents, ctx.tx.sessionTotals(row.sessionId));
    drawers.push({
      sessionId: row.sessionId,
      cashCents: cash.cents,
      ...(row.limitCents === null ? {} : { limitCents: row.limitCents }),
    });
  }
  ctx.changed('sessions');
  return ok({ drawers, totalCents: sumCents(drawers.map((drawer) => drawer.cashCents)) });
};
