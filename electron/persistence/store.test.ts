import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { refuse } from '../../shared/kernel/result.ts';
import { stream } from '../../shared/domain/events.ts';
import { AT, DATE, founded, openDrawer, opened, postPayment } from '../../test/support/sample-events.ts';
import { nothing, openTestBooks, refusedWith, taken, tamper } from '../../test/support/books.ts';
import type { TestBooks } from '../../test/support/books.ts';
import { readAnchor } from './anchor.ts';
import { hashEvent, GENESIS_HASH } from './journal/hash.ts';

const context = { actor: 'mei', at: AT, businessDate: DATE };

let books: TestBooks;
beforeEach(async () => {
  books = await openTestBooks();
});
afterEach(() => {
  books.remove();
});

describe('a transaction of the books', () => {
  it('commits everything together: events, projections and the remembered command', () => {
    books.write((tx) => openDrawer(tx, 's1'));
    books.write((tx) => postPayment(tx, { paymentId: 'p1', sessionId: 's1' }));
    expect(books.store.head().sequence).toBe(3);
    expect(books.store.payment('p1')?.receiptNumber).toBe('01-000001');
    expect(books.store.findCommand('command-p1')?.answer).toBe('{"receiptNumber":"01-000001"}');
    expect(books.store.prints({ statuses: ['queued'], limit: 5 })).toHaveLength(1);
  });

  it('leaves nothing behind when the work refuses', () => {
    books.write((tx) => openDrawer(tx, 's1'));
    const refused = books.store.transact((tx) => {
      taken(postPayment(tx, { paymentId: 'p1', sessionId: 's1' }));
      return refuse('BAD_INPUT');
    });
    expect(refusedWith(refused)).toBe('BAD_INPUT');
    expect(books.store.head().sequence).toBe(1);
    expect(books.store.payment('p1')).toBeUndefined();
    expect(books.store.findCommand('command-p1')).toBeUndefined();
  });

  it('leaves nothing behind when the work throws, and goes on afterwards', () => {
    books.write((tx) => openDrawer(tx, 's1'));
    expect(() =>
      books.store.transact((tx) => {
        taken(postPayment(tx, { paymentId: 'p1', sessionId: 's1' }));
        throw new Error('a bug');
      }),
    ).toThrow('a bug');
    books.write((tx) => postPayment(tx, { paymentId: 'p2', sessionId: 's1' }));
    expect(books.store.payment('p1')).toBeUndefined();
    expect(books.store.payment('p2')?.receiptNumber).toBe('01-000001');
  });

  it('forgets the keys of what was rolled back, and finds what took its place', () => {
    books.store.transact((tx) => {
      taken(openDrawer(tx, 's1'));
      return refuse('BAD_INPUT');
    });
    books.write((tx) => tx.append(stream.office, 0, [founded], context));
    books.write((tx) => openDrawer(tx, 's1'));
    books.write((tx) => postPayment(tx, { paymentId: 'p1', sessionId: 's1' }));
    expect(books.store.sessionTotals('s1').payments).toBe(1);
  });

  it('refuses an append to a stream that moved on', () => {
    books.write((tx) => openDrawer(tx, 's1'));
    const late = books.store.transact((tx) => tx.append(stream.session('s1'), 0, [opened('s1')], context));
    expect(refusedWith(late)).toBe('STREAM_MOVED_ON');
  });

  it('appends only inside a transaction, and holds no transaction in another', () => {
    let leaked: Parameters<Parameters<typeof books.store.transact>[0]>[0] | undefined;
    books.write((tx) => {
      leaked = tx;
      return nothing();
    });
    expect(() => leaked?.append(stream.office, 0, [founded], context)).toThrow('inside a transaction');
    expect(() => books.store.transact(() => books.store.transact(nothing))).toThrow('holds no other');
  });

  it('moves the anchor with each commit and not with a refusal', () => {
    books.write((tx) => openDrawer(tx, 's1'));
    const anchor = readAnchor(join(books.folder, 'anchor.json'));
    expect(anchor).toMatchObject({ sequence: 1, hash: books.store.head().hash, workstation: '01' });
    books.store.transact((tx) => {
      taken(openDrawer(tx, 's2', 2));
      return refuse('BAD_INPUT');
    });
    expect(readAnchor(join(books.folder, 'anchor.json'))).toEqual(anchor);
  });
});

describe('the journal', () => {
  beforeEach(() => {
    books.write((tx) => openDrawer(tx, 's1'));
    books.write((tx) => postPayment(tx, { paymentId: 'p1', sessionId: 's1' }));
  });

  it('hashes what its page says, over header line and payload', () => {
    const fields = {
      database: 'd',
      workstation: '03',
      sequence: 1,
      stream: 'office',
      version: 1,
      type: 'office.founded',
      typeVersion: 1,
      businessDate: null,
      recordedAt: '2026-11-19T16:00:00.000Z',
      actor: 'cli:root',
      previousHash: GENESIS_HASH,
    };
    // printf '%s\n%s' '["tillwright-journal-1","d","03",1,"office",1,"office.founded",1,null,"2026-11-19T16:00:00.000Z","cli:root","000…"]' '{}' | sha256sum
    expect(hashEvent(fields, Buffer.from('{}')).toString('hex')).toBe(
      'aea25c586663d594b58af13c289b0fed48b70a88e085d15168a07c0e9e579b3e',
    );
  });

  it('gives an event the id of its place', () => {
    expect(books.store.loadStream(stream.payment('p1'))[0]?.eventId).toBe('01-000002');
  });

  it.each([
    ['an update', `UPDATE journal SET actor = 'eve' WHERE sequence = 2`, 'never changed'],
    ['a delete', `DELETE FROM journal WHERE sequence = 3`, 'never deleted'],
    ['a replacement', copyOf(3, { sequence: '3' }, 'INSERT OR REPLACE'), 'a gap'],
    ['a gap', copyOf(3, { sequence: '5' }), 'a gap'],
    ['a fork', copyOf(3, { sequence: '4', previous_hash: 'zeroblob(32)' }), 'a fork'],
    ['a gap in a stream', copyOf(3, { sequence: '4', stream_version: '3' }), 'a gap in its stream'],
    [
      'a replacement by its stream',
      copyOf(3, { sequence: '4', stream_version: '1' }, 'INSERT OR REPLACE'),
      'a gap in its stream',
    ],
    ['another workstation', copyOf(3, { sequence: '4', workstation: `'02'` }), 'another workstation'],
  ])('refuses %s, even from a database tool', (_, sql, message) => {
    books.close();
    expect(() => {
      tamper(books.folder, (db) => db.exec(sql));
    }).toThrow(message);
  });

  it('keeps the identity of the books', () => {
    books.close();
    for (const sql of [
      `UPDATE books SET workstation = '02'`,
      `UPDATE books SET database_id = 'x'`,
      'DELETE FROM books',
      `UPDATE command SET answer = '{}'`,
      'DELETE FROM command',
    ]) {
      expect(() => {
        tamper(books.folder, (db) => db.exec(sql));
      }).toThrow('never');
    }
  });
});

/** The row after the head, as an attacker would write it: a copy of an existing one with some columns changed. */
function copyOf(sequence: number, changed: Readonly<Record<string, string>>, verb = 'INSERT'): string {
  const columns = [
    'sequence',
    'workstation',
    'stream',
    'stream_version',
    'type',
    'type_version',
    'business_date',
    'recorded_at',
    'actor',
    'payload',
    'previous_hash',
    'hash',
  ];
  const defaults: Readonly<Record<string, string>> = {
    previous_hash: `(SELECT hash FROM journal WHERE sequence = ${String(Number(changed['sequence']) - 1)})`,
    stream_version: 'stream_version + 1',
  };
  const values = columns.map((column) => changed[column] ?? defaults[column] ?? column);
  return `${verb} INTO journal (${columns.join(', ')}) SELECT ${values.join(', ')} FROM journal WHERE sequence = ${String(sequence)}`;
}

describe('the side table', () => {
  it('gives a secret back, and only to its own kind and key', () => {
    books.write((tx) => {
      tx.putSecret('check-account', 'p1/1', '000123456789');
      tx.putSecret('user-secret', 'mei', '$argon2id$…');
      return nothing();
    });
    expect(books.store.secret('check-account', 'p1/1')).toBe('000123456789');
    expect(books.store.secret('user-secret', 'mei')).toBe('$argon2id$…');
    expect(books.store.secret('user-secret', 'p1/1')).toBeUndefined();
  });

  it('keeps the value out of every file of the folder', () => {
    books.write((tx) => {
      tx.putSecret('check-account', 'p1/1', '000123456789');
      return nothing();
    });
    books.close();
    for (const file of ['books.sqlite', 'anchor.json', 'side.key']) {
      expect(readFileSync(join(books.folder, file)).includes('000123456789')).toBe(false);
    }
  });

  it('does not open a value that was moved to another row', () => {
    books.write((tx) => {
      tx.putSecret('user-secret', 'mei', 'one');
      tx.putSecret('user-secret', 'dana', 'two');
      return nothing();
    });
    const db = new Database(join(books.folder, 'books.sqlite'));
    db.exec(
      `UPDATE side_secret SET sealed = (SELECT sealed FROM side_secret WHERE key = 'dana') WHERE key = 'mei'`,
    );
    db.close();
    expect(books.store.secret('user-secret', 'mei')).toBeUndefined();
  });

  it('makes the same digest for the same value, and none that another key makes', async () => {
    const digest = books.store.digest('122105278/000123456789');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(books.store.digest('122105278/000123456789')).toBe(digest);
    const other = await openTestBooks();
    expect(other.store.digest('122105278/000123456789')).not.toBe(digest);
    other.remove();
  });

  it('refuses to open with a key that is missing or belongs to other books', async () => {
    books.write((tx) => {
      tx.putSecret('user-secret', 'mei', 'one');
      return nothing();
    });
    books.close();
    const keyFile = join(books.folder, 'side.key');
    const key = readFileSync(keyFile);
    writeFileSync(keyFile, `${'ab'.repeat(32)}\n`);
    await expect(books.reopen()).rejects.toThrow('BOOKS_KEY_WRONG');
    writeFileSync(keyFile, 'not a key');
    await expect(books.reopen()).rejects.toThrow('BOOKS_KEY_WRONG');
    rmSync(keyFile);
    await expect(books.reopen()).rejects.toThrow('BOOKS_KEY_MISSING');
    writeFileSync(keyFile, key);
    await books.reopen();
    expect(books.store.secret('user-secret', 'mei')).toBe('one');
  });
});
