/**
 * Scan lines of any utility, as data: which columns hold what, and which check characters guard them. A scan that fits
 * no profile is nobody's, and a scan that fits two is not guessed at.
 */
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { isDate } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import { checkCharacter } from './check-digit.ts';
import type { CheckRule } from './check-digit.ts';

/** Dates are 2000–2099 where the year has two digits: no bill is older. */
export const SCANLINE_FIELD_TYPES = [
  'digits',
  'cents',
  'MMDDYY',
  'YYMMDD',
  'DDMMYY',
  'MMDDYYYY',
  'YYYYMMDD',
] as const;
export type ScanlineFieldType = (typeof SCANLINE_FIELD_TYPES)[number];

/** Columns count from 1, blanks taken out, as utilities' own specifications count them. */
export type Columns = { readonly start: number; readonly length: number };

export type ScanlineField = Columns & {
  readonly name: string;
  readonly type: ScanlineFieldType;
  /** What it must hold: a utility's own number, by which its scan lines are told from others. */
  readonly constant?: string;
};

export type ScanlineCheck = CheckRule & {
  /** The digits that it guards. */
  readonly over: Columns;
  /** The column of the check character. */
  readonly at: number;
};

export type ScanlineProfile = {
  readonly name: string;
  /** Of the whole line, blanks taken out. */
  readonly length: number;
  readonly fields: readonly ScanlineField[];
  /** Looked at in this order; none: the line is not guarded. */
  readonly checks: readonly ScanlineCheck[];
  /** Names of fields: which of them the counter works with. */
  readonly account: string;
  readonly dueDate: string | null;
  /** A suggestion only: balance and due come from the billing import. */
  readonly amount: string | null;
};

export type Scanline = {
  readonly profile: string;
  readonly account: string;
  readonly dueDate?: BusinessDate;
  readonly amountCents?: Cents;
  /** Every field's digits by its name. */
  readonly fields: Readonly<Record<string, string>>;
};

/** One line of the test button: columns, what stands there, how it is read. */
export type TriedField = Columns & {
  readonly name: string;
  readonly text: string;
  /** Null when it cannot be read as its type, or is not the constant. */
  readonly value: string | null;
};
export type TriedCheck = {
  readonly at: number;
  readonly over: Columns;
  readonly found: string;
  /** Null where the rule forbids these digits. */
  readonly expected: string | null;
  readonly fits: boolean;
};

export type ScanlineTrial = {
  readonly profile: string;
  readonly fits: boolean;
  readonly fault?: ScanlineFault;
  /** Empty when the line has another length or other characters. */
  readonly fields: readonly TriedField[];
  readonly checks: readonly TriedCheck[];
};

export type ScanlineFault =
  | { readonly at: 'characters' }
  | { readonly at: 'length'; readonly found: number; readonly expected: number }
  /** Of the check at this index of the profile. */
  | { readonly at: 'check'; readonly index: number }
  | { readonly at: 'field'; readonly name: string };

export const withoutBlanks = (text: string): string => text.replace(/[ \t\r\n]/g, '');

const slice = (line: string, { start, length }: Columns): string => line.slice(start - 1, start - 1 + length);

const dateOfDigits: Readonly<Record<Exclude<ScanlineFieldType, 'digits' | 'cents'>, RegExp>> = {
  MMDDYY: /^(?<month>..)(?<day>..)(?<year>..)$/,
  YYMMDD: /^(?<year>..)(?<month>..)(?<day>..)$/,
  DDMMYY: /^(?<day>..)(?<month>..)(?<year>..)$/,
  MMDDYYYY: /^(?<month>..)(?<day>..)(?<year>....)$/,
  YYYYMMDD: /^(?<year>....)(?<month>..)(?<day>..)$/,
};

function valueOf(text: string, { type, constant }: ScanlineField): string | null {
  if (!/^\d+$/.test(text) || (constant !== undefined && text !== constant)) return null;
  if (type === 'digits') return text;
  if (type === 'cents') return Number.isSafeInteger(Number(text)) ? String(Number(text)) : null;
  const { year = '', month = '', day = '' } = dateOfDigits[type].exec(text)?.groups ?? {};
  const iso = `${year.length === 2 ? '20' : ''}${year}-${month}-${day}`;
  return isDate(iso) ? iso : null;
}

function tryCheck(line: string, check: ScanlineCheck): TriedCheck {
  const { at, over } = check;
  const body = slice(line, over);
  const found = line.charAt(at - 1);
  const expected = (/^\d+$/.test(body) ? checkCharacter(body, check) : undefined) ?? null;
  return { at, over, found, expected, fits: found === expected };
}

/** How a line is read by one profile, step by step, whether or not it fits: for the test button and for `parseScanline`. */
export function tryScanline(text: string, profile: ScanlineProfile): ScanlineTrial {
  const line = withoutBlanks(text);
  const shape = faultOfShape(line, profile);
  if (shape) return { profile: profile.name, fits: false, fault: shape, fields: [], checks: [] };
  const checks = profile.checks.map((check) => tryCheck(line, check));
  const fields = profile.fields.map((field): TriedField => {
    const { name, start, length } = field;
    const found = slice(line, field);
    return { name, start, length, text: found, value: valueOf(found, field) };
  });
  const wrongCheck = checks.findIndex((check) => !check.fits);
  const wrongField = fields.find((field) => field.value === null);
  const fault: ScanlineFault | undefined =
    wrongCheck >= 0
      ? { at: 'check', index: wrongCheck }
      : wrongField && { at: 'field', name: wrongField.name };
  return { profile: profile.name, fits: fault === undefined, ...(fault ? { fault } : {}), fields, checks };
}

/** True when the text has the length and the characters of such a line, before any digit of it is checked. */
export const hasShapeOf = (text: string, profile: ScanlineProfile): boolean =>
  faultOfShape(withoutBlanks(text), profile) === undefined;

/** Digits everywhere, and an X only where a check may be one. */
function faultOfShape(line: string, { length, checks }: ScanlineProfile): ScanlineFault | undefined {
  const mayBeX = new Set(checks.filter(({ ten }) => ten === 'X').map(({ at }) => at));
  const odd = Array.from(line).some(
    (character, index) => !/^\d$/.test(character) && !(character === 'X' && mayBeX.has(index + 1)),
  );
  if (odd || line === '') return { at: 'characters' };
  return line.length === length ? undefined : { at: 'length', found: line.length, expected: length };
}

/** What a line says, of which `tryScanline` has shown that it fits. */
function scanlineOf(trial: ScanlineTrial, profile: ScanlineProfile): Scanline {
  const valueByName = new Map(trial.fields.map(({ name, value }) => [name, value]));
  const dueDate = profile.dueDate === null ? undefined : valueByName.get(profile.dueDate);
  const amount = profile.amount === null ? undefined : valueByName.get(profile.amount);
  return {
    profile: profile.name,
    account: valueByName.get(profile.account) ?? '',
    ...(typeof dueDate === 'string' && isDate(dueDate) ? { dueDate } : {}),
    ...(typeof amount === 'string' ? { amountCents: Number(amount) } : {}),
    fields: Object.fromEntries(trial.fields.map(({ name, text }) => [name, text])),
  };
}

/**
 * Reads a scan by the one profile that it fits. Errors: STUB_CHECK_DIGIT when it would fit one but for its check,
 * STUB_NOT_READABLE when it fits none or more than one. Neither repeats the text: what was scanned may have been
 * something else.
 */
export function parseScanline(text: string, profiles: readonly ScanlineProfile[]): Result<Scanline> {
  const tried = profiles.map((profile) => ({ profile, trial: tryScanline(text, profile) }));
  const fitting = tried.filter(({ trial }) => trial.fits);
  const [first, second] = fitting;
  if (first && !second) return ok(scanlineOf(first.trial, first.profile));
  const unreadable = (reason: string): Result<Scanline> =>
    refuse('STUB_NOT_READABLE', { field: 'stub', params: { reason } });
  if (first)
    return unreadable(
      `it fits more than one scan line: ${fitting.map(({ profile }) => profile.name).join(', ')}`,
    );
  if (tried.some(({ trial }) => trial.fault?.at === 'check'))
    return refuse('STUB_CHECK_DIGIT', { field: 'stub' });
  const [only, another] = tried;
  return unreadable(
    (another === undefined && only ? reasonOf(only.trial.fault, only.profile) : undefined) ??
      'it fits none of the scan lines that are set up',
  );
}

/** Said where one profile alone was tried: with several, nobody knows which of them it was to be. */
function reasonOf(fault: ScanlineFault | undefined, { fields }: ScanlineProfile): string | undefined {
  const field = fault?.at === 'field' ? fields.find(({ name }) => name === fault.name) : undefined;
  if (!field) return undefined;
  if (field.constant !== undefined) return `its ${field.name} is not ${field.constant}`;
  return `its ${field.name} is no ${field.type === 'digits' || field.type === 'cents' ? 'number' : 'date'}`;
}

/**
 * What the find field asks first. Null when the text has not the shape of any of these lines: then it is a number, a name
 * or an address. Errors: those of `parseScanline`, of the profiles whose shape it has.
 */
export function readStub(text: string, profiles: readonly ScanlineProfile[]): Result<Scanline> | null {
  const shaped = profiles.filter((profile) => hasShapeOf(text, profile));
  return shaped.length === 0 ? null : parseScanline(text, shaped);
}

/**
 * For the card guards, which must make no text of what may be a card: a text is made only of bytes as long as one of the
 * scan lines is.
 */
export const isScanlineBytes =
  (profiles: readonly ScanlineProfile[]) =>
  (bytes: Uint8Array): boolean => {
    const fitting = profiles.filter(({ length }) => length === bytes.length);
    if (fitting.length === 0) return false;
    const text = String.fromCharCode(...bytes);
    return fitting.some((profile) => tryScanline(text, profile).fits);
  };
