import { Fragment } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import type { TenderKind } from '../../../shared/domain/tender/types.ts';
import { useDesk } from '../../shell/desk.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Chip, Timeline } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { disagreeText, itemsText, TENDER_WORDS } from '../../ui/tender-words.ts';
import type { CloseResult } from './session-words.ts';
import styles from './Close.module.css';

type KindResult = CloseResult['results'][number];
type Result = { readonly result: CloseResult };

/** `Short 5.00`, `Over 3.00`, `Even`: the state as a word. */
export function OverShortChip({
  cents,
  itemsDiffer,
}: {
  readonly cents: number;
  readonly itemsDiffer: boolean;
}) {
  if (cents === 0 && itemsDiffer) {
    return (
      <Chip tone="warn" icon="warning">
        Items differ
      </Chip>
    );
  }
  if (cents === 0) return <Chip tone="ok">Even</Chip>;
  const words = `${cents < 0 ? 'Short' : 'Over'} ${formatCents(Math.abs(cents))}`;
  return (
    <Chip tone={cents < 0 ? 'danger' : 'warn'} icon="warning">
      {words}
    </Chip>
  );
}

export function Results(
  props: Result & {
    readonly chosen: TenderKind | null;
    /** Given when more than one kind differs: the reason is then asked for the chosen one. */
    readonly onChoose: ((kind: TenderKind) => void) | undefined;
  },
) {
  const { results, needReason } = props.result;
  const { onChoose } = props;
  const total = (pick: (row: KindResult) => number) => sumCents(results.map(pick));
  return (
    <Panel label="Over and short by tender" pane="results">
      <Table<KindResult>
        label="Over and short by tender"
        rows={results}
        rowId={(row) => row.kind}
        chosen={props.chosen}
        {...(onChoose === undefined ? {} : { onChoose: (row) => onChoose(row.kind) })}
        columns={[
          {
            id: 'tender',
            head: 'Tender',
            rowHeader: true,
            cell: (row) => (
              <>
                {TENDER_WORDS[row.kind].many}{' '}
                <span className={styles.quiet}>
                  {row.kind === 'cash' ? 'by piece' : itemsText(row.kind, row.countedItems)}
                </span>
              </>
            ),
          },
          {
            id: 'expected',
            head: 'Expected',
            numeric: true,
            cell: (row) => <Amount cents={row.expectedCents} />,
          },
          {
            id: 'counted',
            head: 'Counted',
            numeric: true,
            cell: (row) => <Amount cents={row.countedCents} />,
          },
          {
            id: 'difference',
            head: 'Difference',
            numeric: true,
            strong: true,
            cell: (row) => <Amount cents={row.differenceCents} signed />,
          },
          {
            id: 'result',
            head: 'Result',
            cell: (row) => (
              <OverShortChip cents={row.differenceCents} itemsDiffer={needReason.includes(row.kind)} />
            ),
          },
        ]}
        foot={
          <tr>
            <th scope="row">All tenders</th>
            <td className={styles.num}>{formatCents(total((row) => row.expectedCents))}</td>
            <td className={styles.num}>{formatCents(total((row) => row.countedCents))}</td>
            <td className={styles.num}>
              <Amount cents={total((row) => row.differenceCents)} signed />
            </td>
            <td />
          </tr>
        }
      />
    </Panel>
  );
}

/** The equation behind the expected cash: from events, never typed. */
export function WhyCash({ result }: Result) {
  const { cash, session } = result;
  const terms = [
    { op: '', label: 'Float at opening', cents: cash.floatCents },
    { op: '+', label: 'Cash taken in', cents: cash.takenCents },
    { op: '−', label: 'Change given', cents: cash.changeCents },
    { op: '=', label: 'Expected', cents: cash.expectedCents },
  ];
  return (
    <Panel
      title={`Why cash should be ${formatCents(cash.expectedCents)}`}
      aside={
        <>
          <span className={styles.quiet}>From events, never typed.</span>
          <Button kind="quiet" size="sm" onPress={() => go('receipts', 'session', session.sessionId)}>
            Open its receipts
          </Button>
        </>
      }
    >
      <ul className={styles.equation} aria-label="Expected cash">
        {terms.map((term) => (
          <Fragment key={term.label}>
            {term.op !== '' && (
              <li className={styles.operator} aria-hidden="true">
                {term.op}
              </li>
            )}
            <li>
              <span className={styles.quiet}>{term.label}</span>
              <b>{formatCents(term.cents)}</b>
            </li>
          </Fragment>
        ))}
      </ul>
    </Panel>
  );
}

export function Attempts({ result }: Result) {
  const { status } = useDesk();
  const moments = result.attempts.map((attempt, index) => {
    const last = index === result.attempts.length - 1;
    const told =
      attempt.told.length === 0
        ? 'Everything agreed.'
        : `Told then: ${disagreeText(attempt.told).toLowerCase()} No figure.`;
    return {
      id: String(attempt.attempt),
      title: `Attempt ${attempt.attempt}, sealed ${formatTime(attempt.at, status.timeZone)}: cash ${formatCents(attempt.countedCents.cash)}`,
      sub: last ? 'The last one. It stands.' : told,
      state: 'done' as const,
    };
  });
  return (
    <Panel title="Attempts" aside={<span className={styles.quiet}>All are kept</span>} padded fill>
      <Timeline
        label="Attempts"
        moments={[
          ...moments,
          { id: 'order', title: 'Only a supervisor may order a verifying count', state: 'ahead' as const },
        ]}
      />
    </Panel>
  );
}

export function HandIn({ result }: Result) {
  const { handIn, cash } = result;
  return (
    <Panel title="To hand in" fill>
      <table className={styles.handIn} aria-label="To hand in">
        <tbody>
          <tr>
            <th scope="row">
              Cash {formatCents(cash.countedCents)} − float {formatCents(cash.floatCents)}
            </th>
            <td>
              <Amount cents={handIn.cashCents} />
            </td>
          </tr>
          {handIn.items
            .filter((row) => row.items > 0)
            .map((row) => (
              <tr key={row.kind}>
                <th scope="row">
                  {TENDER_WORDS[row.kind].many}, {itemsText(row.kind, row.items)}
                </th>
                <td>
                  <Amount cents={row.cents} />
                </td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Clerk counts it again</th>
            <td>{formatCents(handIn.totalCents)}</td>
          </tr>
        </tfoot>
      </table>
    </Panel>
  );
}

/** Receipted items that were not counted, and counted ones that no receipt names. */
export function Unmatched({ result }: Result) {
  if (result.missing.length + result.unexpected.length === 0) return null;
  return (
    <Panel title="Items that do not match" note="Number and amount are compared with the receipts.">
      <Table
        label="Items that do not match"
        density="dense"
        rows={[
          ...result.missing.map((row) => ({
            id: `missing ${row.receiptNumber} ${row.number}`,
            number: row.number,
            cents: row.amountCents,
            words: `On receipt ${row.receiptNumber}, not counted`,
          })),
          ...result.unexpected.map((row, index) => ({
            id: `unexpected ${index}`,
            number: row.number,
            cents: row.amountCents,
            words: 'Counted, on no receipt',
          })),
        ]}
        rowId={(row) => row.id}
        columns={[
          { id: 'number', head: 'Number', rowHeader: true, cell: (row) => row.number },
          { id: 'words', head: 'What is known', cell: (row) => row.words },
          {
            id: 'cents',
            head: 'Amount',
            numeric: true,
            strong: true,
            cell: (row) => <Amount cents={row.cents} />,
          },
        ]}
      />
    </Panel>
  );
}
