/** What each kind of tender asks for at the counter, and how the answers become the tender. Pure. */
import { isRoutingNumber } from '../../../shared/kernel/routing-number.ts';
import { refuse } from '../../../shared/kernel/result.ts';
import type { Refusal } from '../../../shared/kernel/result.ts';
import { isDate } from '../../../shared/kernel/time.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { Output } from '../../bridge/bridge.ts';
import type { TenderInput } from './draft.ts';
import type { TenderType } from './preview.ts';

export type TenderField = {
  readonly name: string;
  readonly label: string;
  readonly numeric?: boolean;
  /** Reached by Tab; Enter passes it by. */
  readonly optional?: boolean;
  readonly date?: boolean;
  readonly maxLength: number;
  readonly wide?: boolean;
};

export const TENDER_FIELDS: Readonly<Record<TenderType['reference'], readonly TenderField[]>> = {
  none: [],
  'routing+number': [
    { name: 'routing', label: 'Routing number', numeric: true, maxLength: 9 },
    { name: 'number', label: 'Check number', numeric: true, maxLength: 15 },
    { name: 'date', label: 'Date on it, if not today', optional: true, date: true, maxLength: 10 },
    { name: 'drawerName', label: 'Name on it, if another', optional: true, maxLength: 80 },
  ],
  number: [
    { name: 'number', label: 'Number', maxLength: 24 },
    { name: 'issuer', label: 'Issuer', optional: true, maxLength: 40 },
  ],
  'authorization+last4': [
    { name: 'authorization', label: 'Authorization', maxLength: 12 },
    { name: 'brand', label: 'Brand: V, M, A, D', maxLength: 20 },
    { name: 'last4', label: 'Last four', numeric: true, maxLength: 4 },
  ],
  'agency+number': [
    { name: 'agency', label: 'Agency', maxLength: 60, wide: true },
    { name: 'number', label: 'Voucher number', maxLength: 24 },
  ],
};

const BRANDS: readonly string[] = ['Visa', 'Mastercard', 'American Express', 'Discover'];

/** `v` → `Visa`: one letter is enough for the brands a lobby sees. */
export const brandOf = (typed: string): string =>
  BRANDS.find((brand) => typed !== '' && brand.toLowerCase().startsWith(typed.trim().toLowerCase())) ??
  typed.trim();

export type Details = Readonly<Record<string, string>>;

const given = (details: Details, name: string): string => (details[name] ?? '').trim();

/** The first thing that is missing or wrong, by field; null when the desk may be asked. */
export function detailProblem(
  type: TenderType,
  details: Details,
): { readonly field: string; readonly error: Refusal | string } | null {
  const missing = TENDER_FIELDS[type.reference].find(
    (field) => field.optional !== true && given(details, field.name) === '',
  );
  if (missing)
    return { field: missing.name, error: `${type.name} needs this. Type it from the item in hand.` };
  const wrong = (field: string, error: Refusal) => ({ field, error });
  switch (type.reference) {
    case 'routing+number': {
      const routing = given(details, 'routing');
      if (!isRoutingNumber(routing))
        return wrong('routing', refuse('ROUTING_NUMBER_WRONG', { value: routing }).error);
      const number = given(details, 'number');
      if (!/^\d{1,15}$/.test(number))
        return wrong('number', refuse('CHECK_NUMBER_WRONG', { value: number }).error);
      const date = given(details, 'date');
      return date === '' || isDate(date) ? null : wrong('date', refuse('NOT_A_DATE', { value: date }).error);
    }
    case 'number':
    case 'agency+number': {
      const number = given(details, 'number');
      return /^[A-Za-z0-9-]{1,24}$/.test(number)
        ? null
        : wrong('number', refuse('ITEM_NUMBER_WRONG', { value: number }).error);
    }
    case 'authorization+last4': {
      if (!/^[A-Za-z0-9]{1,12}$/.test(given(details, 'authorization'))) {
        return {
          field: 'authorization',
          error: 'The authorization code has up to 12 letters and digits, as on the slip.',
        };
      }
      return /^\d{4}$/.test(given(details, 'last4'))
        ? null
        : { field: 'last4', error: 'Only the last four digits of the card, as on the slip.' };
    }
    case 'none':
      return null;
  }
}

export function tenderInput(type: TenderType, amountCents: Cents, details: Details): TenderInput {
  const base = { tenderType: type.code, amountCents };
  const optional = (name: string): Record<string, string> => {
    const value = given(details, name);
    return value === '' ? {} : { [name]: value };
  };
  switch (type.reference) {
    case 'none':
      return base;
    case 'routing+number': {
      const date = given(details, 'date');
      return {
        ...base,
        check: {
          routing: given(details, 'routing'),
          number: given(details, 'number'),
          ...optional('drawerName'),
          ...optional('readingId'),
          ...(isDate(date) ? { date } : {}),
        },
      };
    }
    case 'number':
      return { ...base, item: { number: given(details, 'number'), ...optional('issuer') } };
    case 'authorization+last4':
      return {
        ...base,
        card: {
          authorization: given(details, 'authorization').toUpperCase(),
          brand: brandOf(given(details, 'brand')),
          last4: given(details, 'last4'),
        },
      };
    case 'agency+number':
      return { ...base, pledge: { agency: given(details, 'agency'), number: given(details, 'number') } };
  }
}

/** The texts that were typed for a tender that is being mended. */
export function detailsOf({ check, item, card, pledge }: TenderInput): Details {
  return { ...check, ...item, ...card, ...pledge };
}

/** The same check, as if it had been typed. */
export function withoutReading(details: Details): Details {
  const { readingId: _id, accountLast4: _last4, ...typed } = details;
  return typed;
}

/**
 * A field that was typed into. The reader's account number goes with the numbers that it read: another routing number,
 * or another check number than one that was read surely, is another check in hand.
 */
export function withDetail(
  details: Details,
  name: string,
  text: string,
  doubts: readonly string[] = [],
): Details {
  const isOther = name === 'routing' || (name === 'number' && doubts.length === 0);
  return { ...(isOther && text !== details[name] ? withoutReading(details) : details), [name]: text };
}

export type CheckRead = Extract<Output<'device.reading'>, { kind: 'check' }>;

/** Of the form, what is not about one particular check that was read before. */
function withoutRead(details: Details): Details {
  if (details['readingId'] === undefined) return details;
  const { routing: _routing, number: _number, ...rest } = withoutReading(details);
  return rest;
}

/** What a check reader filled in. What it could not read stays as it was typed, and never as it was read of another. */
export const checkDetails = (details: Details, read: CheckRead): Details => ({
  ...withoutRead(details),
  ...(read.routing === '' ? {} : { routing: read.routing }),
  ...(read.number === '' ? {} : { number: read.number }),
  ...(read.result === 'unreadable' ? {} : { readingId: read.readingId, accountLast4: read.accountLast4 }),
});

/** The field that the person compares with the check first; null when every number was read surely. */
export function doubtfulField(read: CheckRead): 'routing' | 'number' | null {
  if (read.result === 'read') return null;
  return isRoutingNumber(read.routing) && read.number === '' ? 'number' : 'routing';
}

/**
 * The kind of check that was read: of two that differ in that only, the one for companies. A cashier's check that was
 * chosen by hand stays one: its line says nothing about that.
 */
export function checkTypeFor(
  read: CheckRead,
  types: readonly TenderType[],
  current: TenderType | undefined,
): TenderType | undefined {
  if (current?.kind === 'check' && current.guaranteedFunds) return current;
  const checks = types.filter((type) => type.kind === 'check' && !type.guaranteedFunds);
  const isBusiness = (type: TenderType): boolean => /business|company|corporate/i.test(type.name);
  if (read.result === 'unreadable' || !checks.some(isBusiness))
    return current?.kind === 'check' ? current : checks[0];
  return checks.find((type) => isBusiness(type) === read.business) ?? checks[0];
}

/** `No. 1041, routing 122199912`: what tells one tender from another on the list. */
export function tenderWords({ check, item, card, pledge }: TenderInput): string {
  if (check) return [`No. ${check.number}`, check.drawerName].filter((part) => part !== undefined).join(', ');
  if (item) return [`No. ${item.number}`, item.issuer].filter((part) => part !== undefined).join(', ');
  if (card) return `${card.brand} ending ${card.last4}, authorization ${card.authorization}`;
  if (pledge) return `${pledge.agency}, no. ${pledge.number}`;
  return '';
}

/** Which field of the form a refusal of the desk means: `tenders.1.check.routing` → tender 1, `routing`. */
export function refusedTender(
  field: string | undefined,
): { readonly index: number; readonly field: string } | null {
  const match = /^tenders\.(\d+)(?:\.(?:check|item|card|pledge))?(?:\.(\w+))?$/.exec(field ?? '');
  return match ? { index: Number(match[1]), field: match[2] ?? 'amountCents' } : null;
}

/** The tender types that the letters choose; a second K goes from personal to business check. */
export function tenderTypeFor(
  letter: 'cash' | 'card' | 'check' | 'cashiers-check' | 'money-order' | 'pledge',
  types: readonly TenderType[],
  current: string | null,
): TenderType | undefined {
  switch (letter) {
    case 'cash':
      return types.find((type) => type.kind === 'cash');
    case 'card':
      return types.find((type) => type.kind === 'card');
    case 'money-order':
      return types.find((type) => type.kind === 'item');
    case 'pledge':
      return types.find((type) => type.kind === 'voucher');
    case 'cashiers-check':
      return types.find((type) => type.kind === 'check' && type.guaranteedFunds);
    case 'check': {
      const checks = types.filter((type) => type.kind === 'check' && !type.guaranteedFunds);
      const at = checks.findIndex((type) => type.code === current);
      return checks[(at + 1) % Math.max(1, checks.length)];
    }
  }
}
