import { formatCents, sumCents } from '../../../shared/money/money.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Chip, Timeline } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { TENDER_WORDS } from '../../ui/tender-words.ts';
import { PeopleList } from '../parts/PeopleList.tsx';
import { betweenText, rowAgrees } from './deposit-words.ts';
import type { CompositionRow, Deposit } from './deposit-words.ts';
import styles from './Deposits.module.css';

type Props = { readonly deposit: Deposit };

const Agrees = ({ agrees }: { readonly agrees: boolean }) =>
  agrees ? <Chip tone="ok">Agrees</Chip> : <Chip tone="danger">Does not agree</Chip>;

/** Cash receipted is cash deposited and each check receipted is a check deposited, even where the totals agree. */
export function Composition({ deposit }: Props) {
  const { composition, notInBag } = deposit;
  const receiptedCents = sumCents(composition.map((row) => row.receiptedCents));
  return (
    <Panel
      title="Composition"
      note="What was receipted is what is in the bag, tender by tender"
      aside={<Agrees agrees={deposit.agrees} />}
    >
      <Table<CompositionRow>
        label="Composition"
        density="dense"
        rows={composition}
        rowId={(row) => row.kind}
        columns={[
          { id: 'tender', head: 'Tender', rowHeader: true, cell: (row) => TENDER_WORDS[row.kind].many },
          {
            id: 'receipted',
            head: 'Receipted',
            numeric: true,
            cell: (row) => <Amount cents={row.receiptedCents} />,
          },
          {
            id: 'between',
            head: 'Between',
            cell: (row) => <span className={styles.quiet}>{betweenText(row)}</span>,
          },
          {
            id: 'bag',
            head: 'In the bag',
            numeric: true,
            strong: true,
            cell: (row) => <Amount cents={row.inBagCents} />,
          },
          { id: 'check', head: 'Check', cell: (row) => <Agrees agrees={rowAgrees(row)} /> },
        ]}
        foot={
          <tr>
            <th scope="row">Total</th>
            <td className={styles.num}>{formatCents(receiptedCents)}</td>
            <td />
            <td className={styles.num}>{formatCents(deposit.row.totalCents)}</td>
            <td />
          </tr>
        }
      />
      {notInBag.length > 0 && (
        <ul className={styles.sideTerms} aria-label="Not in the bag">
          <li className={styles.quiet}>Not in the bag:</li>
          {notInBag.map((term) => (
            <li key={term.term}>
              <span className={styles.quiet}>{term.term}</span> <b>{formatCents(term.cents)}</b>
            </li>
          ))}
          <li>
            <span className={styles.quiet}>All receipted</span>{' '}
            <b>{formatCents(receiptedCents + sumCents(notInBag.map((term) => term.cents)))}</b>
          </li>
        </ul>
      )}
    </Panel>
  );
}

/** The closes whose money this is, and what went to other banks on the same day. */
export function Sources({ deposit }: Props) {
  return (
    <Panel label="Closes and other deposits">
      <ul className={styles.sources}>
        {deposit.sessions.map((session) => (
          <li key={session.sessionId}>
            <div className={styles.quiet}>
              {session.label}, {session.cashier}
            </div>
            <b>{formatCents(session.cashCents + session.itemsCents)}</b>
            <div className={styles.quiet}>{session.approved}</div>
          </li>
        ))}
        {deposit.others.length > 0 && (
          <li>
            <div className={styles.quiet}>
              Other deposits, {formatCents(sumCents(deposit.others.map((other) => other.totalCents)))}
            </div>
            <div className={styles.others}>
              {deposit.others.map((other) => (
                <Button
                  key={other.depositId}
                  kind="quiet"
                  size="sm"
                  onPress={() => go('deposits', other.depositId)}
                >
                  {other.number} {formatCents(other.totalCents)}
                </Button>
              ))}
            </div>
          </li>
        )}
      </ul>
    </Panel>
  );
}

const MOMENT_STATE = { done: 'done', now: 'now', later: 'ahead' } as const;

export function Custody({ deposit }: Props) {
  return (
    <Panel title="Custody" aside={<span className={styles.quiet}>Two names each</span>} padded fill>
      <Timeline
        label="Custody"
        moments={deposit.custody.map((step, index) => ({
          id: String(index),
          title: step.step,
          sub: step.text,
          state: MOMENT_STATE[step.state],
        }))}
      />
    </Panel>
  );
}

export function ApprovalPeople({ deposit }: Props) {
  return (
    <Panel title="Approval" aside={<span className={styles.quiet}>In parallel with custody</span>} fill>
      <PeopleList people={deposit.people} settled={deposit.row.approval !== 'unapproved'} />
    </Panel>
  );
}
