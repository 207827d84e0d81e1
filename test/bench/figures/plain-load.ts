/**
 * The peer of S4: the same rows into tables with the same keys and the same search index, with nothing checked, by the
 * `sqlite3` shell; or, where that is not installed, by csv-parse and better-sqlite3 as most programs would.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, rmSync } from 'node:fs';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse';

export type RowFiles = { readonly accounts: string; readonly charges: string };

export type PlainLoader = { readonly name: string; load(database: string, files: RowFiles): Promise<number> };

const SETTINGS = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;';

/** The columns as the files have them; keys and index as the product's (electron/persistence/schema/extract-slot.ts). */
const TABLES = `
CREATE TABLE account (
  account TEXT NOT NULL UNIQUE, name TEXT NOT NULL, address TEXT NOT NULL, city TEXT NOT NULL, state TEXT NOT NULL,
  zip TEXT NOT NULL, status TEXT NOT NULL, class TEXT NOT NULL, guaranteed_until TEXT, confidential TEXT NOT NULL,
  cycle TEXT NOT NULL, reconnect TEXT, petition_date TEXT, deposit_held TEXT NOT NULL, credit_class TEXT NOT NULL,
  phone TEXT NOT NULL
) STRICT;
CREATE TABLE charge (
  account TEXT NOT NULL, service TEXT NOT NULL, bill_date TEXT NOT NULL, due_date TEXT NOT NULL, amount TEXT NOT NULL,
  kind TEXT NOT NULL, for_service TEXT NOT NULL,
  PRIMARY KEY (account, service, bill_date, due_date, kind, for_service)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(
  name, address, content='', columnsize=0, detail=column, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
);
`;
const FILL_SEARCH = `INSERT INTO search (rowid, name, address)
  SELECT rowid, name, address FROM account WHERE confidential = 'N';`;
const COUNT = 'SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM charge);';

async function runShell(args: readonly string[], input: string): Promise<{ code: number; output: string }> {
  const child = spawn('sqlite3', [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

async function loadByShell(database: string, files: RowFiles): Promise<number> {
  const script = [
    SETTINGS,
    TABLES,
    '.mode list',
    '.separator |',
    `.import "${files.accounts}" account`,
    `.import "${files.charges}" charge`,
    FILL_SEARCH,
    COUNT,
  ].join('\n');
  const { code, output } = await runShell([database], script);
  if (code !== 0) throw new Error(`sqlite3 ended with ${String(code)}`);
  return Number(output.trim().split('\n').at(-1));
}

async function loadByProgram(database: string, files: RowFiles): Promise<number> {
  const db = new Database(database);
  db.exec(SETTINGS);
  db.exec(TABLES);
  db.exec('BEGIN');
  for (const [table, columns] of [
    ['account', 16],
    ['charge', 7],
  ] as const) {
    const marks = Array.from({ length: columns }, () => '?').join(', ');
    const insert = db.prepare<[string[]]>(`INSERT INTO ${table} VALUES (${marks})`);
    const file = table === 'account' ? files.accounts : files.charges;
    const rows = createReadStream(file).pipe(parse({ delimiter: '|', quote: null }));
    for await (const row of rows) insert.run(row as string[]);
  }
  db.exec(FILL_SEARCH);
  db.exec('COMMIT');
  const rows = db.prepare(COUNT).pluck().get() as number;
  db.close();
  return rows;
}

export function plainLoader(): PlainLoader {
  const shell = spawnSync('sqlite3', ['--version']).status === 0;
  const load = shell ? loadByShell : loadByProgram;
  return {
    name: shell
      ? 'the sqlite3 shell’s .import'
      : 'csv-parse and better-sqlite3 in one transaction (no sqlite3 shell is installed)',
    async load(database, files) {
      for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
      return load(database, files);
    },
  };
}
