import type { ReactNode } from 'react';
import { instantToMs } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useDeskNow } from '../../shell/clock.ts';
import { useDesk } from '../../shell/desk.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/Icon.tsx';
import { roveFocus } from '../../ui/roving.ts';
import styles from './PayerTabs.module.css';

export type Parked = Output<'parked.list'>['parked'][number];

const MINUTE_MS = 60_000;

export type PayerTabsProps = {
  readonly name: string;
  readonly state: ReactNode;
  readonly amountCents: Cents;
  readonly parked: readonly Parked[];
  readonly onRecall: (parked: Parked) => void;
  /** Absent while the one being served is new and empty. */
  readonly onNew?: (() => void) | undefined;
};

/** Payers being served: one tab each, the amount in the tab. Arrows choose, Enter recalls. */
export function PayerTabs({ name, state, amountCents, parked, onRecall, onNew }: PayerTabsProps) {
  return (
    <section className={styles.payers} data-pane="payers" aria-label="Payers at this window">
      <div
        className={styles.list}
        role="tablist"
        aria-label="Payers"
        onKeyDown={(event) => roveFocus(event, 'horizontal')}
      >
        <button
          type="button"
          role="tab"
          className={styles.payer}
          aria-selected
          data-stop
          tabIndex={0}
          aria-controls="content"
        >
          <b>{name}</b>
          {state}
          <span className={styles.amount}>{formatCents(amountCents)}</span>
        </button>
        {parked.map((payer) => (
          <ParkedTab key={payer.parkedId} payer={payer} onRecall={() => onRecall(payer)} />
        ))}
      </div>
      {onNew !== undefined && (
        <button type="button" className={cx(styles.payer, styles.fresh)} onClick={onNew}>
          <Icon name="plus" small /> New payer
        </button>
      )}
    </section>
  );
}

/** `45 min`, `3 h 45 min` */
const lasting = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;

function ParkedTab({ payer, onRecall }: { readonly payer: Parked; readonly onRecall: () => void }) {
  const { seat } = useDesk();
  const minutes = Math.max(0, Math.floor((instantToMs(useDeskNow()) - instantToMs(payer.at)) / MINUTE_MS));
  const by = payer.by.userName === seat.person.userName ? '' : `, by ${payer.by.name}`;
  return (
    <button
      type="button"
      role="tab"
      className={styles.payer}
      aria-selected={false}
      data-stop
      tabIndex={-1}
      data-parked
      onClick={onRecall}
    >
      <b>{payer.payerName === '' ? 'No name' : payer.payerName}</b>
      <span className={styles.tag}>
        parked {lasting(minutes)}
        {by}
      </span>
      <span className={styles.amount}>{formatCents(payer.totalCents)}</span>
    </button>
  );
}

export const Tag = ({ children }: { readonly children: string }) => (
  <span className={styles.tag}>{children}</span>
);

/** Shift F4: to the first parked payer. @returns false when nobody is parked */
export function focusParked(): boolean {
  const tab = document.querySelector<HTMLElement>('[data-parked]');
  tab?.focus();
  return tab !== null;
}
