/** What a count comes to against what is expected: over and short per kind, what is handed in, what needs explaining. */
import type { Cents } from '../../money/money.ts';
import { ITEMISED_KINDS, countedByKind, countedItems } from '../count/closing.ts';
import type { ClosingCount } from '../count/types.ts';
import { TENDER_KINDS } from '../reference/tender-kind.ts';
import type { TenderKind } from '../reference/tender-kind.ts';
import type { ExpectedByKind } from './expected.ts';
import { matchItems } from './match-items.ts';
import type { ItemMatch, ReceiptedItem } from './match-items.ts';

export type CloseFacts = {
  /** As counted in: the close gives back exactly what was there at opening. */
  readonly floatCents: Cents;
  readonly expected: ExpectedByKind;
  readonly receipted: readonly ReceiptedItem[];
};

export type KindDifference = {
  readonly kind: TenderKind;
  readonly expectedCents: Cents;
  readonly countedCents: Cents;
  /** counted − expected */
  readonly differenceCents: Cents;
  readonly expectedItems: number;
  readonly countedItems: number;
};

export type CloseResult = {
  readonly results: readonly KindDifference[];
  readonly items: ItemMatch;
  readonly floatCents: Cents;
  readonly handInCashCents: Cents;
  readonly floatMissingCents: Cents;
};

export function closeResult(count: ClosingCount, facts: CloseFacts): CloseResult {
  const cents = countedByKind(count);
  const items = countedItems(count);
  const results = TENDER_KINDS.map((kind) => ({
    kind,
    expectedCents: facts.expected[kind].cents,
    countedCents: cents[kind],
    differenceCents: cents[kind] - facts.expected[kind].cents,
    expectedItems: facts.expected[kind].items,
    countedItems: items[kind],
  }));
  return { results, items: matchItems(facts.receipted, count), ...handIn(cents.cash, facts.floatCents) };
}

/**
 * Closing cash − float as counted in. A shortage reduces what is handed in, never the float; with less cash than the
 * float nothing is handed in and the float stays incomplete.
 */
export const handIn = (
  countedCashCents: Cents,
  floatCents: Cents,
): Pick<CloseResult, 'floatCents' | 'handInCashCents' | 'floatMissingCents'> => ({
  floatCents,
  handInCashCents: Math.max(0, countedCashCents - floatCents),
  floatMissingCents: Math.max(0, floatCents - countedCashCents),
});

/** All that whoever counts learns before the last attempt: which kinds disagree, in amount, in items or by number. */
export const disagreeingKinds = ({
  results,
  items,
}: Pick<CloseResult, 'results' | 'items'>): readonly TenderKind[] =>
  differentKinds({ results, missing: items.missing, unexpected: items.unexpected });

/** Itemised kinds with something missing or unexpected, whatever their totals say. */
export const mismatchedKinds = (items: {
  readonly missing: readonly { readonly kind: TenderKind }[];
  readonly unexpected: readonly { readonly kind: TenderKind }[];
}): readonly TenderKind[] =>
  ITEMISED_KINDS.filter(
    (kind) =>
      items.missing.some((item) => item.kind === kind) || items.unexpected.some((item) => item.kind === kind),
  );

/** What a sealed close says about its differences, as its event keeps it. */
export type SealedDifferences = {
  readonly results: readonly KindDifference[];
  readonly missing: readonly { readonly kind: TenderKind }[];
  readonly unexpected: readonly { readonly kind: TenderKind }[];
};

const differs = (close: SealedDifferences, result: KindDifference, toleranceCents: Cents): boolean =>
  Math.abs(result.differenceCents) > toleranceCents ||
  result.expectedItems !== result.countedItems ||
  mismatchedKinds(close).includes(result.kind);

/** Kinds that may be explained: anything at all is different. */
export const differentKinds = (close: SealedDifferences): readonly TenderKind[] =>
  kindsNeedingReason(close, 0);

/** Kinds beyond the tolerance, or with items that do not match: each needs a reason before the close is submitted. */
export const kindsNeedingReason = (close: SealedDifferences, toleranceCents: Cents): readonly TenderKind[] =>
  close.results.filter((result) => differs(close, result, toleranceCents)).map((result) => result.kind);

/**
 * Equal and opposite differences between kinds are no over/short: a check stands in for cash, or was keyed as it. The
 * kinds of the first such pair, or of all differences when together they come to nothing.
 */
export function oppositeKinds(
  results: readonly Pick<KindDifference, 'kind' | 'differenceCents'>[],
): readonly TenderKind[] {
  const different = results.filter((result) => result.differenceCents !== 0);
  for (const [index, one] of different.entries()) {
    const other = different.slice(index + 1).find((each) => each.differenceCents === -one.differenceCents);
    if (other) return [one.kind, other.kind];
  }
  const netCents = different.reduce((sum, result) => sum + result.differenceCents, 0);
  return different.length > 0 && netCents === 0 ? different.map((result) => result.kind) : [];
}
