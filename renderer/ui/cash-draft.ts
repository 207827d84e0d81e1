/**
 * A cash count while it is typed: empty is not zero on the screen, but counts as none. Pure, so that the drawer that
 * opens, the one that closes and the deposit that is counted again all add up by the same rule.
 */
import { DENOMINATIONS, cashCountCents, formCents } from '../../shared/domain/count/cash.ts';
import type { Face } from '../../shared/domain/count/cash.ts';
import type { CashCount } from '../../shared/domain/count/types.ts';
import type { Cents } from '../../shared/money/money.ts';

export type Part = 'loose' | 'bundles';
export type FaceDraft = Readonly<Record<Part, number | null>>;
/** By face; a face that nobody touched is absent. */
export type CashDraft = Readonly<Partial<Record<string, FaceDraft>>>;

export const NOTHING_TYPED: FaceDraft = { loose: null, bundles: null };

export const faceKey = (face: Face): string => `${face.form}-${face.denominationCents}`;

export const typedFor = (draft: CashDraft, face: Face): FaceDraft => draft[faceKey(face)] ?? NOTHING_TYPED;

export const withPieces = (draft: CashDraft, face: Face, part: Part, pieces: number | null): CashDraft => ({
  ...draft,
  [faceKey(face)]: { ...typedFor(draft, face), [part]: pieces },
});

/** In counting order; faces without pieces are left out. */
export const cashCountOf = (draft: CashDraft): CashCount =>
  DENOMINATIONS.flatMap((face) => {
    const typed = typedFor(draft, face);
    const row = {
      form: face.form,
      denominationCents: face.denominationCents,
      loose: typed.loose ?? 0,
      bundles: typed.bundles ?? 0,
    };
    return row.loose + row.bundles > 0 ? [row] : [];
  });

export const draftCents = (draft: CashDraft): Cents => cashCountCents(cashCountOf(draft));

export const draftFormCents = (draft: CashDraft, form: Face['form']): Cents =>
  formCents(cashCountOf(draft), form);

/** True once anything was typed, also a zero: leaving then asks first. */
export const isTyped = (draft: CashDraft): boolean =>
  Object.values(draft).some(
    (typed) => typed !== undefined && (typed.loose !== null || typed.bundles !== null),
  );
