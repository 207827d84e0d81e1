import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/time.ts';
import type { PaymentPosted } from '../payment/types.ts';
import { endorsementLines, validationLines } from './slip-lines.ts';

const posted = { receiptNumber: '03-018462', totalCents: 1_234_567_89 } as PaymentPosted;
const facts = {
  city: 'City of Cedar Bluff',
  timeZone: 'America/Phoenix',
  training: true,
  postedAt: '2026-11-19T21:31:06.000Z' as Instant,
  cashierName: 'Maximiliana-Constanza Delgado',
  copy: 12,
};

describe('what is printed on a stub', () => {
  it('says which receipt, when, how much and by whom', () => {
    expect(
      validationLines(posted, { ...facts, training: false, copy: 0, cashierName: 'Rosa Delgado' }),
    ).toEqual(['PAID 03-018462 Nov 19, 2026 2:31 PM', '1,234,567.89 Rosa D.']);
  });

  it('says that it is a copy and of the training office, whatever the name leaves of the line', () => {
    const [, second] = validationLines(posted, facts);
    expect(second).toBe('1,234,567.89 Maximil TRAINING DUPLICATE 12');
    expect(second?.length).toBeLessThanOrEqual(42);
  });
});

it('an endorsement says for deposit only, to whom, and that it is a copy', () => {
  expect(
    endorsementLines(posted, { amountCents: 42_10 }, { name: 'Bluff National Bank - pooled cash' }, facts),
  ).toEqual([
    'FOR DEPOSIT ONLY',
    'City of Cedar Bluff',
    'Bluff National Bank - pooled cash',
    '03-018462 Nov 19, 2026 42.10',
    'TRAINING',
    'DUPLICATE 12',
  ]);
});
