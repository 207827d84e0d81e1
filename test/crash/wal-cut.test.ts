/**
 * The WAL cut short, as a power cut leaves it: never inconsistent, and a shortened history is told from the anchor. At
 * every byte of the first 4 KiB (`TILLWRIGHT_WAL_BYTES=65536` for more) and at every frame edge ± 1 beyond. Then single
 * bits flipped anywhere (`TILLWRIGHT_FLIPS`).
 */
import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptJournal } from '../../electron/persistence/accept-journal.ts';
import { findings, openIn, openTestBooks, taken, tempFolder } from '../support/books.ts';
import type { TestBooks } from '../support/books.ts';
import { importTwoAccounts } from '../support/sample-extract.ts';
import { openDrawer, postPayment } from '../support/sample-events.ts';
import { randomOf, setting } from './random.ts';

const DENSE_BYTES = setting('TILLWRIGHT_WAL_BYTES', 4_096);
const FLIPS = setting('TILLWRIGHT_FLIPS', 120);
const SEED = setting('TILLWRIGHT_SEED', Date.now() % 1_000_000);

const HEADER_BYTES = 32;
const FRAME_BYTES = 24 + 4_096;
const FILES = ['books.sqlite', 'books.sqlite-wal', 'anchor.json', 'side.key'];

let books: TestBooks;
let walBytes: number;
let scratch: string;

/** Books whose history is partly in the database and partly in a WAL that nobody has copied back. */
beforeAll(async () => {
  books = await openTestBooks();
  importTwoAccounts(books);
  books.write((tx) => openDrawer(tx, 's1'));
  books.write((tx) => postPayment(tx, { paymentId: 'p0', sessionId: 's1' }));
  await books.reopen();
  for (let number = 1; number <= 8; number += 1) {
    books.write((tx) => postPayment(tx, { paymentId: `p${String(number)}`, sessionId: 's1' }));
  }
  walBytes = statSync(join(books.folder, 'books.sqlite-wal')).size;
  scratch = tempFolder();
});
afterAll(() => {
  books.remove();
  rmSync(scratch, { recursive: true, force: true });
});

/** The files as a dead process left them; the -shm is rebuilt by whoever comes next. */
function copyFiles(): void {
  rmSync(join(scratch, 'books.sqlite-shm'), { force: true });
  for (const name of FILES) copyFileSync(join(books.folder, name), join(scratch, name));
}

type Outcome =
  { readonly opened: true; readonly events: number } | { readonly opened: false; readonly code: string };

async function open(): Promise<Outcome> {
  const result = await openIn(scratch);
  if (!result.ok) return { opened: false, code: result.error.code };
  const events = result.value.head().sequence;
  const payments = result.value.payments({ limit: 100 }).length;
  result.value.close();
  // Import, drawer, and two events for each payment: nothing is ever half there.
  expect(events).toBe(2 + 2 * payments);
  return { opened: true, events };
}

function offsets(): number[] {
  const wanted = new Set<number>();
  for (let at = 0; at < Math.min(DENSE_BYTES, walBytes); at += 1) wanted.add(at);
  for (let edge = HEADER_BYTES; edge <= walBytes; edge += FRAME_BYTES) {
    for (const at of [edge - 1, edge, edge + 1]) if (at <= walBytes) wanted.add(at);
  }
  return [...wanted].sort((a, b) => a - b);
}

describe('a WAL cut short', () => {
  it('at any byte gives the whole history or a refusal that says how much is missing', async () => {
    const whole = books.store.head().sequence;
    let wholeSeen = 0;
    let shortened = 0;
    for (const offset of offsets()) {
      copyFiles();
      truncateSync(join(scratch, 'books.sqlite-wal'), offset);
      const outcome = await open();
      if (outcome.opened) {
        expect(outcome.events, `cut at ${String(offset)}`).toBe(whole);
        wholeSeen += 1;
      } else {
        expect(outcome.code, `cut at ${String(offset)}`).toBe('BOOKS_SHORTENED');
        shortened += 1;
      }
    }
    expect(wholeSeen).toBeGreaterThan(0);
    expect(shortened).toBeGreaterThan(100);
  });

  it('is named by verify, and opens again once somebody accepts what is left', async () => {
    copyFiles();
    truncateSync(join(scratch, 'books.sqlite-wal'), Math.floor(walBytes / 2));
    const [finding, ...others] = findings(scratch);
    expect(others).toEqual([]);
    expect(finding?.text).toMatch(
      /^the journal ends at event \d+, the anchor says 20: the last \d+ events are missing$/,
    );
    const { head } = taken(acceptJournal(scratch));
    expect(await open()).toEqual({ opened: true, events: head.sequence });
    expect(findings(scratch)).toEqual([]);
  });
});

describe(`${String(FLIPS)} flipped bits, seed ${String(SEED)}`, () => {
  /**
   * Everything that the books say, in one text; where a page cannot be read, why. Not the words for finding accounts:
   * they are made of the rows, say nothing by themselves, and are checked by SQLite as far as it goes.
   */
  function contents(): string {
    const db = new Database(join(scratch, 'books.sqlite'), { readonly: true });
    const names = db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'setting' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT GLOB 'r_search_*'`,
      )
      .pluck()
      .all() as string[];
    const text = names
      .map((name) => JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).raw().all()))
      .join('\n');
    db.close();
    return text;
  }

  function flip(name: string, bit: number): void {
    const file = join(scratch, name);
    const bytes = readFileSync(file);
    const at = Math.floor(bit / 8);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit % 8)), at);
    writeFileSync(file, bytes);
  }

  it.each(['books.sqlite-wal', 'books.sqlite'])(
    'in %s are refused, named by verify, or lie where no fact is written',
    async (name) => {
      copyFiles();
      const before = contents();
      const bits = statSync(join(books.folder, name)).size * 8;
      const random = randomOf(SEED);
      let noticed = 0;
      for (let each = 0; each < FLIPS; each += 1) {
        const bit = random.below(bits);
        copyFiles();
        flip(name, bit);
        const found = findings(scratch);
        const outcome = await open();
        if (found.length > 0 || !outcome.opened) noticed += 1;
        else expect(contents(), `bit ${String(bit)}`).toBe(before);
      }
      expect(noticed).toBeGreaterThan(0);
    },
  );
});
