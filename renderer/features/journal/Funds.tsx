import { useState } from 'react';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Figure, Slab, SlabLabel } from '../../ui/Slab.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { Tick } from '../../ui/Tick.tsx';
import type { ByFund, CountedBy, Range } from './journal-words.ts';
import styles from './Journal.module.css';

type Fund = ByFund['funds'][number];

/** Debits and credits of each fund, proving that every one balances by itself; its accounts beside it. */
export function Funds({ range, by }: { readonly range: Range; readonly by: CountedBy }) {
  const [releasedOnly, setReleasedOnly] = useState(false);
  const [fundCode, setFundCode] = useState<string | null>(null);
  const asked = useAsk('journal.by-fund', { range, by, released: releasedOnly }, { keepPrevious: true });
  if (asked.problem !== undefined) return <RefusalNotice problem={asked.problem} />;
  if (asked.data === undefined) return null;
  const { funds, unreleasedCents } = asked.data;
  const chosen = funds.find((fund) => fund.fund === fundCode) ?? funds[0];
  const balance = funds.every((fund) => fund.balances);
  return (
    <div className={styles.columns}>
      <Panel
        title="By fund"
        note={countOf(funds.length, 'fund')}
        aside={
          <Tick checked={releasedOnly} onChange={setReleasedOnly}>
            Released only
          </Tick>
        }
        fill
        pane="funds"
      >
        <Table<Fund>
          label="Debits and credits by fund"
          rows={funds}
          rowId={(fund) => fund.fund}
          chosen={chosen?.fund ?? null}
          onChoose={(fund) => setFundCode(fund.fund)}
          empty="No entry in these dates."
          columns={[
            { id: 'fund', head: 'Fund', cell: (fund) => fund.fund },
            { id: 'name', head: 'Name', rowHeader: true, cell: (fund) => fund.name },
            {
              id: 'debit',
              head: 'Debits',
              numeric: true,
              strong: true,
              cell: (fund) => <Amount cents={fund.debitCents} />,
            },
            {
              id: 'credit',
              head: 'Credits',
              numeric: true,
              strong: true,
              cell: (fund) => <Amount cents={fund.creditCents} />,
            },
            {
              id: 'balances',
              head: 'Proof',
              cell: (fund) =>
                fund.balances ? <Chip tone="ok">Balances</Chip> : <Chip tone="danger">Does not balance</Chip>,
            },
          ]}
        />
      </Panel>
      <div className={styles.side}>
        <Slab label="Every fund" className={styles.slab}>
          <SlabLabel>{balance ? 'Every fund balances' : 'A fund does not balance'}</SlabLabel>
          <Figure value={sumCents(funds.map((fund) => fund.debitCents))} align="left" trust={balance} />
          <p className={styles.slabText}>
            {unreleasedCents === 0
              ? 'Everything is released.'
              : `${formatCents(unreleasedCents)} is not released: its closes are not approved.`}
          </p>
        </Slab>
        {chosen !== undefined && (
          <Panel title={`Fund ${chosen.fund}, ${chosen.name}`} fill pane="accounts" className={styles.grows}>
            <Table
              label={`Accounts of fund ${chosen.fund}`}
              density="dense"
              rows={chosen.accounts}
              rowId={(row) => row.glAccount}
              columns={[
                {
                  id: 'account',
                  head: 'Account',
                  rowHeader: true,
                  cell: (row) => (
                    <>
                      {row.glAccount.slice(4)} <span className={styles.quiet}>{row.name}</span>
                    </>
                  ),
                },
                {
                  id: 'debit',
                  head: 'Debits',
                  numeric: true,
                  strong: true,
                  cell: (row) => <Amount cents={row.debitCents} />,
                },
                {
                  id: 'credit',
                  head: 'Credits',
                  numeric: true,
                  strong: true,
                  cell: (row) => <Amount cents={row.creditCents} />,
                },
              ]}
            />
          </Panel>
        )}
      </div>
    </div>
  );
}
