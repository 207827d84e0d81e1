/** Times on the Devices screen, in words. Pure. */
import { dateOf, formatDayMonth, formatTime, instantToMs } from '../../../shared/kernel/time.ts';
import type { Instant } from '../../../shared/kernel/time.ts';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** `less than a minute`, `21 minutes`, `2 hours 5 minutes`, `3 days`. */
export function lasting(from: Instant, to: Instant): string {
  const minutes = Math.max(0, Math.floor((instantToMs(to) - instantToMs(from)) / MINUTE_MS));
  if (minutes === 0) return 'less than a minute';
  if (minutes < HOUR_MINUTES) return counted(minutes, 'minute');
  if (minutes >= 2 * DAY_MINUTES) return counted(Math.floor(minutes / DAY_MINUTES), 'day');
  const hours = counted(Math.floor(minutes / HOUR_MINUTES), 'hour');
  const rest = minutes % HOUR_MINUTES;
  return rest === 0 ? hours : `${hours} ${counted(rest, 'minute')}`;
}

/** A time of today; of another day its date comes first. */
export function timeOfDay(at: Instant, now: Instant, timeZone: string, seconds = true): string {
  const date = dateOf(at, timeZone);
  const time = formatTime(at, timeZone, seconds);
  return date === dateOf(now, timeZone) ? time : `${formatDayMonth(date)}, ${time}`;
}
