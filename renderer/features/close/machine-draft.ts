/**
 * What machines counted, in a count while it is typed: a report that is taken in adds its pieces to the loose ones of
 * its denominations, and taken out takes them away again. Straps and rolls are the person's own. Pure.
 */
import { faceName } from '../../../shared/domain/count/cash.ts';
import type { Face } from '../../../shared/domain/count/cash.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { typedFor, withPieces } from '../../ui/cash-draft.ts';
import type { CashDraft } from '../../ui/cash-draft.ts';
import type { CountDraft } from './count-draft.ts';
import type { MachineCount } from './session-words.ts';

const counted = ({
  medium,
  rows,
}: MachineCount): readonly { readonly face: Face; readonly pieces: number }[] =>
  rows
    .filter(({ pieces }) => pieces > 0)
    .map(({ denominationCents, pieces }) => ({
      face: { form: medium === 'note' ? 'bill' : 'coin', denominationCents },
      pieces,
    }));

/** @param sign −1 takes away; a face with nothing left is as if nobody had touched it */
function addLoose(cash: CashDraft, count: MachineCount, sign: 1 | -1): CashDraft {
  return counted(count).reduce((draft, { face, pieces }) => {
    const loose = Math.max(0, (typedFor(draft, face).loose ?? 0) + sign * pieces);
    return withPieces(draft, face, 'loose', loose === 0 ? null : loose);
  }, cash);
}

const isTaken = (draft: CountDraft, { countId }: MachineCount): boolean =>
  draft.machines.some((taken) => taken.countId === countId);

/** A report counts once, however often the key is pressed. */
export const takeIn = (draft: CountDraft, count: MachineCount): CountDraft =>
  isTaken(draft, count)
    ? draft
    : { ...draft, cash: addLoose(draft.cash, count, 1), machines: [...draft.machines, count] };

export const takeOut = (draft: CountDraft, count: MachineCount): CountDraft =>
  isTaken(draft, count)
    ? {
        ...draft,
        cash: addLoose(draft.cash, count, -1),
        machines: draft.machines.filter(({ countId }) => countId !== count.countId),
      }
    : draft;

/** What may still be taken in: what the desk proposes, and what an earlier attempt of this count had taken in. */
export const offered = (draft: CountDraft, proposed: readonly MachineCount[]): readonly MachineCount[] => {
  const all = [...draft.earlier, ...proposed].filter((count) => !isTaken(draft, count));
  return all.filter((count, index) => all.findIndex(({ countId }) => countId === count.countId) === index);
};

/** `43 quarters, 7 dimes`, from the largest. */
export const piecesText = (count: MachineCount): string =>
  [...counted(count)]
    .sort((a, b) => b.face.denominationCents - a.face.denominationCents)
    .map(({ face, pieces }) => `${pieces.toLocaleString('en-US')} ${faceName(face, pieces)}`)
    .join(', ') || 'nothing';

/** `Coin sorter, report 00007-0014`; without the day, which the time beside it tells, and without a number that is ours. */
export function reportName({ device, reportNumber }: MachineCount): string {
  const number = reportNumber.replace(/^\d{4}-\d\d-\d\d /, '');
  return number.startsWith('#') ? device : `${device}, report ${number}`;
}

export const machinesCents = (counts: readonly MachineCount[]): Cents =>
  sumCents(counts.map(({ totalCents }) => totalCents));
