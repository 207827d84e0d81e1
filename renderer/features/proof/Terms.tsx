import { useState } from 'react';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import { countOf } from '../../i18n/spoken.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Chip } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { stateTone } from './proof-words.ts';
import type { Proof } from './proof-words.ts';
import styles from './Proof.module.css';

type Term = Proof['terms'][number];

const Cell = ({ cents, other }: { readonly cents: number | null; readonly other: string }) =>
  cents === null ? <span className={styles.quiet}>{other}</span> : <Amount cents={cents} />;

/** Sides 4 and 5: where the money is now, every side term named, none hiding a difference. */
export function Terms({
  proof,
  onOpen,
}: {
  readonly proof: Proof;
  readonly onOpen: (drill: string) => void;
}) {
  const { terms } = proof;
  const [key, setKey] = useState<string | null>(null);
  const chosen = terms.find((term) => term.key === key) ?? terms[0];
  return (
    <Panel
      title="4 and 5. Deposits, bank, and every side term"
      aside={<span className={styles.quiet}>Enter opens a row</span>}
      fill
      pane="terms"
      foot={
        chosen !== undefined && (
          <Button kind="primary" wide keyCap="Enter" onPress={() => onOpen(chosen.drill)}>
            Open {chosen.label}
          </Button>
        )
      }
    >
      <Table<Term>
        label="Deposits, bank and side terms"
        density="dense"
        rows={terms}
        rowId={(term) => term.key}
        chosen={chosen?.key ?? null}
        onChoose={(term) => setKey(term.key)}
        onOpen={(term) => onOpen(term.drill)}
        empty="No money moved on this date. The first payment puts its terms here."
        columns={[
          { id: 'term', head: 'Term', rowHeader: true, cell: (term) => term.label },
          {
            id: 'state',
            head: 'State',
            cell: (term) =>
              term.state === 'None' ? (
                <span className={styles.quiet}>None</span>
              ) : (
                <Chip tone={stateTone(term.state, term.label)}>{term.state}</Chip>
              ),
          },
          {
            id: 'deposits',
            head: '4 Deposits',
            numeric: true,
            strong: true,
            cell: (term) => <Cell cents={term.depositsCents} other="side 5 only" />,
          },
          {
            id: 'bank',
            head: '5 Bank',
            numeric: true,
            strong: true,
            cell: (term) => <Cell cents={term.bankCents} other="side 4 only" />,
          },
        ]}
        foot={
          <tr>
            <th scope="row" colSpan={2}>
              {countOf(terms.length, 'term')}
            </th>
            <td className={styles.num}>
              {formatCents(sumCents(terms.map((term) => term.depositsCents ?? 0)))}
            </td>
            <td className={styles.num}>{formatCents(sumCents(terms.map((term) => term.bankCents ?? 0)))}</td>
          </tr>
        }
      />
    </Panel>
  );
}
