/** The file itself: pages, indices, constraints, and that its tables and triggers are the ones this program makes. */
import { connect } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { createProjections } from '../projections/all.ts';
import { MIGRATIONS } from '../schema/migrate.ts';
import type { VerifyContext } from './context.ts';

const FINDINGS_SHOWN = 20;

export function checkStructure({ c, find, progress }: VerifyContext): void {
  progress('Checking the file', 0, 1);
  const rows = c.raw.pragma(`main.integrity_check(${String(FINDINGS_SHOWN)})`) as {
    integrity_check: string;
  }[];
  for (const { integrity_check: text } of rows) {
    if (text !== 'ok') find('schema', 'books.sqlite', `the file's structure: ${text}`);
  }
}

type SchemaObject = { readonly type: string; readonly name: string; readonly sql: string | null };

/** Without the tables inside the search index: those are SQLite's own, and another version of it may write them otherwise. */
export const schemaOf = (c: Connection): SchemaObject[] =>
  c
    .sql<SchemaObject>(
      `SELECT type, name, sql FROM main.sqlite_schema WHERE name NOT GLOB 'r_search_?_*' ORDER BY type, name`,
    )
    .all();

/** What this program would make from nothing. */
export function expectedSchema(): SchemaObject[] {
  const fresh = connect(':memory:', { readonly: false });
  for (const { sql } of MIGRATIONS) fresh.raw.exec(sql);
  createProjections(fresh);
  const schema = schemaOf(fresh);
  fresh.close();
  return schema;
}

const named = (object: SchemaObject): string => `${object.type} ${object.name}`;

export function checkSchema({ c, find }: VerifyContext): void {
  const stored = new Map(schemaOf(c).map((object) => [named(object), object]));
  for (const wanted of expectedSchema()) {
    const name = named(wanted);
    const found = stored.get(name);
    stored.delete(name);
    if (found === undefined) find('schema', name, `${name} is missing`);
    else if (found.sql !== wanted.sql) find('schema', name, `${name} is not as this program makes it`);
  }
  for (const object of stored.values()) {
    // SQLite's own statistics come and go.
    if (!object.name.startsWith('sqlite_'))
      find('schema', named(object), `${named(object)} does not belong there`);
  }
}
