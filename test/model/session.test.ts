/**
 * A session and its payments against a simpler model: a drawer as a heap of cash and a list of slips. Commands come in
 * any order, allowed or not; the model says which are, and what the drawer physically holds.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { debitAccountsByKind } from '../../shared/domain/close/debit-accounts.ts';
import type { SessionMoney } from '../../shared/domain/close/expected.ts';
import { receiptedItemOf } from '../../shared/domain/close/match-items.ts';
import type { ActorFact } from '../../shared/domain/close/segregation.ts';
import { balanceErrors } from '../../shared/domain/ledger/invariants.ts';
import { signedCents } from '../../shared/domain/ledger/entries.ts';
import type { Acting } from '../../shared/domain/office/person.ts';
import { decideTenderCorrection } from '../../shared/domain/payment/correct-tender.ts';
import { evolvePayment } from '../../shared/domain/payment/evolve.ts';
import { paymentInvariants } from '../../shared/domain/payment/invariants.ts';
import { decideDiscard, decidePark, evolveParked } from '../../shared/domain/payment/parked.ts';
import type { ParkedState } from '../../shared/domain/payment/parked.ts';
import { decidePost } from '../../shared/domain/payment/post.ts';
import type { PaymentState } from '../../shared/domain/payment/types.ts';
import { decideVoid } from '../../shared/domain/payment/void.ts';
import { TENDER_KINDS } from '../../shared/domain/reference/tender-kind.ts';
import {
  decideAcceptAttempt,
  decideBackToOpen,
  decideBeginBalancing,
  decideSealAttempt,
} from '../../shared/domain/session/balance.ts';
import type { SealFacts } from '../../shared/domain/session/balance.ts';
import { decideLookAtCash, decideResume, decideSuspend } from '../../shared/domain/session/during.ts';
import { sessionInvariants } from '../../shared/domain/session/invariants.ts';
import {
  decideApprove,
  decideReject,
  decideReopen,
  decideSubmit,
} from '../../shared/domain/session/review.ts';
import type { SessionEvent, SessionState } from '../../shared/domain/session/types.ts';
import type { TenderInput } from '../../shared/domain/tender/types.ts';
import type { Result } from '../../shared/kernel/result.ts';
import {
  afterEvents,
  bankAccounts,
  busPass,
  cardTender,
  cash,
  cashTender,
  checkTender,
  countOf,
  dana,
  interfund,
  misc,
  moneyOrder,
  openSession,
  paymentInput,
  policy,
  postFacts,
  priya,
  rosa,
  tenderTypes,
} from '../support/city.ts';

const FLOAT = 300_00;
const ATTEMPTS = 2;

type Status = SessionState['status'];

/** What a person at the window would keep in mind. */
type Model = {
  status: Status;
  /** Physically in the drawer. */
  cash: number;
  slips: { payment: number; kind: 'check' | 'item' | 'card'; number: string; cents: number }[];
  payments: { total: number; voided: boolean }[];
  parked: number;
  attempts: number;
  allowed: number;
  lastStands: boolean;
  sealedOnce: boolean;
  lastError: number;
  priyaCorrected: boolean;
};

/** The real thing, with the facts that the services would read. */
class World {
  session: SessionState = openSession({}, FLOAT);
  readonly payments: PaymentState[] = [];
  readonly parked: ParkedState[] = [];
  readonly #actors: ActorFact[] = [];

  apply(...events: readonly SessionEvent[]): void {
    this.session = afterEvents(this.session, ...events);
  }

  money(): SessionMoney {
    const live = this.payments.filter((payment) => payment.status === 'posted');
    return {
      byKind: TENDER_KINDS.map((kind) => {
        const tenders = live.flatMap((payment) => payment.tenders).filter((tender) => tender.kind === kind);
        return {
          kind,
          cents: tenders.reduce((sum, tender) => sum + tender.amountCents, 0),
          items: tenders.length,
        };
      }),
      changeCents: live.reduce((sum, payment) => sum + payment.changeCents, 0),
    };
  }

  sealFacts(): SealFacts {
    return {
      person: 'rosa',
      closeAttempts: ATTEMPTS,
      money: this.money(),
      receipted: this.payments
        .filter((payment) => payment.status === 'posted')
        .flatMap((payment) =>
          payment.tenders.flatMap((tender) => receiptedItemOf(payment.posted.paymentId, tender) ?? []),
        ),
      seal: { events: this.payments.length + 1, lastSequence: 1, hash: 'ab'.repeat(32) },
    };
  }

  corrected(user: string): void {
    this.#actors.push({ user, act: 'corrected' });
  }

  get actors(): readonly ActorFact[] {
    return this.#actors;
  }
}

/** Runs one decision and holds it against what the model allows. */
function decided<T>(result: Result<T>, allowed: boolean, what: string): T | undefined {
  const said = result.ok ? 'allowed' : result.error.code;
  expect(result.ok, `${what}: ${said}`).toBe(allowed);
  return result.ok ? result.value : undefined;
}

type Step = (model: Model, world: World) => void;

const post =
  (mix: 'cash' | 'check' | 'order' | 'card', passes: number, cents: number): Step =>
  (model, world) => {
    const index = world.payments.length;
    const lines = [...Array.from({ length: passes }, (_, n) => busPass(`T31-${index}-${n}`)), misc(cents)];
    const due = passes * 64_00 + cents;
    const number = String(5_000 + index);
    const tenders: Record<typeof mix, TenderInput[]> = {
      cash: [cashTender(Math.ceil(due / 20_00) * 20_00)],
      check: [checkTender(due, number)],
      order: [moneyOrder(due + Math.min(5_00, 20_00), number)],
      card: [cardTender(due)],
    };
    const input = paymentInput(lines, tenders[mix], { paymentId: `payment-${index}` });
    const facts = postFacts({
      session: world.session,
      receiptNumber: `03-${String(index + 1).padStart(6, '0')}`,
    });
    const event = decided(decidePost(input, facts), model.status === 'open', 'post');
    if (!event) return;
    world.payments.push(evolvePayment(undefined, event));
    model.payments.push({ total: due, voided: false });
    const tendered = tenders[mix][0]!.amountCents;
    model.cash += mix === 'cash' ? tendered : 0;
    model.cash -= tendered - due;
    if (mix !== 'cash') {
      const kind = mix === 'check' ? 'check' : mix === 'order' ? 'item' : 'card';
      model.slips.push({ payment: index, kind, number, cents: tendered });
    }
  };

const voidOne =
  (which: number): Step =>
  (model, world) => {
    if (world.payments.length === 0) return;
    const index = which % world.payments.length;
    const payment = world.payments[index]!;
    const input = { reason: 'Wrong', receiptReturned: true, terminalVoidSlip: 'V-1' };
    const facts = { session: world.session, person: rosa, approver: dana, policy };
    const allowed = model.status === 'open' && !model.payments[index]!.voided;
    const event = decided(decideVoid(payment, input, facts), allowed, 'void');
    if (!event) return;
    world.payments[index] = evolvePayment(payment, event);
    model.payments[index]!.voided = true;
    model.cash -= event.cashReturnedCents;
    model.slips = model.slips.filter((slip) => slip.payment !== index);
  };

/** The check of a payment was keyed with a wrong number; what is in the drawer is what it should have been. */
const correctNumber =
  (which: number): Step =>
  (model, world) => {
    const slips = model.slips.filter((slip) => slip.kind === 'check');
    if (slips.length === 0) return;
    const slip = slips[which % slips.length]!;
    const payment = world.payments[slip.payment]!;
    const number = `${slip.number}9`.slice(0, 15);
    const event = decided(
      decideTenderCorrection(
        payment,
        { tenderNo: 1, replacement: checkTender(slip.cents, number), reason: 'Misread', itemInHand: true },
        { session: world.session, person: priya, policy, tenderTypes, bankAccounts, interfund },
      ),
      ['open', 'suspended', 'balancing'].includes(model.status) && number !== slip.number,
      'correct',
    );
    if (!event) return;
    world.payments[slip.payment] = evolvePayment(payment, event);
    world.corrected('priya');
    slip.number = number;
    model.priyaCorrected = true;
  };

const park: Step = (model, world) => {
  const parkedId = `parked-${world.parked.length}`;
  const draft = {
    payer: { name: 'Smith', relation: 'holder' },
    lines: [],
    accounts: [],
    language: 'en',
    totalCents: 0,
  } as const;
  const event = decided(
    decidePark({ parkedId, sessionId: 'session-1', draft }, { session: world.session, cashier: 'rosa' }),
    model.status === 'open',
    'park',
  );
  if (!event) return;
  world.parked.push(evolveParked(undefined, event, 'rosa')!);
  model.parked += 1;
};

const discard: Step = (model, world) => {
  const index = world.parked.findIndex((each) => each.status === 'parked');
  const parked = world.parked[index];
  const event = decided(
    decideDiscard(
      { parkedId: parked?.parkedId ?? 'none', sessionId: 'session-1' },
      { parked, session: world.session, cashier: 'rosa', mayRecallOthers: false },
    ),
    model.parked > 0 && ['open', 'suspended'].includes(model.status),
    'discard',
  );
  if (!event) return;
  world.parked[index] = evolveParked(parked, event, 'rosa')!;
  model.parked -= 1;
};

/** A decision on the session alone. */
const session =
  (
    what: string,
    decide: (world: World) => Result<SessionEvent | readonly SessionEvent[]>,
    allows: (model: Model) => boolean,
    then: (model: Model) => void,
  ): Step =>
  (model, world) => {
    const events = decided(decide(world), allows(model), what);
    if (events === undefined) return;
    world.apply(...(Array.isArray(events) ? (events as SessionEvent[]) : [events as SessionEvent]));
    then(model);
  };

const suspend = session(
  'suspend',
  ({ session: state }) => decideSuspend(state, 'rosa'),
  (model) => model.status === 'open',
  (model) => void (model.status = 'suspended'),
);
const resume = session(
  'resume',
  ({ session: state }) => decideResume(state, 'rosa'),
  (model) => model.status === 'suspended',
  (model) => void (model.status = 'open'),
);
const look = session(
  'look',
  ({ session: state }) => decideLookAtCash(state, 'priya'),
  () => true,
  () => undefined,
);
const begin = session(
  'begin',
  ({ session: state, parked }) =>
    decideBeginBalancing(state, {
      person: rosa,
      parked: parked.filter((each) => each.status === 'parked').length,
      inDoubt: 0,
      unsettledCards: 0,
    }),
  (model) => ['open', 'suspended'].includes(model.status) && model.parked === 0,
  (model) => void (model.status = 'balancing'),
);
const backToOpen = session(
  'back to open',
  ({ session: state }) => decideBackToOpen(state, { reason: 'One more' }, 'rosa'),
  (model) => model.status === 'balancing' && !model.sealedOnce,
  (model) => {
    model.status = 'open';
    model.lastStands = false;
  },
);

const seal =
  (errorCents: number, forgetACheck: boolean): Step =>
  (model, world) => {
    const held = Math.max(0, model.cash + errorCents);
    const of = (kind: 'check' | 'item') =>
      model.slips
        .filter((slip) => slip.kind === kind)
        .map(({ number, cents }) => ({ number, amountCents: cents }));
    const checks = forgetACheck ? of('check').slice(1) : of('check');
    const cards = model.slips.filter((slip) => slip.kind === 'card');
    const count = countOf({
      cash: cash(held),
      checks,
      items: of('item'),
      cards: { slips: cards.length, totalCents: cards.reduce((sum, slip) => sum + slip.cents, 0) },
    });
    const events = decided(
      decideSealAttempt(world.session, { count }, world.sealFacts()),
      model.status === 'balancing',
      'seal',
    );
    if (!events) return;
    world.apply(...events);
    model.attempts += 1;
    model.lastStands = true;
    model.lastError = held - model.cash;
    const disagreeing = [
      ...(held === model.cash ? [] : ['cash']),
      ...(checks.length === of('check').length ? [] : ['check']),
    ];
    expect(events[0].disagreeing).toEqual(disagreeing);
    const isEnd = disagreeing.length === 0 || model.attempts >= model.allowed;
    expect(events).toHaveLength(isEnd ? 2 : 1);
    if (isEnd) model.status = 'balanced';
  };

const accept = session(
  'accept',
  (world) => decideAcceptAttempt(world.session, world.sealFacts()),
  (model) => model.status === 'balancing' && model.lastStands,
  (model) => void (model.status = 'balanced'),
);

/** Every kind explained as suspected substitution, which is accepted for any difference. */
const submit = session(
  'submit',
  ({ session: state }) =>
    decideSubmit(
      state,
      { reasons: TENDER_KINDS.map((kind) => ({ kind, reason: 'substitution', note: 'Counted twice' })) },
      { person: 'rosa', toleranceCents: policy.overShortToleranceCents },
    ),
  (model) => model.status === 'balanced',
  (model) => void (model.status = 'submitted'),
);

const approve =
  (person: Acting): Step =>
  (model, world) => {
    const barred = person.userName === 'rosa' || (person.userName === 'priya' && model.priyaCorrected);
    const result = decideApprove(
      world.session,
      { note: '' },
      {
        person: person.userName,
        actors: world.actors,
        debitAccountByKind: debitAccountsByKind(tenderTypes, policy.ledger),
        interfund,
        ledger: policy.ledger,
      },
    );
    const unexpected = (world.session.balanced?.unexpected.length ?? 0) > 0;
    const event = decided(result, model.status === 'submitted' && !barred && !unexpected, 'approve');
    if (!event) return;
    world.apply(event);
    model.status = 'approved';
  };

const reject = session(
  'reject',
  ({ session: state }) => decideReject(state, { reason: 'Count again' }, 'dana'),
  (model) => ['balanced', 'submitted'].includes(model.status),
  toVerifyingCount,
);
const reopen = session(
  'reopen',
  ({ session: state }) => decideReopen(state, { reason: 'Check found' }, { person: 'dana' }),
  (model) => model.status === 'approved',
  toVerifyingCount,
);

function toVerifyingCount(model: Model): void {
  model.status = 'balancing';
  model.allowed += 1;
  model.sealedOnce = true;
  model.lastStands = false;
}

/** What must hold whatever happened before. */
function check(model: Model, world: World): void {
  expect(world.session.status).toBe(model.status);
  expect(sessionInvariants(world.session)).toEqual([]);
  for (const [index, payment] of world.payments.entries()) {
    expect(paymentInvariants(payment)).toEqual([]);
    expect(payment.posted.receiptNumber).toBe(`03-${String(index + 1).padStart(6, '0')}`);
    expect(payment.status === 'voided').toBe(model.payments[index]?.voided);
  }
  const money = world.money();
  const cashTaken = money.byKind.find((row) => row.kind === 'cash')?.cents ?? 0;
  expect(FLOAT + cashTaken - money.changeCents, 'the drawer holds what its events say').toBe(model.cash);
  const { balanced } = world.session;
  if (!balanced) return;
  const cashResult = balanced.results.find((result) => result.kind === 'cash')!;
  expect(cashResult.expectedCents).toBe(model.cash);
  expect(cashResult.differenceCents).toBe(model.lastError);
  if (model.status === 'approved') checkBooks(model, world);
}

/** After the approval undeposited receipts hold exactly what is handed in, and the change fund what is in the drawer. */
function checkBooks(model: Model, { payments, session: state }: World): void {
  const entry = [
    ...payments.flatMap((payment) => [
      ...payment.posted.entry,
      ...payment.corrections.flatMap((correction) => correction.entry),
      ...(payment.voided?.entry ?? []),
    ]),
    ...state.approvalEntry,
  ];
  expect(balanceErrors(entry)).toEqual([]);
  const on = (glAccount: string): number =>
    entry
      .filter((posting) => posting.glAccount === glAccount)
      .reduce((sum, posting) => sum + signedCents(posting), 0);
  const counted = state
    .balanced!.results.filter((result) => result.kind === 'check' || result.kind === 'item')
    .reduce((sum, result) => sum + result.countedCents, 0);
  expect(on(policy.ledger.undeposited)).toBe(state.balanced!.handInCashCents + counted);
  expect(FLOAT + on(policy.ledger.changeFunds)).toBe(Math.min(FLOAT, model.cash + model.lastError));
}

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('cash', 'check', 'order', 'card'),
        fc.nat({ max: 2 }),
        fc.integer({ min: 1, max: 150_00 }),
      )
      .map(([mix, passes, cents]) => post(mix, passes, cents)),
  },
  { weight: 2, arbitrary: fc.nat({ max: 20 }).map(voidOne) },
  { weight: 1, arbitrary: fc.nat({ max: 20 }).map(correctNumber) },
  { weight: 1, arbitrary: fc.constantFrom(park, discard, suspend, resume, look, discard, resume) },
  { weight: 2, arbitrary: fc.constantFrom(begin, begin, backToOpen) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(0, 0, 0, -5_00, 1_00, -2_00, -400_00), fc.boolean())
      .map(([error, forget]) => seal(error, forget)),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(accept, submit, submit, approve(priya), approve(dana), approve(rosa)),
  },
  { weight: 1, arbitrary: fc.constantFrom(reject, reopen) },
);

/** The next step of an ordinary day: without it a walk of any steps seldom gets to an approved close. */
const usualStep =
  (pick: number): Step =>
  (model, world) => {
    const usual: Readonly<Record<Status, readonly Step[]>> = {
      open: [discard, begin, post('cash', 1, pick + 1)],
      suspended: [resume, begin],
      balancing: [seal(0, false), seal(-5_00, false), accept],
      balanced: [submit],
      submitted: [approve(dana), approve(priya), reject],
      approved: [reopen],
    };
    const steps = usual[model.status];
    steps[pick % steps.length]?.(model, world);
  };

const step = fc.oneof(anyStep, fc.nat({ max: 1_000 }).map(usualStep));

it('a session and its payments do what the drawer on paper does, in any order of commands', () => {
  const reached = new Set<Status>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      const world = new World();
      const model: Model = {
        status: 'open',
        cash: FLOAT,
        slips: [],
        payments: [],
        parked: 0,
        attempts: 0,
        allowed: ATTEMPTS,
        lastStands: false,
        sealedOnce: false,
        lastError: 0,
        priyaCorrected: false,
      };
      for (const run of steps) {
        run(model, world);
        check(model, world);
        reached.add(world.session.status);
      }
    }),
    { numRuns: 1_000 },
  );
  // A walk that never gets to the end would prove little.
  expect([...reached].sort()).toEqual([
    'approved',
    'balanced',
    'balancing',
    'open',
    'submitted',
    'suspended',
  ]);
});
