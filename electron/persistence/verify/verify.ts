/**
 * Verify: are the books whole? It reads one snapshot of the file, read-only, while the counter works, and names what
 * does not fit. Everything it needs is in the folder; nothing it does can change it.
 */
import type { Head, VerifyFinding, VerifyReport } from '../../services/ports.ts';
import { readAnchor } from '../anchor.ts';
import type { Anchor } from '../anchor.ts';
import { connect } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { booksFolder } from '../folder.ts';
import { identityOf } from '../journal/journal.ts';
import { createProjections } from '../projections/all.ts';
import { APPLICATION_ID, MIGRATIONS, newestOf } from '../schema/migrate.ts';
import { readSideKey } from '../side/side-key.ts';
import { isSqliteError } from '../sqlite-errors.ts';
import { checkExtract } from './check-extract.ts';
import { checkJournal } from './check-journal.ts';
import type { JournalResult } from './check-journal.ts';
import { checkProjections } from './check-projections.ts';
import { checkSideTable } from './check-side-table.ts';
import { checkSchema, checkStructure } from './check-structure.ts';
import { VerifyStopped } from './context.ts';
import type { VerifyContext } from './context.ts';

/** A data folder, with its anchor and key; or one database file by itself, such as a backup. */
export type VerifySubject = { readonly folder: string } | { readonly file: string };

export type VerifySteps = {
  readonly projections: boolean;
  progress(step: string, done: number, total: number): void;
  stopped(): boolean;
};

/** More would not be read; the first hundred say what happened. */
const MAX_FINDINGS = 100;

/** @throws VerifyStopped */
export function verifyBooks(subject: VerifySubject, steps: VerifySteps): VerifyReport {
  const findings: VerifyFinding[] = [];
  const find: VerifyContext['find'] = (check, name, text) => {
    if (findings.length < MAX_FINDINGS) findings.push({ check, subject: name, text });
  };
  const paths = 'folder' in subject ? booksFolder(subject.folder) : undefined;
  const file = 'folder' in subject ? booksFolder(subject.folder).books : subject.file;
  // Before the snapshot: the anchor of a moment ago may lag behind it, and must never lead it.
  const anchor = paths && anchorOf(paths.anchor, find);
  const notes: string[] = [];
  let result: JournalResult | undefined;
  let importedRows = 0;
  let c: Connection | undefined;
  try {
    c = openSnapshot(file);
    const ctx: VerifyContext = {
      c,
      find,
      progress: (step, done, total) => {
        if (steps.stopped()) throw new VerifyStopped();
        steps.progress(step, done, total);
      },
    };
    const known = checkKind(ctx);
    const run = (check: VerifyFinding['check'], step: () => void): void => {
      if (known) attempt(ctx, check, step);
    };
    run('schema', () => {
      checkStructure(ctx);
      checkSchema(ctx);
    });
    run('chain', () => {
      result = checkJournal(ctx, anchor, steps.projections);
    });
    run('anchor', () => {
      if (anchor && result) checkAnchor(ctx, anchor, result.head);
    });
    run('extract-rows', () => {
      importedRows = checkExtract(ctx);
    });
    run('projection', () => {
      if (result?.projected === true) checkProjections(ctx);
    });
    run('side-table', () => {
      const sideKey = paths && readSideKey(paths.sideKey);
      if (typeof sideKey === 'string') find('side-table', 'side.key', `side.key is ${sideKey}`);
      const note = checkSideTable(ctx, typeof sideKey === 'object' ? sideKey : undefined);
      if (note !== undefined) notes.push(note);
    });
  } catch (fault) {
    if (!isSqliteError(fault)) throw fault;
    find('schema', file, `the file cannot be read: ${fault.message}`);
  } finally {
    c?.close();
  }
  return {
    ok: findings.length === 0,
    events: result?.events ?? 0,
    head: result?.head ?? { workstation: '', sequence: 0, hash: '' },
    importedRows,
    findings,
    notes,
  };
}

/**
 * A connection that cannot write to the file, with one snapshot of it held to the end. Its temporary projections hide
 * the stored ones, so that the same code that serves the counter rebuilds them beside.
 */
function openSnapshot(file: string): Connection {
  const c = connect(file, { readonly: true });
  c.raw.pragma('trusted_schema = OFF');
  c.raw.pragma('cell_size_check = ON');
  createProjections(c, true);
  c.raw.exec('BEGIN');
  c.sql('SELECT count(*) FROM main.sqlite_schema').get();
  return c;
}

function anchorOf(file: string, find: VerifyContext['find']): Anchor | undefined {
  const anchor = readAnchor(file);
  if (typeof anchor === 'object') return anchor;
  find('anchor', 'anchor.json', `anchor.json is ${anchor}: a shortened journal could not be noticed`);
  return undefined;
}

function checkKind({ c, find }: VerifyContext): boolean {
  const mark = c.raw.pragma('main.application_id', { simple: true });
  const format = c.raw.pragma('main.user_version', { simple: true });
  const known = newestOf(MIGRATIONS);
  if (mark !== APPLICATION_ID)
    find('pragma', 'application_id', 'the file does not hold books of this program');
  else if (format !== known)
    find(
      'pragma',
      'user_version',
      `the file has format ${String(format)}, this program writes ${String(known)}`,
    );
  else return true;
  return false;
}

/** A damaged page ends one check, and the others still say what they can. */
function attempt({ find }: VerifyContext, check: VerifyFinding['check'], step: () => void): void {
  try {
    step();
  } catch (fault) {
    if (!isSqliteError(fault)) throw fault;
    find(check, 'books.sqlite', `could not be finished: ${fault.message}`);
  }
}

function checkAnchor({ c, find }: VerifyContext, anchor: Anchor, head: Head): void {
  const identity = identityOf(c);
  if (anchor.database !== identity.database || anchor.workstation !== identity.workstation) {
    find('anchor', 'anchor.json', 'the anchor file belongs to other books');
  } else if (anchor.sequence > head.sequence) {
    const lost = anchor.sequence - head.sequence;
    find(
      'anchor',
      `event ${String(head.sequence)}`,
      `the journal ends at event ${String(head.sequence)}, the anchor says ${String(anchor.sequence)}: the last ${String(lost)} events are missing`,
    );
  }
}
