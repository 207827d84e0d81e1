/** The form of a tender correction: what it still lacks, and where a difference may go. Pure; the desk decides. */
import type { TenderKind } from '../../../shared/domain/tender/types.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';

type Keyed = { readonly tenderNo: number; readonly name: string; readonly amountCents: Cents };

/**
 * A difference of cash goes to the change; any other is made up by another tender of the payment, keyed wrong by the
 * same amount the other way, and only one that stays above nothing.
 */
export function offsetChoices(
  tenders: readonly Keyed[],
  corrected: Keyed,
  becomes: TenderKind | undefined,
  amountCents: Cents | null,
): readonly { readonly value: string; readonly label: string }[] {
  const differenceCents = (amountCents ?? corrected.amountCents) - corrected.amountCents;
  if (differenceCents === 0 || becomes === 'cash') return [];
  return tenders
    .filter((each) => each.tenderNo !== corrected.tenderNo && each.amountCents - differenceCents > 0)
    .map((each) => ({
      value: String(each.tenderNo),
      label: `${each.name}, then ${formatCents(each.amountCents - differenceCents)}`,
    }));
}

type Form = {
  readonly type: string | undefined;
  /** The detail field that is missing or wrong. */
  readonly detail: string | undefined;
  readonly amountCents: Cents | null;
  readonly offset: string;
  readonly offsets: readonly unknown[];
  readonly itemInHand: boolean;
  readonly reason: string;
};

/** The words inside the button while it cannot be pressed; null when it can. */
export function whatIsMissing(form: Form): string | null {
  if (form.type === undefined) return 'Choose a kind';
  if (form.amountCents === null || form.amountCents === 0) return 'Type the amount';
  if (form.detail !== undefined) return `Type what ${form.type.toLowerCase()} needs`;
  if (form.offsets.length > 0 && form.offset === '') return 'Choose the other tender';
  if (!form.itemInHand) return 'Take the item in your hand';
  return form.reason.trim() === '' ? 'Type a reason' : null;
}
