import { useState } from 'react';
import { formatBusinessDate } from '../../../shared/kernel/time.ts';
import { sumCents } from '../../../shared/money/money.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useFirstFocus } from '../../keymap/first-focus.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { Figure, Slab, SlabLabel } from '../../ui/Slab.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { CardTerminals } from '../parts/TerminalBatch.tsx';
import { APPROVAL_WORDS, CUSTODY_WORDS } from './deposit-words.ts';
import type { Candidate, DepositRow } from './deposit-words.ts';
import styles from './Deposits.module.css';

/** What approved closes leave to deposit, and every deposit made. */
export function List() {
  const { can } = useDesk();
  const mayPrepare = can('deposit.prepare');
  const mayCloseBatch = mayPrepare || can('session.approve');
  const candidates = useAsk('deposit.candidates', {}, { when: mayPrepare });
  const list = useAsk('deposit.list', {});
  const waiting = candidates.data?.candidates ?? [];
  const deposits = list.data?.deposits ?? [];
  const [code, setCode] = useState<string | null>(null);
  const chosen = waiting.find((each) => each.bankAccount.code === code) ?? waiting[0];
  const underWay = deposits.filter((row) => row.custody === 'sealed' || row.custody === 'sent');
  const prepare = (candidate: Candidate) => go('deposits', 'prepare', candidate.bankAccount.code);
  useFirstFocus('deposits', !mayPrepare && list.data !== undefined);
  useActions('deposit', {
    'deposit.next-step': chosen === undefined ? undefined : () => prepare(chosen),
  });
  return (
    <Room title="Deposits">
      <PageHead
        title="Deposits"
        sub="One deposit per bank account. A tender goes whole, in one sealed bag."
      />
      {candidates.problem !== undefined && <RefusalNotice problem={candidates.problem} />}
      {list.problem !== undefined && <RefusalNotice problem={list.problem} />}
      <div className={styles.listColumns}>
        <div className={styles.main}>
          {mayPrepare && (
            <Panel title="To deposit" note="From approved closes, by bank account." pane="candidates">
              <Table
                label="To deposit"
                density="tall"
                rows={waiting}
                rowId={(row) => row.bankAccount.code}
                chosen={chosen?.bankAccount.code ?? null}
                onChoose={(row) => setCode(row.bankAccount.code)}
                onOpen={prepare}
                empty="Nothing is left to deposit. An approved close puts its money here."
                columns={[
                  {
                    id: 'bank',
                    head: 'Bank account',
                    rowHeader: true,
                    cell: (row) => (
                      <>
                        <b>{row.bankAccount.name}</b>
                        <div className={styles.quiet}>Account ending {row.bankAccount.accountEnding}</div>
                      </>
                    ),
                  },
                  {
                    id: 'closes',
                    head: 'Closes',
                    cell: (row) => (
                      <span className={styles.quiet}>
                        {row.sessions.map((each) => each.label).join(', ')}
                      </span>
                    ),
                  },
                  {
                    id: 'cash',
                    head: 'Cash',
                    numeric: true,
                    cell: (row) => <Amount cents={row.cashCents} />,
                  },
                  {
                    id: 'items',
                    head: 'Items',
                    numeric: true,
                    cell: (row) =>
                      row.items.length === 0 ? <span className={styles.quiet}>None</span> : row.items.length,
                  },
                  {
                    id: 'total',
                    head: 'Total',
                    numeric: true,
                    strong: true,
                    cell: (row) => <Amount cents={row.totalCents} />,
                  },
                ]}
              />
            </Panel>
          )}
          <Panel
            title="Made"
            note="Newest first. Enter opens one."
            fill
            pane="deposits"
            className={styles.made}
          >
            <Table
              label="Deposits"
              density="tall"
              rows={deposits}
              rowId={(row) => row.depositId}
              onOpen={(row) => go('deposits', row.depositId)}
              empty="No deposit was made yet."
              columns={DEPOSIT_COLUMNS}
            />
          </Panel>
        </div>
        <div className={styles.side}>
          <Slab
            label={mayPrepare ? 'Total to deposit' : 'Total sealed or on its way'}
            className={styles.slab}
          >
            <SlabLabel>{mayPrepare ? 'To deposit' : 'Sealed or on its way'}</SlabLabel>
            <Figure
              align="left"
              value={
                mayPrepare
                  ? sumCents(waiting.map((row) => row.totalCents))
                  : sumCents(underWay.map((row) => row.totalCents))
              }
            />
            <p className={styles.slabText}>
              {mayPrepare ? countOf(waiting.length, 'bank account') : countOf(underWay.length, 'bag')}
            </p>
          </Slab>
          {mayPrepare && (
            <Button
              kind="primary"
              size="lg"
              wide
              keyCap="Ctrl Enter"
              reason={chosen === undefined ? 'Nothing is left to deposit' : undefined}
              onPress={() => {
                if (chosen) prepare(chosen);
              }}
            >
              Prepare deposit
            </Button>
          )}
          {mayPrepare && chosen !== undefined && (
            <p className={styles.quiet}>For {chosen.bankAccount.name}.</p>
          )}
          {mayCloseBatch && <CardTerminals />}
        </div>
      </div>
    </Room>
  );
}

const DEPOSIT_COLUMNS = [
  {
    id: 'number',
    head: 'Deposit',
    rowHeader: true,
    cell: (row: DepositRow) => (
      <>
        <b>{row.number}</b>
        <div className={styles.quiet}>{row.bankName}</div>
      </>
    ),
  },
  {
    id: 'date',
    head: 'Business date',
    className: styles.nowrap,
    cell: (row: DepositRow) => formatBusinessDate(row.businessDate),
  },
  {
    id: 'bag',
    head: 'Bag',
    className: styles.nowrap,
    cell: (row: DepositRow) => row.bagNumber ?? <span className={styles.quiet}>None</span>,
  },
  {
    id: 'custody',
    head: 'Custody',
    cell: (row: DepositRow) => {
      const { text, tone } = CUSTODY_WORDS[row.custody];
      return <Chip tone={tone}>{text}</Chip>;
    },
  },
  {
    id: 'approval',
    head: 'Approval',
    cell: (row: DepositRow) => {
      if (row.custody === 'dissolved') return <span className={styles.quiet}>None</span>;
      const { text, tone } = APPROVAL_WORDS[row.approval];
      return <Chip tone={tone}>{text}</Chip>;
    },
  },
  {
    id: 'total',
    head: 'Total',
    numeric: true,
    strong: true,
    cell: (row: DepositRow) => <Amount cents={row.totalCents} />,
  },
];
