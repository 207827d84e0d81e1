import { useState } from 'react';
import { formatBusinessDate, formatDate } from '../../../shared/kernel/time.ts';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useDesk } from '../../shell/desk.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { entryState, fundsOf, KIND_WORDS } from './journal-words.ts';
import type { CountedBy, Entry, Range } from './journal-words.ts';
import styles from './Journal.module.css';

/** More than anyone reads; the range narrows what is asked. */
const SHOWN = 500;

type KindFilter = Entry['kind'] | 'all';

export function Entries({ range, by }: { readonly range: Range; readonly by: CountedBy }) {
  const [kind, setKind] = useState<KindFilter>('all');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const asked = useAsk(
    'journal.entries',
    { range, by, limit: SHOWN, ...(kind === 'all' ? {} : { kind }) },
    { keepPrevious: true },
  );
  const entries = asked.data?.entries ?? [];
  const chosen = entries.find((entry) => entry.entryId === chosenId) ?? entries[0];
  return (
    <div className={styles.columns}>
      <Panel
        title="Entries"
        note={asked.data === undefined ? '' : countOf(entries.length, 'entry', 'entries')}
        aside={
          <SelectField
            label="Kind of entry"
            labelHidden
            options={[
              { value: 'all', label: 'All kinds' },
              { value: 'receipts', label: KIND_WORDS.receipts },
              { value: 'deposit', label: KIND_WORDS.deposit },
              { value: 'settlement', label: KIND_WORDS.settlement },
            ]}
            value={kind}
            onChange={setKind}
            className={styles.kind}
          />
        }
        fill
        pane="entries"
      >
        {asked.problem !== undefined && <RefusalNotice problem={asked.problem} />}
        {asked.data?.more === true && (
          <Notice tone="warn" icon="warning">
            Only the first {SHOWN} are shown. Narrow the dates or choose a kind.
          </Notice>
        )}
        <Table<Entry>
          label="Journal entries"
          density="dense"
          rows={entries}
          rowId={(entry) => entry.entryId}
          chosen={chosen?.entryId ?? null}
          onChoose={(entry) => setChosenId(entry.entryId)}
          empty={
            asked.data === undefined ? undefined : 'No entry in these dates. A payment makes the first one.'
          }
          columns={[
            {
              id: 'id',
              head: 'Entry',
              rowHeader: true,
              className: styles.nowrap,
              cell: (entry) => entry.entryId,
            },
            { id: 'date', head: 'Date', className: styles.nowrap, cell: (entry) => formatDate(entry.date) },
            { id: 'source', head: 'From', cell: (entry) => entry.source.label },
            {
              id: 'kind',
              head: 'Kind',
              cell: (entry) => <span className={styles.quiet}>{KIND_WORDS[entry.kind]}</span>,
            },
            {
              id: 'state',
              head: 'State',
              cell: (entry) => {
                const { text, tone } = entryState(entry);
                return <Chip tone={tone}>{text}</Chip>;
              },
            },
            {
              id: 'total',
              head: 'Amount',
              numeric: true,
              strong: true,
              cell: (entry) => <Amount cents={entry.totalCents} />,
            },
          ]}
          {...(entries.length === 0
            ? {}
            : {
                foot: (
                  <tr>
                    <th scope="row" colSpan={5}>
                      {countOf(entries.length, 'entry', 'entries')}
                    </th>
                    <td className={styles.num}>
                      {formatCents(sumCents(entries.map((entry) => entry.totalCents)))}
                    </td>
                  </tr>
                ),
              })}
        />
      </Panel>
      {chosen !== undefined && <Postings entry={chosen} />}
    </div>
  );
}

/** One entry's debits and credits, and the proof that each of its funds balances. */
function Postings({ entry }: { readonly entry: Entry }) {
  const funds = fundsOf(entry.postings);
  return (
    <Panel
      title={`Entry ${entry.entryId}`}
      note={KIND_WORDS[entry.kind]}
      fill
      pane="postings"
      foot={<Source entry={entry} />}
    >
      <p className={styles.description}>
        {entry.description}. {formatDate(entry.date)}, business date {formatBusinessDate(entry.businessDate)}.
      </p>
      <Table
        label={`Postings of entry ${entry.entryId}`}
        density="dense"
        rows={entry.postings.map((posting, index) => ({ ...posting, index }))}
        rowId={(posting) => String(posting.index)}
        columns={[
          {
            id: 'account',
            head: 'Account',
            rowHeader: true,
            cell: (posting) => (
              <>
                {posting.glAccount}
                <span className={styles.quiet}> {posting.memo ?? posting.accountName}</span>
              </>
            ),
          },
          {
            id: 'debit',
            head: 'Debit',
            numeric: true,
            strong: true,
            cell: (posting) => <Amount cents={posting.debitCents} />,
          },
          {
            id: 'credit',
            head: 'Credit',
            numeric: true,
            strong: true,
            cell: (posting) => <Amount cents={posting.creditCents} />,
          },
        ]}
        foot={
          <tr>
            <th scope="row">Total</th>
            <td className={styles.num}>
              {formatCents(sumCents(entry.postings.map((row) => row.debitCents)))}
            </td>
            <td className={styles.num}>
              {formatCents(sumCents(entry.postings.map((row) => row.creditCents)))}
            </td>
          </tr>
        }
      />
      <ul className={styles.fundProof} aria-label="Each fund of this entry">
        {funds.map((fund) => (
          <li key={fund.fund}>
            <Chip tone={fund.balances ? 'ok' : 'danger'}>
              Fund {fund.fund} {fund.balances ? 'balances' : 'does not balance'}
            </Chip>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Where an entry comes from, as far as the person may go there. */
function Source({ entry: { source, released } }: { readonly entry: Entry }) {
  const { can } = useDesk();
  const target = ((): (() => void) | null => {
    switch (source.type) {
      case 'payment':
        return can('receipt.read') ? () => go('receipts', source.id) : null;
      case 'deposit':
        return can('deposit.read') ? () => go('deposits', source.id) : null;
      case 'session':
        return can('session.approve') ? () => go('supervisor', 'close', source.id) : null;
      case 'settlement':
        return null;
    }
  })();
  return (
    <div className={styles.line}>
      {target !== null && (
        <Button size="sm" onPress={target}>
          Open {source.label}
        </Button>
      )}
      {!released && <span className={styles.quiet}>Released when its close is approved.</span>}
    </div>
  );
}
