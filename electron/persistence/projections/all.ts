/** Every projection, in the order in which their handlers see an event: later ones may read what earlier ones wrote. */
import type { EventType } from '../../../shared/domain/events.ts';
import type { Recorded } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { journalRows, recordedOf } from '../journal/journal.ts';
import { deposits } from './deposits.ts';
import { devices } from './devices.ts';
import { files } from './files.ts';
import { gathered } from './gathered.ts';
import { ledger } from './ledger.ts';
import { payments } from './payments.ts';
import { people } from './people.ts';
import { prints } from './prints.ts';
import type { Projection } from './projection.ts';
import { sessions } from './sessions.ts';
import { waiting } from './waiting.ts';

export const PROJECTIONS: readonly Projection[] = [
  people,
  sessions,
  payments,
  // Before the ledger: what an approval releases has been added to its session's balance by then.
  gathered,
  ledger,
  prints,
  deposits,
  waiting,
  files,
  devices,
];

type Handler = (c: Connection, event: Recorded['event'], recorded: Recorded) => void;

/** Each handler is typed by its event in `Handlers`; here they are found by the event's own name. */
const handlersByType: ReadonlyMap<EventType, readonly Handler[]> = (() => {
  const map = new Map<EventType, Handler[]>();
  for (const projection of PROJECTIONS) {
    for (const [type, handler] of Object.entries(projection.on) as [EventType, Handler][]) {
      map.set(type, [...(map.get(type) ?? []), handler]);
    }
  }
  return map;
})();

export function project(c: Connection, recorded: Recorded): void {
  for (const handler of handlersByType.get(recorded.event.type) ?? []) handler(c, recorded.event, recorded);
}

/** @param temporary makes them for this connection alone, where they hide the stored ones from every handler */
export function createProjections(c: Connection, temporary = false): void {
  for (const { schema } of PROJECTIONS) {
    c.raw.exec(
      temporary
        ? schema
            .replaceAll('CREATE TABLE ', 'CREATE TEMP TABLE ')
            .replaceAll('CREATE INDEX ', 'CREATE INDEX temp.')
        : schema,
    );
  }
}

export function dropProjections(c: Connection): void {
  const names = c.raw
    .prepare<[], { name: string }>(
      `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name GLOB 'p_*'`,
    )
    .all();
  for (const { name } of names) c.raw.exec(`DROP TABLE main."${name}"`);
}

/** Projects every event of the journal into empty tables. @param onProgress events done, called now and then */
export function replay(c: Connection, onProgress?: (done: number) => void): void {
  let done = 0;
  for (const row of journalRows(c)) {
    project(c, recordedOf(row));
    done += 1;
    if (done % 1_000 === 0) onProgress?.(done);
  }
}

/** True when a projection was written by other code than this, or never. */
export function projectionsAreStale(c: Connection): boolean {
  const stored = new Map(
    c
      .sql<{ name: string; code_version: number }>('SELECT name, code_version FROM projection')
      .all()
      .map((row) => [row.name, row.code_version]),
  );
  return (
    stored.size !== PROJECTIONS.length ||
    PROJECTIONS.some(({ name, codeVersion }) => stored.get(name) !== codeVersion)
  );
}

/**
 * Drops and rebuilds all of them inside the caller's transaction. They read one another, so that one changed version
 * rebuilds the set, in one pass over the journal.
 */
export function rebuildProjections(c: Connection, onProgress?: (done: number) => void): void {
  dropProjections(c);
  createProjections(c);
  replay(c, onProgress);
  c.raw.exec('DELETE FROM projection');
  for (const { name, codeVersion } of PROJECTIONS) {
    c.sql('INSERT INTO projection (name, code_version) VALUES (?, ?)').run(name, codeVersion);
  }
}
