import type { Output } from '../../../shared/contract/index.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { QueryHandler } from '../handler.ts';
import { printerFor } from '../print/printer.ts';
import { SAMPLE_CITY_PIN } from './found-sample-city.ts';

export const status: QueryHandler<'desk.status'> = async (ctx) => {
  const { books, office, desk } = ctx;
  const head = books.head();
  const settings = printerFor(desk, office);
  const verified = desk.books.lastVerified();
  const backup = books.events({ types: ['office.backup-made'], newestFirst: true, limit: 1 })[0];
  const view: Output<'desk.status'> = {
    state: office.founded === null ? 'first-run' : 'ready',
    version: desk.version,
    now: ctx.at,
    training: office.training,
    city: office.founded?.city ?? '',
    office: office.founded?.office ?? '',
    workstation: head.workstation,
    timeZone: office.timeZone,
    businessDate: office.businessDate,
    lockAfterMs: office.policy.lockAfterMs,
    people: books
      .users()
      .filter((user) => user.enabled)
      .map(({ userName, name, role }) => ({ userName, name, role })),
    drawers: drawersOf(ctx),
    books: {
      events: head.sequence,
      head: head.hash,
      ...(verified === undefined ? {} : { verified }),
      ...(backup === undefined ? {} : { backedUpAt: backup.recordedAt }),
    },
    printer: settings === null ? NO_PRINTER : await desk.devices.state(settings),
    ...(office.training ? { trainingPin: SAMPLE_CITY_PIN } : {}),
  };
  return ok(view);
};

const NO_PRINTER = { connection: 'not-assigned', paperLow: false, drawer: 'unknown' } as const;

type Drawers = Output<'desk.status'>['drawers'];

function drawersOf({ books, office }: Parameters<typeof status>[0]): Drawers {
  const { drawers, sources } = office.reference;
  const all = [
    ...drawers.map(({ code, name, floatCents }) => ({ code, name, kind: 'drawer' as const, floatCents })),
    ...sources.map(({ code, name, kind }) => ({ code, name, kind, floatCents: 0 })),
  ];
  return all.map((source) => {
    const session = books.unfinishedSessionOf(source.code);
    if (!session) return source;
    const cashier = books.user(session.cashier);
    return {
      ...source,
      session: {
        sessionId: session.sessionId,
        sessionNumber: session.sessionNumber,
        status: session.status,
        cashier: {
          userName: session.cashier,
          name: cashier?.name ?? session.cashier,
          role: cashier?.role ?? 'cashier',
        },
        businessDate: session.businessDate,
      },
    };
  });
}
