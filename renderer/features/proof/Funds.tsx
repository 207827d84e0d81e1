import { formatCents, sumCents } from '../../../shared/money/money.ts';
import { countOf } from '../../i18n/spoken.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import type { Proof } from './proof-words.ts';
import styles from './Proof.module.css';

export type FundsProps = {
  readonly proof: Proof;
  readonly onOpen: (drill: string) => void;
  readonly onDates: () => void;
  readonly onBooks: () => void;
};

/** Side 6: what the journal credits to each fund. */
export function Funds({ proof, onOpen, onDates, onBooks }: FundsProps) {
  return (
    <Panel
      title="6. Journal, credits by fund"
      fill
      pane="funds"
      foot={
        <div className={styles.footButtons}>
          <Button size="sm" onPress={onDates}>
            Other dates
          </Button>
          <Button size="sm" onPress={onBooks}>
            Verify the books
          </Button>
        </div>
      }
    >
      <Table
        label="Journal, credits by fund"
        density="dense"
        rows={proof.funds}
        rowId={(row) => row.fund}
        onOpen={(row) => onOpen(row.drill)}
        empty="No fund was credited."
        columns={[
          { id: 'fund', head: 'Fund', cell: (row) => <span className={styles.quiet}>{row.fund}</span> },
          { id: 'name', head: 'Name', rowHeader: true, cell: (row) => row.name },
          {
            id: 'cents',
            head: 'Credits',
            numeric: true,
            strong: true,
            cell: (row) => <Amount cents={row.cents} />,
          },
        ]}
        foot={
          <tr>
            <th scope="row" colSpan={2}>
              {countOf(proof.funds.length, 'fund')}
            </th>
            <td className={styles.num}>{formatCents(sumCents(proof.funds.map((row) => row.cents)))}</td>
          </tr>
        }
      />
    </Panel>
  );
}
