/** The tables and the policy in words, and the policy form between text and values. Pure. */
import type { Input, Output } from '../../bridge/bridge.ts';

export type Overview = Output<'setup.overview'>;
export type TableName = Overview['tables'][number]['table'];
export type Policy = Input<'setup.set-policy'>;
export type Reject = Output<'setup.import-table'>['rejects'][number];

/** In the order in which they build on each other. */
export const TABLES: readonly { readonly table: TableName; readonly name: string; readonly holds: string }[] =
  [
    { table: 'gl-accounts', name: 'Chart of accounts', holds: 'Funds, departments and accounts' },
    { table: 'receipt-types', name: 'Receipt types', holds: 'What money is for, and its shares by fund' },
    { table: 'service-map', name: 'Service map', holds: 'From the services of billing to receipt types' },
    { table: 'tender-types', name: 'Tender types', holds: 'Cash, checks, cards and their rules' },
    { table: 'bank-accounts', name: 'Bank accounts', holds: 'Where deposits go, and what each takes' },
    {
      table: 'people-and-drawers',
      name: 'People and drawers',
      holds: 'Who works here, drawers and their floats',
    },
  ];

export const tableName = (table: TableName): string =>
  TABLES.find((known) => known.table === table)?.name ?? table;

type Field<Kind extends string, Of> = {
  readonly kind: Kind;
  readonly name: { [Name in keyof Policy]: Policy[Name] extends Of ? Name : never }[keyof Policy];
  readonly label: string;
  readonly note?: string;
};
/** `minutes` are stored in milliseconds and typed in minutes. */
export type PolicyField =
  Field<'amount', number> | Field<'count', number> | Field<'minutes', number> | Field<'flag', boolean>;

export const POLICY_GROUPS: readonly { readonly title: string; readonly fields: readonly PolicyField[] }[] = [
  {
    title: 'Closing a drawer',
    fields: [
      { kind: 'count', name: 'closeAttempts', label: 'Attempts to count', note: '1 to 5' },
      {
        kind: 'amount',
        name: 'overShortToleranceCents',
        label: 'Over and short tolerance',
        note: 'Beyond it: a reason and a supervisor',
      },
      { kind: 'count', name: 'undepositedAlarmHours', label: 'Undeposited money alarm, hours' },
    ],
  },
  {
    title: 'Taking payments',
    fields: [
      { kind: 'amount', name: 'maximumLineCents', label: 'Most on one line' },
      { kind: 'amount', name: 'maximumPaymentCents', label: 'Most in one payment' },
      { kind: 'amount', name: 'maximumChangeCents', label: 'Most change without a supervisor' },
      { kind: 'amount', name: 'voidLimitCents', label: 'Void limit of a cashier' },
      { kind: 'count', name: 'repeatPaymentDays', label: 'Warn of a repeated payment, days' },
      { kind: 'count', name: 'checkStaleDays', label: 'Check is stale after, days' },
      { kind: 'flag', name: 'impliedDecimals', label: '1234 is typed for 12.34' },
      { kind: 'flag', name: 'recallOthersParked', label: 'Cashiers may recall each other’s parked payers' },
      {
        kind: 'flag',
        name: 'allocationOverrideNeedsSupervisor',
        label: 'Another order of charges needs a supervisor',
      },
    ],
  },
  {
    title: 'Signing in',
    fields: [
      { kind: 'minutes', name: 'lockAfterMs', label: 'Lock without a key after, minutes' },
      { kind: 'count', name: 'signInTries', label: 'Wrong PINs before a lock-out', note: '3 to 20' },
      { kind: 'minutes', name: 'lockOutMs', label: 'Lock-out lasts, minutes' },
    ],
  },
];

const MINUTE_MS = 60_000;

/** A field may be empty while it is typed; a policy may not. */
export type PolicyDraft = {
  readonly [Name in keyof Policy]: Policy[Name] extends boolean ? boolean : number | null;
};

export const toMinutes = (ms: number): number => Math.round(ms / MINUTE_MS);
export const fromMinutes = (minutes: number | null): number | null =>
  minutes === null ? null : minutes * MINUTE_MS;

/** The whole policy, or null while a field is empty. */
export function policyOf(draft: PolicyDraft): Policy | null {
  return Object.values(draft).includes(null) ? null : (draft as Policy);
}

export const isChanged = (draft: PolicyDraft, policy: Policy): boolean =>
  (Object.keys(policy) as (keyof Policy)[]).some((name) => draft[name] !== policy[name]);

/** `5 rejects`, `Only the first 200 of 1,320 rejects are listed`. */
export function rejectText(listed: number, all: number): string {
  const words = `${all.toLocaleString('en-US')} ${all === 1 ? 'reject' : 'rejects'}`;
  return listed < all ? `${words}, the first ${listed.toLocaleString('en-US')} are listed` : words;
}
