/**
 * Random days against a model that knows only where money is: in drawers and the safe, in bags that have not left, at
 * the bank, at the card processor, billed, short or over. After every step the ledger says the same as the model, every
 * entry and fund balances, every deposit is whole, and the six sides of the proof agree for each date and for both.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { depositErrors } from '../../shared/domain/deposit/invariants.ts';
import { entryErrors } from '../../shared/domain/ledger/invariants.ts';
import { proofOf } from '../../shared/domain/proof/proof.ts';
import { TENDER_KINDS } from '../../shared/domain/tender/types.ts';
import type { TenderKind } from '../../shared/domain/tender/types.ts';
import { lineAccounts, sampleInterfund, sampleLedgerPolicy } from '../support/ledger.ts';
import { date } from '../support/papers.ts';
import { MoneyDay } from './money-day.ts';
import type { PaySketch } from './money-day.ts';

const days = [date('2026-11-30'), date('2026-12-01')] as const;

type ModelSession = {
  status: 'open' | 'approved';
  day: number;
  float: number;
  /** Net receipts in the drawer by kind; cash less change. */
  held: Record<TenderKind, number>;
  lines: number;
  /** Handed in and not yet at the bank, after approval. */
  handedIn: number;
  /** What this close did to over/short and to the float. */
  overShort: number;
  floatMissing: number;
};
type Model = {
  sessions: Map<string, ModelSession>;
  corrections: number;
  settledGross: number;
  settledNet: number;
  fees: number;
  varianceOfFloats: number;
  deposits: Map<string, { custody: string; total: number }>;
};

const heldCents = (session: ModelSession): number =>
  session.status === 'approved'
    ? session.handedIn
    : session.held.cash + session.held.check + session.held.item;

/** All that the ledger must say, from where the model has the money. */
function agree(model: Readonly<Model>, day: MoneyDay): void {
  const sessions = [...model.sessions.values()];
  const sum = (of: (session: ModelSession) => number): number =>
    sessions.reduce((total, session) => total + of(session), 0);
  const sent = [...model.deposits.values()]
    .filter((deposit) => deposit.custody === 'sent' || deposit.custody === 'confirmed')
    .reduce((total, deposit) => total + deposit.total, 0);
  const overShort = -sum((session) => session.overShort) - model.varianceOfFloats - model.corrections;
  expect({
    undeposited: day.balance(sampleLedgerPolicy.undeposited),
    changeFunds: day.balance(sampleLedgerPolicy.changeFunds),
    cards: day.balance(sampleLedgerPolicy.cardClearing),
    banks: day.balance('900-000-10100') + day.balance('900-000-10110') + day.balance('900-000-10120'),
    overShort: day.balance('100-110-46900'),
    fees: day.balance(sampleLedgerPolicy.cardFees),
  }).toEqual({
    undeposited: sum(heldCents) - sent,
    changeFunds: model.varianceOfFloats - sum((session) => session.floatMissing),
    cards: sum((session) => session.held.card) - model.settledGross,
    banks: sent + model.corrections + model.settledNet,
    overShort: overShort === 0 ? 0 : overShort,
    fees: model.fees,
  });

  for (const entry of day.entries()) {
    expect(entryErrors(entry.postings, sampleInterfund), entry.description).toEqual([]);
  }
  for (const deposit of day.deposits.values()) expect(depositErrors(deposit)).toEqual([]);

  for (const [from, to] of [
    [days[0], days[0]],
    [days[1], days[1]],
    [days[0], days[1]],
  ] as const) {
    const proof = proofOf(day.proofFacts(from, to));
    expect(proof.differences).toEqual([]);
    const lines = sessions
      .filter((session) => from <= days[session.day]! && days[session.day]! <= to)
      .reduce((total, session) => total + session.lines, 0);
    expect(proof.sides.map((side) => side.cents)).toEqual(Array<number>(6).fill(lines));
  }
}

type Step = fc.Command<Model, MoneyDay>;

/** How often each step found something to act on: a model that is never reached proves nothing. */
const acted = new Map<string, number>();

/** A step on the n-th of what is eligible, if anything is. */
function step<T>(
  name: string,
  eligible: (model: Readonly<Model>, day: MoneyDay) => readonly T[],
  pick: number,
  act: (target: T, model: Model, day: MoneyDay) => void,
): Step {
  let last: readonly T[] = [];
  return {
    check: () => true,
    run: (model, day) => {
      last = eligible(model, day);
      const target = last[pick % Math.max(1, last.length)];
      if (target === undefined) return;
      act(target, model, day);
      acted.set(name, (acted.get(name) ?? 0) + 1);
      agree(model, day);
    },
    toString: () => `${name}(${String(pick)} of ${String(last.length)})`,
  };
}

const sessionsIn = (status: ModelSession['status']) => (model: Readonly<Model>) =>
  [...model.sessions].filter(([, session]) => session.status === status);
const paymentsOf = (model: Readonly<Model>, day: MoneyDay) =>
  [...day.payments.values()].filter(
    ({ posted, voided }) => !voided && model.sessions.get(posted.sessionId)?.status === 'open',
  );
const depositsIn = (custody: string) => (model: Readonly<Model>) =>
  [...model.deposits].filter(([, deposit]) => deposit.custody === custody);

function addPayment(
  session: ModelSession,
  sign: 1 | -1,
  payment: {
    posted: { totalCents: number };
    tenders: readonly { kind: TenderKind; amountCents: number }[];
    changeCents: number;
  },
): void {
  session.lines += sign * payment.posted.totalCents;
  for (const tender of payment.tenders) session.held[tender.kind] += sign * tender.amountCents;
  session.held.cash -= sign * payment.changeCents;
}

const open = (pick: number, variance: number): Step =>
  step(
    'open',
    (model) => (model.sessions.size < 5 ? [model.sessions.size] : []),
    0,
    (count, model, day) => {
      const id = String(count + 1);
      const dayIndex = pick % 2;
      day.openSession(id, days[dayIndex]!, 30000, variance);
      model.varianceOfFloats += variance;
      model.sessions.set(id, {
        status: 'open',
        day: dayIndex,
        float: 30000 + variance,
        held: { cash: 0, check: 0, item: 0, card: 0, voucher: 0 },
        lines: 0,
        handedIn: 0,
        overShort: 0,
        floatMissing: 0,
      });
    },
  );

const pay = (pick: number, sketch: PaySketch): Step =>
  step('pay', sessionsIn('open'), pick, ([id, session], _, day) => {
    day.pay(id, sketch);
    addPayment(session, 1, [...day.payments.values()].at(-1)!);
  });

const voidOne = (pick: number): Step =>
  step('void', paymentsOf, pick, (payment, model, day) => {
    addPayment(model.sessions.get(payment.posted.sessionId)!, -1, payment);
    day.voidPayment(payment.posted.paymentId);
  });

const correct = (pick: number, kind: TenderKind): Step =>
  step('correct', paymentsOf, pick, (payment, model, day) => {
    const tender = payment.tenders[0]!;
    const { held } = model.sessions.get(payment.posted.sessionId)!;
    held[tender.kind] -= tender.amountCents;
    held[kind] += tender.amountCents;
    day.correctTender(payment.posted.paymentId, tender.tenderNo, kind);
  });

const close = (pick: number, difference: number, loseFirstCheck: boolean): Step =>
  step('close', sessionsIn('open'), pick, ([id, session], _, day) => {
    day.close(id, difference, loseFirstCheck);
    const { results, handInCashCents, floatMissingCents } = day.sessions.get(id)!.balanced!;
    const counted = (kind: TenderKind) => results.find((result) => result.kind === kind)!.countedCents;
    session.status = 'approved';
    session.floatMissing = floatMissingCents;
    session.handedIn = handInCashCents + counted('check') + counted('item');
    // The model’s own arithmetic: what is missing or too much against what the drawer held.
    const should = session.float + session.held.cash + session.held.check + session.held.item;
    session.overShort = counted('cash') + counted('check') + counted('item') - should;
  });

const reopen = (pick: number): Step =>
  step(
    'reopen',
    (model, day) => sessionsIn('approved')(model).filter(([id]) => !day.isDeposited(id)),
    pick,
    ([id, session], _, day) => {
      day.reopen(id);
      Object.assign(session, { status: 'open', handedIn: 0, overShort: 0, floatMissing: 0 });
    },
  );

const prepare = (pick: number): Step =>
  step(
    'prepare',
    (_, day) => day.candidates().map((_candidate, index) => index),
    pick,
    (index, model, day) => {
      day.prepare(index);
      const deposit = [...day.deposits.values()].at(-1)!;
      model.deposits.set(deposit.depositId, { custody: 'preparing', total: deposit.prepared.totalCents });
    },
  );

const custody =
  (name: string, from: string, to: string, act: (day: MoneyDay, id: string) => void) => (pick: number) =>
    step(name, depositsIn(from), pick, ([id, deposit], _, day) => {
      act(day, id);
      deposit.custody = to;
    });
const seal = custody('seal', 'preparing', 'sealed', (day, id) => {
  day.seal(id);
});
const unseal = custody('unseal', 'sealed', 'preparing', (day, id) => {
  day.unseal(id);
});
const dissolve = custody('dissolve', 'preparing', 'dissolved', (day, id) => {
  day.dissolve(id);
});
const send = custody('send', 'sealed', 'sent', (day, id) => {
  day.send(id, days[1]);
});

const confirm = (pick: number, difference: number): Step =>
  step('confirm', depositsIn('sent'), pick, ([id, deposit], model, day) => {
    const applied = Math.max(-deposit.total, difference);
    day.confirm(id, applied);
    deposit.custody = 'confirmed';
    model.corrections += applied;
  });

const settle = (pick: number, gross: number, fee: number): Step =>
  step(
    'settle',
    () => [days[pick % 2]!],
    0,
    (on, model, day) => {
      day.settle(on, gross, fee);
      model.settledGross += gross;
      model.settledNet += gross - fee;
      model.fees += fee;
    },
  );

const paySketch: fc.Arbitrary<PaySketch> = fc
  .record({
    lines: fc.array(
      fc.record({
        glAccount: fc.constantFrom(...lineAccounts),
        amountCents: fc.integer({ min: 1, max: 90_000 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    kinds: fc.array(fc.constantFrom<TenderKind>(...TENDER_KINDS), { minLength: 1, maxLength: 3 }),
    overpaid: fc.nat(3_000),
    bank: fc.constantFrom('POOL', 'COURT', 'BUS'),
  })
  .map(({ lines, kinds, overpaid, bank }) => {
    const total = lines.reduce((sum, line) => sum + line.amountCents, 0);
    const change = kinds.some((kind) => kind !== 'card' && kind !== 'voucher') ? overpaid : 0;
    const share = Math.floor(total / kinds.length);
    const tenders = kinds.map((kind, index) => ({
      kind,
      amountCents: index === 0 ? total - share * (kinds.length - 1) : share,
    }));
    const giver = tenders.findIndex(({ kind }) => kind !== 'card' && kind !== 'voucher');
    return {
      lines,
      bank,
      tenders: tenders
        .map((tender, index) =>
          index === giver ? { ...tender, amountCents: tender.amountCents + change } : tender,
        )
        .filter((tender) => tender.amountCents > 0),
    };
  });

const pick = fc.nat(50);
const steps = [
  fc.tuple(pick, fc.constantFrom(0, 0, -100, 250)).map(([at, variance]) => open(at, variance)),
  ...[1, 2, 3].map(() => fc.tuple(pick, paySketch).map(([at, sketch]) => pay(at, sketch))),
  pick.map(voidOne),
  fc.tuple(pick, fc.constantFrom<TenderKind>(...TENDER_KINDS)).map(([at, kind]) => correct(at, kind)),
  ...[1, 2].map(() =>
    fc
      .tuple(pick, fc.constantFrom(0, 0, -500, 125, -70_000), fc.boolean())
      .map(([at, difference, lose]) => close(at, difference, lose)),
  ),
  pick.map(reopen),
  ...[1, 2, 3].map(() => pick.map(prepare)),
  ...[1, 2].map(() => pick.map(seal)),
  pick.map(unseal),
  pick.map(dissolve),
  ...[1, 2].map(() => pick.map(send)),
  ...[1, 2].map(() =>
    fc.tuple(pick, fc.constantFrom(0, 0, -2000, 100)).map(([at, difference]) => confirm(at, difference)),
  ),
  fc
    .tuple(pick, fc.integer({ min: 100, max: 50_000 }), fc.nat(99))
    .map(([at, gross, fee]) => settle(at, gross, fee)),
];

it('the ledger, the deposits and the proof say where the money is, on any two days', () => {
  fc.assert(
    fc.property(fc.commands(steps, { maxCommands: 60, size: 'max' }), (commands) => {
      fc.modelRun(
        () => ({
          model: {
            sessions: new Map(),
            corrections: 0,
            settledGross: 0,
            settledNet: 0,
            fees: 0,
            varianceOfFloats: 0,
            deposits: new Map(),
          },
          real: new MoneyDay(),
        }),
        [open(0, 0), open(1, -100), ...commands],
      );
    }),
    { numRuns: 250 },
  );
  expect([...acted.keys()].toSorted()).toEqual([
    'close',
    'confirm',
    'correct',
    'dissolve',
    'open',
    'pay',
    'prepare',
    'reopen',
    'seal',
    'send',
    'settle',
    'unseal',
    'void',
  ]);
});
