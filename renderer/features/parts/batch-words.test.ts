import { expect, it } from 'vitest';
import { batchVerdict, salesText } from './batch-words.ts';
import type { Batch } from './batch-words.ts';

const batch: Batch = {
  deviceId: 't3',
  terminal: 'Terminal, window 3',
  batch: '0047',
  saleCount: 2,
  saleCents: 52_10,
  refundCount: 0,
  refundCents: 0,
  sessionCount: 2,
  sessionCents: 52_10,
};

it('says that number and total are equal, or what is not', () => {
  expect(batchVerdict(batch)).toEqual({ agrees: true, text: 'Number and total are equal.' });
  expect(batchVerdict({ ...batch, saleCents: 62_10 })?.text).toMatch(/^The terminal has 10\.00 more\./);
  expect(batchVerdict({ ...batch, saleCents: 42_10 })?.text).toMatch(/^The terminal has 10\.00 less\./);
  expect(batchVerdict({ ...batch, saleCount: 3 })).toMatchObject({
    agrees: false,
    text: expect.stringMatching(/^The total is equal, the number of sales is not\./) as string,
  });
  expect(batchVerdict({ ...batch, sessionCount: null, sessionCents: null })).toBeNull();
});

it('counts sales', () => {
  expect(salesText(1, 42_10)).toBe('1 sale, 42.10');
  expect(salesText(14, 1_912_35)).toBe('14 sales, 1,912.35');
});
