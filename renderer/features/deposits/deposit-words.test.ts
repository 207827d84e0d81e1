import { describe, expect, it } from 'vitest';
import { betweenText, chosenSums, countProblem, custodySteps, nextStep, rowAgrees } from './deposit-words.ts';
import type { CompositionRow, Deposit } from './deposit-words.ts';

const no = { may: false, reason: 'Your role does not do this.' };
const yes = { may: true };
const nothing: Deposit['me'] = {
  approve: no,
  seal: no,
  send: no,
  unseal: no,
  sendBack: no,
  dissolve: no,
  confirm: no,
};
const row = (custody: Deposit['row']['custody'], approval: Deposit['row']['approval'] = 'unapproved') =>
  ({ custody, approval }) as Deposit['row'];

describe('the next step of a deposit', () => {
  it('is the one that this person may take, approval before custody', () => {
    expect(nextStep({ me: { ...nothing, approve: yes, send: yes }, row: row('sealed') })).toEqual({
      step: 'approve',
    });
    expect(nextStep({ me: { ...nothing, send: yes }, row: row('sealed') })).toEqual({ step: 'send' });
    expect(nextStep({ me: { ...nothing, confirm: yes }, row: row('sent', 'approved') })).toEqual({
      step: 'confirm',
    });
  });

  it('says why it is not theirs, naming what the bag waits for', () => {
    expect(nextStep({ me: nothing, row: row('preparing') })).toEqual({ step: 'seal', reason: no.reason });
    const counted = { may: false, reason: 'You counted it.' };
    expect(nextStep({ me: { ...nothing, approve: counted }, row: row('sealed') })).toEqual({
      step: 'approve',
      reason: 'You counted it.',
    });
    expect(nextStep({ me: nothing, row: row('sealed', 'approved') })?.step).toBe('send');
  });

  it('is none once the bank has it or it was taken apart', () => {
    expect(nextStep({ me: nothing, row: row('confirmed', 'approved') })).toBeNull();
    expect(nextStep({ me: nothing, row: row('dissolved') })).toBeNull();
  });
});

describe('the composition of a deposit', () => {
  const cash: CompositionRow = {
    kind: 'cash',
    receiptedCents: 7_176_18,
    receiptedItems: 0,
    between: [
      { term: 'interim', amountCents: -3_500_00 },
      { term: 'other banks', amountCents: -866_50 },
      { term: 'short', amountCents: -5_00 },
    ],
    inBagCents: 2_804_68,
    inBagItems: 0,
  };

  it('agrees when 7,176.18 − 3,500.00 − 866.50 − 5.00 is the 2,804.68 in the bag', () => {
    expect(rowAgrees(cash)).toBe(true);
    expect(rowAgrees({ ...cash, inBagCents: 2_804_67 })).toBe(false);
  });

  it('names every term between what was receipted and what is in the bag', () => {
    expect(betweenText(cash)).toBe('interim −3,500.00, other banks −866.50, short −5.00');
    expect(betweenText({ ...cash, kind: 'check', receiptedItems: 13, inBagItems: 12, between: [] })).toBe(
      '13 items taken, 12 here',
    );
    expect(betweenText({ ...cash, between: [] })).toBe('Nothing');
  });
});

describe('preparing a deposit', () => {
  const sessions = [
    { sessionId: 'a', cashCents: 2_000_00, itemsCents: 302_94 },
    { sessionId: 'b', cashCents: 804_68, itemsCents: 2_385_06 },
  ];

  it('adds up the closes that are chosen', () => {
    expect(chosenSums(sessions, new Set(['a', 'b'])).totalCents).toBe(5_492_68);
    expect(chosenSums(sessions, new Set(['b'])).cashCents).toBe(804_68);
  });

  it('says by how much the count differs, and nothing when it agrees', () => {
    const sums = chosenSums(sessions, new Set(['a', 'b']));
    expect(countProblem(sums, 2_804_68)).toBeNull();
    expect(countProblem(sums, 2_799_68)).toBe('5.00 less than was handed in');
    expect(countProblem(sums, 0)).toBe('Count the cash first');
    expect(countProblem(chosenSums(sessions, new Set()), 0)).toBe('Choose at least one close');
  });

  it('needs no count of cash where only items are handed in', () => {
    const items = chosenSums([{ sessionId: 'm', cashCents: 0, itemsCents: 10_00 }], new Set(['m']));
    expect(countProblem(items, 0)).toBeNull();
  });
});

describe('custody', () => {
  it('shows what is done, what is next and what is ahead', () => {
    expect(custodySteps('sealed').map((step) => step.state)).toEqual(['done', 'done', 'now', 'ahead']);
    expect(custodySteps('confirmed').every((step) => step.state === 'done')).toBe(true);
    expect(custodySteps('dissolved').every((step) => step.state === 'ahead')).toBe(true);
  });
});
