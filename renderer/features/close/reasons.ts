/** Reasons for what is over or short, per kind of tender, while they are chosen. Pure. */
import type { OverShortReason } from '../../../shared/domain/session/types.ts';
import type { TenderKind } from '../../../shared/domain/tender/types.ts';
import { kindsText } from '../../ui/tender-words.ts';

export type Reason = OverShortReason['reason'];

/** In the order of their digits. */
export const REASONS = [
  { reason: 'change-error', label: 'Change error' },
  { reason: 'not-found', label: 'Not found' },
  { reason: 'counterfeit', label: 'Counterfeit bill' },
  { reason: 'other', label: 'Other' },
  { reason: 'substitution', label: 'Substitution' },
] as const satisfies readonly { readonly reason: Reason; readonly label: string }[];

export const reasonLabel = (reason: Reason): string =>
  REASONS.find((known) => known.reason === reason)?.label ?? reason;

export type ReasonDraft = { readonly reason: Reason | null; readonly note: string };
export type ReasonDrafts = Readonly<Partial<Record<TenderKind, ReasonDraft>>>;

export const NO_REASON: ReasonDraft = { reason: null, note: '' };

/** The reasons as they are submitted: for each kind one that was chosen, in the order of the kinds. */
export const chosenReasons = (
  drafts: ReasonDrafts,
  kinds: readonly TenderKind[],
): readonly OverShortReason[] =>
  kinds.flatMap((kind) => {
    const draft = drafts[kind];
    const reason = draft?.reason ?? null;
    return reason === null ? [] : [{ kind, reason, note: (draft?.note ?? '').trim() }];
  });

/**
 * Why it cannot be submitted yet, as the words inside the button; null when it can. Each kind that needs a reason needs
 * words too. Kinds that differ by the same amount the other way are no over and short: only a suspected substitution
 * may be said of them, or a supervisor corrects the tender first.
 */
export function missingReason(
  drafts: ReasonDrafts,
  needed: readonly TenderKind[],
  opposite: readonly TenderKind[],
): string | null {
  const kinds = [...new Set([...needed, ...opposite])];
  const without = kinds.filter((kind) => (drafts[kind]?.reason ?? null) === null);
  if (without.length > 0) return `Choose a reason for ${kindsText(without)}`;
  const plain = opposite.filter((kind) => drafts[kind]?.reason !== 'substitution');
  if (plain.length > 0) return `Only substitution explains ${kindsText(plain)}`;
  const silent = kinds.filter((kind) => drafts[kind]?.note.trim() === '');
  return silent.length === 0 ? null : `Say what happened with ${kindsText(silent)}`;
}
