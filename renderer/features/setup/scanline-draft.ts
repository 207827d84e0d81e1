/** Scan lines while they are set up: changes that keep a profile whole, and a trial in words. Pure. */
import type { Input, Output } from '../../bridge/bridge.ts';
import { scanlinesFaults } from '../../../shared/domain/stub/scanline-faults.ts';
import type { ScanlineFieldType } from '../../../shared/domain/stub/scanline.ts';

export type Profile = Input<'setup.set-scanlines'>['scanlines'][number];
export type Field = Profile['fields'][number];
export type Check = Profile['checks'][number];
export type Trial = Output<'setup.try-scanline'>;

export const FIELD_TYPES: readonly { readonly value: ScanlineFieldType; readonly label: string }[] = [
  { value: 'digits', label: 'Digits' },
  { value: 'cents', label: 'Cents' },
  { value: 'MMDDYY', label: 'MMDDYY' },
  { value: 'YYMMDD', label: 'YYMMDD' },
  { value: 'DDMMYY', label: 'DDMMYY' },
  { value: 'MMDDYYYY', label: 'MMDDYYYY' },
  { value: 'YYYYMMDD', label: 'YYYYMMDD' },
];

/** What the next one would be called: no two have one name. */
function freeName(base: string, taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number += 1)
    if (!taken.includes(`${base} ${number}`)) return `${base} ${number}`;
}

/** The shortest that can be used: an account and its check digit. */
export const newProfile = (profiles: readonly Profile[]): Profile => ({
  name: freeName(
    'Scan line',
    profiles.map(({ name }) => name),
  ),
  length: 10,
  fields: [{ name: 'account', start: 1, length: 9, type: 'digits' }],
  checks: [{ ...NEW_CHECK, over: { start: 1, length: 9 }, at: 10 }],
  account: 'account',
  dueDate: null,
  amount: null,
});

const NEW_CHECK = {
  weights: [2, 1],
  from: 'right',
  products: 'digit-sum',
  modulus: 10,
  complement: true,
  ten: 'forbidden',
} as const;

/** Behind the last field, so that fields are typed in the order of the line. */
export function withNewField(profile: Profile): Profile {
  const start = Math.max(0, ...profile.fields.map((field) => field.start + field.length - 1)) + 1;
  const name = freeName(
    'field',
    profile.fields.map((field) => field.name),
  );
  return { ...profile, fields: [...profile.fields, { name, start, length: 1, type: 'digits' }] };
}

/** The date types have one length each. */
export const withType = (field: Field, type: ScanlineFieldType): Field => ({
  ...field,
  type,
  ...(type === 'digits' || type === 'cents' ? {} : { length: type.length }),
});

/** An empty constant is none. */
export function withConstant({ constant: _, ...field }: Field, typed: string): Field {
  return typed === '' ? field : { ...field, constant: typed };
}

/** What the counter works with goes on being the same field under its new name. */
export function withField(profile: Profile, at: number, field: Field): Profile {
  const before = profile.fields[at]?.name;
  const renamed = <Name extends string | null>(name: Name): Name | string =>
    name === before ? field.name : name;
  return {
    ...profile,
    fields: profile.fields.map((each, index) => (index === at ? field : each)),
    account: renamed(profile.account),
    amount: renamed(profile.amount),
    dueDate: renamed(profile.dueDate),
  };
}

export function withoutField(profile: Profile, at: number): Profile {
  const gone = profile.fields[at]?.name;
  return {
    ...profile,
    fields: profile.fields.filter((_, index) => index !== at),
    account: profile.account === gone ? '' : profile.account,
    amount: profile.amount === gone ? null : profile.amount,
    dueDate: profile.dueDate === gone ? null : profile.dueDate,
  };
}

/** Over everything before the last column, which it takes. */
export const withNewCheck = (profile: Profile): Profile => ({
  ...profile,
  checks: [
    ...profile.checks,
    { ...NEW_CHECK, over: { start: 1, length: Math.max(1, profile.length - 1) }, at: profile.length },
  ],
});

export const withCheck = (profile: Profile, at: number, check: Check): Profile => ({
  ...profile,
  checks: profile.checks.map((each, index) => (index === at ? check : each)),
});

/** `2 1` or `2, 1`; whatever else is typed is no weight and is said so by the rules. */
export const weightsOf = (typed: string): number[] =>
  typed
    .split(/[ ,]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 0));

export const weightsText = (weights: readonly number[]): string => weights.join(' ');

type Role = 'account' | 'amount' | 'dueDate';

export const ROLES: readonly { readonly role: Role; readonly label: string; readonly none: string }[] = [
  { role: 'account', label: 'Account is', none: 'Choose a field' },
  { role: 'amount', label: 'Amount is', none: 'Not on the line' },
  { role: 'dueDate', label: 'Due date is', none: 'Not on the line' },
];

/** The fields that can be it, after the choice of none. */
export function fieldsFor(role: Role, profile: Profile): readonly string[] {
  const fits = ({ type, length }: Field): boolean => {
    if (role === 'account') return type === 'digits' && length === 9;
    return role === 'amount' ? type === 'cents' : type !== 'digits' && type !== 'cents';
  };
  const chosen = profile[role];
  return profile.fields.filter((field) => fits(field) || field.name === chosen).map(({ name }) => name);
}

export const withRole = (profile: Profile, role: Role, name: string): Profile => ({
  ...profile,
  [role]: name === '' && role !== 'account' ? null : name,
});

/** What is wrong with one of the lines, by its place in it: `fields.1.start`. */
export function faultsOf(profiles: readonly Profile[], at: number): ReadonlyMap<string, string> {
  const prefix = `scanlines.${at}.`;
  return new Map(
    scanlinesFaults(profiles)
      .filter(({ field }) => field.startsWith(prefix))
      // The first said of a place is the one to mend first.
      .reverse()
      .map(({ field, reason }) => [field.slice(prefix.length), reason]),
  );
}

/** Which line is to be looked at before all can be saved; undefined when they can. */
export function firstFaulty(profiles: readonly Profile[]): string | undefined {
  const [, at] = /^scanlines\.(\d+)\./.exec(scanlinesFaults(profiles)[0]?.field ?? '') ?? [];
  return at === undefined ? undefined : (profiles[Number(at)]?.name ?? '');
}

/** `7`, `1–25` */
export const columnsText = ({
  start,
  length,
}: {
  readonly start: number;
  readonly length: number;
}): string => (length === 1 ? String(start) : `${start}–${start + length - 1}`);

/** Why a line that was tried is not read; undefined when it fits. */
export function faultWords({ fault, fields, checks }: Trial): string | undefined {
  switch (fault?.at) {
    case undefined:
      return undefined;
    case 'characters':
      return 'It holds something other than digits.';
    case 'length':
      return `It has ${fault.found} characters instead of ${fault.expected}.`;
    case 'field': {
      const text = fields.find(({ name }) => name === fault.name)?.text ?? '';
      return `Field ${fault.name} cannot be read: ${text} stands there.`;
    }
    case 'check': {
      const check = checks[fault.index];
      const belongs = check?.expected ?? null;
      return belongs === null
        ? `Check ${fault.index + 1}: the rule gives out no such number.`
        : `Check ${fault.index + 1}: ${check?.found ?? ''} stands in column ${check?.at ?? 0}, ${belongs} belongs there.`;
    }
  }
}
