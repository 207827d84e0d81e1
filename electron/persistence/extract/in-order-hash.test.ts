import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InOrderHash } from './in-order-hash.ts';
import { rowText, TextHash } from './row-text.ts';

type Row = readonly [group: string, key: string, amount: number];

/** The same rows in the order that SQLite gives them. */
function fromTable(rows: readonly Row[]): string {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE t (g TEXT, k TEXT, v INTEGER, PRIMARY KEY (g, k)) STRICT, WITHOUT ROWID');
  const insert = db.prepare('INSERT INTO t VALUES (?, ?, ?)');
  for (const row of rows) insert.run(...row);
  const hash = new TextHash();
  for (const row of db
    .prepare<[], [string, string, number]>('SELECT g, k, v FROM t ORDER BY g, k')
    .raw()
    .iterate())
    hash.add(rowText(row));
  db.close();
  return hash.digest();
}

function asTheyCome(rows: readonly Row[]): string | undefined {
  const hash = new InOrderHash();
  for (const row of rows) hash.add(row[0], rowText([...row]));
  return hash.digest();
}

const LETTERS = ['A', 'Z', '0', '9', '-', '_', '!', '"', ' ', '\\', '#', 'é', 'ß', '~'];
const key = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 4 });
const rows = fc
  .uniqueArray(fc.tuple(fc.constantFrom('100000008', '100000375', '100000749'), key, fc.integer()), {
    selector: ([group, text]) => `${group} ${text}`,
    maxLength: 12,
  })
  .map((list) => list.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

describe('hashing rows as they come', () => {
  it('gives the hash of the table, or none where it cannot know the order', () => {
    fc.assert(
      fc.property(rows, (list: readonly Row[]) => {
        const hash = asTheyCome(list);
        expect(hash === undefined || hash === fromTable(list)).toBe(true);
      }),
    );
  });

  it('knows the order of charges as billing systems name them, in whatever order one account brings them', () => {
    const list: Row[] = [
      ['100000008', 'WW', 1],
      ['100000008', 'W', 2],
      ['100000008', 'EL', 3],
      ['100000375', 'EL', 4],
    ];
    expect(asTheyCome(list)).toBe(fromTable(list));
  });

  it.each([
    [
      'an earlier account follows a later one',
      [
        ['2', 'EL', 1],
        ['1', 'EL', 2],
      ],
    ],
    ['an account is not ASCII', [['é', 'EL', 1]]],
    [
      'keys of one account hold what sorts before a quote',
      [
        ['1', 'E L', 1],
        ['1', 'E', 2],
      ],
    ],
  ] satisfies [string, Row[]][])('gives none when %s', (_, list) => {
    expect(asTheyCome(list)).toBeUndefined();
  });
});
