import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { instantFromMs } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { BatchHead, PaymentRecord } from '../../services/outside.ts';
import { paymentsFile } from './payments-file.ts';

const day = (text: string): BusinessDate => text as BusinessDate;

const HEAD: BatchHead = {
  batchId: 'PB-20261119-01',
  createdAt: instantFromMs(Date.UTC(2026, 10, 20, 0, 31, 6)),
  from: day('2026-11-18'),
  to: day('2026-11-19'),
  city: 'City of Cedar Bluff',
  timeZone: 'America/Phoenix',
  training: false,
};

const WATER: PaymentRecord = {
  record: 'payment',
  account: '100000008',
  receiptNumber: '03-018462',
  businessDate: day('2026-11-19'),
  receivedDate: day('2026-11-17'),
  receiptType: 'UTIL-WA',
  service: 'WA',
  billDate: '2026-10-27',
  dueDate: '2026-11-16',
  chargeKind: 'billed',
  forService: '',
  amountCents: 13_410,
  tenders: 'CASH+CHECK',
};
const VOID: PaymentRecord = { ...WATER, record: 'void', amountCents: -13_410 };

const rows = (text: string): string[][] => parse(text, { relax_column_count: true });

describe('the payments file', () => {
  it('has a header, a record per line in the order given, and a trailer with the same totals', () => {
    expect(paymentsFile(HEAD, [WATER, { ...WATER, receiptNumber: '03-018463', amountCents: 5 }, VOID])).toBe(
      [
        'H,TILLWRIGHT PAYMENTS,1,PB-20261119-01,2026-11-20T00:31:06.000Z,2026-11-18,2026-11-19,City of Cedar Bluff,LIVE,3,0.05',
        'P,1,100000008,03-018462,2026-11-19,2026-11-17,UTIL-WA,WA,2026-10-27,2026-11-16,billed,,134.10,CASH+CHECK',
        'P,2,100000008,03-018463,2026-11-19,2026-11-17,UTIL-WA,WA,2026-10-27,2026-11-16,billed,,0.05,CASH+CHECK',
        'V,3,100000008,03-018462,2026-11-19,2026-11-17,UTIL-WA,WA,2026-10-27,2026-11-16,billed,,-134.10,CASH+CHECK',
        'T,PB-20261119-01,3,0.05',
        '',
      ].join('\r\n'),
    );
  });

  it('is the same text for the same batch', () => {
    expect(paymentsFile(HEAD, [WATER, VOID])).toBe(paymentsFile({ ...HEAD }, [{ ...WATER }, { ...VOID }]));
  });

  it('says TRAINING when no real money is in it', () => {
    expect(rows(paymentsFile({ ...HEAD, training: true }, []))[0]?.[8]).toBe('TRAINING');
  });

  it('keeps text on its line and in its cell, and lets no cell be a formula', () => {
    const city = '=HYPERLINK("http://x"),\r\nT,PB,0,0';
    const [header, record, trailer, ...more] = rows(
      paymentsFile({ ...HEAD, city }, [{ ...WATER, tenders: '@SUM(1)' }]),
    );
    expect(more).toEqual([]);
    expect(header?.[7]).toBe('\'=HYPERLINK("http://x"), T,PB,0,0');
    expect(record?.[13]).toBe("'@SUM(1)");
    expect(trailer).toEqual(['T', 'PB-20261119-01', '1', '134.10']);
  });

  it('never lets a void add money', () => {
    expect(() => paymentsFile(HEAD, [{ ...VOID, amountCents: 1 }])).toThrow('a void takes money back');
  });
});
