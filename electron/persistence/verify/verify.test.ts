import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stream } from '../../../shared/domain/events.ts';
import { findings, nothing, openTestBooks, tamper } from '../../../test/support/books.ts';
import type { TestBooks } from '../../../test/support/books.ts';
import { importTwoAccounts, sampleAccount } from '../../../test/support/sample-extract.ts';
import { approved, founded, openDrawer, postPayment } from '../../../test/support/sample-events.ts';
import { accountColumns, rowCheck, rowText } from '../extract/row-text.ts';
import { verifyBooks } from './verify.ts';

let books: TestBooks;
beforeEach(async () => {
  books = await openTestBooks();
  books.append(stream.office, [founded]);
  importTwoAccounts(books);
  books.append(stream.user('mei'), [
    { type: 'user.added', v: 1, userName: 'mei', name: 'Mei Ortega', role: 'cashier' },
    { type: 'user.secret-set', v: 1, userName: 'mei' },
  ]);
  books.write((tx) => {
    tx.putSecret('user-secret', 'mei', '$argon2id$');
    return nothing();
  });
  books.write((tx) => openDrawer(tx, 's1'));
  for (const paymentId of ['p1', 'p2', 'p3']) {
    books.write((tx) => postPayment(tx, { paymentId, sessionId: 's1' }));
  }
  books.append(stream.session('s1'), [approved('s1', 5)]);
});
afterEach(() => {
  books.remove();
});

/** Takes the guards off first, as somebody would who has the file and a database tool. */
function harm(work: (db: Database.Database) => void): readonly string[] {
  books.close();
  tamper(books.folder, (db) => {
    const triggers = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
      name: string;
      sql: string;
    }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    work(db);
    for (const { sql } of triggers) db.exec(sql);
  });
  return findings(books.folder).map((finding) => `${finding.check}: ${finding.text}`);
}

/** Event 6 is the payment p1; see the order above. */
const P1 = 6;

describe('verify', () => {
  it('finds nothing in whole books, open or closed, and counts what it read', async () => {
    expect(await books.store.verify({})).toMatchObject({
      ok: true,
      events: 12,
      importedRows: 5,
      findings: [],
      notes: [],
      head: books.store.head(),
    });
    expect(books.store.lastVerified()).toMatchObject({ ok: true });
    books.close();
    expect(findings(books.folder)).toEqual([]);
  });

  it('says how far it is and can be stopped', async () => {
    const steps = new Set<string>();
    await books.store.verify({ onProgress: (step) => steps.add(step) });
    expect([...steps]).toEqual([
      'Checking the file',
      'Checking events',
      'Checking imported rows',
      'Comparing lists with the journal',
    ]);
    const controller = new AbortController();
    const verified = books.store.lastVerified();
    const stopped = books.store.verify({
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    expect(await stopped).toMatchObject({ findings: [] });
    expect(books.store.lastVerified()).toEqual(verified);
  });

  it.each(['payload', 'actor', 'stream', 'recorded_at', 'business_date', 'type'])(
    'names the event of which one byte of %s was changed',
    (column) => {
      const found = harm((db) => {
        const value = db
          .prepare(`SELECT CAST(${column} AS BLOB) FROM journal WHERE sequence = ${P1}`)
          .pluck();
        const bytes = value.get() as Buffer;
        const last = bytes.length - 1;
        bytes[last] = (bytes[last] ?? 0) ^ 1;
        const changed = column === 'payload' ? bytes : bytes.toString('utf8');
        db.prepare(`UPDATE journal SET ${column} = ? WHERE sequence = ${P1}`).run(changed);
      });
      expect(found.join('\n')).toMatch(/chain: event 6 \(.*\): its bytes do not match its hash/);
    },
  );

  it('names an event whose hash or previous hash was changed', () => {
    expect(
      harm((db) => db.exec(`UPDATE journal SET hash = zeroblob(32) WHERE sequence = ${P1}`)).join('\n'),
    ).toMatch(/chain: event 6 .* its bytes do not match its hash[\s\S]*chain: event 7 .* does not follow/);
  });

  it('names a digit changed inside an amount, even when lists were changed to match', () => {
    const found = harm((db) => {
      const payload = db.prepare('SELECT payload FROM journal WHERE sequence = 6').pluck().get() as Buffer;
      const text = payload.toString('utf8').replaceAll('18989', '18988');
      db.prepare('UPDATE journal SET payload = ? WHERE sequence = 6').run(Buffer.from(text));
      db.exec('UPDATE p_payment SET total_cents = 18988 WHERE seq = 6');
    });
    expect(found).toContain('chain: event 6 (payment.posted): its bytes do not match its hash');
    expect(found.some((text) => text.startsWith('ledger: event 6'))).toBe(true);
  });

  it('names the place of a missing event, and its stream', () => {
    const found = harm((db) => db.exec('DELETE FROM journal WHERE sequence = 8'));
    expect(found).toContain(
      'sequence: event 9 (print.queued) follows event 7: events between them are missing',
    );
    expect(found).toContain(
      'receipts: event 10 (payment.posted) carries receipt 01-000003, number 2 was next',
    );
  });

  it('says when the end is missing, from the anchor', () => {
    const found = harm((db) => db.exec('DELETE FROM journal WHERE sequence > 10'));
    expect(found).toContain(
      'anchor: the journal ends at event 10, the anchor says 12: the last 2 events are missing',
    );
  });

  it('says when the anchor is missing, or belongs to other books', () => {
    books.close();
    const anchor = join(books.folder, 'anchor.json');
    rmSync(anchor);
    expect(findings(books.folder)).toMatchObject([
      { check: 'anchor', text: expect.stringContaining('missing') as string },
    ]);
    writeFileSync(anchor, 'x');
    expect(findings(books.folder)).toMatchObject([{ check: 'anchor' }]);
  });

  it.each([
    [
      'an account',
      `UPDATE r_account_b SET name = 'Ivanova, Linde' WHERE account = '100000375'`,
      'account 100000375',
    ],
    [
      'an amount owed',
      `UPDATE r_charge_b SET amount_cents = 9495 WHERE service = 'EL' AND account = '100000008'`,
      'charge 100000008 EL 2026-11-01 2026-11-23 billed',
    ],
    [
      'a row’s own check',
      `UPDATE r_account_b SET row_check = row_check + 1 WHERE account = '100000375'`,
      'account 100000375',
    ],
  ])('names %s that is not as it was imported', (_, sql, name) => {
    expect(harm((db) => db.exec(sql))).toEqual([`extract-rows: imported ${name} is not as it was imported`]);
  });

  it('says when imported rows are missing', () => {
    expect(harm((db) => db.exec(`DELETE FROM r_charge_b WHERE service = 'WA'`))).toEqual([
      'extract-rows: sample.psv brought 5 rows, 4 are stored',
    ]);
  });

  it('says when a row was changed together with its check, by the hash of their import', () => {
    const eve = sampleAccount('100000375', 'Eve');
    expect(
      harm((db) =>
        db
          .prepare('UPDATE r_account_b SET name = ?, row_check = ? WHERE account = ?')
          .run(eve.name, rowCheck(rowText(accountColumns(eve))), eve.account),
      ),
    ).toEqual(['extract-rows: the rows of sample.psv do not match the hash of their import']);
  });

  it('says when other rows than the journal’s were put in force', () => {
    expect(
      harm((db) => db.exec(`UPDATE extract_slot SET slot = 'a', import_id = 'other'`)).join('\n'),
    ).toMatch(/extract-rows: the imported rows belong to import other, the journal says i1/);
  });

  it.each([
    ['changed', 'UPDATE p_payment SET total_cents = 1 WHERE seq = 6', 'p_payment, row 6'],
    ['left out', 'DELETE FROM p_entry WHERE seq = 6', 'p_entry, row 5, 6'],
    ['made up', `INSERT INTO p_find VALUES ('eve', 6)`, 'p_find, row eve, 6'],
  ])('names a list’s row that was %s', (_, sql, row) => {
    expect(harm((db) => db.exec(sql))).toEqual([`projection: ${row}, is not what the journal says`]);
  });

  it('says when a guard was taken away or something was added', () => {
    expect(harm((db) => db.exec('CREATE TABLE theirs (a); DROP INDEX p_session_date'))).toEqual([
      'schema: index p_session_date is missing',
      'schema: table theirs does not belong there',
    ]);
    books.close();
    tamper(books.folder, (db) => db.exec('DROP TRIGGER journal_no_update'));
    expect(findings(books.folder).map((finding) => finding.text)).toContain(
      'trigger journal_no_update is missing',
    );
  });

  it('says when a sealed value was changed or is missing', () => {
    expect(
      harm((db) => db.exec(`UPDATE side_secret SET sealed = zeroblob(length(sealed)) WHERE key = 'mei'`)),
    ).toEqual(['side-table: the sealed user-secret of mei was changed: it does not open']);
    tamper(books.folder, (db) => db.exec('DELETE FROM side_secret'));
    expect(findings(books.folder).map((finding) => finding.text)).toEqual([
      'the sign-in secret of mei is missing',
    ]);
  });

  it('says when the file is not ours, newer, or not there', () => {
    books.close();
    tamper(books.folder, (db) => db.pragma('user_version = 9'));
    expect(findings(books.folder).map((finding) => finding.text)).toEqual([
      'the file has format 9, this program knows 1',
    ]);
    tamper(books.folder, (db) => db.pragma('application_id = 1'));
    expect(findings(books.folder)).toMatchObject([{ check: 'pragma' }]);
    rmSync(join(books.folder, 'books.sqlite'));
    expect(findings(books.folder)).toMatchObject([{ check: 'schema' }]);
  });

  it('checks the journal of an older format, and leaves its lists to the step that brings them forward', () => {
    const found = harm((db) => {
      db.pragma('user_version = 0');
      db.exec(`DELETE FROM p_payment; UPDATE journal SET actor = 'eve' WHERE sequence = 6`);
    });
    expect(found).toEqual(['chain: event 6 (payment.posted): its bytes do not match its hash']);
  });

  it('reports a page that cannot be read and still checks the rest', () => {
    books.close();
    const file = join(books.folder, 'books.sqlite');
    const bytes = readFileSync(file);
    const page = pageOf(books.folder, 'p_session_source');
    bytes.fill(0xff, (page - 1) * 4_096, page * 4_096);
    writeFileSync(file, bytes);
    const report = verifyBooks(
      { folder: books.folder },
      { projections: true, progress: () => undefined, stopped: () => false },
    );
    expect(report.ok).toBe(false);
    expect(report.events).toBe(12);
    expect(report.findings[0]?.check).toBe('schema');
  });
});

function pageOf(folder: string, name: string): number {
  let page = 0;
  tamper(folder, (db) => {
    page = db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name) as number;
  });
  return page;
}
