import type { ReactNode } from 'react';
import { formatCents } from '../../../shared/money/money.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { focusField } from '../../ui/column-keys.ts';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { changeRow, removeRow } from './count-draft.ts';
import type { ItemListName, ItemRow } from './count-draft.ts';
import styles from './Close.module.css';

const fieldName = (part: 'number' | 'amount', list: ItemListName, key: number): string =>
  `${part}-${list}-${key}`;

export const firstItemField = (list: ItemListName, rows: readonly ItemRow[]): string =>
  fieldName('number', list, rows.at(-1)?.key ?? 0);

export type ItemRowsProps = {
  readonly list: ItemListName;
  /** One item in words: `Check`. */
  readonly one: string;
  readonly rows: readonly ItemRow[];
  readonly onChange: (rows: readonly ItemRow[]) => void;
  /** Enter on the blank last row: this list is done. */
  readonly onDone: () => void;
  readonly note?: ReactNode;
};

/** Items as they lie in the hand: a number and an amount each. Enter walks number, amount, next item. */
export function ItemRows({ list, one, rows, onChange, onDone }: ItemRowsProps) {
  return (
    <tbody>
      {rows.map((row, index) => {
        const name = `${one} ${index + 1}`;
        const blank = row.number === '' && row.amountCents === null;
        const next = rows[index + 1];
        return (
          <tr key={row.key}>
            <th scope="row">{name}</th>
            <td>
              <Field
                label={`Number, ${name.toLowerCase()}`}
                labelHidden
                size="sm"
                align="right"
                maxLength={40}
                className={styles.number}
                name={fieldName('number', list, row.key)}
                value={row.number}
                onChange={(number) => onChange(changeRow(rows, row.key, { number }))}
                onEnter={(text) => {
                  if (text.trim() === '' && blank) onDone();
                  else focusField(fieldName('amount', list, row.key));
                }}
              />
            </td>
            <td>
              <AmountField
                label={`Amount, ${name.toLowerCase()}`}
                labelHidden
                size="sm"
                className={styles.amountCell}
                name={fieldName('amount', list, row.key)}
                valueCents={row.amountCents}
                onChange={(amountCents) => onChange(changeRow(rows, row.key, { amountCents }))}
                onEnter={() => {
                  if (next) focusField(fieldName('number', list, next.key));
                }}
              />
            </td>
            <td className={styles.remove}>
              {!blank && (
                <Button
                  kind="quiet"
                  size="sm"
                  aria-label={`Remove ${name.toLowerCase()}${row.amountCents === null ? '' : `, ${formatCents(row.amountCents)}`}`}
                  onPress={() => {
                    onChange(removeRow(rows, row.key));
                    focusField(fieldName('number', list, next?.key ?? row.key));
                  }}
                >
                  <Icon name="close" small />
                </Button>
              )}
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}
