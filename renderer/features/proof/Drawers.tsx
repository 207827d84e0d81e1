import { formatCents } from '../../../shared/money/money.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { signedText } from './proof-words.ts';
import type { Proof } from './proof-words.ts';
import styles from './Proof.module.css';

/** Side 3: what moved in the drawers, by tender, with the opening variances; and today's corrections with their sign. */
export function Drawers({
  proof,
  onOpen,
}: {
  readonly proof: Proof;
  readonly onOpen: (drill: string) => void;
}) {
  const side = proof.sides.find((each) => each.side === 3);
  return (
    <Panel
      title="3. Drawers, by tender"
      fill
      pane="drawers"
      foot={
        <>
          <h3>Corrections, signed</h3>
          {proof.corrections.length === 0 ? (
            <p className={styles.quiet}>None on this date.</p>
          ) : (
            <ul className={styles.corrections}>
              {proof.corrections.map((row) => (
                <li key={row.label}>
                  <span>{row.label}</span>
                  <b>{signedText(row.cents)}</b>
                </li>
              ))}
            </ul>
          )}
        </>
      }
    >
      <Table
        label="Drawers by tender"
        density="dense"
        rows={proof.drawers}
        rowId={(row) => row.drill + row.label}
        onOpen={(row) => onOpen(row.drill)}
        empty="No drawer moved."
        columns={[
          { id: 'label', head: 'Tender', rowHeader: true, cell: (row) => row.label },
          {
            id: 'cents',
            head: 'Amount',
            numeric: true,
            strong: true,
            cell: (row) => <Amount cents={row.cents} />,
          },
        ]}
        foot={
          <tr>
            <th scope="row">Side 3</th>
            <td className={styles.num}>{formatCents(side?.cents ?? 0)}</td>
          </tr>
        }
      />
    </Panel>
  );
}
