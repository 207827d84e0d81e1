/** What is wrong with the scan lines of an office, before it works by them: each alone, and all beside each other. */
import type { ErrorCode } from '../../errors/codes.ts';
import { maskCardNumbers } from '../../kernel/card-number.ts';
import type {
  Columns,
  ScanlineCheck,
  ScanlineField,
  ScanlineFieldType,
  ScanlineProfile,
} from './scanline.ts';

/** One thing that does not fit, at its place: `fields.1.start` of a profile, `scanlines.0.fields.1.start` of an office. */
export type ScanlineProfileFault = {
  readonly code: Extract<ErrorCode, `SCANLINE_${string}`>;
  readonly field: string;
  readonly value: string;
  /** Whole sentence. */
  readonly reason: string;
};

const SHORTEST_LINE = 10;
const LONGEST_LINE = 80;
/** The number that billing knows the account by, everywhere in the program. */
export const ACCOUNT_DIGITS = 9;
const MOST_FIELDS = 20;
const MOST_CHECKS = 5;
const MOST_LINES = 20;
const GREATEST_WEIGHT = 97;

const fault = (field: string, value: string | number | null, reason: string): ScanlineProfileFault => ({
  code: 'SCANLINE_VALUE',
  field,
  // `account` is exempt from the bus's guard by its name, and may hold anything.
  value: maskCardNumbers(String(value ?? '')),
  reason,
});

const isIn = (value: number, from: number, to: number): boolean =>
  Number.isInteger(value) && value >= from && value <= to;

const areInside = ({ start, length }: Columns, lineLength: number): boolean =>
  isIn(start, 1, lineLength) && isIn(length, 1, lineLength) && start + length - 1 <= lineLength;

const columnsText = ({ start, length }: Columns): string =>
  length === 1 ? String(start) : `${start}–${start + length - 1}`;

const isDateType = (type: ScanlineFieldType): boolean => type !== 'digits' && type !== 'cents';

/** Of one profile by itself; empty when it can be used. */
export function scanlineProfileFaults(profile: ScanlineProfile): readonly ScanlineProfileFault[] {
  const { name, length, fields, checks } = profile;
  const faults: ScanlineProfileFault[] = [];
  if (name.trim() === '') faults.push(fault('name', name, 'It has no name.'));
  // An account number is typed where stubs are scanned: a line as long as one would be taken for the other.
  if (!isIn(length, SHORTEST_LINE, LONGEST_LINE))
    faults.push(fault('length', length, `The length is not from ${SHORTEST_LINE} to ${LONGEST_LINE}.`));
  if (fields.length > MOST_FIELDS)
    faults.push(fault('fields', fields.length, `There are more than ${MOST_FIELDS} fields.`));
  if (checks.length > MOST_CHECKS)
    faults.push(fault('checks', checks.length, `There are more than ${MOST_CHECKS} check characters.`));
  fields.forEach((field, at) => faults.push(...fieldFaults(field, `fields.${at}`, profile)));
  checks.forEach((check, at) => faults.push(...checkFaults(check, `checks.${at}`, length)));
  faults.push(...roleFaults(profile));
  return faults.length > 0 ? faults : cardFaults(profile);
}

function fieldFaults(
  field: ScanlineField,
  at: string,
  { fields, length }: ScanlineProfile,
): ScanlineProfileFault[] {
  const { name, type, constant } = field;
  const faults: ScanlineProfileFault[] = [];
  if (name.trim() === '') faults.push(fault(`${at}.name`, name, 'A field has no name.'));
  else if (fields.find((each) => each.name === name) !== field)
    faults.push(fault(`${at}.name`, name, 'Two fields have the same name.'));
  if (!areInside(field, length))
    faults.push(fault(`${at}.start`, columnsText(field), `Field ${name} is not inside the line.`));
  if (isDateType(type) && field.length !== type.length)
    faults.push(fault(`${at}.length`, field.length, `Field ${name} is a date ${type} of another length.`));
  // Longer figures are not exact, and no bill is so large.
  if (type === 'cents' && field.length > 12)
    faults.push(fault(`${at}.length`, field.length, `Field ${name} has more than 12 digits of cents.`));
  if (constant === undefined) return faults;
  if (!/^\d+$/.test(constant))
    faults.push(fault(`${at}.constant`, constant, `The constant of field ${name} is not digits.`));
  else if (constant.length !== field.length)
    faults.push(fault(`${at}.constant`, constant, `The constant of field ${name} has another length.`));
  return faults;
}

function checkFaults(check: ScanlineCheck, at: string, lineLength: number): ScanlineProfileFault[] {
  const { over, weights, modulus } = check;
  const faults: ScanlineProfileFault[] = [];
  const which = `Check ${Number(at.split('.')[1]) + 1}`;
  if (!areInside(over, lineLength))
    faults.push(fault(`${at}.over`, columnsText(over), `${which} does not guard columns of the line.`));
  if (!isIn(check.at, 1, lineLength))
    faults.push(fault(`${at}.at`, check.at, `${which} is not inside the line.`));
  else if (check.at >= over.start && check.at < over.start + over.length)
    faults.push(fault(`${at}.at`, check.at, `${which} guards itself.`));
  if (weights.length === 0 || weights.some((weight) => !isIn(weight, 1, GREATEST_WEIGHT)))
    faults.push(
      fault(`${at}.weights`, weights.join(' '), `${which} has no weights from 1 to ${GREATEST_WEIGHT}.`),
    );
  if (!isIn(modulus, 2, 11))
    faults.push(fault(`${at}.modulus`, modulus, `${which} has a modulus that is not from 2 to 11.`));
  return faults;
}

function roleFaults({ fields, account, amount, dueDate }: ScanlineProfile): ScanlineProfileFault[] {
  const faults: ScanlineProfileFault[] = [];
  const named = (name: string | null): ScanlineField | undefined =>
    fields.find((field) => field.name === name);
  const holder = named(account);
  if (holder?.type !== 'digits')
    faults.push(fault('account', account, 'The account is not a field of digits.'));
  else if (holder.length !== ACCOUNT_DIGITS)
    faults.push(fault('account', account, `The account does not have ${ACCOUNT_DIGITS} digits.`));
  if (amount !== null && named(amount)?.type !== 'cents')
    faults.push(fault('amount', amount, 'The amount is not a field of cents.'));
  const due = named(dueDate);
  if (dueDate !== null && (due === undefined || !isDateType(due.type)))
    faults.push(fault('dueDate', dueDate, 'The due date is not a field with a date.'));
  return faults;
}

const SHORTEST_CARD = 13;
const LONGEST_CARD = 19;
/** A line that fits is let through although its digits look like a card's: so hardly any card may fit it. */
const MOST_CARDS_THAT_FIT = 1 / 100;
const DATES_OF_ALL_DIGITS = 366 / 10_000;

/** Every card number passes such a check: it tells no card from a bill. */
const isLikeLuhn = ({ over, at, products, modulus }: ScanlineCheck, length: number): boolean =>
  modulus === 10 && products === 'digit-sum' && over.length === length - 1 && (at === length || at === 1);

/** The share of all card numbers of this length that would pass for such a line. */
function shareOfCards({ length, fields, checks }: ScanlineProfile): number {
  const ofFields = fields.map(({ type, constant }) =>
    constant !== undefined ? 10 ** -constant.length : isDateType(type) ? DATES_OF_ALL_DIGITS : 1,
  );
  const ofChecks = checks.map((check) => (isLikeLuhn(check, length) ? 1 : 1 / check.modulus));
  return [...ofFields, ...ofChecks].reduce((share, each) => share * each, 1);
}

const cardFaults = (profile: ScanlineProfile): readonly ScanlineProfileFault[] =>
  isIn(profile.length, SHORTEST_CARD, LONGEST_CARD) && shareOfCards(profile) > MOST_CARDS_THAT_FIT
    ? [
        {
          code: 'SCANLINE_LIKE_CARD',
          field: 'length',
          value: String(profile.length),
          reason: 'It is as long as a card number, and card numbers would fit it.',
        },
      ]
    : [];

/** True unless a column in which both have a constant tells them apart: checks and dates fit a strange line by chance. */
function mayBothFit(one: ScanlineProfile, other: ScanlineProfile): boolean {
  if (one.length !== other.length) return false;
  const constants = constantColumns(one);
  return ![...constantColumns(other)].some(([column, digit]) => (constants.get(column) ?? digit) !== digit);
}

const constantColumns = ({ fields }: ScanlineProfile): ReadonlyMap<number, string> =>
  new Map(
    fields.flatMap(({ start, constant = '' }) =>
      Array.from(constant, (digit, at): [number, string] => [start + at, digit]),
    ),
  );

/** Of all scan lines of an office, each place from the list on: `scanlines.0.length`. */
export function scanlinesFaults(profiles: readonly ScanlineProfile[]): readonly ScanlineProfileFault[] {
  if (profiles.length > MOST_LINES)
    return [fault('scanlines', profiles.length, `There are more than ${MOST_LINES}.`)];
  return profiles.flatMap((profile, at) => {
    const earlier = profiles.slice(0, at);
    const alike = earlier.find((other) => mayBothFit(profile, other));
    return [
      ...scanlineProfileFaults(profile).map((each) => ({ ...each, field: `scanlines.${at}.${each.field}` })),
      ...(earlier.some(({ name }) => name.trim() === profile.name.trim())
        ? [
            {
              code: 'SCANLINE_NAME_TAKEN' as const,
              field: `scanlines.${at}.name`,
              value: profile.name,
              reason: 'Another scan line has this name.',
            },
          ]
        : []),
      ...(alike
        ? [
            {
              code: 'SCANLINE_ALIKE' as const,
              field: `scanlines.${at}.length`,
              value: String(profile.length),
              reason: `A line may fit both it and ${alike.name}.`,
            },
          ]
        : []),
    ];
  });
}
