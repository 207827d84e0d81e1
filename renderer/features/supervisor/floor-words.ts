/** What the floor's figures say in words; pure. */
import type { Output } from '../../bridge/bridge.ts';
import { formatDayMonth } from '../../../shared/kernel/time.ts';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { lowerFirst, TENDER_WORDS } from '../../ui/tender-words.ts';

export type Overview = Output<'supervisor.overview'>;
export type DrawerOnFloor = Overview['drawers'][number];
export type Waiting = Overview['queue'][number];

/** The answer to a look, and when it was taken: cash moves on, so the screen says of when it is. */
export type Looked = { readonly at: string; readonly cash: Output<'supervisor.look'> };

export const STATUS_WORDS: Readonly<Record<DrawerOnFloor['session']['status'], string>> = {
  open: 'Open',
  suspended: 'Suspended',
  balancing: 'Balancing',
  balanced: 'Balanced',
  submitted: 'Waits for approval',
  approved: 'Approved',
};

/** `8`, `12`, `1`: the hour as it stands under a bar. */
export const hourLabel = (hour: number): string => String(hour % 12 === 0 ? 12 : hour % 12);
/** `8 AM`, `1 PM` */
export const hourText = (hour: number): string => `${hourLabel(hour)} ${hour < 12 ? 'AM' : 'PM'}`;

/** The chart in one sentence, with all its figures, for whoever hears it. */
export function byHourText(hours: Overview['byHour']): string {
  if (hours.length === 0) return 'No payments yet.';
  const parts = hours.map(
    ({ hour, payments, running }) => `${payments}${running ? ' so far' : ''} at ${hourText(hour)}`,
  );
  return `Payments by hour: ${parts.join(', ')}.`;
}

export function overShortText(days: Overview['overShort']): string {
  if (days.length === 0) return 'No approved close yet.';
  const parts = days.map(({ label, date, differenceCents: cents }) => {
    const words = cents === 0 ? 'even' : `${cents < 0 ? 'short' : 'over'} ${formatCents(Math.abs(cents))}`;
    return `${formatDayMonth(date)}, ${lowerFirst(label)}, ${words}`;
  });
  return `Over and short: ${parts.join(', ')}.`;
}

export const netOverShort = (days: Overview['overShort']): Cents =>
  sumCents(days.map((day) => day.differenceCents));

export const tenderShares = (tenders: Overview['tenders']) =>
  tenders
    .filter((row) => row.items > 0)
    .map((row) => ({ id: row.kind, label: TENDER_WORDS[row.kind].many, cents: row.cents }));

/** `Undeposited money: oldest 20 hours, limit 24`, or that there is none. */
export const undepositedText = ({ cents, oldestHours, limitHours }: Overview['undeposited']): string =>
  cents === 0
    ? 'No undeposited money'
    : `Undeposited ${formatCents(cents)}: oldest ${oldestHours} hours, limit ${limitHours}`;

export const isUndepositedLate = ({ cents, oldestHours, limitHours }: Overview['undeposited']): boolean =>
  cents > 0 && oldestHours >= limitHours;

/** `57 % of 2,500.00`; without a look only the limit itself. */
export const limitText = (cashCents: number | undefined, limitCents: number | undefined): string => {
  if (limitCents === undefined) return 'No limit';
  if (cashCents === undefined) return formatCents(limitCents);
  return `${Math.round((cashCents / limitCents) * 100)} % of ${formatCents(limitCents)}`;
};
