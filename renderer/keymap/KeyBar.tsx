import { cx } from '../ui/cx.ts';
import { KeyCap } from '../ui/KeyCap.tsx';
import { activeScreens, isHandled, perform, useKeymapVersion } from './dispatcher.ts';
import { barEntries } from './match.ts';
import styles from './KeyBar.module.css';

/** The key map, always in sight, written from the data; each entry can also be clicked. Not a tab stop: its keys are. */
export function KeyBar() {
  useKeymapVersion();
  const entries = barEntries(activeScreens(), isHandled);
  return (
    <nav className={styles.keys} aria-label="Keys">
      <ul className={styles.bar}>
        {entries.map((entry) => (
          <li key={entry.cap} className={cx(styles.entry, entry.cap === 'Esc' && styles.last)}>
            <button type="button" tabIndex={-1} className={styles.act} onClick={() => perform(entry.action)}>
              <KeyCap>{entry.cap}</KeyCap>
              {entry.label}
            </button>
            {entry.alt !== null && <Alt text={entry.alt} action={entry.shiftAction} />}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Alt({ text, action }: { readonly text: string; readonly action: string | null }) {
  if (action === null) return <span className={styles.alt}>{text}</span>;
  return (
    <button type="button" tabIndex={-1} className={styles.alt} onClick={() => perform(action)}>
      {text}
    </button>
  );
}
