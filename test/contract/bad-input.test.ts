/**
 * What bad input gets: a refusal with a code, the field, the value and the next step, and the books as they were. Extracts
 * come the way of the page and the way of the command line; broken books are opened as a person would.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorEnvelope } from '../../shared/contract/envelope.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { parseAmount } from '../../shared/money/money.ts';
import { openTestDesk, removeFolder, tempFolder } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { approveClose, cash, miscellaneous, openWindow } from '../support/window.ts';
import type { Window } from '../support/window.ts';

const SAMPLE = join(import.meta.dirname, '../../electron/exchange/sample-city');

let place: string;
let city: TestDesk;
let alex: Seat;
let window: Window;

beforeAll(async () => {
  place = tempFolder();
  city = await openTestDesk({ folder: join(place, 'books') });
  alex = await city.signIn('alex');
  window = await openWindow(city, 'rosa', '3');
  await window.post({ lines: await window.toward('100000008', 2000), tenders: [cash(2000)] });
  await city.desk.settled();
});
afterAll(async () => {
  await city.close();
  removeFolder(place);
});

const head = async (seat: Seat = window.seat): Promise<{ events: number; head: string }> => {
  const { events, head: hash } = (await seat.ask('desk.status', {})).books;
  return { events, head: hash };
};

/** Nothing was appended, whatever was answered. */
async function unchanged<T>(work: () => Promise<T>): Promise<T> {
  await city.desk.settled();
  const before = await head();
  const answer = await work();
  await city.desk.settled();
  expect(await head()).toEqual(before);
  return answer;
}

const isSaid = ({ code, what, next }: ErrorEnvelope): void => {
  expect(code).toMatch(/^[A-Z][A-Z_]+$/);
  for (const words of [what, next]) expect(words).toMatch(/^\S.*[.?]$/s);
  expect(`${what} ${next}`, 'every placeholder is filled').not.toMatch(/[{}—]|undefined/);
};

/** A valid extract of two accounts; each test spoils one thing in it. */
const LINES: readonly string[] = [
  'H|CEDAR BLUFF CIS|OPEN ITEMS|2026-11-20|2|',
  'A|100000008|Martínez, Mei|1187 N Broadway Blvd|CEDAR BLUFF|AZ|85230|AC|R||N|1|||0.00|A|6025550132',
  'A|100000375|Ivanova, Linda|9180 S Bluff View Blvd|CEDAR BLUFF|AZ|85272|AC|R||N|0|||150.00|C|',
  'C|100000008|EL|2026-11-01|2026-11-23|94.94|B|',
  'C|100000375|WA|2026-11-01|2026-11-23|63.29|B|',
  'T|2|2|158.23',
];
const textOf = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`);
/** The same with one piece of one line (counted from 1) replaced; nothing to replace is an error of the test. */
function spoiled(line: number, piece: string, by: string): Buffer {
  return textOf(
    LINES.map((text, index) => {
      if (index !== line - 1) return text;
      expect(text).toContain(piece);
      return text.replace(piece, by);
    }),
  );
}

type Way = (file: Buffer, mapping: string) => Promise<Output<'setup.import-extract'>>;

const byPage: Way = (file, mapping) =>
  alex.ask('setup.import-extract', {
    mapping,
    file: { fileName: 'extract.psv', base64: file.toString('base64') },
    task: randomUUID(),
  });
const byCommandLine: Way = async (file, mapping) => {
  const path = join(place, 'extract.psv');
  writeFileSync(path, file);
  const answer = await city.desk.importExtract(
    { seatId: 'cli', origin: 'command-line', osUser: 'somebody' },
    { path, mapping },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.what}`);
  return answer.value;
};
const WAYS: readonly (readonly [string, Way])[] = [
  ['the page', byPage],
  ['the command line', byCommandLine],
];

describe.each(WAYS)('an extract that comes by way of %s', (_name, send) => {
  const fixed = (): Buffer => readFileSync(join(SAMPLE, 'cis-extract.txt'));

  it.each<[string, () => Buffer, string, string, number, string]>([
    ['is truncated at a line', () => textOf(LINES.slice(0, 5)), 'delimited', 'FILE_TRUNCATED', 5, ''],
    ['is truncated in a line', () => textOf(LINES).subarray(0, 300), 'delimited', 'FILE_TRUNCATED', 5, ''],
    ['is empty', () => Buffer.alloc(0), 'delimited', 'FILE_EMPTY', 0, ''],
    [
      'has another number of accounts',
      () => spoiled(6, 'T|2|', 'T|3|'),
      'delimited',
      'FILE_TOTAL_WRONG',
      6,
      '3',
    ],
    [
      'has another number of charges',
      () => spoiled(6, '|2|158', '|1|158'),
      'delimited',
      'FILE_TOTAL_WRONG',
      6,
      '1',
    ],
    [
      'is mis-totalled by a cent',
      () => spoiled(6, '158.23', '158.24'),
      'delimited',
      'FILE_TOTAL_WRONG',
      6,
      '158.24',
    ],
    [
      'is Windows-1252 where UTF-8 is said',
      () => iconv.encode(textOf(LINES).toString(), 'win1252'),
      'delimited',
      'FILE_ENCODING',
      2,
      '',
    ],
    [
      'is UTF-8 where Windows-1252 is said',
      () => Buffer.from(iconv.decode(fixed(), 'win1252')),
      'fixed',
      'FILE_OTHER_ENCODING',
      2,
      '',
    ],
    [
      'is UTF-16',
      () => Buffer.from(`\ufeff${textOf(LINES).toString()}`, 'utf16le'),
      'delimited',
      'FILE_OTHER_ENCODING',
      1,
      '',
    ],
    ['is read by the mapping of the other layout', () => textOf(LINES), 'fixed', 'FILE_NO_HEADER', 1, ''],
    [
      'names an account twice',
      () => spoiled(3, '100000375', '100000008'),
      'delimited',
      'ACCOUNT_TWICE',
      3,
      '100000008',
    ],
    [
      'names a charge twice',
      () => textOf([...LINES.slice(0, 4), String(LINES[3]), ...LINES.slice(4)]),
      'delimited',
      'CHARGE_TWICE',
      5,
      '',
    ],
    [
      'charges an account that is not in it',
      () => spoiled(5, '100000375', '100000749'),
      'delimited',
      'ACCOUNT_NOT_IN_FILE',
      5,
      '100000749',
    ],
    [
      'has a wrong check digit',
      () => spoiled(2, '100000008', '100000009'),
      'delimited',
      'ACCOUNT_CHECK_DIGIT',
      2,
      '100000009',
    ],
    [
      'has an amount with letters',
      () => spoiled(4, '94.94', '9A.94'),
      'delimited',
      'AMOUNT_NOT_READABLE',
      4,
      '9A.94',
    ],
    [
      'has an amount of three decimals',
      () => spoiled(4, '94.94', '94.944'),
      'delimited',
      'AMOUNT_DECIMALS',
      4,
      '94.944',
    ],
    [
      'has an amount of too many digits',
      () => spoiled(4, '94.94', '9999999999999.94'),
      'delimited',
      'AMOUNT_TOO_LARGE',
      4,
      '9999999999999.94',
    ],
    ['has a negative bill', () => spoiled(4, '94.94', '-94.94'), 'delimited', 'CHARGE_NEGATIVE', 4, '-94.94'],
    [
      'has a date that is none',
      () => spoiled(4, '2026-11-23', '2026-11-31'),
      'delimited',
      'NOT_A_DATE',
      4,
      '2026-11-31',
    ],
  ])(
    'and %s is rejected with its line, and nothing is taken',
    async (_what, file, mapping, code, line, value) => {
      const imported = await unchanged(() => send(file(), mapping));
      expect(imported).toMatchObject({ accepted: false, changed: false });
      const reject = imported.rejects.find((each) => each.code === code && each.line === line);
      expect(reject, JSON.stringify(imported.rejects.slice(0, 5))).toBeDefined();
      expect(reject?.field).not.toBe('');
      expect(reject?.reason).toMatch(/\S\.$/);
      if (value !== '') expect(reject?.value).toBe(value);
      const overview = await alex.ask('setup.overview', {});
      expect([overview.accounts, overview.imports.length]).toEqual([2500, 1]);
    },
  );

  it('and is older than the one in use is refused', async () => {
    const older = spoiled(1, '2026-11-20', '2026-11-18');
    const error = await unchanged(() => send(older, 'delimited').catch((fault: unknown) => String(fault)));
    expect(error).toMatch(/EXTRACT_OLDER .*Nov 18, 2026.*Nov 19, 2026/);
  });

  it('and is in the books already changes nothing', async () => {
    const imported = await unchanged(() => send(readFileSync(join(SAMPLE, 'cis-extract.psv')), 'delimited'));
    expect(imported).toMatchObject({ accepted: true, changed: false });
  });
});

describe('an amount', () => {
  it.each([
    ['12a.00', 'AMOUNT_NOT_READABLE'],
    ['abc', 'AMOUNT_NOT_READABLE'],
    ['', 'AMOUNT_NOT_READABLE'],
    ['.', 'AMOUNT_NOT_READABLE'],
    ['1e5', 'AMOUNT_NOT_READABLE'],
    ['0x10', 'AMOUNT_NOT_READABLE'],
    ['1,23.00', 'AMOUNT_NOT_READABLE'],
    ['12.345', 'AMOUNT_DECIMALS'],
    ['-5.00', 'AMOUNT_NEGATIVE'],
    ['\u22125.00', 'AMOUNT_NEGATIVE'],
    ['1000000000.00', 'AMOUNT_TOO_LARGE'],
    ['99999999999999999999', 'AMOUNT_TOO_LARGE'],
  ])('typed as “%s” is refused with itself and its field: %s', (typed, code) => {
    expect(parseAmount(typed, 'amount')).toEqual({
      ok: false,
      error: { code, field: 'amount', value: typed },
    });
  });

  it.each<[string, unknown, boolean]>([
    ['letters', '12a', true],
    ['a number in quotes', '500', true],
    ['three decimals', 123.4, true],
    ['a negative one', -500, true],
    ['nothing', 0, true],
    ['more than any amount', 100_000_000_000, true],
    ['more than a number can hold', 1e300, true],
    ['no number', null, false],
  ])('sent as %s is refused by the contract, on a line and on a tender', async (_name, amount, hasValue) => {
    for (const field of ['lines.0.amountCents', 'tenders.0.amountCents']) {
      const good = window.input({ lines: [miscellaneous(500)], tenders: [cash(500)] });
      const spoil = (row: object): never => ({ ...row, amountCents: amount }) as never;
      const input: Input<'payment.post'> = field.startsWith('lines')
        ? { ...good, lines: good.lines.map(spoil) }
        : { ...good, tenders: good.tenders.map(spoil) };
      const error = await unchanged(() => window.seat.refused('payment.post', input));
      expect(error).toMatchObject({ code: 'BAD_INPUT', field });
      expect(error.value).toBe(hasValue ? String(amount) : undefined);
      isSaid(error);
    }
  });

  it('beyond what a line or a tender type allows is refused with the limit', async () => {
    const line = await unchanged(() =>
      window.seat.refused(
        'payment.post',
        window.input({ lines: [miscellaneous(30_000_000)], tenders: [cash(30_000_000)] }),
      ),
    );
    expect(line).toMatchObject({
      code: 'LINE_OVER_LIMIT',
      field: 'lines.0.amountCents',
      value: '300,000.00',
    });
    isSaid(line);
    const tender = await unchanged(() =>
      window.seat.refused(
        'payment.post',
        window.input({
          lines: [miscellaneous(600_000)],
          tenders: [
            { tenderType: 'CHECK', amountCents: 600_000, check: { routing: '122105278', number: '7' } },
          ],
        }),
      ),
    );
    expect(tender).toMatchObject({ code: 'TENDER_OVER_LIMIT', value: '6,000.00' });
    isSaid(tender);
  });
});

describe('what was done before', () => {
  const byCheck = (number: string): Input<'payment.post'> =>
    window.input({
      lines: [miscellaneous(700)],
      tenders: [{ tenderType: 'CHECK', amountCents: 700, check: { routing: '122105278', number } }],
    });

  it('a check number that was taken is refused with the receipt that took it, also at another window', async () => {
    const first = await window.post(byCheck('5512'));
    const mei = await openWindow(city, 'mei', '1');
    for (const seat of [window, mei]) {
      const { earlier } = await seat.seat.ask('tender.check', {
        kind: 'check',
        routing: '122105278',
        number: '5512',
      });
      expect(earlier.map((each) => each.receiptNumber)).toEqual([first.receiptNumber]);
      const error = await unchanged(() =>
        seat.seat.refused('payment.post', { ...byCheck('5512'), sessionId: seat.sessionId }),
      );
      expect(error).toMatchObject({ code: 'TENDER_TAKEN_BEFORE', field: 'tenders.0', value: '5512' });
      expect(error.what).toContain(first.receiptNumber);
      isSaid(error);
    }
  });

  it('a command repeated after a lost answer gets that answer, also after a restart; with other content it is refused', async () => {
    const commandId = randomUUID();
    const input = byCheck('5513');
    const first = await window.post(input, { commandId });
    const again = await unchanged(() => window.seat.ask('payment.post', input, { commandId }));
    expect(again).toEqual(first);
    await city.reopen();
    await window.seat.ask('access.sign-in', { userName: 'rosa', secret: '2468' });
    await alex.ask('access.sign-in', { userName: 'alex', secret: '2468' });
    expect(await unchanged(() => window.seat.ask('payment.post', input, { commandId }))).toEqual(first);
    const other = await unchanged(() =>
      window.seat.refused('payment.post', { ...input, language: 'es' }, { commandId }),
    );
    expect(other.code).toBe('COMMAND_ID_REUSED');
    isSaid(other);
    // The same payment under a new command is the same payment.
    const renamed = await unchanged(() => window.seat.refused('payment.post', input));
    expect(renamed.code).toBe('PAYMENT_EXISTS');
    expect(renamed.what).toContain(first.receiptNumber);
  });

  it('an approved command repeated after a lost answer gets it too, though its approval is used up', async () => {
    const posted = await window.post({ lines: [miscellaneous(60_000)], tenders: [cash(60_000)] });
    const commandId = randomUUID();
    const input = { paymentId: posted.paymentId, reason: 'Wrong payer', receiptReturned: true };
    const approval = await window.seat.approval('payment.void', 'dana');
    const first = await window.seat.ask('payment.void', input, { commandId, approval });
    expect(await unchanged(() => window.seat.ask('payment.void', input, { commandId, approval }))).toEqual(
      first,
    );
    const spent = await unchanged(() => window.seat.refused('payment.void', input, { approval }));
    expect(spent.code).toBe('APPROVAL_EXPIRED');
  });

  it('a refused command does not use its id up', async () => {
    const commandId = randomUUID();
    const bad = window.input({ lines: [miscellaneous(500)], tenders: [cash(400)] });
    const error = await unchanged(() => window.seat.refused('payment.post', bad, { commandId }));
    isSaid(error);
    await window.post({ ...bad, tenders: [cash(500)] }, { commandId });
  });

  it('a second close of the same session is refused at each of its steps', async () => {
    const { sessionId, seat } = await openWindow(city, 'karen', '4').then(async (other) => {
      await other.close();
      return other;
    });
    const count = {
      cash: [],
      checks: [],
      items: [],
      vouchers: [],
      cards: { slips: 0, totalCents: 0 },
    };
    const refusals = (): Promise<ErrorEnvelope[]> =>
      unchanged(async () => [
        await seat.refused('session.begin-balancing', { sessionId }),
        await seat.refused('session.seal-attempt', { sessionId, count }),
        await seat.refused('session.accept-attempt', { sessionId }),
        await seat.refused('session.submit', { sessionId, reasons: [] }),
        await seat.refused('payment.post', {
          ...window.input({ lines: [miscellaneous(500)], tenders: [cash(500)] }),
          sessionId,
        }),
      ]);
    for (const error of await refusals()) isSaid(error);
    await approveClose(city, { sessionId });
    for (const error of await refusals()) isSaid(error);
    const priya = await city.signIn('priya');
    isSaid(await unchanged(() => priya.refused('session.approve', { sessionId, note: '' })));
  });
});

describe('books that cannot be opened as they are', () => {
  let made = 0;
  /** A copy that nobody holds. */
  async function copyOfBooks(): Promise<string> {
    made += 1;
    const folder = join(place, `broken-${String(made)}`);
    await city.desk.settled();
    cpSync(join(place, 'books'), folder, { recursive: true });
    // Once opened and closed, so that all of it is in the one file.
    const opened = await openTestDesk({ folder });
    await opened.close();
    return folder;
  }
  const bytesOf = (folder: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, 'books.sqlite')))
      .digest('hex');

  async function expectRecovery(folder: string, code: string): Promise<ErrorEnvelope> {
    const before = bytesOf(folder);
    const broken = await openTestDesk({ folder });
    try {
      expect(broken.desk.state).toBe('recovery');
      const status = await broken.seat().ask('desk.status', {});
      expect(status).toMatchObject({ state: 'recovery', recovery: { code } });
      const error = await broken.seat().refused('access.sign-in', { userName: 'rosa', secret: '2468' });
      expect(error).toMatchObject(status.recovery ?? {});
      isSaid(error);
      return error;
    } finally {
      await broken.close();
      expect(bytesOf(folder)).toBe(before);
    }
  }
  const alter = (folder: string, sql: string): void => {
    const books = new Database(join(folder, 'books.sqlite'));
    books.exec(sql);
    books.close();
  };

  it('because a newer version wrote them: they are left alone, and open when that is put right', async () => {
    const folder = await copyOfBooks();
    alter(folder, 'PRAGMA user_version = 99');
    const error = await expectRecovery(folder, 'BOOKS_NEWER');
    expect(error.what).toContain('99');
    alter(folder, 'PRAGMA user_version = 1');
    const opened = await openTestDesk({ folder });
    expect(opened.desk.state).toBe('open');
    await opened.close();
  });

  it('because another process holds them: it is named, and they open when it has ended', async () => {
    const folder = await copyOfBooks();
    const deskModule = new URL('../../electron/host/desk.ts', import.meta.url).href;
    const program = `const { openDesk } = await import(${JSON.stringify(deskModule)});
      const desk = await openDesk({ dataFolder: ${JSON.stringify(folder)} });
      process.stdout.write(desk.state);
      process.stdin.once('end', () => desk.close()).resume();`;
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const error = await expectRecovery(folder, 'BOOKS_LOCKED');
    expect(error.what).toContain(`process ${String(holder.pid)}`);
    const ended = new Promise((resolve) => holder.once('exit', resolve));
    holder.stdin.end();
    await ended;
    const opened = await openTestDesk({ folder });
    expect(opened.desk.state).toBe('open');
    await opened.close();
  });

  it('because they are damaged: their first page, or half of the file', async () => {
    const folder = await copyOfBooks();
    const file = join(folder, 'books.sqlite');
    const whole = readFileSync(file);
    writeFileSync(file, Buffer.concat([Buffer.alloc(4096, 0x5a), whole.subarray(4096)]));
    const error = await expectRecovery(folder, 'BOOKS_DAMAGED');
    expect(error.next).toContain('verify');
    writeFileSync(file, whole);
    truncateSync(file, Math.floor(whole.length / 2));
    await expectRecovery(folder, 'BOOKS_DAMAGED');
    writeFileSync(file, whole);
    const opened = await openTestDesk({ folder });
    expect(opened.desk.state).toBe('open');
    await opened.close();
  });

  it('because the end of the journal is missing', async () => {
    const folder = await copyOfBooks();
    alter(
      folder,
      `DROP TRIGGER journal_no_delete;
       DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal)`,
    );
    await expectRecovery(folder, 'BOOKS_SHORTENED');
  });

  it('because the file is somebody else’s', async () => {
    const folder = join(place, 'foreign');
    cpSync(join(SAMPLE, 'README.md'), join(folder, 'books.sqlite'));
    await expectRecovery(folder, 'BOOKS_FOREIGN');
    rmSync(join(folder, 'books.sqlite'));
    const recipes = new Database(join(folder, 'books.sqlite'));
    recipes.exec('CREATE TABLE recipe (name TEXT)');
    recipes.close();
    await expectRecovery(folder, 'BOOKS_FOREIGN');
  });

  it('on a full disk a payment is refused and can be repeated; on a read-only one the desk says so', async (ctx) => {
    const script = join(import.meta.dirname, '../support/small-disk.sh');
    // A disk of its own needs a mount, which a namespace of its own allows where the system has them.
    const may = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
    ctx.skip(!may, 'this machine allows no mount of a small disk (unshare -rm)');
    const folder = await copyOfBooks();
    const run = spawn('unshare', ['-rm', script, process.execPath, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    run.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    expect(await new Promise((resolve) => run.once('close', resolve))).toBe(0);
    const [full, readOnly] = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(full).toMatchObject({
      refused: { code: 'BOOKS_DISK_FULL' },
      unchanged: true,
      again: true,
      verified: true,
    });
    isSaid(full?.['refused'] as ErrorEnvelope);
    expect(readOnly).toMatchObject({
      state: 'recovery',
      status: { recovery: { code: 'BOOKS_READ_ONLY' } },
    });
  });
});
