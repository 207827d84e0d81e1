import type { ReactNode } from 'react';
import { useState } from 'react';
import { formatDayMonth } from '../../../shared/kernel/time.ts';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import { countOf } from '../../i18n/spoken.ts';
import { Button } from '../../ui/Button.tsx';
import { BarChart, Lollipops, StackedBar } from '../../ui/Chart.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { TENDER_WORDS } from '../../ui/tender-words.ts';
import { byHourText, hourLabel, hourText, netOverShort, overShortText, tenderShares } from './floor-words.ts';
import type { Overview } from './floor-words.ts';
import { useWidth } from '../../ui/use-width.ts';
import styles from './Supervisor.module.css';

type ChartPanelProps = {
  readonly title: string;
  readonly figure: ReactNode;
  /** Drawn for the width there is, so that its text keeps its size. */
  readonly chart: (widthPx: number) => ReactNode;
  /** The same figures as a table: behind Enter on the button. */
  readonly table: ReactNode;
};

function ChartPanel({ title, figure, chart, table }: ChartPanelProps) {
  const [asTable, setAsTable] = useState(false);
  const [measured, widthPx] = useWidth(USUAL_WIDTH_PX);
  return (
    <Panel
      title={title}
      note={figure}
      aside={
        <Button kind="quiet" size="sm" aria-pressed={asTable} onPress={() => setAsTable(!asTable)}>
          {asTable ? 'Chart' : 'Table'}
        </Button>
      }
      fill
    >
      {asTable ? (
        table
      ) : (
        <div className={styles.chart}>
          <div ref={measured}>{chart(widthPx)}</div>
        </div>
      )}
    </Panel>
  );
}

const USUAL_WIDTH_PX = 240;
const HEIGHT_PX = 208;

/** Payments by hour, tender mix, over and short: what a supervisor sees at a glance and can read as a table. */
export function Charts({ overview }: { readonly overview: Overview }) {
  const { byHour, tenders, overShort, toleranceCents } = overview;
  const payments = byHour.reduce((sum, row) => sum + row.payments, 0);
  const tenderCount = tenders.reduce((sum, row) => sum + row.items, 0);
  return (
    <div className={styles.charts}>
      <ChartPanel
        title="Payments by hour"
        figure={payments}
        chart={(width) =>
          byHour.length === 0 ? (
            <p className={styles.quiet}>No payments yet. The first one draws the first bar.</p>
          ) : (
            <>
              <BarChart
                label={byHourText(byHour)}
                bars={byHour.map((row) => ({
                  id: String(row.hour),
                  label: hourLabel(row.hour),
                  value: row.payments,
                  unfinished: row.running,
                }))}
                width={width}
                height={HEIGHT_PX}
              />
              {byHour.some((row) => row.running) && <p className={styles.quiet}>Hatched: not over.</p>}
            </>
          )
        }
        table={
          <Table
            label="Payments by hour"
            density="dense"
            rows={byHour}
            rowId={(row) => String(row.hour)}
            empty="No payments yet."
            columns={[
              { id: 'hour', head: 'Hour', rowHeader: true, cell: (row) => hourText(row.hour) },
              {
                id: 'payments',
                head: 'Payments',
                numeric: true,
                cell: (row) => `${row.payments}${row.running ? ' so far' : ''}`,
              },
            ]}
          />
        }
      />
      <ChartPanel
        title="Tenders today"
        figure={tenderCount}
        chart={() =>
          tenderCount === 0 ? (
            <p className={styles.quiet}>None of sealed drawers yet; a look at live cash adds the others.</p>
          ) : (
            <>
              <StackedBar
                label="Shares of the tenders"
                shares={tenderShares(tenders)}
                total={countOf(tenderCount, 'tender')}
              />
              <p className={styles.quiet}>Cash is net of change. Drawers not sealed count after a look.</p>
            </>
          )
        }
        table={
          <Table
            label="Tenders today"
            density="dense"
            rows={tenders}
            rowId={(row) => row.kind}
            empty="No tenders yet."
            columns={[
              { id: 'kind', head: 'Tender', rowHeader: true, cell: (row) => TENDER_WORDS[row.kind].many },
              { id: 'items', head: 'Items', numeric: true, cell: (row) => row.items },
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
                <th scope="row">All tenders</th>
                <td className={styles.num}>{tenderCount}</td>
                <td className={styles.num}>{formatCents(sumCents(tenders.map((row) => row.cents)))}</td>
              </tr>
            }
          />
        }
      />
      <ChartPanel
        title="Over and short"
        figure={<Amount cents={netOverShort(overShort)} signed />}
        chart={(width) =>
          overShort.length === 0 ? (
            <p className={styles.quiet}>No approved close yet. Each approved close puts a point here.</p>
          ) : (
            <>
              <Lollipops
                label={overShortText(overShort)}
                points={overShort.map((day, index) => ({
                  id: String(index),
                  label: String(Number(day.date.slice(8))),
                  cents: day.differenceCents,
                }))}
                bandCents={toleranceCents}
                width={width}
                height={HEIGHT_PX}
              />
              <p className={styles.quiet}>Band: {formatCents(toleranceCents)}.</p>
            </>
          )
        }
        table={
          <Table
            label="Over and short"
            density="dense"
            rows={overShort.map((day, index) => ({ ...day, index }))}
            rowId={(row) => String(row.index)}
            empty="No approved close yet."
            columns={[
              { id: 'date', head: 'Business date', rowHeader: true, cell: (row) => formatDayMonth(row.date) },
              { id: 'close', head: 'Close', cell: (row) => row.label },
              {
                id: 'cents',
                head: 'Difference',
                numeric: true,
                strong: true,
                cell: (row) => <Amount cents={row.differenceCents} signed />,
              },
            ]}
          />
        }
      />
    </div>
  );
}
