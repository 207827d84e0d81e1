import { expect, it, describe } from 'vitest';
import {
  brandOf,
  detailProblem,
  detailsOf,
  refusedTender,
  tenderInput,
  tenderTypeFor,
  tenderWords,
} from './tender-fields.ts';
import type { TenderType } from './preview.ts';

const type = (
  code: string,
  kind: TenderType['kind'],
  reference: TenderType['reference'],
  guaranteedFunds = false,
): TenderType => ({
  code,
  name: code,
  kind,
  guaranteedFunds,
  reference,
  opensDrawer: true,
  changeLimitCents: 0,
});
const cash = type('CASH', 'cash', 'none', true);
const personal = type('CHECK', 'check', 'routing+number');
const business = type('BCHECK', 'check', 'routing+number');
const cashiers = type('CCHECK', 'check', 'routing+number', true);
const card = type('CARD', 'card', 'authorization+last4', true);
const order = type('MO', 'item', 'number', true);
const pledge = type('PLEDGE', 'voucher', 'agency+number', true);
const types = [cash, personal, business, cashiers, card, order, pledge];

describe('the letters', () => {
  it('choose their tender', () => {
    expect(tenderTypeFor('cash', types, null)).toBe(cash);
    expect(tenderTypeFor('card', types, null)).toBe(card);
    expect(tenderTypeFor('money-order', types, null)).toBe(order);
    expect(tenderTypeFor('pledge', types, null)).toBe(pledge);
    expect(tenderTypeFor('cashiers-check', types, null)).toBe(cashiers);
  });

  it('K goes from personal to business check and back', () => {
    expect(tenderTypeFor('check', types, null)).toBe(personal);
    expect(tenderTypeFor('check', types, 'CHECK')).toBe(business);
    expect(tenderTypeFor('check', types, 'BCHECK')).toBe(personal);
  });

  it('choose nothing that the city does not take', () =>
    expect(tenderTypeFor('pledge', [cash], null)).toBeUndefined());
});

describe('what is missing or wrong', () => {
  it('is named by its field, in the order of typing', () => {
    expect(detailProblem(personal, {})?.field).toBe('routing');
    expect(detailProblem(personal, { routing: '122199912' })?.field).toBe('number');
    expect(detailProblem(card, { authorization: 'A1', brand: 'v', last4: '123' })?.field).toBe('last4');
  });

  it('is a routing number whose check digit does not fit', () =>
    expect(detailProblem(personal, { routing: '122199913', number: '1' })?.error).toMatchObject({
      code: 'ROUTING_NUMBER_WRONG',
    }));

  it('is nothing when all is there; optional fields may stay empty', () => {
    expect(detailProblem(personal, { routing: '122199912', number: '1041' })).toBeNull();
    expect(detailProblem(order, { number: '22108834197' })).toBeNull();
    expect(detailProblem(cash, {})).toBeNull();
  });
});

describe('the tender', () => {
  it('holds exactly what its type asks for', () => {
    expect(tenderInput(personal, 100, { routing: '122199912', number: '1041', drawerName: ' ' })).toEqual({
      tenderType: 'CHECK',
      amountCents: 100,
      check: { routing: '122199912', number: '1041' },
    });
    expect(tenderInput(card, 100, { authorization: 'ab12', brand: 'v', last4: '4242' }).card).toEqual({
      authorization: 'AB12',
      brand: 'Visa',
      last4: '4242',
    });
    expect(tenderInput(cash, 100, { number: 'left over from another type' })).toEqual({
      tenderType: 'CASH',
      amountCents: 100,
    });
  });

  it('comes back into the form as it was typed', () => {
    const details = { number: '22108834197', issuer: 'USPS' };
    expect(detailsOf(tenderInput(order, 100, details))).toEqual(details);
  });

  it('is told apart by its number, and a card by its last four', () => {
    expect(tenderWords(tenderInput(order, 100, { number: '22108834197', issuer: 'USPS' }))).toBe(
      'No. 22108834197, USPS',
    );
    expect(tenderWords(tenderInput(card, 100, { authorization: 'A1', brand: 'm', last4: '4444' }))).toBe(
      'Mastercard ending 4444, authorization A1',
    );
  });
});

it('reads a brand from its first letters and keeps one it does not know', () => {
  expect(brandOf('a')).toBe('American Express');
  expect(brandOf('UnionPay')).toBe('UnionPay');
  expect(brandOf('')).toBe('');
});

it('finds the tender and field that a refusal means', () => {
  expect(refusedTender('tenders.1.check.routing')).toEqual({ index: 1, field: 'routing' });
  expect(refusedTender('tenders.0.amountCents')).toEqual({ index: 0, field: 'amountCents' });
  expect(refusedTender('lines.0.amountCents')).toBeNull();
});
