import { useEffect, useRef } from 'react';
import { formatDayMonth, formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { countOf } from '../../i18n/spoken.ts';
import { sourceName, useDesk } from '../../shell/desk.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { cx } from '../../ui/cx.ts';
import { Field } from '../../ui/Field.tsx';
import { Stamp } from '../../ui/Status.tsx';
import { Amount } from '../../ui/Table.tsx';
import layout from '../../ui/layout.module.css';
import type { AccountWork } from './draft.ts';
import { withByHand, withProposal, withReason, withToward } from './draft.ts';
import { proposedCents, recentPayments } from './preview.ts';
import type { AccountPreview, AccountView } from './preview.ts';
import { counter, useCounter } from './store.ts';
import styles from './Counter.module.css';

export type AccountCardProps = {
  readonly work: AccountWork;
  readonly preview: AccountPreview;
  /** The account was just found: the keyboard goes to its amount. */
  readonly focusAmount: boolean;
  readonly onFocused: () => void;
  readonly onForward: () => void;
};

/** One account: what must be known first, what goes toward it, and where each cent goes. */
export function AccountCard({ work, preview, focusAmount, onFocused, onForward }: AccountCardProps) {
  const { view } = preview;
  const amountRef = useRef<HTMLInputElement>(null);
  const ready = work.towardCents !== undefined;

  useEffect(() => {
    if (!ready) counter.change((draft) => withProposal(draft, work.account, proposedCents(view, work.found)));
  }, [ready, view, work]);
  useEffect(() => {
    if (!ready || !focusAmount) return;
    amountRef.current?.focus();
    amountRef.current?.select();
    onFocused();
  }, [ready, focusAmount, onFocused]);

  const byHand = work.byHand !== null;
  return (
    <>
      <Head view={view} />
      <Stamps preview={preview} />
      <div className={styles.toward}>
        <div className={layout.grow}>
          <b>Toward this account</b>
          <div className={layout.sub}>
            {byHand ? 'Chosen by hand. ' : 'Preview, oldest due first. '}
            <button type="button" className={styles.link} onClick={() => toggleByHand(work, preview)}>
              {byHand ? 'Back to the usual order' : 'Override'}
            </button>
          </div>
        </div>
        {byHand ? (
          <output className={cx(layout.amt, styles.name)}>{formatCents(preview.towardCents)}</output>
        ) : (
          <AmountField
            ref={amountRef}
            className={styles.towardField}
            label={`Amount toward account ${work.account}`}
            labelHidden
            name="toward"
            valueCents={work.towardCents ?? null}
            problem={preview.lines.ok ? undefined : preview.lines.error}
            onChange={(cents) => counter.change((draft) => withToward(draft, work.account, cents))}
            onEnter={onForward}
          />
        )}
      </div>
      {byHand && <OverrideReason preview={preview} />}
      <Charges work={work} preview={preview} onForward={onForward} />
    </>
  );
}

function toggleByHand(work: AccountWork, preview: AccountPreview): void {
  counter.change((draft) =>
    withByHand(
      draft,
      work.account,
      work.byHand === null
        ? Object.fromEntries(preview.rows.map((row) => [row.key, row.paysCents === 0 ? null : row.paysCents]))
        : null,
    ),
  );
}

function Head({ view }: { readonly view: AccountView }) {
  const name = view.name ?? 'Confidential account';
  return (
    <div>
      <div className={styles.who}>
        <span className={cx(styles.name, styles.holder)} title={name}>
          {name}
        </span>
        <span className={layout.sub}>Balance</span>
        <span className={styles.name}>{formatCents(view.balanceCents)}</span>
      </div>
      <div className={layout.sub}>{view.address}</div>
      <div className={styles.under}>
        <span>
          Account {view.account}, {view.class}
          {view.cycle === '' ? '' : `, cycle ${view.cycle}`}
        </span>
        <span>
          as of {formatDayMonth(view.asOf)}
          {view.ownPayments > 0 ? `, less ${countOf(view.ownPayments, 'payment')} here` : ''}
        </span>
      </div>
    </div>
  );
}

/** Said before money is taken; the reconnect stamp follows the amount. */
function Stamps({ preview }: { readonly preview: AccountPreview }) {
  const { status } = useDesk();
  const { view } = preview;
  return (
    <>
      {view.notices.map((notice) => (
        <Stamp key={notice.kind} word={notice.badge} tone={notice.severity}>
          {notice.kind === 'disconnected' ? reconnectWords(preview) : notice.text}
        </Stamp>
      ))}
      {recentPayments(view).map((paid) => (
        <Stamp key={paid.receiptNumber} word="PAID HERE" tone="warn">
          {formatCents(paid.amountCents)}, {formatTime(paid.at, status.timeZone)}, receipt{' '}
          {paid.receiptNumber}, {sourceName(status, paid.source)}
        </Stamp>
      ))}
    </>
  );
}

function reconnectWords(preview: AccountPreview): string {
  const neededCents = preview.view.reconnectCents ?? 0;
  if (neededCents === 0) return 'Nothing more is needed to reconnect.';
  const rest = preview.reconnects ? 'reached.' : `${formatCents(neededCents - preview.towardCents)} more.`;
  return `${formatCents(neededCents)} to reconnect: ${rest}`;
}

function OverrideReason({ preview }: { readonly preview: AccountPreview }) {
  const { draft } = useCounter();
  return (
    <Field
      label="Why is the order changed? It is recorded with the payment"
      name="override-reason"
      value={draft.reasons.allocation ?? ''}
      maxLength={200}
      problem={
        preview.unusual && (draft.reasons.allocation ?? '').trim() === ''
          ? 'Type a reason, such as “by the customer’s letter”.'
          : undefined
      }
      onChange={(text) => counter.change((before) => withReason(before, 'allocation', text))}
    />
  );
}

/** In a list of charges the word “bill” says nothing. */
const chargeName = (name: string): string => name.replace(/ bill$/, '');

function Charges(props: {
  readonly work: AccountWork;
  readonly preview: AccountPreview;
  readonly onForward: () => void;
}) {
  const { work, preview, onForward } = props;
  const { view } = preview;
  // What was paid here since the extract is nothing to look at any more.
  const rows = preview.rows.filter((row) => row.charge.openCents !== 0 || row.paysCents !== 0);
  if (rows.length === 0) {
    return <p className={layout.muted}>Nothing is open on this account. An amount here becomes a credit.</p>;
  }
  return (
    <table className={styles.charges} aria-label="Charges">
      <thead>
        <tr>
          <th scope="col">Charge</th>
          <th scope="col">Due</th>
          <th scope="col" className={styles.num}>
            Open
          </th>
          <th scope="col" className={styles.num}>
            Pays
          </th>
          <th scope="col" className={styles.num}>
            Left
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className={cx(work.byHand !== null && styles.byHandRow)}>
            <th scope="row" title={row.charge.name}>
              {chargeName(row.charge.name)}
            </th>
            <td>
              {formatDayMonth(row.charge.charge.dueDate)}{' '}
              {row.charge.daysLate > 0 && row.charge.state === 'payable' && (
                <span className={styles.late}>{row.charge.daysLate} d late</span>
              )}
              {row.charge.state === 'before-petition' && <span className={styles.late}>protected</span>}
              {row.charge.state === 'no-receipt-type' && <span className={styles.late}>not taken here</span>}
            </td>
            <td className={styles.num}>
              <Amount cents={row.charge.openCents} />
            </td>
            <td className={cx(styles.num, styles.pays)}>
              {work.byHand === null || row.charge.state === 'credit' ? (
                <Pays paysCents={row.paysCents} openCents={row.charge.openCents} />
              ) : (
                <AmountField
                  className={styles.byHand}
                  label={`Pays on ${row.charge.name}, due ${formatDayMonth(row.charge.charge.dueDate)}`}
                  labelHidden
                  size="sm"
                  name="by-hand"
                  valueCents={work.byHand[row.key] ?? null}
                  onChange={(cents) =>
                    counter.change((draft) =>
                      withByHand(draft, work.account, { ...work.byHand, [row.key]: cents }),
                    )
                  }
                  onEnter={onForward}
                />
              )}
            </td>
            <td className={styles.num}>
              <Left cents={row.leftCents} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {countOf(rows.length, 'charge')}
          </th>
          <td className={styles.num}>{formatCents(view.balanceCents)}</td>
          <td className={styles.num}>{formatCents(preview.towardCents)}</td>
          <td className={styles.num}>{formatCents(preview.leftCents)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Pays({ paysCents, openCents }: { readonly paysCents: Cents; readonly openCents: Cents }) {
  const share = openCents <= 0 ? 0 : paysCents / openCents;
  return (
    <>
      <span className={styles.paysBar} style={{ width: `${share * 100}%` }} />
      {paysCents === 0 ? <Amount cents={0} /> : <strong>{formatCents(paysCents)}</strong>}
    </>
  );
}

function Left({ cents }: { readonly cents: Cents }) {
  return cents === 0 ? <Amount cents={0} /> : <b>{formatCents(cents)}</b>;
}

/** Which of several accounts of one payment is on show. */
export function AccountSwitch({
  accounts,
  current,
}: {
  readonly accounts: readonly AccountPreview[];
  readonly current: string | null;
}) {
  if (accounts.length < 2) return null;
  return (
    <div className={styles.several} role="group" aria-label="Accounts in this payment">
      {accounts.map(({ view, towardCents }) => (
        <button
          key={view.account}
          type="button"
          className={styles.chosen}
          aria-pressed={view.account === current}
          onClick={() => {
            counter.change((draft) => ({ ...draft, current: view.account }));
            counter.find(view.account);
          }}
        >
          {view.account} {formatCents(towardCents)}
        </button>
      ))}
    </div>
  );
}
