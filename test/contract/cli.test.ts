/** The command line from the outside: a child process, its two streams and its exit code, on the books of a real day. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorEnvelope } from '../../shared/contract/envelope.ts';
import type { Output } from '../../shared/contract/index.ts';
import { resultOf, runCli } from '../support/cli.ts';
import type { CliRun } from '../support/cli.ts';
import { openTestDesk, removeFolder, tempFolder } from '../support/desk.ts';
import { writeExtract } from '../support/extract.ts';
import { approveClose, cash, depositAll, miscellaneous, openWindow } from '../support/window.ts';

const ROOT = join(import.meta.dirname, '../..');
const SAMPLE = join(ROOT, 'electron/exchange/sample-city');
const EXTRACT = join(SAMPLE, 'cis-extract.psv');

type Report = Pick<Output<'books.verify'>, 'ok' | 'events' | 'head' | 'importedRows' | 'findings'>;
type Imported = Output<'setup.import-extract'>;
type Refused = { readonly error: ErrorEnvelope };

let place: string;
let made = 0;
/** What verify says of the day's books. */
let whole: Report;
const path = (name: string): string => join(place, name);

/** The books of one day: payments of every tender, a void, a close, deposits. */
async function makeDay(folder: string): Promise<void> {
  const city = await openTestDesk({ folder });
  const window = await openWindow(city, 'rosa', '3');
  await window.post({ lines: await window.toward('100000008', 15_849), tenders: [cash(16_000)] });
  await window.post({
    lines: [{ receiptType: 'PERMIT-BLD', amountCents: 15_000, reference: 'B-2026-0117' }],
    tenders: [{ tenderType: 'CHECK', amountCents: 15_000, check: { routing: '122105278', number: '1041' } }],
  });
  const wrong = await window.post({ lines: [miscellaneous(400)], tenders: [cash(400)] });
  await window.seat.ask('payment.void', {
    paymentId: wrong.paymentId,
    reason: 'Wrong item',
    receiptReturned: true,
  });
  await window.close();
  await approveClose(city, window);
  await depositAll(city, '2026-11-20');
  await city.close();
}

/** A copy of the day's books for one test to work on. */
function dayCopy(): string {
  made += 1;
  const folder = path(`day-${String(made)}`);
  cpSync(path('day'), folder, { recursive: true });
  return folder;
}

beforeAll(async () => {
  place = tempFolder();
  await makeDay(path('day'));
  whole = await verified(path('day'));
});
afterAll(() => {
  removeFolder(place);
});

/** What a verb asked with `--json` said, of whatever shape the test expects it to be. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the reader names the shape
const resultAs = <T>(run: CliRun): T => resultOf(run) as T;

const cli = (...args: string[]): Promise<CliRun> => runCli(args);
const verified = async (folder: string): Promise<Report> =>
  resultAs<Report>(await cli('verify', '--data', folder, '--json'));
const refusal = (run: CliRun): ErrorEnvelope => resultAs<Refused>(run).error;

/** Every row of the books but when they were last opened and what was answered. */
const contents = (folder: string): Record<string, unknown> => {
  const books = new Database(join(folder, 'books.sqlite'), { readonly: true });
  const tables = books
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'r_search%' AND name NOT IN ('setting', 'command')`,
    )
    .all();
  const rows = tables.map(({ name }) => [name, books.prepare(`SELECT * FROM ${name}`).all()]);
  books.close();
  return Object.fromEntries(rows) as Record<string, unknown>;
};

/** Changes the file as a person with a database tool could. */
function tamper(folder: string, work: (books: InstanceType<typeof Database>) => void): void {
  const books = new Database(join(folder, 'books.sqlite'));
  work(books);
  books.close();
}

/** Children that start together on a machine with little to spare; each test has a folder of its own. */
const PATIENTLY = { timeout: 240_000 };

describe.concurrent('how it is called', PATIENTLY, () => {
  const VERBS = [
    [],
    ...['import', 'import-table', 'export', 'verify', 'backup', 'restore', 'accept-journal', 'users'].map(
      (verb) => [verb],
    ),
    ...['list', 'add', 'set-pin', 'enable', 'disable'].map((verb) => ['users', verb]),
  ];

  it('every verb explains itself on standard output', async () => {
    const runs = await Promise.all(VERBS.map((verb) => cli(...verb, '--help')));
    for (const [index, run] of runs.entries()) {
      expect([VERBS[index], run.code, run.stderr]).toEqual([VERBS[index], 0, '']);
      expect(run.stdout).toContain(`Usage: ${['tillwright', ...(VERBS[index] ?? [])].join(' ')}`);
    }
  });

  it('wrongly called it exits with 2, says so on standard error alone, and makes nothing', async () => {
    const data = ['--data', path('never-made')];
    const wrong = [
      [],
      ['no-such-verb'],
      ['import', ...data],
      ['import', EXTRACT, ...data],
      ['import', EXTRACT, '--mapping', 'delimited', '--no-such-option', ...data],
      ['import-table', 'x.csv', '--table', 'no-such-table', ...data],
      ['export', 'everything', '--out', path('x'), ...data],
      ['export', 'journal', ...data],
      ['export', 'journal', '--out', path('x'), '--format', 'xml', ...data],
      ['export', 'journal', '--out', path('x'), '--from', '2026-13-01', ...data],
      ['accept-journal', ...data],
      ['users', 'add', 'new', '--name', 'New', '--role', 'king', ...data],
    ];
    const runs = await Promise.all(wrong.map((args) => cli(...args)));
    for (const [index, run] of runs.entries()) {
      expect([wrong[index], run.code, run.stdout]).toEqual([wrong[index], 2, '']);
      expect(run.stderr).not.toBe('');
    }
    expect(existsSync(path('never-made'))).toBe(false);
  });

  it('runs through npm as the manual says', async () => {
    const run = await runCli(['run', '-s', 'cli', '--', 'verify', '--data', path('day'), '--json'], {
      command: 'npm',
      args: [],
      cwd: ROOT,
    });
    expect(run.code).toBe(0);
    expect(resultAs<Report>(run).ok).toBe(true);
  });
});

describe.concurrent('import', PATIENTLY, () => {
  it('makes a missing folder, reports progress on standard error alone, and gives its result as JSON', async () => {
    const folder = path('new/books');
    const run = await cli('import', '--mapping', 'delimited', EXTRACT, '--data', folder, '--json');
    expect(run.code).toBe(0);
    expect(resultAs<Imported>(run)).toEqual({
      accepted: true,
      changed: true,
      accounts: 2500,
      charges: 9392,
      totalCents: 457_293_538,
      rejects: [],
      rejectCount: 0,
    });
    expect(run.stderr).toMatch(/^Reading cis-extract\.psv: 0 %\n(?:.*\n)*Reading cis-extract\.psv: 100 %\n$/);

    expect(await verified(folder)).toMatchObject({ ok: true, importedRows: 11_892 });
    const before = contents(folder);
    const again = await cli('import', '--mapping', 'delimited', EXTRACT, '--data', folder);
    expect([again.code, again.stdout]).toEqual([
      0,
      'cis-extract.psv is already in the books; nothing changed.\n',
    ]);
    expect(contents(folder)).toEqual(before);

    const other = await cli(
      'import',
      '--mapping',
      'fixed',
      join(SAMPLE, 'cis-extract.txt'),
      '--data',
      folder,
    );
    expect([other.code, other.stdout]).toEqual([
      0,
      'cis-extract.txt: 2500 accounts, 9392 charges, 4,572,935.38 in all.\n',
    ]);
  });

  it('reads an extract by a mapping file that the city wrote', async () => {
    const mapping = JSON.parse(
      readFileSync(join(ROOT, 'electron/exchange/cis/mappings/delimited.json'), 'utf8'),
    ) as { name: string; format: { delimiter: string } };
    mapping.name = 'our-own';
    mapping.format.delimiter = ';';
    writeFileSync(path('own.json'), JSON.stringify(mapping));
    writeFileSync(
      path('own.csv'),
      [
        'H;CEDAR BLUFF CIS;OPEN ITEMS;2026-11-20;2;',
        'A;100000008;Martínez, Mei;1187 N Broadway Blvd;CEDAR BLUFF;AZ;85230;AC;R;;N;1;;;0.00;A;',
        'C;100000008;EL;2026-11-01;2026-11-23;94.94;B;',
        'T;1;1;94.94',
        '',
      ].join('\n'),
    );
    const folder = path('own-mapping');
    const run = await cli(
      'import',
      '--mapping',
      path('own.json'),
      path('own.csv'),
      '--data',
      folder,
      '--json',
    );
    expect(resultAs<Imported>(run)).toMatchObject({ accepted: true, accounts: 1, totalCents: 9494 });
    expect(run.code).toBe(0);

    writeFileSync(path('broken.json'), '{ not JSON');
    const broken = await cli('import', '--mapping', path('broken.json'), EXTRACT, '--data', folder, '--json');
    expect([broken.code, refusal(broken).code]).toEqual([1, 'MAPPING_NOT_JSON']);
  });

  it('lists what it rejects with line, field and reason, exits with 1, and leaves the books as they were', async () => {
    const folder = dayCopy();
    const before = contents(folder);
    const text = readFileSync(EXTRACT, 'utf8');
    const bad = text.replace('1187 N Broadway', '1188 N Broadway').replace('A|100000375|', 'A|100000376|');
    writeFileSync(path('bad.psv'), bad);
    const run = await cli('import', '--mapping', 'delimited', path('bad.psv'), '--data', folder);
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(
      /^bad\.psv was not taken, because of \d+ rejects; nothing changed\.\n {2}line 3, /,
    );
    expect(run.stdout).toContain('100000376');
    const missing = await cli('import', '--mapping', 'delimited', path('no.psv'), '--data', folder, '--json');
    expect(missing.code).toBe(1);
    expect(refusal(missing)).toMatchObject({ code: 'FILE_UNREADABLE', field: 'file', value: path('no.psv') });
    expect(contents(folder)).toEqual(before);
  });

  it('is stopped by Ctrl-C with 130, and what it had read is taken back', async () => {
    const folder = dayCopy();
    const before = contents(folder);
    const large = path('large.psv');
    writeExtract(large, { seed: 7, accounts: 8_000, charges: 16_000, asOf: '2026-12-01' });
    // Once: a second Ctrl-C ends the program at once, and progress that was already on its way is no reason for one.
    let isInterrupted = false;
    const run = await runCli(['import', '--mapping', 'delimited', large, '--data', folder, '--json'], {
      onStderr: (said, interrupt) => {
        if (isInterrupted || !said.includes('10 %')) return;
        isInterrupted = true;
        interrupt();
      },
    });
    expect(run.code).toBe(130);
    expect(refusal(run).code).toBe('TASK_STOPPED');
    expect(contents(folder)).toEqual(before);
  });

  it('takes a table, says when it is as before, and rejects one that does not fit', async () => {
    const folder = dayCopy();
    const table = ['import-table', '--table', 'gl-accounts', '--data', folder];
    const same = await cli(...table, join(SAMPLE, 'gl-accounts.csv'));
    expect([same.code, same.stdout]).toEqual([0, 'gl-accounts: 63 rows, as before.\n']);
    const chart = readFileSync(join(SAMPLE, 'gl-accounts.csv'), 'utf8');
    writeFileSync(path('chart.csv'), chart.replace('Cash over and short', 'Over and short'));
    const changed = await cli(...table, path('chart.csv'), '--json');
    expect(changed.code).toBe(0);
    expect(resultAs<Output<'setup.import-table'>>(changed)).toMatchObject({ accepted: true, changed: true });

    const before = contents(folder);
    writeFileSync(path('bad-chart.csv'), chart.replace('900,000,10190', '900,000,1019X'));
    const bad = await cli(...table, path('bad-chart.csv'), '--json');
    expect(bad.code).toBe(1);
    const { rejects } = resultAs<Output<'setup.import-table'>>(bad);
    expect(rejects[0]?.line).toBeGreaterThan(1);
    expect(rejects[0]?.value).toBe('1019X');
    expect(contents(folder)).toEqual(before);
  });
});

describe.concurrent('export', PATIENTLY, () => {
  type Batch = Output<'export.build'> & { readonly out: string };

  it('writes the journal and the payments, and the same batch again byte for byte', async () => {
    const folder = dayCopy();
    const out = (name: string): string => path(`out-${name}`);
    const journal = await cli(
      'export',
      'journal',
      '--format',
      'hledger',
      '--out',
      out('1'),
      '--data',
      folder,
      '--json',
    );
    expect(journal.code).toBe(0);
    const batch = resultAs<Batch>(journal);
    expect(batch).toMatchObject({ kind: 'journal', format: 'hledger', out: out('1') });
    expect(readFileSync(out('1'), 'utf8')).toContain('Assets:F900:D000:A10190');

    const nothing = await cli('export', 'journal', '--out', out('2'), '--data', folder, '--json');
    expect([nothing.code, refusal(nothing).code]).toEqual([1, 'EXPORT_NOTHING_NEW']);
    expect(existsSync(out('2'))).toBe(false);

    const payments = await cli('export', 'payments', '--out', out('3'), '--data', folder, '--json');
    expect(resultAs<Batch>(payments)).toMatchObject({ kind: 'payments', totalCents: 15_849 });

    const again = await cli(
      'export',
      'journal',
      '--batch',
      batch.batchId,
      '--format',
      'hledger',
      '--out',
      out('4'),
      '--data',
      folder,
    );
    expect(again.code).toBe(0);
    expect(readFileSync(out('4'))).toEqual(readFileSync(out('1')));
    const csv = await cli('export', 'journal', '--batch', batch.batchId, '--out', out('5'), '--data', folder);
    expect(csv.code).toBe(0);
    expect(readFileSync(out('5'), 'utf8')).toMatch(/^record,batch,entry,/);

    const unknown = await cli(
      'export',
      'payments',
      '--batch',
      batch.batchId,
      '--out',
      out('6'),
      '--data',
      folder,
      '--json',
    );
    expect([unknown.code, refusal(unknown).code]).toEqual([1, 'NOT_FOUND']);
  });

  it('says which batch waits when its file cannot be written', async () => {
    const folder = dayCopy();
    const nowhere = path('no-such-folder/journal');
    const run = await cli('export', 'journal', '--out', nowhere, '--data', folder, '--json');
    expect(run.code).toBe(1);
    expect(refusal(run)).toMatchObject({ code: 'FILE_UNWRITABLE', field: 'out', value: nowhere });
    expect(refusal(run).what).toContain('JRN-03-00001');
    const again = await cli(
      'export',
      'journal',
      '--batch',
      'JRN-03-00001',
      '--out',
      path('later'),
      '--data',
      folder,
    );
    expect(again.code).toBe(0);
  });
});

describe.concurrent('verify', PATIENTLY, () => {
  it('says in words and by its exit code that the books are whole', async () => {
    const run = await cli('verify', '--data', path('day'));
    expect([run.code, run.stdout]).toEqual([
      0,
      expect.stringMatching(/^The books are whole: \d+ events, 11892 imported rows, head [0-9a-f]{64}\.\n$/),
    ]);
  });

  it('finds and names one changed byte of an event, of an imported row and of a list', async () => {
    const folder = dayCopy();
    const changes = [
      `UPDATE journal SET payload = CAST(replace(CAST(payload AS TEXT), 'B-2026-0117', 'B-2026-0118') AS BLOB)
       WHERE CAST(payload AS TEXT) LIKE '%B-2026-0117%'`,
      `UPDATE journal SET actor = 'mei' WHERE type = 'payment.voided'`,
      `UPDATE r_account_SLOT SET name = 'Martínez, Mai' WHERE account = '100000008'`,
      `UPDATE r_charge_SLOT SET amount_cents = amount_cents + 1 WHERE account = '100000375' AND service = 'EL'`,
      `UPDATE p_session SET status = 'open'`,
    ];
    tamper(folder, (books) => {
      const trigger = books
        .prepare<[], { sql: string }>(`SELECT sql FROM sqlite_schema WHERE name = 'journal_no_update'`)
        .get();
      const slot = books.prepare<[], { slot: string }>('SELECT slot FROM extract_slot').get()?.slot ?? '';
      books.exec('DROP TRIGGER journal_no_update');
      for (const sql of changes) expect(books.prepare(sql.replace('SLOT', slot)).run().changes).toBe(1);
      books.exec(trigger?.sql ?? '');
    });
    const run = await cli('verify', '--data', folder);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('The books are NOT whole');
    for (const named of [
      /event \d+ \(payment\.posted\): its bytes do not match its hash/,
      /event \d+ \(payment\.voided\): its bytes do not match its hash/,
      /imported account 100000008 is not as it was imported/,
      /imported charge 100000375 EL .* is not as it was imported/,
      /projection: .*session/,
    ])
      expect(run.stdout).toMatch(named);
  });

  it('reads books that no desk can open: damaged, cut short, without their anchor, or none at all', async () => {
    const damaged = dayCopy();
    const file = readFileSync(join(damaged, 'books.sqlite'));
    file.fill(0x5a, 0, 4096);
    writeFileSync(join(damaged, 'books.sqlite'), file);
    rmSync(join(damaged, 'books.sqlite-wal'), { force: true });
    const opened = await cli('users', 'list', '--data', damaged, '--json');
    expect([opened.code, refusal(opened).code]).toEqual([1, 'BOOKS_DAMAGED']);
    const report = await cli('verify', '--data', damaged);
    expect(report.code).toBe(1);
    expect(report.stdout).toContain('the file cannot be read');

    const unanchored = dayCopy();
    rmSync(join(unanchored, 'anchor.json'));
    expect((await verified(unanchored)).findings.map((finding) => finding.check)).toEqual(['anchor']);
    const refused = await cli('import', '--mapping', 'delimited', EXTRACT, '--data', unanchored, '--json');
    expect([refused.code, refusal(refused).code]).toEqual([1, 'BOOKS_ANCHOR_MISSING']);
    const accepted = await cli('accept-journal', '--compared', '--data', unanchored);
    expect(accepted.code).toBe(0);
    expect(await verified(unanchored)).toEqual(whole);

    const none = await cli('verify', '--data', path('nobody'), '--json');
    expect([none.code, refusal(none).code]).toEqual([1, 'BOOKS_MISSING']);
    expect(existsSync(path('nobody'))).toBe(false);
  });
});

describe.concurrent('backup and restore', PATIENTLY, () => {
  type BackedUp = Output<'books.backup'>;

  it('give an identical copy, which people sign in to and work on', async () => {
    const folder = dayCopy();
    const backup = await cli('backup', '--data', folder, '--json');
    expect(backup.code).toBe(0);
    const { fileName, events } = resultAs<BackedUp>(backup);
    expect(events).toBe(whole.events);

    const elsewhere = path('restored');
    const restored = await cli('restore', join(folder, 'backups', fileName), '--data', elsewhere, '--json');
    expect(restored.code).toBe(0);
    expect(await verified(elsewhere)).toEqual(whole);
    expect(contents(elsewhere)).toEqual(contents(path('day')));

    const city = await openTestDesk({ folder: elsewhere, sampleCity: false });
    const rosa = await city.signIn('rosa');
    expect((await rosa.ask('receipt.search', { text: '03-000001', limit: 5 })).receipts).toHaveLength(1);
    await city.close();

    const second = await cli('restore', join(folder, 'backups', fileName), '--data', elsewhere, '--json');
    expect([second.code, refusal(second).code]).toEqual([1, 'RESTORE_NOT_EMPTY']);
  });

  it('refuse a backup that was changed, or is none', async () => {
    const folder = dayCopy();
    const { fileName } = resultAs<BackedUp>(await cli('backup', '--data', folder, '--json'));
    const backup = join(folder, 'backups', fileName);
    const changed = path('changed.sqlite');
    cpSync(backup, changed);
    const books = new Database(changed);
    books.exec(`DROP TRIGGER journal_no_update; UPDATE journal SET actor = 'mei' WHERE sequence = 20`);
    books.close();
    const target = path('never-restored');
    const run = await cli('restore', changed, '--data', target, '--json');
    expect([run.code, refusal(run).code]).toEqual([1, 'BACKUP_NOT_WHOLE']);
    const missing = await cli('restore', path('no-backup.sqlite'), '--data', target, '--json');
    expect([missing.code, refusal(missing).code]).toEqual([1, 'BOOKS_MISSING']);
    expect(existsSync(join(target, 'books.sqlite'))).toBe(false);
  });
});

describe.concurrent('users', PATIENTLY, () => {
  type Users = Output<'users.list'>;

  it('are added, listed, given a new PIN, disabled and enabled; no PIN is seen anywhere', async () => {
    const folder = dayCopy();
    const users = (args: readonly string[], stdin?: string): Promise<CliRun> =>
      runCli(['users', ...args, '--data', folder, '--json'], stdin === undefined ? {} : { stdin });
    const add = ['add', 'wendy', '--name', 'Wendy Wu', '--role', 'cashier'];
    const weak = await users(add, '1234\n');
    expect([weak.code, refusal(weak).code]).toEqual([1, 'SECRET_TOO_WEAK']);
    expect((await users(add, '739155\n')).code).toBe(0);
    const twice = await users(add, '739155\n');
    expect([twice.code, refusal(twice)]).toMatchObject([1, { code: 'USER_EXISTS', value: 'wendy' }]);
    const list = resultAs<Users>(await users(['list'])).users;
    expect(list.find((user) => user.userName === 'wendy')).toEqual({
      userName: 'wendy',
      name: 'Wendy Wu',
      role: 'cashier',
      enabled: true,
      hasSecret: true,
    });
    expect((await users(['set-pin', 'wendy'], '804266\n')).code).toBe(0);
    expect((await users(['disable', 'rosa'])).code).toBe(0);
    expect((await users(['disable', 'wendy'])).code).toBe(0);
    expect((await users(['enable', 'wendy'])).code).toBe(0);
    const last = await users(['disable', 'alex']);
    expect([last.code, refusal(last).code]).toEqual([1, 'LAST_ADMINISTRATOR']);
    const words = await cli('users', 'list', '--data', folder);
    expect(words.stdout).toMatch(/^rosa +cashier +Rosa Delgado, disabled$/m);

    const city = await openTestDesk({ folder });
    await city.signIn('wendy', '804266');
    const seat = city.seat();
    expect((await seat.refused('access.sign-in', { userName: 'rosa', secret: '2468' })).code).toBe(
      'USER_DISABLED',
    );
    const sam = await city.signIn('sam');
    const { events } = await sam.ask('books.events', { limit: 20 });
    expect(events.find((event) => event.type === 'user.added')?.actor).toMatch(/^cli:/);
    await city.close();
    for (const name of readdirSync(folder).filter((file) => !file.endsWith('lock') && file.includes('.')))
      expect([name, /739155|804266/.test(readFileSync(join(folder, name), 'latin1'))]).toEqual([name, false]);
  });
});

describe.concurrent('beside a running desk', PATIENTLY, () => {
  it('writes are refused with who holds the books, and verify reads on', async () => {
    const folder = dayCopy();
    const city = await openTestDesk({ folder });
    const [refused, report] = await Promise.all([
      cli('import', '--mapping', 'delimited', EXTRACT, '--data', folder, '--json'),
      verified(folder),
    ]);
    expect(refused.code).toBe(1);
    expect(refusal(refused)).toMatchObject({ code: 'BOOKS_LOCKED' });
    expect(refusal(refused).what).toContain(`process ${String(process.pid)}`);
    expect(report.ok).toBe(true);
    await city.close();
  });

  it('a folder that cannot be one is named', async () => {
    const file = path('a-file');
    writeFileSync(file, '');
    const run = await cli('backup', '--data', file, '--json');
    expect([run.code, refusal(run)]).toMatchObject([1, { code: 'BOOKS_FOLDER', value: file }]);
    mkdirSync(path('foreign'));
    const foreign = new Database(join(path('foreign'), 'books.sqlite'));
    foreign.exec('CREATE TABLE recipe (name TEXT)');
    foreign.close();
    const run2 = await cli('backup', '--data', path('foreign'), '--json');
    expect([run2.code, refusal(run2).code]).toEqual([1, 'BOOKS_FOREIGN']);
  });
});
