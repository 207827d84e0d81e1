import { describe, expect, it } from 'vitest';
import {
  afterEvents,
  cash,
  codeOf,
  countOf,
  dana,
  interfund,
  omar,
  openSession,
  policy,
  priya,
  rosa,
  tenderTypes,
  valueOf,
} from '../../../test/support/city.ts';
import { debitAccountsByKind } from '../close/debit-accounts.ts';
import type { SessionMoney } from '../close/expected.ts';
import type { ClosingCount } from '../count/types.ts';
import { balanceErrors } from '../ledger/invariants.ts';
import {
  attemptsAllowed,
  decideAcceptAttempt,
  decideBackToOpen,
  decideBeginBalancing,
  decideSealAttempt,
} from './balance.ts';
import type { BeginBalancingFacts, SealFacts } from './balance.ts';
import { decideLookAtCash, decideNoSale, decideResume, decideSuspend, isSealed } from './during.ts';
import { evolveSession } from './evolve.ts';
import { sessionInvariants } from './invariants.ts';
import { closeActors, decideApprove, decideReject, decideReopen, decideSubmit } from './review.ts';
import type { ApproveFacts } from './review.ts';
import type { OverShortReason, SessionState } from './types.ts';

/** 300.00 float, 2,049.78 cash net of change, one check, two cards. */
const money: SessionMoney = {
  byKind: [
    { kind: 'cash', cents: 2_986_28, items: 41 },
    { kind: 'check', cents: 88_42, items: 1 },
    { kind: 'card', cents: 128_00, items: 2 },
  ],
  changeCents: 936_50,
};
const sealFacts = (parts: Partial<SealFacts> = {}): SealFacts => ({
  person: 'rosa',
  closeAttempts: 2,
  money,
  receipted: [{ paymentId: 'p1', tenderNo: 1, kind: 'check', number: '1041', amountCents: 88_42 }],
  seal: { events: 218, lastSequence: 412, hash: 'ab'.repeat(32) },
  ...parts,
});
const count = (cashCents = 2_349_78, parts: Partial<ClosingCount> = {}): ClosingCount =>
  countOf({
    cash: cash(cashCents),
    checks: [{ number: '1041', amountCents: 88_42 }],
    cards: { slips: 2, totalCents: 128_00 },
    ...parts,
  });
const begin = (parts: Partial<BeginBalancingFacts> = {}): BeginBalancingFacts => ({
  person: rosa,
  parked: 0,
  inDoubt: 0,
  unsettledCards: 0,
  ...parts,
});
const balancing = (session = openSession()): SessionState =>
  afterEvents(session, valueOf(decideBeginBalancing(session, begin())));
const seal = (session: SessionState, counted: ClosingCount, parts: Partial<SealFacts> = {}): SessionState =>
  afterEvents(session, ...valueOf(decideSealAttempt(session, { count: counted }, sealFacts(parts))));
/** Two attempts, 5.00 short both times. */
const short = (): SessionState => seal(seal(balancing(), count(2_344_78)), count(2_344_78));
const reasons: readonly OverShortReason[] = [
  { kind: 'cash', reason: 'change-error', note: 'I think I gave 20.00 for 15.00 on receipt 03-018447.' },
];
const submit = (session: SessionState, given: readonly OverShortReason[] = []) =>
  decideSubmit(
    session,
    { reasons: given },
    { person: 'rosa', toleranceCents: policy.overShortToleranceCents },
  );
const submitted = (
  session = seal(balancing(), count()),
  given: readonly OverShortReason[] = [],
): SessionState => afterEvents(session, valueOf(submit(session, given)));
const approveFacts = (parts: Partial<ApproveFacts> = {}): ApproveFacts => ({
  person: 'priya',
  actors: [],
  debitAccountByKind: debitAccountsByKind(tenderTypes, policy.ledger),
  interfund,
  ledger: policy.ledger,
  ...parts,
});
const approve = (session: SessionState, parts: Partial<ApproveFacts> = {}) =>
  decideApprove(session, { note: '' }, approveFacts(parts));

describe('while open', () => {
  it('a session is suspended and resumed by its cashier alone', () => {
    const suspended = afterEvents(openSession(), valueOf(decideSuspend(openSession(), 'rosa')));
    expect(suspended.status).toBe('suspended');
    expect(codeOf(decideSuspend(suspended, 'rosa'))).toBe('SESSION_STATUS');
    expect(codeOf(decideResume(suspended, 'mei'))).toBe('SESSION_NOT_YOURS');
    expect(afterEvents(suspended, valueOf(decideResume(suspended, 'rosa'))).status).toBe('open');
    expect(codeOf(decideResume(openSession(), 'rosa'))).toBe('SESSION_STATUS');
  });

  it('a no-sale opening needs a reason and is counted', () => {
    expect(codeOf(decideNoSale(openSession(), { reason: ' ' }, 'rosa'))).toBe('REASON_REQUIRED');
    const event = valueOf(decideNoSale(openSession(), { reason: 'Change for the meter' }, 'rosa'));
    expect(afterEvents(openSession(), event, event).noSales).toBe(2);
    const mail = openSession({ source: { kind: 'mail', code: 'MAIL', name: 'Mail desk' } }, 0);
    expect(codeOf(decideNoSale(mail, { reason: 'x' }, 'rosa'))).toBe('NO_DRAWER');
  });

  it('whoever looks at live cash is recorded once, and may neither count nor witness', () => {
    const looked = afterEvents(openSession(), ...valueOf(decideLookAtCash(openSession(), 'priya')));
    expect(looked.lookedBy).toEqual(['priya']);
    expect(valueOf(decideLookAtCash(looked, 'priya'))).toEqual([]);
    const byPriya = decideBeginBalancing(looked, begin({ person: priya, witness: omar }));
    expect(byPriya).toMatchObject({ error: { code: 'COUNT_LOOKED', value: 'priya' } });
    const withPriya = decideBeginBalancing(looked, begin({ person: dana, witness: priya }));
    expect(withPriya).toMatchObject({ error: { code: 'COUNT_LOOKED', value: 'priya' } });
    expect(decideBeginBalancing(looked, begin()).ok).toBe(true);
  });

  it('whoever counts cannot look before the seal; after it there is nothing to hide', () => {
    expect(codeOf(decideLookAtCash(openSession(), 'rosa'))).toBe('LOOK_BLIND');
    const byPriya = openSession();
    const counting = afterEvents(
      byPriya,
      valueOf(decideBeginBalancing(byPriya, begin({ person: priya, witness: omar }))),
    );
    expect(['priya', 'omar'].map((person) => codeOf(decideLookAtCash(counting, person)))).toEqual([
      'LOOK_BLIND',
      'LOOK_BLIND',
    ]);
    expect(decideLookAtCash(counting, 'dana').ok).toBe(true);
    expect(valueOf(decideLookAtCash(short(), 'rosa'))).toEqual([]);
  });
});

describe('beginning to balance', () => {
  it('is refused while payers are parked or cards in doubt', () => {
    expect(decideBeginBalancing(openSession(), begin({ parked: 2 }))).toMatchObject({
      error: { code: 'PARKED_LEFT', value: '2' },
    });
    expect(codeOf(decideBeginBalancing(openSession(), begin({ inDoubt: 1 })))).toBe('IN_DOUBT_LEFT');
  });
  it('is for the cashier; for an absent one a supervisor with a witness', () => {
    expect(codeOf(decideBeginBalancing(openSession(), begin({ person: omar })))).toBe('SESSION_NOT_YOURS');
    expect(codeOf(decideBeginBalancing(openSession(), begin({ person: priya })))).toBe('APPROVAL_NEEDED');
    expect(codeOf(decideBeginBalancing(openSession(), begin({ person: priya, witness: priya })))).toBe(
      'APPROVAL_NEEDED',
    );
    const event = valueOf(decideBeginBalancing(openSession(), begin({ person: priya, witness: omar })));
    expect(event).toMatchObject({ countedBy: 'priya', witness: 'omar' });
    expect(closeActors(seal(afterEvents(openSession(), event), count(), { person: 'priya' }))).toEqual([
      { user: 'rosa', act: 'took' },
      { user: 'priya', act: 'counted' },
      { user: 'omar', act: 'witnessed' },
    ]);
  });
  it('may be taken over by a supervisor with a witness, not begun again by its cashier', () => {
    expect(codeOf(decideBeginBalancing(balancing(), begin()))).toBe('SESSION_STATUS');
    const taken = afterEvents(
      balancing(),
      valueOf(decideBeginBalancing(balancing(), begin({ person: priya, witness: omar }))),
    );
    expect(codeOf(decideSealAttempt(taken, { count: count() }, sealFacts()))).toBe('COUNT_NOT_YOURS');
    expect(decideSealAttempt(taken, { count: count() }, sealFacts({ person: 'priya' })).ok).toBe(true);
  });
});

describe('the blind count', () => {
  it('that agrees ends at once', () => {
    const session = seal(balancing(), count());
    expect(session).toMatchObject({ status: 'balanced', attempts: [{ attempt: 1, disagreeing: [] }] });
    expect(session.balanced).toMatchObject({ handInCashCents: 2_049_78, seal: { events: 218 } });
    expect(sessionInvariants(session)).toEqual([]);
  });

  it('that does not agree tells which kinds, and no figure of what there should be', () => {
    const events = valueOf(decideSealAttempt(balancing(), { count: count(2_344_78) }, sealFacts()));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ attempt: 1, disagreeing: ['cash'], countedCents: { cash: 2_344_78 } });
    expect(JSON.stringify(events)).not.toMatch(/expected|234978|difference/);
  });

  it('ends with the last attempt, 5.00 short, and keeps both', () => {
    const session = short();
    expect(session.status).toBe('balanced');
    expect(session.attempts.map((attempt) => attempt.attempt)).toEqual([1, 2]);
    expect(session.balanced?.results[0]).toMatchObject({ differenceCents: -5_00 });
    expect(session.balanced).toMatchObject({ handInCashCents: 2_044_78, floatCents: 300_00 });
    expect(sessionInvariants(session)).toEqual([]);
  });

  it('may be accepted as final after one attempt', () => {
    const once = seal(balancing(), count(2_344_78));
    expect(once.status).toBe('balancing');
    const { closeAttempts: _unused, ...facts } = sealFacts();
    const session = afterEvents(once, valueOf(decideAcceptAttempt(once, facts)));
    expect(session).toMatchObject({ status: 'balanced', balanced: { attempt: 1 } });
    expect(codeOf(decideAcceptAttempt(balancing(), facts))).toBe('NOTHING_TO_ACCEPT');
  });

  it('accepted after a tender was corrected is held against the corrected figures', () => {
    const once = seal(balancing(), count(2_344_78));
    const corrected = { ...money, changeCents: money.changeCents + 5_00 };
    const event = valueOf(decideAcceptAttempt(once, sealFacts({ money: corrected })));
    expect(event.results[0]).toMatchObject({ expectedCents: 2_344_78, differenceCents: 0 });
  });

  it('is sealed by whoever counts, and only while balancing', () => {
    expect(codeOf(decideSealAttempt(balancing(), { count: count() }, sealFacts({ person: 'mei' })))).toBe(
      'COUNT_NOT_YOURS',
    );
    expect(codeOf(decideSealAttempt(openSession(), { count: count() }, sealFacts()))).toBe('SESSION_STATUS');
    expect(codeOf(decideSealAttempt(short(), { count: count() }, sealFacts()))).toBe('SESSION_STATUS');
  });

  it('goes back to open with a reason; the attempts are not renewed, and the old count is not accepted', () => {
    const once = seal(balancing(), count(2_344_78));
    expect(codeOf(decideBackToOpen(once, { reason: '' }, 'rosa'))).toBe('REASON_REQUIRED');
    expect(codeOf(decideBackToOpen(once, { reason: 'x' }, 'mei'))).toBe('COUNT_NOT_YOURS');
    const open = afterEvents(once, valueOf(decideBackToOpen(once, { reason: 'One more customer' }, 'rosa')));
    expect(open).toMatchObject({ status: 'open', attempts: [{ attempt: 1 }] });
    const again = balancing(open);
    expect(codeOf(decideAcceptAttempt(again, sealFacts()))).toBe('NOTHING_TO_ACCEPT');
    expect(seal(again, count(2_344_78)).status).toBe('balanced');
  });

  it('never runs out of attempts without a result, even when policy allows fewer in the meantime', () => {
    const once = seal(balancing(), count(2_344_78), { closeAttempts: 3 });
    expect(seal(once, count(2_344_78), { closeAttempts: 1 }).status).toBe('balanced');
  });
});

describe('explaining', () => {
  it('needs a reason and a note for each kind beyond the tolerance', () => {
    expect(submit(short())).toMatchObject({ error: { code: 'REASON_FOR_DIFFERENCE', value: 'cash' } });
    expect(codeOf(submit(short(), [{ kind: 'cash', reason: 'not-found', note: ' ' }]))).toBe(
      'REASON_FOR_DIFFERENCE',
    );
    expect(valueOf(submit(short(), reasons)).reasons).toEqual(reasons);
  });

  it('needs none within the tolerance, and keeps none for what agrees', () => {
    const within = seal(seal(balancing(), count(2_347_78)), count(2_347_78));
    expect(valueOf(submit(within)).reasons).toEqual([]);
    const agreed = seal(balancing(), count());
    expect(valueOf(submit(agreed, reasons)).reasons).toEqual([]);
  });

  it('does not take equal and opposite differences for over and short', () => {
    const opposite = count(2_349_78 - 50_00, { cards: { slips: 2, totalCents: 178_00 } });
    const session = seal(seal(balancing(), opposite), opposite);
    const because = (reason: OverShortReason['reason']): readonly OverShortReason[] =>
      (['cash', 'card'] as const).map((kind) => ({ kind, reason, note: 'Card slip found, cash gone' }));
    expect(submit(session, because('other'))).toMatchObject({
      error: { code: 'OPPOSITE_DIFFERENCES', value: '50.00', params: { kinds: 'cash and cards' } },
    });
    expect(submit(session, because('substitution')).ok).toBe(true);
  });

  it('is for whoever counted, once, and discards card numbers', () => {
    expect(codeOf(decideSubmit(short(), { reasons }, { person: 'mei', toleranceCents: 0 }))).toBe(
      'COUNT_NOT_YOURS',
    );
    expect(codeOf(submit(submitted(short(), reasons), reasons))).toBe('SESSION_STATUS');
    const note = 'card 4111 1111 1111 1111';
    expect(codeOf(submit(short(), [{ kind: 'cash', reason: 'other', note }]))).toBe('CARD_NUMBER_DISCARDED');
  });
});

describe('the review', () => {
  it('posts the shortage to over/short and lowers undeposited receipts by it', () => {
    const approved = valueOf(approve(submitted(short(), reasons)));
    expect(approved).toMatchObject({
      approvedBy: 'priya',
      version: 1,
      handInCashCents: 2_044_78,
      missing: [],
    });
    const moved = approved.entry.map(({ glAccount, debitCents, creditCents }) => [
      glAccount,
      debitCents - creditCents,
    ]);
    expect(moved).toContainEqual([policy.ledger.overShort.cash, 5_00]);
    expect(moved).toContainEqual([policy.ledger.undeposited, -5_00]);
    expect(balanceErrors(approved.entry)).toEqual([]);
    expect(sessionInvariants(afterEvents(submitted(short(), reasons), approved))).toEqual([]);
  });

  it('of a close that agrees posts nothing', () => {
    expect(valueOf(approve(submitted())).entry).toEqual([]);
  });

  it('is refused to whoever took, counted, witnessed or corrected, with what they did', () => {
    expect(approve(submitted(), { person: 'rosa' })).toMatchObject({
      error: { code: 'APPROVAL_BARRED', params: { acts: 'took and counted this money' } },
    });
    const actors = [{ user: 'priya', act: 'corrected' }] as const;
    expect(codeOf(approve(submitted(), { actors }))).toBe('APPROVAL_BARRED');
    expect(approve(submitted(), { actors, person: 'dana' }).ok).toBe(true);
    expect(approve(submitted(), { actors: [{ user: 'priya', act: 'overrode' }] }).ok).toBe(true);
  });

  it('bars a witness and the supervisor who counted for an absent cashier, and keeps them after a second beginning', () => {
    const byPriya = afterEvents(
      openSession(),
      valueOf(decideBeginBalancing(openSession(), begin({ person: priya, witness: dana }))),
    );
    const back = afterEvents(byPriya, valueOf(decideBackToOpen(byPriya, { reason: 'She is here' }, 'priya')));
    const session = submitted(seal(balancing(back), count()));
    expect(codeOf(approve(session, { person: 'dana' }))).toBe('APPROVAL_BARRED');
    expect(approve(session, { person: 'priya' }).ok).toBe(true);
  });

  it('names missing items, and is refused while an unexpected one is there', () => {
    const without = count(2_349_78, { checks: [] });
    const note = [{ kind: 'check', reason: 'not-found', note: 'Not in the drawer' }] as const;
    const missing = submitted(seal(seal(balancing(), without), without), note);
    expect(valueOf(approve(missing)).missing).toEqual([{ paymentId: 'p1', tenderNo: 1 }]);
    const other = count(2_349_78, { checks: [{ number: '9999', amountCents: 88_42 }] });
    const unexpected = submitted(seal(seal(balancing(), other), other), note);
    expect(approve(unexpected)).toMatchObject({
      error: { code: 'CLOSE_UNEXPECTED', params: { number: '9999', amount: '88.42' } },
    });
  });

  it('has notes of at most 400 characters', () => {
    const note = 'x'.repeat(401);
    expect(codeOf(submit(short(), [{ kind: 'cash', reason: 'other', note }]))).toBe('NOTE_TOO_LONG');
    expect(codeOf(decideApprove(submitted(), { note }, approveFacts()))).toBe('NOTE_TOO_LONG');
  });

  it('comes only after the cashier submitted', () => {
    expect(codeOf(approve(short()))).toBe('SESSION_STATUS');
    expect(codeOf(approve(afterEvents(submitted(), valueOf(approve(submitted())))))).toBe('SESSION_STATUS');
  });

  it('sends back for one verifying count more, not for more payments', () => {
    const session = submitted(short(), reasons);
    expect(codeOf(decideReject(session, { reason: 'Count again' }, 'rosa'))).toBe('APPROVAL_BARRED');
    expect(codeOf(decideReject(session, { reason: '' }, 'priya'))).toBe('REASON_REQUIRED');
    const rejected = afterEvents(session, valueOf(decideReject(session, { reason: 'Count again' }, 'priya')));
    expect(rejected).toMatchObject({ status: 'balancing', rejection: 'Count again', reasons: [] });
    expect(rejected.balanced).toBeUndefined();
    expect(attemptsAllowed(rejected, 2)).toBe(3);
    expect(codeOf(decideBackToOpen(rejected, { reason: 'x' }, 'rosa'))).toBe('CLOSE_SEALED_ONCE');
    expect(codeOf(decideAcceptAttempt(rejected, sealFacts()))).toBe('NOTHING_TO_ACCEPT');
    expect(seal(rejected, count(2_344_78))).toMatchObject({ status: 'balanced', balanced: { attempt: 3 } });
  });

  it('reopens an approved close as the next version, takes its entry back, and not while a deposit holds its money', () => {
    const session = submitted(short(), reasons);
    const approved = afterEvents(session, valueOf(approve(session)));
    const reopen = (depositNumber?: string, person = 'dana') =>
      decideReopen(approved, { reason: 'Check found' }, { person, depositNumber });
    expect(reopen('CB-1119-2')).toMatchObject({
      error: { code: 'CLOSE_DEPOSITED', params: { deposit: 'CB-1119-2' } },
    });
    expect(codeOf(reopen(undefined, 'rosa'))).toBe('APPROVAL_BARRED');
    const event = valueOf(reopen());
    expect(event).toMatchObject({ version: 2, reopenedBy: 'dana' });
    expect(event.entry.map(({ debitCents }) => debitCents)).toEqual(
      approved.approvalEntry.map(({ creditCents }) => creditCents),
    );
    const again = afterEvents(approved, event);
    expect(again).toMatchObject({ status: 'balancing', version: 2, approvalEntry: [] });
    expect(again.approvedBy).toBeUndefined();
    const recount = submitted(seal(again, count()));
    expect(recount.balanced).toMatchObject({ version: 2, attempt: 3 });
    expect(valueOf(approve(recount)).version).toBe(2);
    expect(sessionInvariants(recount)).toEqual([]);
  });
});

it('what is expected is shown only after the seal', () => {
  const states = [openSession(), balancing(), short(), submitted(short(), reasons)];
  expect(states.map(isSealed)).toEqual([false, false, true, true]);
});

it('events before the opening are a bug', () => {
  expect(() => evolveSession(undefined, { type: 'session.suspended', v: 1, sessionId: 's' })).toThrow(
    'a session before its events',
  );
});
