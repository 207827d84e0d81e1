/**
 * Segregation of duties, computed from who acted: whoever took, counted, witnessed, sealed or corrected any of the
 * money cannot approve its close or its deposit. Having approved the close alone does not bar the deposit.
 */

/** What bars, in the order in which it is said. Voiding someone's payment moves the money like taking it. */
export const BARRING_ACTS = [
  'took',
  'counted',
  'witnessed',
  'second-counted',
  'prepared',
  'sealed',
  'corrected',
  'voided',
] as const;
export type BarringAct = (typeof BARRING_ACTS)[number];

/** Shown beside, and bars nobody. */
export type OtherAct = 'approved-close' | 'overrode';

export type ActorFact = { readonly user: string; readonly act: BarringAct | OtherAct };

const WORDS: Readonly<Record<BarringAct | OtherAct, string>> = {
  took: 'took',
  counted: 'counted',
  witnessed: 'stood witness for',
  'second-counted': 'made the second count of',
  prepared: 'prepared the deposit of',
  sealed: 'sealed the bag with',
  corrected: 'corrected a tender of',
  voided: 'voided a payment of',
  'approved-close': 'approved the close of',
  overrode: 'approved an override on',
};

const isBarring = (act: ActorFact['act']): act is BarringAct =>
  (BARRING_ACTS as readonly string[]).includes(act);

/** What this person did with the money, in a fixed order; empty when they may approve. */
export const barredFromApproval = (user: string, actors: readonly ActorFact[]): readonly BarringAct[] => {
  const acts = new Set(actors.filter((actor) => actor.user === user).map((actor) => actor.act));
  return BARRING_ACTS.filter((act) => acts.has(act));
};

/** Completes “you …” or a name: `took and counted this money`. */
export const actsInWords = (acts: readonly ActorFact['act'][]): string => {
  const words = acts.map((act) => WORDS[act]);
  const last = words.at(-1);
  if (last === undefined) return 'held none of this money';
  const before = words.slice(0, -1).join(', ');
  return `${before === '' ? last : `${before} and ${last}`} this money`;
};

export type MayApprove = {
  readonly userName: string;
  readonly may: boolean;
  readonly acts: readonly ActorFact['act'][];
  /** `took and counted this money`; of those who may: `held none of this money`, `approved the close of this money`. */
  readonly reason: string;
};

/** For each candidate (those whose role may approve), whether they may and why. */
export const whoMayApprove = (
  candidates: readonly string[],
  actors: readonly ActorFact[],
): readonly MayApprove[] =>
  candidates.map((userName) => {
    const barring = barredFromApproval(userName, actors);
    const other = actors.filter((actor) => actor.user === userName && !isBarring(actor.act));
    const acts = barring.length > 0 ? barring : [...new Set(other.map((actor) => actor.act))];
    return { userName, may: barring.length === 0, acts, reason: actsInWords(acts) };
  });
