/**
 * Verify: are the books whole? It reads one snapshot of the file, read-only, while the counter works, and names what
 * does not fit. Everything it needs is in the folder; nothing it does can change it.
 */
import { certain } from '../../../shared/kernel/assert.ts';
import type { Head, VerifyFinding, VerifyReport } from '../../services/ports.ts';
import { readAnchor } from '../anchor.ts';
import type { Anchor } from '../anchor.ts';
import { connect } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { booksFolder } from '../folder.ts';
import { identityOf } from '../journal/journal.ts';
import { createProjections } from '../projections/all.ts';
import { APPLICATION_ID, formatOf, MIGRATIONS, newestOf } from '../schema/migrate.ts';
import { readSideKey } from '../side/side-key.ts';
import type { SideKey } from '../side/side-key.ts';
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

type Found = {
  readonly findings: VerifyFinding[];
  readonly notes: string[];
  journal: JournalResult | undefined;
  importedRows: number;
};

/** @throws VerifyStopped */
export function verifyBooks(subject: VerifySubject, steps: VerifySteps): VerifyReport {
  const found: Found = { findings: [], notes: [], journal: undefined, importedRows: 0 };
  const find: VerifyContext['find'] = (check, name, text) => {
    if (found.findings.length < MAX_FINDINGS) found.findings.push({ check, subject: name, text });
  };
  const paths = 'folder' in subject ? booksFolder(subject.folder) : undefined;
  const file = paths?.books ?? certain('file' in subject ? subject.file : undefined, 'file to verify');
  // Before the snapshot: the anchor of a moment ago may lag behind it, and must never lead it.
  const anchor = paths && anchorOf(paths.anchor, find);
  const sideKey = paths && sideKeyOf(paths.sideKey, find);
  let c: Connection | undefined;
  try {
    c = openSnapshot(file);
    const progress: VerifyContext['progress'] = (step, done, total) => {
      if (steps.stopped()) throw new VerifyStopped();
      steps.progress(step, done, total);
    };
    runChecks({ c, find, progress }, found, { anchor, sideKey, projections: steps.projections });
  } catch (fault) {
    if (!isSqliteError(fault)) throw fault;
    find('schema', file, `the file cannot be read: ${fault.message}`);
  } finally {
    c?.close();
  }
  return {
    ok: found.findings.length === 0,
    events: found.journal?.events ?? 0,
    head: found.journal?.head ?? { workstation: '', sequence: 0, hash: '' },
    importedRows: found.importedRows,
    findings: found.findings,
    notes: found.notes,
  };
}

type Beside = {
  readonly anchor: Anchor | undefined;
  readonly sideKey: SideKey | undefined;
  readonly projections: boolean;
};

/** A file of an older format, such as the backup before a step forward, has the same journal; its lists may differ. */
function runChecks(ctx: VerifyContext, found: Found, { anchor, sideKey, projections }: Beside): void {
  const format = formatFound(ctx);
  if (format === 'unknown') return;
  const current = format === 'current';
  attempt(ctx, 'schema', () => {
    checkStructure(ctx);
    if (current) checkSchema(ctx);
  });
  attempt(ctx, 'chain', () => {
    found.journal = checkJournal(ctx, anchor, projections && current);
  });
  if (anchor && found.journal) checkAnchor(ctx, anchor, found.journal.head);
  if (!current) return;
  attempt(ctx, 'extract-rows', () => {
    found.importedRows = checkExtract(ctx);
  });
  attempt(ctx, 'projection', () => {
    if (found.journal?.projected === true) checkProjections(ctx);
  });
  attempt(ctx, 'side-table', () => {
    const note = checkSideTable(ctx, sideKey);
    if (note !== undefined) found.notes.push(note);
  });
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

function sideKeyOf(file: string, find: VerifyContext['find']): SideKey | undefined {
  const sideKey = readSideKey(file);
  if (typeof sideKey === 'object') return sideKey;
  find('side-table', 'side.key', `side.key is ${sideKey}`);
  return undefined;
}

function formatFound({ c, find }: VerifyContext): 'current' | 'older' | 'unknown' {
  const format = formatOf(c);
  const known = newestOf(MIGRATIONS);
  if (c.raw.pragma('main.application_id', { simple: true }) !== APPLICATION_ID) {
    find('pragma', 'application_id', 'the file does not hold books of this program');
    return 'unknown';
  }
  if (format > known) {
    const text = `the file has format ${String(format)}, this program knows ${String(known)}`;
    find('pragma', 'user_version', text);
    return 'unknown';
  }
  return format < known ? 'older' : 'current';
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
