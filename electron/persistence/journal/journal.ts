/** Appending to and reading from the journal table. The triggers of the schema refuse whatever this file would get wrong. */
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { BusinessDate, Instant } from '../../../shared/kernel/time.ts';
import { stream as streams } from '../../../shared/domain/events.ts';
import type { DomainEvent, EventType } from '../../../shared/domain/events.ts';
import type { AppendContext, BooksReader, Head, Recorded } from '../../services/ports.ts';
import type { Connection, SqlValue } from '../connection.ts';
import { entryIdOf } from '../../../shared/domain/ledger/journal.ts';
import { isSqliteError } from '../sqlite-errors.ts';
import { GENESIS, hashEvent } from './hash.ts';
import type { Identity } from './hash.ts';

export type JournalRow = {
  readonly sequence: number;
  readonly workstation: string;
  readonly stream: string;
  readonly stream_version: number;
  readonly type: string;
  readonly type_version: number;
  readonly business_date: string | null;
  readonly recorded_at: string;
  readonly actor: string;
  readonly payload: Buffer;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
};

export const identityOf = (c: Connection): Identity => {
  const row = c
    .sql<{ database_id: string; workstation: string }>('SELECT database_id, workstation FROM books')
    .get();
  assert(row !== undefined, 'books know their identity');
  return { database: row.database_id, workstation: row.workstation };
};

type HeadRow = { readonly sequence: number; readonly hash: Buffer };
const headRow = (c: Connection): HeadRow =>
  c.sql<HeadRow>('SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1').get() ?? {
    sequence: 0,
    hash: GENESIS,
  };

export function headOf(c: Connection): Head {
  const { sequence, hash } = headRow(c);
  return { workstation: identityOf(c).workstation, sequence, hash: hash.toString('hex') };
}

export const streamVersion = (c: Connection, stream: string): number =>
  c
    .sql<{ version: number | null }>('SELECT max(stream_version) AS version FROM journal WHERE stream = ?')
    .get(stream)?.version ?? 0;

/**
 * The sequence of a stream's first event: the key of its row in every projection. It never changes once committed, so
 * the connection remembers it; a rollback forgets.
 */
export function firstSequenceOf(c: Connection, stream: string): number | undefined {
  const known = c.memory.keys.get(stream);
  if (known !== undefined) return known;
  const found = c
    .sql<{ sequence: number }>('SELECT sequence FROM journal WHERE stream = ? AND stream_version = 1')
    .get(stream)?.sequence;
  if (found === undefined) return undefined;
  if (c.memory.keys.size >= KEYS_REMEMBERED) c.memory.keys.clear();
  c.memory.keys.set(stream, found);
  return found;
}
const KEYS_REMEMBERED = 1_024;

/** Where the next event goes; kept by the caller over the appends of one transaction. */
export type Place = { sequence: number; hash: Buffer };

export const placeOf = (c: Connection): Place => ({ ...headRow(c) });

/** What the trigger says when a stream does not stand where the writer thought. */
const STREAM_GAP = 'journal: a gap in its stream';

/**
 * Inserts the events at the place and moves it on. Errors: STREAM_MOVED_ON, found by the trigger that looks the stream's
 * version up in any case.
 * @throws SqliteError from the triggers when another writer got in between (the writer lock forbids it)
 */
export function appendEvents(
  c: Connection,
  identity: Identity,
  place: Place,
  stream: string,
  expectedVersion: number,
  events: readonly DomainEvent[],
  context: AppendContext,
): Result<readonly Recorded[]> {
  try {
    return ok(
      events.map((event, index) =>
        insertEvent(c, identity, place, { stream, version: expectedVersion + index + 1, event, context }),
      ),
    );
  } catch (fault) {
    if (!isSqliteError(fault) || fault.message !== STREAM_GAP) throw fault;
    const version = String(streamVersion(c, stream));
    return refuse('STREAM_MOVED_ON', { params: { version, expected: String(expectedVersion) } });
  }
}

type NewEvent = {
  readonly stream: string;
  readonly version: number;
  readonly event: DomainEvent;
  readonly context: AppendContext;
};

function insertEvent(c: Connection, identity: Identity, place: Place, added: NewEvent): Recorded {
  const { stream, version, event, context } = added;
  const sequence = place.sequence + 1;
  const payload = Buffer.from(canonicalJson(event), 'utf8');
  const previous = place.hash;
  const hash = hashEvent(
    {
      ...identity,
      sequence,
      stream,
      version,
      type: event.type,
      typeVersion: event.v,
      businessDate: context.businessDate,
      recordedAt: context.at,
      actor: context.actor,
      previousHash: previous.toString('hex'),
    },
    payload,
  );
  c.sql(
    `INSERT INTO journal (sequence, workstation, stream, stream_version, type, type_version,
       business_date, recorded_at, actor, payload, previous_hash, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
  ).run(
    sequence,
    identity.workstation,
    stream,
    version,
    event.type,
    event.v,
    context.businessDate,
    context.at,
    context.actor,
    payload,
    previous,
    hash,
  );
  place.sequence = sequence;
  place.hash = hash;
  return {
    sequence,
    eventId: entryIdOf(identity.workstation, sequence),
    workstation: identity.workstation,
    stream,
    version,
    businessDate: context.businessDate,
    recordedAt: context.at,
    actor: context.actor,
    hash: hash.toString('hex'),
    event,
  };
}

const COLUMNS = `sequence, workstation, stream, stream_version, type, type_version, business_date,
  recorded_at, actor, payload, previous_hash, hash`;

/** The row as the services know it. The payload was written by `canonicalJson` from a `DomainEvent`. */
export const recordedOf = (row: JournalRow): Recorded => ({
  sequence: row.sequence,
  eventId: entryIdOf(row.workstation, row.sequence),
  workstation: row.workstation,
  stream: row.stream,
  version: row.stream_version,
  businessDate: row.business_date as BusinessDate | null,
  recordedAt: row.recorded_at as Instant,
  actor: row.actor,
  hash: row.hash.toString('hex'),
  event: JSON.parse(row.payload.toString('utf8')) as DomainEvent,
});

export const loadStream = (c: Connection, stream: string): Recorded[] =>
  c
    .sql<JournalRow>(`SELECT ${COLUMNS} FROM journal WHERE stream = ? ORDER BY stream_version`)
    .all(stream)
    .map(recordedOf);

/** Of the session's own stream and of its payments', in sequence order. */
export const eventsOfSession = (c: Connection, sessionId: string, types: readonly EventType[]): Recorded[] =>
  c
    .sql<JournalRow>(
      `SELECT ${COLUMNS} FROM journal
       WHERE stream IN (SELECT ? UNION ALL SELECT 'payment:' || p.payment_id
           FROM p_entry e JOIN p_payment p ON p.seq = e.seq WHERE e.session_seq = ?)
         AND type IN (SELECT value FROM json_each(?)) ORDER BY sequence`,
    )
    .all(
      streams.session(sessionId),
      firstSequenceOf(c, streams.session(sessionId)) ?? null,
      JSON.stringify(types),
    )
    .map(recordedOf);

export const eventAt = (c: Connection, sequence: number): Recorded | undefined => {
  const row = c.sql<JournalRow>(`SELECT ${COLUMNS} FROM journal WHERE sequence = ?`).get(sequence);
  return row && recordedOf(row);
};

export type EventsQuery = Parameters<BooksReader['events']>[0];

export function events(c: Connection, query: EventsQuery): Recorded[] {
  const where = ['sequence >= ?', 'sequence < ?'];
  const params: SqlValue[] = [query.fromSequence ?? 1, query.beforeSequence ?? Number.MAX_SAFE_INTEGER];
  if (query.types !== undefined) {
    where.push('type IN (SELECT value FROM json_each(?))');
    params.push(JSON.stringify(query.types));
    // The office's few events stand in one stream: no walk over a year of payments to find the last backup.
    if (query.types.every((type) => type.startsWith('office.'))) {
      where.push('stream = ?');
      params.push(streams.office);
    }
  }
  return c
    .sql<JournalRow>(
      `SELECT ${COLUMNS} FROM journal WHERE ${where.join(' AND ')}
       ORDER BY sequence ${query.newestFirst === true ? 'DESC' : ''} LIMIT ?`,
    )
    .all(...params, query.limit)
    .map(recordedOf);
}

const CHUNK_ROWS = 500;

/**
 * Every row in order, read in chunks: memory stays flat however long the journal is, and the connection may write
 * between two rows, which an open iterator would forbid.
 */
export function* journalRows(c: Connection, fromSequence = 1): Generator<JournalRow, void, undefined> {
  const chunk = c.sql<JournalRow>(
    `SELECT ${COLUMNS} FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT ${String(CHUNK_ROWS)}`,
  );
  let next = fromSequence;
  for (;;) {
    const rows = chunk.all(next);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    next = last.sequence + 1;
  }
}
