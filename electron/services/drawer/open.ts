import { stream } from '../../../shared/domain/events.ts';
import { assignedFloatCents, decideOpen } from '../../../shared/domain/session/open.ts';
import type { TenderSource } from '../../../shared/domain/session/types.ts';
import { decideNoSale } from '../../../shared/domain/session/during.ts';
import { missingTables } from '../../../shared/domain/office/office-state.ts';
import { policyMisfits } from '../../../shared/domain/policy/misfits.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { CommandHandler, QueryHandler } from '../handler.ts';
import { loadSession } from '../load.ts';
import type { Office } from '../office.ts';
import type { BooksReader, SessionRow } from '../ports.ts';
import { appendToSession } from './append.ts';
import { sessionView } from './view.ts';

type Source = { readonly source: TenderSource; readonly floatCents: Cents; readonly limitCents?: Cents };

function sourcesOf(office: Office): readonly Source[] {
  const { drawers, sources } = office.reference;
  return [
    ...drawers.map(({ code, name, floatCents, limitCents }) => ({
      source: { kind: 'drawer' as const, code, name },
      floatCents,
      limitCents,
    })),
    ...sources.map((source) => ({ source, floatCents: 0 })),
  ];
}

const UNFINISHED = ['open', 'suspended', 'balancing', 'balanced', 'submitted'] as const;

/** The float that should be there: the drawer's own, less what its last close found missing. */
function assignedFloat(books: BooksReader, { source, floatCents }: Source): Cents {
  const last = books
    .sessions({})
    .filter((row) => row.source.code === source.code)
    .at(-1);
  const balanced = last === undefined ? undefined : loadSession(books, last.sessionId)?.balanced;
  return assignedFloatCents(floatCents, balanced);
}

export const sources: QueryHandler<'session.sources'> = (ctx) => {
  const unfinished = ctx.books.sessions({ statuses: UNFINISHED });
  return ok({
    businessDate: ctx.office.businessDate,
    sources: sourcesOf(ctx.office).map((each) => {
      const taken = unfinished.find(
        (row) => row.source.code === each.source.code && row.status !== 'submitted',
      );
      return {
        ...each.source,
        floatCents: each.source.kind === 'drawer' ? assignedFloat(ctx.books, each) : 0,
        ...(each.limitCents === undefined ? {} : { limitCents: each.limitCents }),
        ...(taken === undefined ? {} : { taken: takenWords(taken, ctx.office) }),
      };
    }),
  });
};

const takenWords = (row: SessionRow, office: Office): string =>
  `${row.status} by ${office.personName(row.cashier)}`;

/** Money taken on tables or ledger accounts that are not there could not be posted. */
function requireSetUp(office: Office): Result<true> {
  const [table] = missingTables(office);
  if (table !== undefined)
    return refuse('SETUP_INCOMPLETE', { value: table, params: { reason: 'it is not imported yet' } });
  const [misfit] = policyMisfits(office.policy, office.reference);
  return misfit === undefined
    ? ok(true)
    : refuse('SETUP_INCOMPLETE', {
        value: `${misfit.field} ${misfit.value}`,
        params: { reason: misfit.reason },
      });
}

export const open: CommandHandler<'session.open'> = (ctx, input) => {
  const { tx, office } = ctx;
  const ready = requireSetUp(office);
  if (!ready.ok) return ready;
  const found = sourcesOf(office).find(({ source }) => source.code === input.source);
  const previous = found && tx.lastCashierOf(found.source.code);
  const decided = decideOpen(input, {
    existing: loadSession(tx, input.sessionId),
    cashier: ctx.person.userName,
    source: found?.source,
    assignedFloatCents: found?.source.kind === 'drawer' ? assignedFloat(tx, found) : 0,
    limitCents: found?.limitCents,
    unfinished: tx.sessions({ statuses: UNFINISHED }),
    businessDate: office.businessDate,
    sessionNumber:
      found && office.businessDate !== null
        ? tx.nextSessionNumber(found.source.code, office.businessDate)
        : 1,
    previousCustodian: previous,
    interfund: office.interfund,
    ledger: office.policy.ledger,
  });
  if (!decided.ok) return decided;
  const appended = ctx.append(
    stream.session(input.sessionId),
    0,
    [decided.value],
    decided.value.businessDate,
  );
  if (!appended.ok) return appended;
  ctx.changed('sessions', 'desk', 'journal');
  const state = certain(loadSession(tx, input.sessionId), 'the session just opened');
  return ok({ session: sessionView(tx, ctx.office, state), varianceCents: decided.value.varianceCents });
};

export const mine: QueryHandler<'session.mine'> = (ctx) => {
  const rows = ctx.books.sessions({ cashier: ctx.person.userName, statuses: UNFINISHED });
  // The drawer comes before mail or telephone; what still takes payments before what waits for a supervisor.
  const row = [...rows].sort((a, b) => rank(a) - rank(b))[0];
  const state = row && loadSession(ctx.books, row.sessionId);
  return ok(state ? sessionView(ctx.books, ctx.office, state) : null);
};
const rank = (row: SessionRow): number =>
  UNFINISHED.indexOf(row.status as (typeof UNFINISHED)[number]) * 2 + (row.source.kind === 'drawer' ? 0 : 1);

export const noSale: CommandHandler<'session.no-sale'> = (ctx, { sessionId, reason }) => {
  const state = loadSession(ctx.tx, sessionId);
  const opened = appendToSession(
    ctx,
    state,
    decideNoSale(state, { reason }, ctx.person.userName),
    () => undefined,
  );
  if (!opened.ok) return opened;
  const job = ctx.queuePrint({ subject: { kind: 'drawer', sessionId }, copy: 0, kick: true, sessionId });
  return job.ok ? ok({ printJobId: job.value }) : job;
};
