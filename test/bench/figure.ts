/** What a figure of the bench says: what was done, beside what, how long each took, and whether the goal is met. */
import { spreadOf } from './spread.ts';
import type { Spread } from './spread.ts';

export type Unit = 'ms' | 's' | 'kB' | 'MB' | '×' | 'keys' | 'events/s' | 'tasks';

/** One thing that was measured, ours or the peer's. */
export type Series = { readonly name: string; readonly unit: Unit; readonly spread: Spread };

/** What is held against the goal. A figure without a goal is told for its own sake. */
export type Claim = {
  readonly says: string;
  readonly value: number;
  readonly unit: Unit;
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
  /** Absent without a goal. */
  readonly met?: boolean;
};

export type Figure = {
  /** As in the list of goals: `S1`. */
  readonly id: string;
  readonly work: string;
  /** The peer, or the limit when there is none. */
  readonly against: string;
  readonly series: readonly Series[];
  readonly claims: readonly Claim[];
  readonly notes: readonly string[];
};

export const series = (name: string, unit: Unit, measured: readonly number[]): Series => ({
  name,
  unit,
  spread: spreadOf(measured),
});

export const atMost = (says: string, value: number, limit: number, unit: Unit): Claim => ({
  says,
  value,
  unit,
  goal: { atMost: limit },
  met: value <= limit,
});

export const atLeast = (says: string, value: number, limit: number, unit: Unit): Claim => ({
  says,
  value,
  unit,
  goal: { atLeast: limit },
  met: value >= limit,
});

export const told = (says: string, value: number, unit: Unit): Claim => ({ says, value, unit });
