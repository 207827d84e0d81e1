/**
 * Copying the WAL into the database is work of several milliseconds that some commit would otherwise pay for: it is
 * done in the first quiet moment instead.
 */
import type { Connection } from './connection.ts';

const QUIET_MS = 250;
/** As many commits as fill a few hundred pages; fewer are not worth the two fsyncs. */
const WORTH_COMMITS = 50;

export type Checkpointing = { happened(): void; stop(): void };

export function createCheckpointing(c: Connection): Checkpointing {
  let commits = 0;
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    timer = undefined;
    if (!c.raw.open || c.raw.inTransaction) return;
    commits = 0;
    // Passive: it waits for nobody, and takes as much as readers allow.
    c.raw.pragma('wal_checkpoint(PASSIVE)');
  };
  return {
    happened: () => {
      commits += 1;
      if (commits < WORTH_COMMITS) return;
      if (timer === undefined) timer = setTimeout(run, QUIET_MS).unref();
      else timer.refresh();
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}
