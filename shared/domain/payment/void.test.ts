import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  account,
  accountFacts,
  afterEvents,
  cardTender,
  cashTender,
  checkTender,
  codeOf,
  dana,
  lena,
  misc,
  moneyOrder,
  omar,
  openSession,
  policy,
  posted,
  priya,
  rosa,
  valueOf,
} from '../../../test/support/city.ts';
import { evolvePayment } from './evolve.ts';
import { paymentInvariants } from './invariants.ts';
import { decideVoid, itemsToHandBack } from './void.ts';
import type { VoidFacts, VoidInput } from './void.ts';

const payment = posted([misc(80_00)], [checkTender(60_00), cashTender(25_00)]);
const input: VoidInput = { reason: 'Wrong department', receiptReturned: true };
const facts = (parts: Partial<VoidFacts> = {}): VoidFacts => ({
  session: openSession(),
  person: rosa,
  policy,
  ...parts,
});

describe('a void', () => {
  it('returns the cash less the change, hands the check back, and takes the entry back', () => {
    const voided = valueOf(decideVoid(payment, input, facts()));
    expect(voided).toMatchObject({
      cashReturnedCents: 20_00,
      reason: 'Wrong department',
      receiptReturned: true,
    });
    expect(itemsToHandBack(payment)).toEqual(['Personal check 1041, 60.00']);
    expect(paymentInvariants(evolvePayment(payment, voided))).toEqual([]);
  });

  it('of a money order with change asks the payer for the change', () => {
    const withChange = posted([misc(85_00)], [moneyOrder(100_00)]);
    expect(valueOf(decideVoid(withChange, input, facts())).cashReturnedCents).toBe(-15_00);
  });

  it('happens once', () => {
    const voided = evolvePayment(payment, valueOf(decideVoid(payment, input, facts())));
    expect(codeOf(decideVoid(voided, input, facts()))).toBe('PAYMENT_VOIDED_BEFORE');
    expect(codeOf(decideVoid(undefined, input, facts()))).toBe('PAYMENT_UNKNOWN');
  });

  it('needs a reason', () => {
    expect(codeOf(decideVoid(payment, { ...input, reason: ' ' }, facts()))).toBe('REASON_REQUIRED');
  });

  it('happens in its own session, before balancing begins', () => {
    const balancing = afterEvents(openSession(), {
      type: 'session.balancing-begun',
      v: 1,
      sessionId: 'session-1',
      countedBy: 'rosa',
    });
    expect(codeOf(decideVoid(payment, input, facts({ session: balancing })))).toBe('VOID_TOO_LATE');
    const other = { ...openSession(), sessionId: 'session-2' };
    expect(codeOf(decideVoid(payment, input, facts({ session: other })))).toBe('SESSION_UNKNOWN');
  });

  it('is for whoever took it, or a lead', () => {
    expect(codeOf(decideVoid(payment, input, facts({ person: omar })))).toBe('VOID_NOT_YOURS');
    expect(decideVoid(payment, input, facts({ person: lena })).ok).toBe(true);
  });

  it('above the limit needs a supervisor, who is not its cashier', () => {
    const large = posted([misc(500_01)], [cashTender(500_01)]);
    const approvedBy = (approver?: VoidFacts['approver'], person = rosa) =>
      decideVoid(large, input, facts({ person, ...(approver ? { approver } : {}) }));
    expect(codeOf(approvedBy())).toBe('APPROVAL_NEEDED');
    expect(codeOf(approvedBy(lena))).toBe('APPROVER_MAY_NOT');
    expect(codeOf(approvedBy(rosa))).toBe('APPROVAL_NOT_YOURS');
    expect(valueOf(approvedBy(priya)).approvedBy).toBe('priya');
    // A supervisor at another's drawer has the authority; a lead does not.
    expect(valueOf(approvedBy(undefined, priya))).not.toHaveProperty('approvedBy');
    expect(codeOf(approvedBy(undefined, lena))).toBe('APPROVAL_NEEDED');
    const atLimit = posted([misc(500_00)], [cashTender(500_00)]);
    expect(decideVoid(atLimit, input, facts()).ok).toBe(true);
  });

  it('above the limit in a supervisor’s own drawer needs another one', () => {
    const session = openSession({ cashier: 'priya' });
    const large = posted([misc(600_00)], [cashTender(600_00)], { session, cashier: 'priya' });
    const own = (approver?: typeof dana) =>
      decideVoid(large, input, facts({ session, person: priya, ...(approver ? { approver } : {}) }));
    expect(codeOf(own())).toBe('APPROVAL_NEEDED');
    expect(codeOf(own(priya))).toBe('APPROVAL_NOT_YOURS');
    expect(own(dana).ok).toBe(true);
  });

  it('on an account of one’s own circle needs another person', () => {
    const record = accountFacts(account(), []);
    const line = { receiptType: 'UTIL-DEP-WA', amountCents: 50_00, account: ACCOUNT };
    const deposit = posted([line], [cashTender(50_00)], { accounts: [record] });
    const related = { relatedAccounts: [ACCOUNT] };
    expect(codeOf(decideVoid(deposit, input, facts(related)))).toBe('APPROVAL_NEEDED');
    expect(valueOf(decideVoid(deposit, input, facts({ ...related, approver: lena }))).approvedBy).toBe(
      'lena',
    );
  });

  it('of a card needs the number of the terminal’s void slip', () => {
    const card = posted([misc(64_00)], [cardTender(64_00)]);
    expect(codeOf(decideVoid(card, input, facts()))).toBe('VOID_SLIP_REQUIRED');
    const voided = valueOf(decideVoid(card, { ...input, terminalVoidSlip: 'V-0047' }, facts()));
    expect(voided).toMatchObject({ terminalVoidSlip: 'V-0047', cashReturnedCents: 0 });
    expect(itemsToHandBack(card)).toEqual([]);
  });
});
