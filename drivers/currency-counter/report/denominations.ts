import type { ReportProfile } from '../../../shared/devices/money-counter.ts';
import type { Cents } from '../../../shared/money/money.ts';

type Medium = ReportProfile['medium'];

/** What the United States have in circulation. A dollar is a coin and a note. */
export const DENOMINATIONS: Readonly<Record<Medium, readonly Cents[]>> = {
  coin: [1, 5, 10, 25, 50, 100],
  note: [100, 200, 500, 1000, 2000, 5000, 10_000],
};

export const isDenomination = (medium: Medium, cents: Cents): boolean =>
  DENOMINATIONS[medium].includes(cents);
