import { RefusalNotice } from '../ui/Status.tsx';
import type { DeskStatus } from './desk.ts';
import styles from './Shell.module.css';

/** The books could not be opened as they are: why, and what to do. Nothing can be posted until they can. */
export function Recovery({ status }: { readonly status: DeskStatus }) {
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <h1>The books are not open</h1>
        <p>
          No payment can be taken at this desk until they are. Official receipt books take over meanwhile.
        </p>
        <RefusalNotice
          problem={status.recovery ?? 'The reason is in the log of the desk. Call the help desk.'}
        />
        <p>Tillwright {status.version}</p>
      </div>
    </main>
  );
}
