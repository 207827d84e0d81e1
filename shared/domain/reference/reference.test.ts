import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BusinessDate } from '../../kernel/time.ts';
import { interfundAccounts, interfundOf } from './interfund.ts';
import { bankAccountFor, mapService, pooledBankAccount, receiptTypeOn, receiptTypesOn } from './lookups.ts';
import { rejectText, shownValue } from './reject.ts';
import { richerText } from './richer-text.ts';
import { isRoutingNumber } from '../../kernel/routing-number.ts';
import { sharesAreWhole } from './shares.ts';
import type { BankAccount, GlAccount, ReceiptType, ServiceMapping } from './types.ts';

const day = (text: string): BusinessDate => text as BusinessDate;

const license = (from: string, to: string | undefined, priceCents: number): ReceiptType => ({
  code: 'LIC-BUS',
  name: 'Business license',
  department: 'Licensing',
  amount: 'fixed',
  priceCents,
  reference: 'license',
  guaranteedFunds: false,
  stock: false,
  distribution: [{ glAccount: '100-130-42300', percent: '100' }],
  from: day(from),
  ...(to === undefined ? {} : { to: day(to) }),
});

describe('a receipt type', () => {
  const types = [license('2025-07-01', '2026-06-30', 5000), license('2026-07-01', undefined, 5500)];

  it('is the period in force on the business date, both ends included', () => {
    expect(receiptTypeOn(types, 'LIC-BUS', day('2025-06-30'))).toBeUndefined();
    expect(receiptTypeOn(types, 'LIC-BUS', day('2025-07-01'))?.priceCents).toBe(5000);
    expect(receiptTypeOn(types, 'LIC-BUS', day('2026-06-30'))?.priceCents).toBe(5000);
    expect(receiptTypeOn(types, 'LIC-BUS', day('2026-07-01'))?.priceCents).toBe(5500);
    expect(receiptTypeOn(types, 'LIC-BUS', day('2099-01-01'))?.priceCents).toBe(5500);
    expect(receiptTypeOn(types, 'BUS-31', day('2026-07-01'))).toBeUndefined();
  });

  it('stands once in the list of a date', () => {
    expect(receiptTypesOn(types, day('2026-11-19')).map((type) => type.priceCents)).toEqual([5500]);
  });
});

describe('the service map', () => {
  const row = (
    service: string,
    kind: ServiceMapping['kind'],
    receiptType?: string,
    forService?: string,
  ): ServiceMapping => ({
    service,
    kind,
    guaranteedFunds: false,
    ...(receiptType === undefined ? {} : { receiptType }),
    ...(forService === undefined ? {} : { forService }),
  });
  const map = [
    row('PN', 'fee', 'UTIL-PN'),
    row('BD', 'written-off', 'BAD-EL', 'EL'),
    row('BD', 'written-off', 'BAD-WA', 'WA'),
    row('CR', 'credit'),
  ];

  it('sends bad debt to the fund of its original service', () => {
    expect(mapService(map, { service: 'BD', kind: 'written-off', forService: 'WA' })?.receiptType).toBe(
      'BAD-WA',
    );
  });

  it('uses the row without a service for every service that has none of its own', () => {
    expect(mapService(map, { service: 'PN', kind: 'fee', forService: 'GA' })?.receiptType).toBe('UTIL-PN');
    expect(mapService(map, { service: 'PN', kind: 'fee' })?.receiptType).toBe('UTIL-PN');
  });

  it('has no answer for a service that no row covers, and no receipt type for credits', () => {
    expect(mapService(map, { service: 'BD', kind: 'written-off', forService: 'WW' })).toBeUndefined();
    expect(mapService(map, { service: 'BD', kind: 'written-off' })).toBeUndefined();
    expect(mapService(map, { service: 'PN', kind: 'billed' })).toBeUndefined();
    expect(mapService(map, { service: 'CR', kind: 'credit' })).toEqual(row('CR', 'credit'));
  });
});

describe('bank accounts', () => {
  const bank = (code: string, takes: BankAccount['takes']): BankAccount => ({
    code,
    name: code,
    accountEnding: '4410',
    routing: '122199912',
    cashAccount: '900-000-10100',
    takes,
  });
  const banks = [bank('POOL', 'everything-else'), bank('COURT', ['FINE-PARK'])];

  it('take what they name; the pooled one takes everything else', () => {
    expect(bankAccountFor(banks, 'FINE-PARK')?.code).toBe('COURT');
    expect(bankAccountFor(banks, 'UTIL-WA')?.code).toBe('POOL');
    expect(pooledBankAccount(banks)?.code).toBe('POOL');
    expect(bankAccountFor([], 'UTIL-WA')).toBeUndefined();
  });
});

describe('routing numbers', () => {
  it('pass the ABA 3-7-1 sum and are a bank', () => {
    // 021000021 and 011401533 are published examples of the rule; 000000518 is the Treasury's.
    for (const good of ['122199912', '122199747', '122199381', '021000021', '011401533', '000000518']) {
      expect(isRoutingNumber(good), good).toBe(true);
    }
  });

  it('are refused when all zeros, mistyped, too short, unassigned or not digits', () => {
    for (const bad of ['000000000', '122199913', '12219991', '1221999120', '500000005', '12219991x', '']) {
      expect(isRoutingNumber(bad), bad).toBe(false);
    }
  });
});

describe('shares', () => {
  const whole = (...percents: string[]): boolean => sharesAreWhole(percents.map((percent) => ({ percent })));

  it('add up to exactly 100', () => {
    expect(whole('100')).toBe(true);
    expect(whole('92.5', '7.5')).toBe(true);
    expect(whole('92.5', '7.4')).toBe(false);
    expect(whole('50', '49')).toBe(false);
    expect(whole('99.999')).toBe(false);
    expect(whole()).toBe(false);
  });

  it('may miss it only by what rounding to four decimals loses', () => {
    expect(whole('66.6667', '33.3333')).toBe(true);
    expect(whole('33.3333', '33.3333', '33.3333')).toBe(true);
    expect(whole('33.3333', '33.3333', '33.3331')).toBe(false);
    expect(whole('66.6667', '33.3330')).toBe(false);
  });
});

describe('interfund accounts', () => {
  const account = (key: string, name: string, kind: GlAccount['kind']): GlAccount => {
    const [fund = '', department = '', number = ''] = key.split('-');
    return { fund, department, account: number, name, kind };
  };
  const chart = [
    account('900-000-20110', 'Due to General fund (100)', 'liability'),
    account('900-000-20151', 'Due to Electric fund (510)', 'liability'),
    account('900-000-20152', 'Due to Gas fund (520)', 'liability'),
    account('900-000-20950', 'Unidentified receipts (100)', 'liability'),
    account('900-000-13900', 'Due from pooled cash', 'asset'),
    account('100-000-13900', 'Due from pooled cash', 'asset'),
    account('510-000-13900', 'Due from pooled cash', 'asset'),
    account('530-000-13900', 'Due from pooled cash', 'asset'),
  ];

  it('pair the due-to that names a fund with that fund’s due-from', () => {
    expect(interfundAccounts(chart)).toEqual({
      '100': { dueTo: '900-000-20110', dueFrom: '100-000-13900' },
      '510': { dueTo: '900-000-20151', dueFrom: '510-000-13900' },
    });
  });

  it('are refused for a fund that lacks either leg', () => {
    const legs = interfundAccounts(chart);
    expect(interfundOf(legs, '510').ok).toBe(true);
    for (const fund of ['520', '530', '900', 'constructor']) {
      expect(interfundOf(legs, fund)).toMatchObject({ ok: false, error: { code: 'INTERFUND_MISSING' } });
    }
  });
});

describe('a poorer text', () => {
  it('never overwrites the richer one it was made from', () => {
    expect(richerText('Ayşe Peña', 'Ay?e Peña', { cutAt: 32 })).toBe('Ayşe Peña');
    const long = '1183 N Martin Luther King Jr Ave Apt 162';
    expect(richerText(long, '1183 N Martin Luther King Jr Ave', { cutAt: 32 })).toBe(long);
    // Cut in the middle of the words' gap: the layout cannot hold the trailing blank.
    expect(
      richerText('821 S Martin Luther King Jr Dr Apt 2', '821 S Martin Luther King Jr Dr A', { cutAt: 32 }),
    ).toBe('821 S Martin Luther King Jr Dr Apt 2');
  });

  it('gives way to any real change', () => {
    expect(richerText('Ayşe Peña', 'Ayse Peña', { cutAt: 32 })).toBe('Ayse Peña');
    expect(richerText('Ayşe Peña', 'Ay?e', { cutAt: 32 })).toBe('Ay?e');
    expect(richerText('Anna', 'A?na', { cutAt: 32 })).toBe('A?na');
    expect(richerText('1183 N Main St Apt 1', '1183 N Main St', { cutAt: 32 })).toBe('1183 N Main St');
  });

  it('is recognised for any name and any cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 50 }),
        fc.integer({ min: 1, max: 40 }),
        (name, cutAt) => {
          const poor = Array.from(name)
            .slice(0, cutAt)
            .map((char) => ((char.codePointAt(0) ?? 0) > 0xff ? '?' : char))
            .join('')
            .trimEnd();
          expect(richerText(name, poor, { cutAt })).toBe(name);
        },
      ),
    );
  });
});

describe('a reject', () => {
  it('says line, field, value and reason in one line', () => {
    expect(rejectText({ line: 214, field: 'due date', value: '2026-13-50', code: 'NOT_A_DATE' })).toBe(
      'Line 214, due date: “2026-13-50” is not a date.',
    );
    expect(
      rejectText({
        line: 0,
        field: 'charge count',
        value: '9',
        code: 'FILE_TOTAL_WRONG',
        params: { counted: '10' },
      }),
    ).toBe('charge count: The file says 9 for its charge count, but holds 10.');
  });

  it('shows a hostile value as one short line without a card number', () => {
    expect(shownValue('a\u0007b\u202ec\nd')).toBe('a\\u0007b\\u202ec\\u000ad');
    expect(shownValue('x'.repeat(500))).toHaveLength(61);
    expect(shownValue('4111 1111 1111 1111')).toBe('[card number discarded]');
  });
});
