import type { KeyboardEvent } from 'react';
import { AmountField, CountField } from '../../ui/AmountField.tsx';
import { arrowStep, focusField, moveInColumn } from '../../ui/column-keys.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Amount } from '../../ui/Table.tsx';
import { enteredRows, rowsCents } from './count-draft.ts';
import type { CountDraft } from './count-draft.ts';
import { firstItemField, ItemRows } from './Items.tsx';
import layout from '../../ui/layout.module.css';
import styles from './Close.module.css';

type ItemsProps = {
  readonly draft: CountDraft;
  readonly keep: (draft: CountDraft) => void;
  readonly sealed: boolean;
  /** Enter past the last item: to the seal. */
  readonly onDone: () => void;
};

function onArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = arrowStep(event.key);
  if (step === undefined) return;
  event.preventDefault();
  moveInColumn(event, step);
}

/** Everything that is counted by item, and the card slips: from the items in the hand, never from the books. */
export function CountedItems({ draft, keep, sealed, onDone }: ItemsProps) {
  const checks = enteredRows(draft.checks).length;
  const head = (
    <thead>
      <tr>
        <th scope="col">Item</th>
        <th scope="col">Number</th>
        <th scope="col">Amount</th>
        <th scope="col">
          <span className={layout.sr}>Remove</span>
        </th>
      </tr>
    </thead>
  );
  return (
    <>
      <Panel
        title="Checks"
        note={checks === 0 ? 'From the items in hand.' : `${checks} entered from the items`}
        aside={
          <span className={styles.total}>
            <Amount cents={rowsCents(draft.checks)} />
          </span>
        }
        fill
        pane="checks"
        className={styles.checks}
      >
        <table className={styles.items} aria-label="Checks" inert={sealed} onKeyDown={onArrows}>
          {head}
          <ItemRows
            list="checks"
            one="Check"
            rows={draft.checks}
            onChange={(rows) => keep({ ...draft, checks: rows })}
            onDone={() => focusField('slips')}
          />
        </table>
      </Panel>
      <Panel
        title="Cards and other items"
        note="From the items in hand."
        fill
        pane="items"
        className={styles.others}
      >
        <table
          className={styles.items}
          aria-label="Cards and other items"
          inert={sealed}
          onKeyDown={onArrows}
        >
          {head}
          <tbody>
            <tr>
              <th scope="row">Card slips</th>
              <td>
                <CountField
                  label="Number of card slips"
                  labelHidden
                  name="slips"
                  className={styles.slips}
                  value={draft.slips}
                  onChange={(slips) => keep({ ...draft, slips })}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || event.ctrlKey) return;
                    event.preventDefault();
                    if (draft.slips === null) focusField(firstItemField('items', draft.items));
                    else focusField('cards-total');
                  }}
                />
              </td>
              <td>
                <AmountField
                  label="Total of the card slips"
                  labelHidden
                  size="sm"
                  name="cards-total"
                  className={styles.amountCell}
                  valueCents={draft.cardsCents}
                  onChange={(cardsCents) => keep({ ...draft, cardsCents })}
                  onEnter={() => focusField(firstItemField('items', draft.items))}
                />
              </td>
              <td />
            </tr>
          </tbody>
          <ItemRows
            list="items"
            one="Money order"
            rows={draft.items}
            onChange={(rows) => keep({ ...draft, items: rows })}
            onDone={() => focusField(firstItemField('vouchers', draft.vouchers))}
          />
          <ItemRows
            list="vouchers"
            one="Pledge"
            rows={draft.vouchers}
            onChange={(rows) => keep({ ...draft, vouchers: rows })}
            onDone={onDone}
          />
        </table>
      </Panel>
    </>
  );
}
