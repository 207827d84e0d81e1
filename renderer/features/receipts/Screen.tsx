import { useEffect, useState } from 'react';
import { formatDate, formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { ask } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
import { queryClient, useAsk } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { focusPane } from '../../keymap/panes.ts';
import { sourceName, useDesk } from '../../shell/desk.ts';
import { go, useRoute } from '../../shell/route.ts';
import { Room } from '../../shell/Room.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';
import layout from '../../ui/layout.module.css';
import { ReceiptDetail } from './ReceiptDetail.tsx';
import styles from './Receipts.module.css';

type Row = Output<'receipt.search'>['receipts'][number];

const SHOWN = 100;
const PAUSE_MS = 150;

/**
 * Every receipt by number, amount, check number, name or account; view, reprint, void. `#/receipts/<payment>`, or
 * `#/receipts/session/<session>` for those of one session.
 */
export function Screen() {
  const { status } = useDesk();
  const { rest } = useRoute();
  const [text, setText] = useState('');
  const [settled, setSettled] = useState('');
  const sessionId = rest[0] === 'session' ? rest[1] : undefined;
  const [paymentId, wanted] = sessionId === undefined ? rest : rest.slice(2);
  const show = (id: string) => {
    if (sessionId === undefined) go('receipts', id);
    else go('receipts', 'session', sessionId, id);
  };
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const questionOf = (words: string) => ({
    limit: SHOWN,
    ...(words === '' ? {} : { text: words }),
    ...(sessionId === undefined ? {} : { sessionId }),
  });
  const search = useAsk('receipt.search', questionOf(settled), { keepPrevious: true });
  const rows = search.data?.receipts ?? [];
  const chosenId = paymentId ?? rows[0]?.paymentId;

  /** Enter: the first that is found for what is typed now, never one that was found for what was typed before. */
  const openFirst = async () => {
    const question = questionOf(text.trim());
    const answer = await ask('receipt.search', question);
    const first = answer.ok ? answer.value.receipts[0] : undefined;
    if (!answer.ok || first === undefined) return;
    queryClient.setQueryData(['receipt.search', question], answer.value);
    setSettled(text.trim());
    show(first.paymentId);
    setTimeout(() => document.querySelector<HTMLElement>(`[data-row="${first.paymentId}"]`)?.focus(), 0);
  };

  useActions('receipts', {
    'find.receipt': () => focusPane('find-receipt'),
    'go.back': () => go('counter'),
  });
  const time = (row: Row): string => formatTime(row.at, status.timeZone);

  return (
    <Room title="Receipts">
      <PageHead
        title="Receipts"
        sub={
          sessionId === undefined
            ? 'Nothing is edited or deleted; a void is a receipt of its own.'
            : 'Only those of one session.'
        }
        aside={
          sessionId !== undefined && (
            <Button size="sm" onPress={() => go('receipts')}>
              Show all receipts
            </Button>
          )
        }
      />
      <div className={styles.columns}>
        <div className={styles.left}>
          <Panel label="Find a receipt" fill pane="find-receipt">
            <div className={styles.search}>
              <Field
                className={layout.grow}
                label="Receipt number, amount, check number, name or account"
                name="find-receipt"
                size="lg"
                value={text}
                onChange={setText}
                autoFocus={wanted === undefined}
                before={<Icon name="search" />}
                hint={<KeyCap>Shift F2</KeyCap>}
                onEnter={() => void openFirst()}
              />
            </div>
            {search.problem !== undefined && <RefusalNotice problem={search.problem} />}
            <Table
              label="Receipts found"
              rows={rows}
              rowId={(row) => row.paymentId}
              chosen={chosenId ?? null}
              onChoose={(row) => show(row.paymentId)}
              empty={
                settled === ''
                  ? 'No receipt yet. The first payment of the day makes one.'
                  : `No receipt has “${settled}” as its number, amount, check, name or account.`
              }
              columns={[
                {
                  id: 'number',
                  head: 'Receipt',
                  rowHeader: true,
                  strong: true,
                  cell: (row) => row.receiptNumber,
                },
                {
                  id: 'at',
                  head: 'Taken',
                  cell: (row) =>
                    `${row.businessDate === status.businessDate ? '' : `${formatDate(row.businessDate)}, `}${time(row)}`,
                },
                {
                  id: 'payer',
                  head: 'Payer',
                  cell: (row) => (row.payerName === '' ? 'No name' : row.payerName),
                },
                { id: 'by', head: 'By', cell: (row) => `${row.cashier}, ${sourceName(status, row.source)}` },
                {
                  id: 'amount',
                  head: 'Amount',
                  numeric: true,
                  strong: true,
                  cell: (row) => formatCents(row.totalCents),
                },
                {
                  id: 'state',
                  head: 'State',
                  cell: (row) =>
                    row.status === 'voided' ? <Chip tone="danger">Void</Chip> : <Chip tone="ok">Posted</Chip>,
                },
              ]}
            />
          </Panel>
        </div>
        {chosenId !== undefined && (
          <ReceiptDetail
            key={chosenId}
            paymentId={chosenId}
            startWithVoid={wanted === 'void' && chosenId === paymentId}
          />
        )}
      </div>
    </Room>
  );
}
