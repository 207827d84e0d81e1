/**
 * The books against a simpler model: any run of commits, refusals, crashes of a command and reopenings leaves books whose
 * lists say what a plain array of payments says, and whose projections rebuild to the same bytes.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream } from '../../shared/domain/events.ts';
import type { DomainEvent } from '../../shared/domain/events.ts';
import { refuse } from '../../shared/kernel/result.ts';
import { sumCents } from '../../shared/money/money.ts';
import { findings, openTestBooks } from '../support/books.ts';
import type { TestBooks } from '../support/books.ts';
import { approved, cash, check, DATE, openDrawer, postPayment, posted } from '../support/sample-events.ts';

type Payment = {
  readonly paymentId: string;
  readonly sessionId: string;
  readonly receiptNumber: string;
  readonly amountCents: number;
  checkNumber: string;
  voided: boolean;
};
type Model = { readonly sessions: Map<string, { approved: boolean }>; readonly payments: Payment[] };

type Action =
  | { readonly do: 'open' | 'approve' | 'refuse' | 'throw' | 'reopen-books' }
  | { readonly do: 'pay'; readonly times: number; readonly amountCents: number; readonly checkNumber: number }
  | { readonly do: 'void' | 'correct'; readonly pick: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Action>({ do: 'open' }) },
  { weight: 1, arbitrary: fc.constant<Action>({ do: 'approve' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Action>({ do: 'refuse' }, { do: 'throw' }, { do: 'reopen-books' }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      // Now and then enough of them that search terms and balances are gathered in the middle.
      times: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(130) }),
      amountCents: fc.integer({ min: 10, max: 500_000 }),
      checkNumber: fc.integer({ min: 1_000, max: 1_020 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('void' as const, 'correct' as const), pick: fc.nat(500) }),
  },
);

const openSessions = (model: Model): string[] =>
  [...model.sessions].filter(([, session]) => !session.approved).map(([sessionId]) => sessionId);

/** The events that mend or undo a payment as it stands. */
function changeOf(kind: 'void' | 'correct', payment: Payment, nextCheck: string): DomainEvent {
  const { paymentId, sessionId, receiptNumber, amountCents, checkNumber } = payment;
  const common = { v: 1, paymentId, sessionId, receiptNumber, reason: 'a test' } as const;
  const { entry, tenders } = posted({ paymentId, sessionId, receiptNumber, amountCents, checkNumber });
  if (kind === 'void') {
    const back = entry.map((each) => ({
      ...each,
      debitCents: each.creditCents,
      creditCents: each.debitCents,
    }));
    return {
      type: 'payment.voided',
      ...common,
      receiptReturned: true,
      cashReturnedCents: amountCents - Math.floor(amountCents / 2),
      entry: back,
    };
  }
  const half = Math.floor(amountCents / 2);
  return {
    type: 'payment.tender-corrected',
    ...common,
    correctedBy: 'dana',
    before: tenders,
    after: [check(1, half, nextCheck), cash(2, amountCents - half + 500, 500)],
    changeBeforeCents: 500,
    changeAfterCents: 500,
    funding: [],
    entry: [],
  };
}

async function step(books: TestBooks, model: Model, next: Action): Promise<void> {
  switch (next.do) {
    case 'open': {
      const sessionId = `s${String(model.sessions.size + 1)}`;
      books.write((tx) => openDrawer(tx, sessionId, model.sessions.size + 1));
      model.sessions.set(sessionId, { approved: false });
      return;
    }
    case 'pay':
      for (let time = 0; time < next.times; time += 1) pay(books, model, next);
      return;
    case 'void':
    case 'correct':
      change(books, model, next.do, next.pick);
      return;
    case 'approve': {
      const [sessionId] = openSessions(model);
      if (sessionId === undefined) return;
      books.append(stream.session(sessionId), [approved(sessionId, 5)]);
      model.sessions.set(sessionId, { approved: true });
      return;
    }
    case 'refuse':
    case 'throw':
      fail(books, model, next.do);
      return;
    case 'reopen-books':
      await books.reopen();
  }
}

function pay(
  books: TestBooks,
  model: Model,
  { amountCents, checkNumber }: Extract<Action, { do: 'pay' }>,
): void {
  const [sessionId] = openSessions(model);
  if (sessionId === undefined) return;
  const paymentId = `p${String(model.payments.length + 1)}`;
  const receiptNumber = books.store.nextReceiptNumber();
  const plan = { paymentId, sessionId, amountCents, checkNumber: String(checkNumber) };
  // The counter asks with every check, and the books remember the answer's terms.
  books.store.sameInstrument({ number: plan.checkNumber, kind: 'check', since: DATE });
  books.write((tx) => postPayment(tx, plan));
  model.payments.push({ ...plan, receiptNumber, voided: false });
}

function change(books: TestBooks, model: Model, kind: 'void' | 'correct', pick: number): void {
  const open = new Set(openSessions(model));
  const able = model.payments.filter((payment) => !payment.voided && open.has(payment.sessionId));
  const payment = able[pick % able.length];
  if (payment === undefined) return;
  const nextCheck = String(2_000 + (pick % 10));
  books.append(stream.payment(payment.paymentId), [changeOf(kind, payment, nextCheck)]);
  if (kind === 'void') payment.voided = true;
  else payment.checkNumber = nextCheck;
}

/** Work that ends badly after it has written leaves no trace. */
function fail(books: TestBooks, model: Model, how: 'refuse' | 'throw'): void {
  const [sessionId] = openSessions(model);
  if (sessionId === undefined) return;
  const work = (): unknown =>
    books.store.transact((tx) => {
      postPayment(tx, { paymentId: 'never', sessionId });
      if (how === 'throw') throw new Error('a bug');
      return refuse('BAD_INPUT');
    });
  if (how === 'throw') expect(work).toThrow('a bug');
  else work();
}

function compare(books: TestBooks, model: Model): void {
  const { store } = books;
  const standing = model.payments.filter((payment) => !payment.voided);
  const listed = store.payments({ limit: 100_000 }).map(({ paymentId, receiptNumber, status }) => ({
    paymentId,
    receiptNumber,
    voided: status === 'voided',
  }));
  expect(listed.reverse()).toEqual(
    model.payments.map(({ paymentId, receiptNumber, voided }) => ({ paymentId, receiptNumber, voided })),
  );
  for (const sessionId of model.sessions.keys()) {
    const own = standing.filter((payment) => payment.sessionId === sessionId);
    expect(store.sessionTotals(sessionId)).toMatchObject({
      payments: own.length,
      linesCents: sumCents(own.map((payment) => payment.amountCents)),
      changeCents: own.length * 500,
    });
  }
  const debits = store.balances({ range: { from: DATE, to: DATE }, by: 'date' });
  const undeposited = debits.find((row) => row.glAccount === '900-000-10190');
  const short = [...model.sessions.values()].filter((session) => session.approved).length * 5;
  expect((undeposited?.debitCents ?? 0) - (undeposited?.creditCents ?? 0)).toBe(
    sumCents(standing.map((payment) => payment.amountCents)) - short,
  );
  for (const number of new Set(standing.map((payment) => payment.checkNumber))) {
    const found = store.sameInstrument({ number, kind: 'check', since: DATE }).map((row) => row.paymentId);
    const expected = standing.filter((payment) => payment.checkNumber === number);
    expect(found.toReversed()).toEqual(expected.map((payment) => payment.paymentId));
  }
}

describe('the books', () => {
  it('say what a plain list of payments says, whatever happened, and rebuild to the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
        const books = await openTestBooks();
        try {
          const model: Model = { sessions: new Map(), payments: [] };
          await step(books, model, { do: 'open' });
          for (const next of actions) await step(books, model, next);
          compare(books, model);
          expect(findings(books.folder)).toEqual([]);
        } finally {
          books.remove();
        }
      }),
      { numRuns: 25 },
    );
  });
});
