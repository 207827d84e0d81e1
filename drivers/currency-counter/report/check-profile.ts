/** What is wrong with a profile, before any machine is listened to by it. */
import type { ReportProfile } from '../../../shared/devices/money-counter.ts';
import { patternProblem } from './pattern.ts';
import type { PatternProblem } from './pattern.ts';

export type ProfileProblem = {
  readonly field: keyof ReportProfile;
  readonly problem:
    | PatternProblem
    /** A named group that the field needs. */
    | 'missing-group'
    | 'out-of-range';
  /** One sentence for the person who writes the profile. */
  readonly said: string;
};

type PatternField = 'start' | 'row' | 'total' | 'reportNumber' | 'end';

const SAID: Readonly<Record<PatternProblem, string>> = {
  empty: 'The pattern is empty.',
  'too-long': 'The pattern is longer than 300 characters.',
  invalid: 'The pattern is not a regular expression.',
  unsupported: 'Look-ahead, look-behind and back-references are not used in profiles.',
  'matches-empty-line': 'The pattern matches an empty line, so it would match anything.',
  'may-hang':
    'The pattern can be read in too many ways: repeat no group that holds a repetition or a choice, and put something definite between two repetitions.',
};

/** Groups of which all, or at least one, must be there. */
const GROUPS: Partial<
  Record<PatternField, { readonly all: readonly string[]; readonly any: readonly string[] }>
> = {
  row: { all: ['denom', 'pieces'], any: [] },
  total: { all: [], any: ['value', 'pieces'] },
  reportNumber: { all: ['number'], any: [] },
};

export const LONGEST_IDLE_MS = 60_000;
const SHORTEST_IDLE_MS = 100;

/** Empty: the profile can be used. */
export function checkProfile(profile: ReportProfile): readonly ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  if (profile.name.trim() === '')
    problems.push({ field: 'name', problem: 'empty', said: 'The name is missing.' });
  for (const field of ['start', 'row', 'total', 'reportNumber', 'end'] as const) {
    const source = profile[field];
    if (source !== null) problems.push(...problemsOf(field, source));
  }
  if (!isWholeBetween(profile.idleMs, SHORTEST_IDLE_MS, LONGEST_IDLE_MS))
    problems.push(outOfRange('idleMs', 'The silence that ends a report is 100 to 60,000 ms.'));
  if (profile.acknowledge !== null && !isWholeBetween(profile.acknowledge, 0, 255))
    problems.push(outOfRange('acknowledge', 'The byte that acknowledges is 0 to 255.'));
  return problems;
}

function problemsOf(field: PatternField, source: string): readonly ProfileProblem[] {
  const problem = patternProblem(source);
  if (problem) return [{ field, problem, said: SAID[problem] }];
  const has = (group: string): boolean => source.includes(`(?<${group}>`);
  const { all, any } = GROUPS[field] ?? { all: [], any: [] };
  const missing = all.filter((group) => !has(group));
  if (any.length > 0 && !any.some(has)) missing.push(any.join(' or '));
  return missing.map((group) => ({
    field,
    problem: 'missing-group',
    said: `The named group ${group} is missing: (?<${group.split(' ')[0] ?? ''}>…).`,
  }));
}

const outOfRange = (field: keyof ReportProfile, said: string): ProfileProblem => ({
  field,
  problem: 'out-of-range',
  said,
});

const isWholeBetween = (value: number, low: number, high: number): boolean =>
  Number.isInteger(value) && value >= low && value <= high;
