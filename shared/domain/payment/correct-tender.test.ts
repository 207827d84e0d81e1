import { describe, expect, it } from 'vitest';
import {
  afterEvents,
  bankAccounts,
  busPass,
  cashTender,
  checkTender,
  codeOf,
  dana,
  fine,
  interfund,
  lena,
  misc,
  moneyOrder,
  openSession,
  policy,
  posted,
  priya,
  tenderTypes,
  valueOf,
} from '../../../test/support/city.ts';
import type { SessionState } from '../session/types.ts';
import { decideTenderCorrection } from './correct-tender.ts';
import type { TenderCorrectionFacts, TenderCorrectionInput } from './correct-tender.ts';
import { evolvePayment } from './evolve.ts';
import { paymentInvariants } from './invariants.ts';
import type { PaymentState } from './types.ts';
import { decideVoid } from './void.ts';

const facts = (parts: Partial<TenderCorrectionFacts> = {}): TenderCorrectionFacts => ({
  session: openSession(),
  person: priya,
  policy,
  tenderTypes,
  bankAccounts,
  interfund,
  ...parts,
});
const correct = (
  payment: PaymentState | undefined,
  input: Partial<TenderCorrectionInput> & Pick<TenderCorrectionInput, 'tenderNo' | 'replacement'>,
  parts: Partial<TenderCorrectionFacts> = {},
) => decideTenderCorrection(payment, { reason: 'Keyed wrong', itemInHand: true, ...input }, facts(parts));

const balancing: SessionState = afterEvents(openSession(), {
  type: 'session.balancing-begun',
  v: 1,
  sessionId: 'session-1',
  countedBy: 'rosa',
});

describe('a tender correction', () => {
  const checked = posted([misc(88_42)], [checkTender(88_42)]);

  it('of a number changes the number and posts nothing', () => {
    const corrected = valueOf(correct(checked, { tenderNo: 1, replacement: checkTender(88_42, '1401') }));
    expect(corrected).toMatchObject({ receiptNumber: '03-018462', correctedBy: 'priya', entry: [] });
    const after = evolvePayment(checked, corrected);
    expect(after.tenders[0]?.check?.number).toBe('1401');
    expect(paymentInvariants(after)).toEqual([]);
  });

  it('of a kind moves the money to where that kind is', () => {
    const keyedAsCash = posted([misc(64_00)], [cashTender(64_00)]);
    const card = {
      tenderType: 'CARD',
      amountCents: 64_00,
      card: { authorization: 'A1', brand: 'Visa', last4: '1111' },
    };
    const corrected = valueOf(correct(keyedAsCash, { tenderNo: 1, replacement: card }));
    expect(
      corrected.entry.map(({ glAccount, debitCents, creditCents }) => [glAccount, debitCents, creditCents]),
    ).toEqual([
      ['900-000-10190', 0, 64_00],
      ['900-000-10150', 64_00, 0],
    ]);
    const after = evolvePayment(keyedAsCash, corrected);
    expect(after.tenders[0]).toMatchObject({ kind: 'card', bankAccount: null });
    expect(paymentInvariants(after)).toEqual([]);
  });

  it('of a cash amount changes the change: 200.00 keyed for 20.00', () => {
    const keyed = posted([misc(15_00)], [cashTender(200_00)]);
    const corrected = valueOf(correct(keyed, { tenderNo: 1, replacement: cashTender(20_00) }));
    expect(corrected).toMatchObject({ changeBeforeCents: 185_00, changeAfterCents: 5_00, entry: [] });
    expect(paymentInvariants(evolvePayment(keyed, corrected))).toEqual([]);
  });

  it('of cash may not leave less than what is due', () => {
    const keyed = posted([misc(15_00)], [cashTender(20_00)]);
    expect(codeOf(correct(keyed, { tenderNo: 1, replacement: cashTender(14_99) }))).toBe('UNDERPAID');
  });

  it('of another amount is refused without the tender that makes it up', () => {
    expect(correct(checked, { tenderNo: 1, replacement: checkTender(88_24) })).toMatchObject({
      error: { code: 'CORRECTION_UNBALANCED', value: '0.18' },
    });
  });

  it('of two checks keyed with swapped amounts moves the difference to the other one', () => {
    const swapped = posted([fine(30_00), busPass()], [checkTender(30_00, '1'), checkTender(64_00, '2')]);
    const corrected = valueOf(
      correct(swapped, { tenderNo: 1, replacement: checkTender(64_00, '1'), offsetTenderNo: 2 }),
    );
    const after = evolvePayment(swapped, corrected);
    expect(after.tenders.map((tender) => tender.amountCents)).toEqual([64_00, 30_00]);
    // The first check now funds lines of two bank accounts, the second one of the bus alone.
    expect(after.tenders.map((tender) => tender.bankAccount)).toEqual(['POOL', 'BUS']);
    expect(paymentInvariants(after)).toEqual([]);
  });

  it.each([
    ['itself', 1, 64_00],
    ['one that is not there', 7, 64_00],
    ['one that would have nothing left', 2, 94_00],
    ['one though there is no difference', 2, 30_00],
  ])('does not take %s as the other tender', (_name, offsetTenderNo, amountCents) => {
    const two = posted([misc(94_00)], [checkTender(30_00, '1'), checkTender(64_00, '2')]);
    const replacement = checkTender(amountCents, '9');
    expect(codeOf(correct(two, { tenderNo: 1, replacement, offsetTenderNo }))).toBe('CORRECTION_OFFSET');
  });

  it('is refused when guaranteed funds would no longer cover their lines', () => {
    const reconnect = posted([{ ...misc(50_00) }], [moneyOrder(50_00)]);
    const guaranteed: PaymentState = {
      ...reconnect,
      posted: {
        ...reconnect.posted,
        lines: reconnect.posted.lines.map((line) => ({ ...line, requiresGuaranteed: true })),
      },
    };
    expect(codeOf(correct(guaranteed, { tenderNo: 1, replacement: checkTender(50_00) }))).toBe(
      'GUARANTEED_SHORT',
    );
  });

  it('is allowed while balancing, not after', () => {
    const replacement = checkTender(88_42, '1401');
    expect(correct(checked, { tenderNo: 1, replacement }, { session: balancing }).ok).toBe(true);
    const balanced = { ...balancing, status: 'balanced' } as const;
    expect(codeOf(correct(checked, { tenderNo: 1, replacement }, { session: balanced }))).toBe(
      'SESSION_STATUS',
    );
  });

  it('is for a supervisor with the item in hand, never for whoever took it', () => {
    const input = { tenderNo: 1, replacement: checkTender(88_42, '1401') };
    expect(codeOf(correct(checked, input, { person: lena }))).toBe('CORRECTION_MAY_NOT');
    expect(codeOf(correct(checked, { ...input, itemInHand: false }))).toBe('CORRECTION_ITEM');
    expect(codeOf(correct(checked, { ...input, reason: '' }))).toBe('REASON_REQUIRED');
    const session = openSession({ cashier: 'priya' });
    expect(codeOf(correct(checked, input, { session }))).toBe('CORRECTION_NOT_YOURS');
    expect(correct(checked, input, { session, person: dana }).ok).toBe(true);
  });

  it('of nothing, of an unknown tender, of a void payment is refused', () => {
    expect(codeOf(correct(checked, { tenderNo: 1, replacement: checkTender(88_42) }))).toBe(
      'CORRECTION_NOTHING',
    );
    expect(codeOf(correct(checked, { tenderNo: 2, replacement: checkTender(88_42) }))).toBe('TENDER_UNKNOWN');
    const voided = valueOf(
      decideVoid(
        checked,
        { reason: 'x', receiptReturned: true },
        { session: openSession(), person: lena, policy },
      ),
    );
    const after = evolvePayment(checked, voided);
    expect(codeOf(correct(after, { tenderNo: 1, replacement: checkTender(1) }))).toBe(
      'PAYMENT_VOIDED_BEFORE',
    );
  });

  it('is taken back with the payment when it is voided afterwards', () => {
    const keyedAsCash = posted([misc(64_00)], [cashTender(64_00)]);
    const card = {
      tenderType: 'CARD',
      amountCents: 64_00,
      card: { authorization: 'A1', brand: 'Visa', last4: '1111' },
    };
    const corrected = evolvePayment(
      keyedAsCash,
      valueOf(correct(keyedAsCash, { tenderNo: 1, replacement: card })),
    );
    const input = { reason: 'x', receiptReturned: true, terminalVoidSlip: 'V-1' };
    const voided = evolvePayment(
      corrected,
      valueOf(decideVoid(corrected, input, { session: openSession(), person: lena, policy })),
    );
    expect(voided.voided?.cashReturnedCents).toBe(0);
    expect(paymentInvariants(voided)).toEqual([]);
  });
});
