import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { CustomerView } from '../../../shared/devices/customer-display.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { usePushes } from '../../bridge/pushes.ts';
import { TrainingBand } from '../../shell/TrainingBand.tsx';
import { cx } from '../../ui/cx.ts';
import { Figure } from '../../ui/Slab.tsx';
import { closedView } from './customer-view.ts';
import { CUSTOMER_WORDS, inSight } from './words.ts';
import styles from './Customer.module.css';

/** A push tells of every change; this is for one that was lost with its line. */
const ASK_EVERY_MS = 5_000;

/** The customer's side of the counter: asks nothing, knows nothing but what it is shown. */
export function CustomerWindow() {
  usePushes();
  const asked = useAsk('customer.view', {}, { everyMs: ASK_EVERY_MS });
  // A desk that does not answer serves nobody.
  const view =
    asked.problem === undefined && asked.data !== undefined
      ? asked.data.view
      : closedView(asked.data?.view.city ?? '');
  const { city, language } = view;
  const training = asked.data?.training ?? false;
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${training ? 'TRAINING · ' : ''}${city === '' ? 'Tillwright' : city}`;
  }, [language, city, training]);
  return (
    <div className={styles.page}>
      {training && <TrainingBand />}
      <main className={styles.window} lang={language}>
        <header className={styles.head}>
          <h1>{city}</h1>
        </header>
        <Phase view={view} />
      </main>
    </div>
  );
}

function Phase({ view }: { readonly view: CustomerView }) {
  const words = CUSTOMER_WORDS[view.language];
  switch (view.phase) {
    case 'closed':
      return <Said title={words.closed}>{words.closedSub}</Said>;
    case 'welcome':
      return <Said title={words.welcome}>{words.welcomeSub}</Said>;
    case 'items':
      return <Items view={view} />;
    case 'terminal': {
      // The terminal asks for no more than what is left: the larger sum beside it would be taken for its own.
      const left = view.totalCents - view.tenderedCents;
      const isRest = left > 0 && view.tenderedCents > 0;
      return (
        <>
          <Said title={words.terminal}>{words.terminalSub}</Said>
          <Sum label={isRest ? words.stillDue : words.total} cents={isRest ? left : view.totalCents} />
        </>
      );
    }
    case 'change':
      return (
        <>
          <Items view={view} />
          <Said title={words.thanks}>{words.thanksSub}</Said>
        </>
      );
    case 'thanks':
      return (
        <>
          <Said title={words.thanks}>{words.thanksSub}</Said>
          <Sum label={words.total} cents={view.totalCents} />
        </>
      );
  }
}

function Said({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.said} role="status">
      <p className={styles.title}>{title}</p>
      <p className={styles.sub}>{children}</p>
    </div>
  );
}

function Items({ view }: { readonly view: CustomerView }) {
  const words = CUSTOMER_WORDS[view.language];
  const { shown, hidden } = inSight(view.lines);
  const { totalCents, tenderedCents, changeCents, phase } = view;
  const isShort = tenderedCents > 0 && tenderedCents < totalCents;
  return (
    <>
      {view.lines.length > 0 && (
        <ul className={styles.lines}>
          {hidden > 0 && <li className={styles.more}>{words.moreLines(hidden)}</li>}
          {shown.map((line, index) => (
            <li key={`${String(hidden + index)}-${line.text}`} className={styles.line}>
              <span className={styles.text}>{line.text}</span>
              <span className={styles.amount}>{formatCents(line.amountCents)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.slab} data-slab>
        <Row label={words.total} cents={totalCents} />
        {tenderedCents > 0 && <Row label={words.received} cents={tenderedCents} />}
        {isShort && <Row label={words.stillDue} cents={totalCents - tenderedCents} large />}
        {(changeCents > 0 || phase === 'change') && (
          <Row label={words.change} cents={changeCents} large trust />
        )}
      </div>
    </>
  );
}

function Sum({ label, cents }: { readonly label: string; readonly cents: number }) {
  return (
    <div className={styles.slab} data-slab>
      <Row label={label} cents={cents} large />
    </div>
  );
}

function Row(props: {
  readonly label: string;
  readonly cents: number;
  readonly large?: boolean;
  readonly trust?: boolean;
}) {
  return (
    <div className={cx(styles.row, props.large === true && styles.large)}>
      <span className={styles.label}>{props.label}</span>
      <Figure value={props.cents} size={props.large === true ? '2xl' : 'xl'} trust={props.trust === true} />
    </div>
  );
}
