/** What one tender must say before it counts: the amount, and exactly the details its type's reference asks for. */
import { findCardNumber } from '../../kernel/card-number.ts';
import { assertNever } from '../../kernel/assert.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Refused, Result } from '../../kernel/result.ts';
import { oneLine } from '../../kernel/text.ts';
import { daysBetween, formatDate, isDate } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { MAX_AMOUNT_CENTS, formatCents } from '../../money/money.ts';
import { isRoutingNumber } from '../../kernel/routing-number.ts';
import type { TenderReference, TenderType } from '../reference/types.ts';
import type { CardDetails, CheckDetails, ItemDetails, PledgeDetails, TenderInput } from './types.ts';

export type TenderFacts = {
  /** Where the tender stands in the input: `tenders.0`. */
  readonly field: string;
  readonly businessDate: BusinessDate;
  readonly checkStaleDays: number;
};

type Details = Pick<TenderInput, 'check' | 'item' | 'card' | 'pledge'>;
const DETAILS = ['check', 'item', 'card', 'pledge'] as const satisfies readonly (keyof Details)[];

const DETAIL_OF: Readonly<Record<TenderReference, keyof Details | undefined>> = {
  none: undefined,
  'routing+number': 'check',
  number: 'item',
  'authorization+last4': 'card',
  'agency+number': 'pledge',
};

/** What a type's reference asks for, in the words of the field labels. */
const ASKED_FOR: Readonly<Record<TenderReference, string>> = {
  none: 'nothing but the amount',
  'routing+number': 'the routing number and the check number',
  number: 'its number',
  'authorization+last4': 'the authorization code, the brand and the last four digits',
  'agency+number': 'the agency and the voucher number',
};

const CHECK_NUMBER = /^\d{1,15}$/;
const ITEM_NUMBER = /^[A-Za-z0-9-]{1,24}$/;
const AUTHORIZATION = /^[A-Za-z0-9]{1,12}$/;
const LAST4 = /^\d{4}$/;
const MAX_NAME_CHARS = 80;
const MAX_BRAND_CHARS = 20;

/**
 * The tender with its texts cleaned, or why it is refused. The type's maximum is not judged here: a supervisor may
 * allow more (see `overLimitTenders`).
 * Errors: CARD_NUMBER_DISCARDED, TENDER_AMOUNT, TENDER_DETAILS_MISSING, TENDER_DETAILS_UNEXPECTED, ROUTING_NUMBER_WRONG,
 * CHECK_NUMBER_WRONG, CHECK_POST_DATED, CHECK_STALE, ITEM_NUMBER_WRONG, CARD_DETAILS_WRONG, TENDER_TEXT.
 */
export function checkTenderInput(
  type: TenderType,
  input: TenderInput,
  facts: TenderFacts,
): Result<TenderInput> {
  // First of all, so that no later refusal can repeat the value.
  const cardField = findCardNumber(input);
  if (cardField !== undefined) {
    return refuse('CARD_NUMBER_DISCARDED', { field: `${facts.field}.${cardField}` });
  }
  const amountField = `${facts.field}.amountCents`;
  if (!Number.isSafeInteger(input.amountCents) || input.amountCents <= 0) {
    return refuse('TENDER_AMOUNT', { field: amountField, params: { name: type.name } });
  }
  if (input.amountCents > MAX_AMOUNT_CENTS) {
    return refuse('AMOUNT_TOO_LARGE', { field: amountField, value: formatCents(input.amountCents) });
  }
  const asked = DETAIL_OF[type.reference];
  const params = { name: type.name, asked: ASKED_FOR[type.reference] };
  if (asked !== undefined && input[asked] === undefined) {
    return refuse('TENDER_DETAILS_MISSING', { field: `${facts.field}.${asked}`, params });
  }
  const extra = DETAILS.find((detail) => detail !== asked && input[detail] !== undefined);
  if (extra !== undefined) {
    return refuse('TENDER_DETAILS_UNEXPECTED', { field: `${facts.field}.${extra}`, params });
  }
  const details = asked === undefined ? ok({}) : checkDetails(asked, input, facts);
  if (!details.ok) return details;
  return ok({ tenderType: type.code, amountCents: input.amountCents, ...details.value });
}

function checkDetails(asked: keyof Details, input: Details, facts: TenderFacts): Result<Details> {
  switch (asked) {
    case 'check':
      return input.check ? wrap(checkCheck(input.check, facts), (check) => ({ check })) : ok({});
    case 'item':
      return input.item ? wrap(checkItem(input.item, facts), (item) => ({ item })) : ok({});
    case 'card':
      return input.card ? wrap(checkCard(input.card, facts), (card) => ({ card })) : ok({});
    case 'pledge':
      return input.pledge ? wrap(checkPledge(input.pledge, facts), (pledge) => ({ pledge })) : ok({});
    default:
      return assertNever(asked);
  }
}

const wrap = <T>(result: Result<T>, into: (value: T) => Details): Result<Details> =>
  result.ok ? ok(into(result.value)) : result;

function checkCheck(
  check: CheckDetails,
  { field, businessDate, checkStaleDays }: TenderFacts,
): Result<CheckDetails> {
  if (!isRoutingNumber(check.routing)) {
    return refuse('ROUTING_NUMBER_WRONG', { field: `${field}.check.routing`, value: check.routing });
  }
  if (!CHECK_NUMBER.test(check.number)) {
    return refuse('CHECK_NUMBER_WRONG', { field: `${field}.check.number`, value: check.number });
  }
  const dateField = `${field}.check.date`;
  if (check.date !== undefined) {
    if (!isDate(check.date)) return refuse('NOT_A_DATE', { field: dateField, value: check.date });
    const ageDays = daysBetween(check.date, businessDate);
    const shown = { field: dateField, value: formatDate(check.date) };
    if (ageDays < 0) return refuse('CHECK_POST_DATED', shown);
    if (ageDays > checkStaleDays) {
      return refuse('CHECK_STALE', { ...shown, params: { days: String(checkStaleDays) } });
    }
  }
  const drawerName = oneLine(check.drawerName ?? '');
  if (drawerName.length > MAX_NAME_CHARS) return tooLong(`${field}.check.drawerName`, MAX_NAME_CHARS);
  const { drawerName: _typed, ...rest } = check;
  return ok(drawerName === '' ? rest : { ...rest, drawerName });
}

function checkItem(item: ItemDetails, { field }: TenderFacts): Result<ItemDetails> {
  if (!ITEM_NUMBER.test(item.number)) {
    return refuse('ITEM_NUMBER_WRONG', { field: `${field}.item.number`, value: item.number });
  }
  const issuer = oneLine(item.issuer ?? '');
  if (issuer.length > MAX_NAME_CHARS) return tooLong(`${field}.item.issuer`, MAX_NAME_CHARS);
  return ok(issuer === '' ? { number: item.number } : { number: item.number, issuer });
}

function checkCard(card: CardDetails, { field }: TenderFacts): Result<CardDetails> {
  const brand = oneLine(card.brand);
  const wrong = (part: keyof CardDetails, expected: string): Refused =>
    refuse('CARD_DETAILS_WRONG', { field: `${field}.card.${part}`, params: { expected } });
  if (!AUTHORIZATION.test(card.authorization)) {
    return wrong('authorization', 'an authorization code of up to 12 letters and digits');
  }
  if (brand === '' || brand.length > MAX_BRAND_CHARS || /\d{5}/.test(brand))
    return wrong('brand', 'a card brand');
  if (!LAST4.test(card.last4)) return wrong('last4', 'exactly the last four digits');
  const typed = { authorization: card.authorization.toUpperCase(), brand, last4: card.last4 };
  return ok(card.terminal === undefined ? typed : { ...typed, terminal: card.terminal });
}

function checkPledge(pledge: PledgeDetails, { field }: TenderFacts): Result<PledgeDetails> {
  const agency = oneLine(pledge.agency);
  if (agency === '') {
    return refuse('TENDER_DETAILS_MISSING', {
      field: `${field}.pledge.agency`,
      params: { name: 'An agency pledge', asked: ASKED_FOR['agency+number'] },
    });
  }
  if (agency.length > MAX_NAME_CHARS) return tooLong(`${field}.pledge.agency`, MAX_NAME_CHARS);
  if (!ITEM_NUMBER.test(pledge.number)) {
    return refuse('ITEM_NUMBER_WRONG', { field: `${field}.pledge.number`, value: pledge.number });
  }
  return ok({ agency, number: pledge.number });
}

const tooLong = (field: string, limit: number): Refused =>
  refuse('TENDER_TEXT', { field, params: { limit: String(limit) } });

/** True when the amount is beyond what the type allows without a supervisor. */
export const isOverMaximum = (type: TenderType, amountCents: number): boolean =>
  type.maximumCents !== undefined && amountCents > type.maximumCents;

/** The number by which an instrument is counted, found again and recognised; undefined for cash. */
export const instrumentNumber = (tender: Details): string | undefined =>
  tender.check?.number ?? tender.item?.number ?? tender.card?.authorization ?? tender.pledge?.number;
