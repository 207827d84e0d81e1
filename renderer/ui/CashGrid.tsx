import type { KeyboardEvent } from 'react';
import { cashCountCents, DENOMINATIONS, faceName } from '../../shared/domain/count/cash.ts';
import type { Denomination } from '../../shared/domain/count/cash.ts';
import { formatCents } from '../../shared/money/money.ts';
import { CountField } from './AmountField.tsx';
import { cashCountOf, draftFormCents, faceKey, typedFor, withPieces } from './cash-draft.ts';
import type { CashDraft, Part } from './cash-draft.ts';
import { arrowStep, moveInColumn } from './column-keys.ts';
import styles from './CashGrid.module.css';
import layout from './layout.module.css';
import { Amount } from './Table.tsx';

export type CashGridProps = {
  readonly label: string;
  readonly draft: CashDraft;
  readonly onChange: (draft: CashDraft) => void;
  /** Enter on the last face: to whatever is counted next. */
  readonly onPastLast?: () => void;
  readonly autoFocus?: boolean;
};

const FORMS = [
  { form: 'bill', bundles: 'Straps', bundle: 'straps', total: 'Bills' },
  { form: 'coin', bundles: 'Rolls', bundle: 'rolls', total: 'Coin' },
] as const;

const fieldName = (part: Part, face: Denomination): string => `${part}-${faceKey(face)}`;

/** Up, down and Enter stay in their column, so that a ten-key alone walks through all the faces. */
function onGridKey(event: KeyboardEvent<HTMLElement>, onPastLast: (() => void) | undefined): void {
  const enter = event.key === 'Enter' && !event.ctrlKey;
  const step = enter ? 1 : arrowStep(event.key);
  if (step === undefined) return;
  event.preventDefault();
  if (event.repeat && enter) return;
  if (!moveInColumn(event, step) && enter) onPastLast?.();
}

/** Cash by face: loose pieces and whole straps or rolls. It knows what was typed and nothing of what should be there. */
export function CashGrid({ label, draft, onChange, onPastLast, autoFocus = false }: CashGridProps) {
  const cell = (face: Denomination, part: Part, name: string) => (
    <CountField
      label={`${name}, ${faceName(face, 2)} of ${formatCents(face.denominationCents)}`}
      labelHidden
      name={fieldName(part, face)}
      className={styles.cell}
      value={typedFor(draft, face)[part]}
      onChange={(pieces) => onChange(withPieces(draft, face, part, pieces))}
      autoFocus={autoFocus && part === 'loose' && face === DENOMINATIONS[0]}
    />
  );
  return (
    <table className={styles.grid} aria-label={label} onKeyDown={(event) => onGridKey(event, onPastLast)}>
      {FORMS.map(({ form, bundles, bundle, total }) => (
        <tbody key={form}>
          <tr>
            <th scope="col">Face</th>
            <th scope="col">Loose</th>
            <th scope="col">{bundles}</th>
            <th scope="col">
              <span className={layout.sr}>Pieces in {bundle}</span>
            </th>
            <th scope="col">Amount</th>
          </tr>
          {DENOMINATIONS.filter((face) => face.form === form).map((face) => (
            <tr key={faceKey(face)}>
              <th scope="row" className={styles.face}>
                {formatCents(face.denominationCents)}
              </th>
              <td>{cell(face, 'loose', 'Loose')}</td>
              <td>{cell(face, 'bundles', bundles)}</td>
              <td className={styles.unit}>of {face.bundlePieces}</td>
              <td className={styles.amount}>
                <Amount cents={faceCents(draft, face)} />
              </td>
            </tr>
          ))}
          <tr className={styles.part}>
            <th scope="row" colSpan={4}>
              {total}
            </th>
            <td className={styles.amount}>
              <Amount cents={draftFormCents(draft, form)} quietZero={false} />
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

const faceCents = (draft: CashDraft, face: Denomination): number =>
  cashCountCents(
    cashCountOf(draft).filter(
      (row) => row.form === face.form && row.denominationCents === face.denominationCents,
    ),
  );
