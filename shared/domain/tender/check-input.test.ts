import { describe, expect, it } from 'vitest';
import {
  TODAY,
  cardTender,
  checkTender,
  codeOf,
  date,
  moneyOrder,
  tenderTypes,
  valueOf,
} from '../../../test/support/city.ts';
import { tenderTypeOf } from '../reference/lookups.ts';
import { checkTenderInput, instrumentNumber, isOverMaximum } from './check-input.ts';
import type { TenderInput } from './types.ts';

const typeOf = (code: string) => tenderTypeOf(tenderTypes, code)!;
const check = (input: TenderInput) =>
  checkTenderInput(typeOf(input.tenderType), input, {
    field: 'tenders.0',
    businessDate: TODAY,
    checkStaleDays: 180,
  });

const datedCheck = (written: string): TenderInput => ({
  tenderType: 'CHECK',
  amountCents: 88_42,
  check: { routing: '122199912', number: '1041', date: date(written) },
});

describe('a tender', () => {
  it.each([
    ['cash', { tenderType: 'CASH', amountCents: 20_00 }],
    ['a check', checkTender(88_42)],
    ['a money order', moneyOrder(100_00)],
    ['a card recorded from its terminal', cardTender(64_00)],
    [
      'a pledge',
      {
        tenderType: 'PLEDGE',
        amountCents: 150_00,
        pledge: { agency: 'St. Mark’s Parish', number: 'SM-2231' },
      },
    ],
  ] as const)('is taken as %s', (_name, input) => {
    expect(valueOf(check(input))).toEqual(input);
  });

  it.each([
    ['nothing', 0],
    ['less than nothing', -5],
    ['a fraction of a cent', 12.5],
    ['not a number', Number.NaN],
  ])('is refused with %s for its amount', (_name, amountCents) => {
    expect(codeOf(check({ tenderType: 'CASH', amountCents }))).toBe('TENDER_AMOUNT');
  });

  it('is refused without the details of its type, and with those of another', () => {
    expect(codeOf(check({ tenderType: 'CHECK', amountCents: 1 }))).toBe('TENDER_DETAILS_MISSING');
    expect(codeOf(check({ ...checkTender(1), tenderType: 'CASH' }))).toBe('TENDER_DETAILS_UNEXPECTED');
    expect(codeOf(check({ ...checkTender(1), item: { number: '1' } }))).toBe('TENDER_DETAILS_UNEXPECTED');
  });

  it('loses white space and empty names of its details', () => {
    const check1041 = { routing: '122199912', number: '1041' };
    const typed = { ...check1041, drawerName: '  ' };
    expect(valueOf(check({ tenderType: 'CHECK', amountCents: 1, check: typed })).check).toEqual(check1041);
    expect(valueOf(check({ ...moneyOrder(1), item: { number: '1', issuer: ' US  PS ' } })).item?.issuer).toBe(
      'US PS',
    );
  });
});

describe('a check', () => {
  it.each(['021000021', '011401533', '091000019', '122105278', '122199912', '000000518'])(
    'is taken on routing number %s',
    (routing) => {
      expect(check({ tenderType: 'CHECK', amountCents: 1, check: { routing, number: '7' } }).ok).toBe(true);
    },
  );
  it.each(['000000000', '444455556', '111111111', '12345678', '1234567800', '13000002A', '400000006'])(
    'is refused on routing number %s',
    (routing) => {
      const refused = check({ tenderType: 'CHECK', amountCents: 1, check: { routing, number: '7' } });
      expect(refused).toMatchObject({
        error: { code: 'ROUTING_NUMBER_WRONG', field: 'tenders.0.check.routing', value: routing },
      });
    },
  );
  it.each(['', 'A1041', '10 41', '1234567890123456'])('is refused with the number “%s”', (number) => {
    expect(codeOf(check(checkTender(1, number)))).toBe('CHECK_NUMBER_WRONG');
  });
  it('is refused when it is dated after the business date', () => {
    expect(check(datedCheck('2026-11-19')).ok).toBe(true);
    expect(codeOf(check(datedCheck('2026-11-20')))).toBe('CHECK_POST_DATED');
  });
  it('is stale after 180 days, not before', () => {
    expect(check(datedCheck('2026-05-23')).ok).toBe(true);
    expect(codeOf(check(datedCheck('2026-05-22')))).toBe('CHECK_STALE');
  });
});

describe('a card', () => {
  const card = (parts: Partial<NonNullable<TenderInput['card']>>) =>
    check({
      ...cardTender(64_00),
      card: { authorization: '00A123', brand: 'Visa', last4: '1111', ...parts },
    });

  it.each([
    ['last4', { last4: '111' }],
    ['last4', { last4: '11111' }],
    ['last4', { last4: 'x111' }],
    ['authorization', { authorization: '' }],
    ['authorization', { authorization: 'A-1' }],
    ['brand', { brand: ' ' }],
    ['brand', { brand: 'Visa 41111' }],
  ])('has a wrong %s: %j', (part, parts) => {
    expect(card(parts)).toMatchObject({
      error: { code: 'CARD_DETAILS_WRONG', field: `tenders.0.card.${part}` },
    });
  });

  it.each([
    ['last4', { last4: '4111111111111111' }],
    ['authorization', { authorization: '4111111111111111' }],
    ['brand', { brand: '4111 1111 1111 1111' }],
  ])('number typed as the %s is discarded and not repeated', (part, parts) => {
    const refused = card(parts);
    expect(refused).toEqual({
      ok: false,
      error: { code: 'CARD_NUMBER_DISCARDED', field: `tenders.0.card.${part}` },
    });
  });
});

describe('a money order or pledge', () => {
  it.each(['', '221 088', 'x'.repeat(25)])('is refused with the number “%s”', (number) => {
    expect(codeOf(check(moneyOrder(1, number)))).toBe('ITEM_NUMBER_WRONG');
    const pledge = { agency: 'St. Mark’s', number };
    expect(codeOf(check({ tenderType: 'PLEDGE', amountCents: 1, pledge }))).toBe('ITEM_NUMBER_WRONG');
  });
  it('needs its agency', () => {
    const pledge = { agency: ' ', number: 'SM-1' };
    expect(codeOf(check({ tenderType: 'PLEDGE', amountCents: 1, pledge }))).toBe('TENDER_DETAILS_MISSING');
  });
});

it('a name on an item has at most 80 characters', () => {
  const long = 'x'.repeat(81);
  expect(codeOf(check({ ...moneyOrder(1), item: { number: '1', issuer: long } }))).toBe('TENDER_TEXT');
  const drawn = { routing: '122199912', number: '7', drawerName: long };
  expect(codeOf(check({ tenderType: 'CHECK', amountCents: 1, check: drawn }))).toBe('TENDER_TEXT');
});

it('is over the maximum of its type only beyond it', () => {
  expect(isOverMaximum(typeOf('CHECK'), 5_000_00)).toBe(false);
  expect(isOverMaximum(typeOf('CHECK'), 5_000_01)).toBe(true);
  expect(isOverMaximum(typeOf('CASH'), 99_999_00)).toBe(false);
});

it('is known by the number that stands on it', () => {
  expect(
    [checkTender(1), moneyOrder(1), cardTender(1), { check: undefined }].map((tender) =>
      instrumentNumber(tender as TenderInput),
    ),
  ).toEqual(['1041', '22108834197', '00A123', undefined]);
});
