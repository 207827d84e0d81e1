/**
 * No full card number ever stays in this program: made-up ones are swiped and keyed into every text of every channel,
 * in every way they are written, and then nothing that looks like one is in the books, their log, backup or exports.
 * `CARD_RUNS=10000` for the whole measure; two thousand go with every run.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNEL_NAMES, CHANNELS } from '../../shared/contract/index.ts';
import type { ChannelName } from '../../shared/contract/index.ts';
import type { Channel } from '../../shared/contract/channel.ts';
import { may } from '../../shared/domain/office/permissions.ts';
import type { Permission } from '../../shared/domain/office/permissions.ts';
import type { Role } from '../../shared/domain/office/types.ts';
import { findCardNumber, holdsCardNumber, PARSED_FIELDS } from '../../shared/kernel/card-number.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { openTestDesk, removeFolder, tempFolder } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { dice, diceOf } from '../support/random.ts';
import type { Dice } from '../support/random.ts';
import { approveClose, cash, depositAll, miscellaneous, openWindow } from '../support/window.ts';
import { SAMPLES } from './samples.ts';

const RUNS = Number(process.env['CARD_RUNS'] ?? 2_000);
const SEED = Number(process.env['CARD_SEED'] ?? 20_261_119);

/** Issuers' prefixes with the lengths of their numbers. */
const ISSUERS: readonly (readonly [prefix: string, length: number])[] = [
  ['4', 16],
  ['4', 13],
  ['4', 19],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['6011', 16],
  ['65', 16],
  ['36', 14],
  ['3528', 16],
  ['62', 17],
  ['5018', 18],
];

function cardNumber(from: Dice): string {
  const [prefix, length] = from.pick(ISSUERS);
  let digits = prefix;
  while (digits.length < length - 1) digits += String(from.int(0, 9));
  // The check digit makes the sum of digits, every second one doubled from the right, a multiple of ten.
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (product > 9 ? product - 9 : product);
    }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}

const grouped = (digits: string, separator: string): string =>
  digits.replace(/(\d{4})(?=\d)/g, `$1${separator}`);

/** As a reader, a scanner or a hand brings it. */
const WAYS: readonly ((digits: string) => string)[] = [
  (digits) => digits,
  (digits) => grouped(digits, ' '),
  (digits) => grouped(digits, '-'),
  (digits) => grouped(digits, '.'),
  (digits) => grouped(digits, '\u00a0'),
  (digits) => `card ${digits} exp 12/29`,
  (digits) => `Visa:${grouped(digits, ' ')},083112`,
  (digits) => `%B${digits}^DELGADO/ROSA^2912101?`,
  (digits) => `;${digits}=29121010000012345?`,
  // Full-width digits, as an input method writes them.
  (digits) => Array.from(digits, (digit) => String.fromCharCode(0xff10 + Number(digit))).join(''),
];

type Leaf = { readonly channel: ChannelName; readonly input: unknown; readonly path: readonly string[] };

function leavesOf(
  channel: ChannelName,
  input: unknown,
  at: unknown = input,
  path: readonly string[] = [],
): Leaf[] {
  if (typeof at === 'string' || typeof at === 'number') return [{ channel, input, path }];
  if (typeof at !== 'object' || at === null) return [];
  return Object.entries(at).flatMap(([key, member]) => leavesOf(channel, input, member, [...path, key]));
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (String(index) === key ? replaced(each, rest, by) : each));
  const members = value as Record<string, unknown>;
  return { ...members, [key]: replaced(members[key], rest, by) };
}

/** What the samples leave out because it may be left out. */
const MORE: readonly (readonly [ChannelName, unknown])[] = [
  [
    'payment.post',
    {
      ...SAMPLES['payment.post'],
      payer: { name: 'A payer', relation: 'third-party' },
      tenders: [
        {
          tenderType: 'CHECK',
          amountCents: 100,
          check: {
            routing: '122105278',
            number: '1041',
            account: '12345678',
            drawerName: 'A drawer',
            date: '2026-11-19',
          },
          item: { number: '22108834197', issuer: 'An issuer' },
          card: { authorization: '083112', brand: 'Visa', last4: '4242' },
          pledge: { agency: 'An agency', number: 'SM-118' },
        },
      ],
      receivedDate: '2026-11-19',
      overrides: [{ kind: 'allocation', reason: 'A reason' }],
    },
  ],
  ['payment.void', { ...SAMPLES['payment.void'], terminalVoidSlip: 'V-1' }],
  ['receipt.search', { text: 'a text', limit: 5 }],
  ['tender.check', { kind: 'item', number: '22108834197' }],
  ['print.resolve', { jobId: 'sample-1', resolution: 'abandon', reason: 'A reason' }],
  ['session.submit', { sessionId: 'sample-1', reasons: [{ kind: 'cash', reason: 'other', note: 'A note' }] }],
  [
    'session.seal-attempt',
    {
      sessionId: 'sample-1',
      count: {
        ...SAMPLES['session.seal-attempt'].count,
        checks: [{ number: '1041', amountCents: 100 }],
        items: [{ number: '22108834197', amountCents: 100 }],
        vouchers: [{ number: 'SM-118', amountCents: 100 }],
      },
    },
  ],
];

/** Names of fields whose digits are parsed, made by a program, secret, or a whole file: exempt by name, never by value. */
const EXEMPT: ReadonlySet<string> = new Set([
  ...PARSED_FIELDS,
  'secret',
  'current',
  'next',
  'base64',
  'account',
]);
/** Ids, and what is made of ids, are made by programs, not typed; and a seat that ends would end the test. */
const isSwipedInto = ({ channel, path }: Leaf): boolean =>
  !/Ids?$|^(task|drill|stream)$/.test(
    path.find((key) => EXEMPT.has(key) && key !== 'account') ??
      path.findLast((key) => !/^\d+$/.test(key)) ??
      '',
  ) && !['access.sign-out', 'access.lock'].includes(channel);

const PEOPLE: readonly (readonly [Role, string])[] = [
  ['cashier', 'rosa'],
  ['clerk', 'omar'],
  ['supervisor', 'dana'],
  ['accountant', 'noor'],
  ['administrator', 'alex'],
  ['auditor', 'sam'],
];

let folder: string;
let city: TestDesk;
let seats: ReadonlyMap<Role, Seat>;

beforeAll(async () => {
  folder = tempFolder();
  city = await openTestDesk({ folder });
  seats = new Map(
    await Promise.all(PEOPLE.map(async ([role, name]) => [role, await city.signIn(name)] as const)),
  );
});
afterAll(async () => {
  await city.close();
  removeFolder(folder);
});

/** Somebody who may ask: what is swiped by somebody who may not is refused before it is looked at. */
function seatFor(name: ChannelName): Seat {
  const { access }: Channel = CHANNELS[name];
  const wanted = (typeof access === 'string' ? [access] : access) as readonly Permission[];
  const open = access === 'public' || access === 'signed-in';
  const role = open
    ? 'auditor'
    : PEOPLE.find(([each]) => wanted.some((permission) => may(each, permission)))?.[0];
  const seat = role && seats.get(role);
  if (!seat) throw new Error(`nobody may ${name}`);
  return seat;
}

const sent = new Set<string>();

/** Every card number that was sent and stands in a text, whatever separates its digits. */
function cardsIn(text: string): string[] {
  const found: string[] = [];
  for (const match of text.normalize('NFKC').matchAll(/\d(?:[ \-.]?\d){12,}/g)) {
    const digits = match[0].replace(/\D/g, '');
    for (let length = 13; length <= 19; length += 1)
      for (let at = 0; at + length <= digits.length; at += 1)
        if (sent.has(digits.slice(at, at + length))) found.push(digits.slice(at, at + length));
  }
  return found;
}

describe('a card number', () => {
  const leaves = [
    ...CHANNEL_NAMES.flatMap((name) => leavesOf(name, SAMPLES[name])),
    ...MORE.flatMap(([name, input]) => leavesOf(name, input)),
  ].filter(isSwipedInto);

  it('in any text of any channel is discarded, and not even the refusal holds it', async () => {
    const order = dice(SEED).shuffled(leaves);
    expect(leaves.length).toBeGreaterThan(150);
    for (let run = 0; run < Math.max(RUNS, leaves.length); run += 1) {
      const from = diceOf(SEED, run);
      const leaf = order[run % order.length];
      if (!leaf) continue;
      const digits = cardNumber(from);
      sent.add(digits);
      const isNumber =
        typeof leaf.path.reduce((at, key) => (at as never)[key], leaf.input as never) === 'number';
      const typed = isNumber ? Number(digits) : from.pick(WAYS)(digits);
      const message = {
        input: replaced(leaf.input, leaf.path, typed),
        ...(CHANNELS[leaf.channel].kind === 'command' ? { commandId: randomUUID() } : {}),
      };
      const about = `run ${String(run)}: ${leaf.channel} ${leaf.path.join('.')} ${String(typed)}`;
      const answer = await seatFor(leaf.channel).answer(leaf.channel, message);
      expect([about, cardsIn(JSON.stringify(answer))]).toEqual([about, []]);
      // A secret or a file may be any digits: one is hashed and never kept, the other is read, and its rows are checked.
      const isExempt = leaf.path.some((key) => EXEMPT.has(key));
      expect([about, answer.ok && !isExempt]).toEqual([about, false]);
      if (answer.ok) continue;
      // A number too long for a number arrives as another one: refused, and not shown either.
      const isAnother = isNumber && !Number.isSafeInteger(typed);
      if (isAnother) expect(JSON.stringify(answer.error)).not.toContain(digits.slice(0, 13));
      if (isAnother || isExempt) continue;
      expect([about, answer.error.code, answer.error.field]).toEqual([
        about,
        'CARD_NUMBER_DISCARDED',
        leaf.path.join('.'),
      ]);
    }
  });

  it('as the name of a member, or in a message that is none, is refused as well', async () => {
    const rosa = seats.get('cashier');
    for (const way of WAYS) {
      const digits = cardNumber(dice(sent.size));
      sent.add(digits);
      for (const message of [
        { input: { text: 'a', limit: 5, [way(digits)]: 1 } },
        { input: way(digits) },
        { input: [way(digits)] },
        way(digits),
        { [way(digits)]: {} },
      ]) {
        const answer = await rosa?.answer('account.search', message);
        expect(answer?.ok).toBe(false);
        expect(cardsIn(JSON.stringify(answer))).toEqual([]);
      }
      const unknown = await rosa?.answer(way(digits), { input: {} });
      expect(cardsIn(JSON.stringify(unknown))).toEqual([]);
    }
  });

  it('that is the account on a check is sealed: the books show its last four digits alone', async () => {
    // Cards in the place of PINs locked people out for a while.
    city.pass(20 * 60_000);
    const window = await openWindow(city, 'rosa', '3');
    const account = cardNumber(diceOf(SEED, -1)).slice(0, 16);
    sent.add(account);
    await window.post({
      lines: [miscellaneous(700)],
      tenders: [
        { tenderType: 'CHECK', amountCents: 700, check: { routing: '122105278', number: '1041', account } },
      ],
    });
    await window.post({ lines: await window.toward('100000008', 2_000), tenders: [cash(2_000)] });
    await window.close();
    await approveClose(city, window);
    await depositAll(city, '2026-11-20');
  });
});

describe('afterwards', () => {
  const range = { from: '2026-11-19' as BusinessDate, to: '2026-11-20' as BusinessDate };
  const out = new Map<string, string>();

  beforeAll(async () => {
    const noor = await city.signIn('noor');
    const journal = await noor.ask('export.build', { kind: 'journal', format: 'csv', range });
    const payments = await noor.ask('export.build', { kind: 'payments', format: 'csv', range });
    for (const format of ['csv', 'ledger', 'hledger', 'beancount'] as const) {
      const { fileName, base64 } = await noor.ask('export.file', { batchId: journal.batchId, format });
      out.set(fileName, Buffer.from(base64, 'base64').toString());
    }
    const { fileName, base64 } = await noor.ask('export.file', { batchId: payments.batchId });
    out.set(fileName, Buffer.from(base64, 'base64').toString());
    const sam = await city.signIn('sam');
    const evidence = await sam.ask('books.evidence', { fromSequence: 1, toSequence: 100_000 });
    out.set(evidence.fileName, Buffer.from(evidence.base64, 'base64').toString());
    const alex = await city.signIn('alex');
    await alex.ask('books.backup', {});
    await city.desk.settled();
  });

  it('none of those numbers is in any file of the data folder, or in any export', () => {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(names.some((name) => name.endsWith('books.sqlite-wal'))).toBe(true);
    expect(names.some((name) => name.includes('backups'))).toBe(true);
    expect(sent.size).toBeGreaterThan(150);
    const [one = ''] = sent;
    expect(cardsIn(`a page: \u0000${grouped(one, '-')}x`), 'the search finds one that is there').toEqual([
      one,
    ]);
    const texts = [...names.map((name) => [name, readFileSync(name).toString('utf8')] as const), ...out];
    for (const [name, text] of texts) expect([name, cardsIn(text)]).toEqual([name, []]);
  });

  it('and nothing that looks like one, whosever it is, stands in an event, an answer, a list, the log or an export', () => {
    const books = new Database(join(folder, 'books.sqlite'), { readonly: true });
    const exempt = [...PARSED_FIELDS, 'rowsHash', 'replacedBy', 'head', 'printJobId', 'entryId'];
    const events = books
      .prepare<[], { sequence: number; payload: Buffer }>('SELECT sequence, payload FROM journal')
      .all();
    expect(events.length).toBeGreaterThan(50);
    for (const { sequence, payload } of events)
      expect([sequence, findCardNumber(JSON.parse(payload.toString()), exempt)]).toEqual([
        sequence,
        undefined,
      ]);
    for (const { answer } of books.prepare<[], { answer: string }>('SELECT answer FROM command').all())
      expect([answer, findCardNumber(JSON.parse(answer), exempt)]).toEqual([answer, undefined]);
    const tables = books
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'p!_%' ESCAPE '!'`,
      )
      .all();
    for (const { name } of tables) {
      const columns = new Set([
        ...exempt,
        'job_id',
        'payment_id',
        'session_id',
        'deposit_id',
        'import_id',
        'file_hash',
      ]);
      const rows = books.prepare<[], Record<string, unknown>>(`SELECT * FROM ${name}`).all();
      for (const row of rows) {
        const texts = Object.entries(row).filter(
          ([column, value]) => typeof value === 'string' && !columns.has(column),
        );
        expect([name, findCardNumber(Object.fromEntries(texts), exempt)]).toEqual([name, undefined]);
      }
    }
    books.close();

    const log = readdirSync(folder).find((name) => name === 'tillwright.log');
    if (log !== undefined) expect(holdsCardNumber(readFileSync(join(folder, log), 'utf8'))).toBe(false);
    for (const [name, text] of out) {
      if (!name.endsWith('.csv')) continue;
      const rows = parse(text, { relax_column_count: true });
      const idAt = rows[0]?.indexOf('source_id') ?? -1;
      for (const cells of rows)
        for (const [index, cell] of cells.entries())
          expect([name, cell, index !== idAt && holdsCardNumber(cell)]).toEqual([name, cell, false]);
    }
  });

  it('the books verify', async () => {
    const sam = await city.signIn('sam');
    expect((await sam.ask('books.verify', {})).findings).toEqual([]);
  });
});
