/** S5, S6, S7: a long session is closed, its journal read by fund, its books verified. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { hashEvent } from '../../../electron/persistence/journal/hash.ts';
import { openTestDesk } from '../../support/desk.ts';
import type { Seat, TestDesk } from '../../support/desk.ts';
import { copiedSession } from '../built-session.ts';
import type { BuiltSession } from '../built-session.ts';
import { atLeast, atMost, series } from '../figure.ts';
import type { Figure, Series } from '../figure.ts';
import type { BenchContext, FigureGroup } from '../options.ts';

const DAY = '2026-11-19' as BusinessDate;
const RANGE = { from: DAY, to: DAY };

async function timed<T>(work: () => Promise<T>): Promise<{ readonly tookMs: number; readonly value: T }> {
  const startedAt = performance.now();
  const value = await work();
  return { tookMs: performance.now() - startedAt, value };
}

async function measure(context: BenchContext): Promise<Figure[]> {
  const built = await copiedSession(context, 's5');
  const city = await openTestDesk({ folder: built.folder, trainingPrinter: false });
  const figures = [await close(context, city, built)];
  if (context.wants('S6')) figures.push(await journal(context, city));
  if (context.wants('S7')) figures.push(await verify(context, city, built.folder));
  await city.close();
  return figures;
}

/** The close is taken back and counted again, as a supervisor may ask, so that it can be measured more than once. */
async function close(context: BenchContext, city: TestDesk, built: BuiltSession): Promise<Figure> {
  const { options, progress } = context;
  progress(`S5: closing ${options.session.toLocaleString('en-US')} payments`);
  const { sessionId, count } = built;
  const cashier = await city.signIn(built.cashier);
  const priya = await city.signIn('priya');
  const took = { seal: [] as number[], result: [] as number[], report: [] as number[], all: [] as number[] };
  await cashier.ask('session.begin-balancing', { sessionId });
  for (let round = 0; round < options.rounds; round += 1) {
    const seal = await timed(() => cashier.ask('session.seal-attempt', { sessionId, count }));
    if (!seal.value.ended) throw new Error(`the count disagrees: ${seal.value.disagreeing.join(', ')}`);
    const result = await timed(() => cashier.ask('session.result', { sessionId }));
    const report = await timed(() => cashier.ask('session.report', { sessionId }));
    took.seal.push(seal.tookMs);
    took.result.push(result.tookMs);
    took.report.push(report.tookMs);
    took.all.push(seal.tookMs + result.tookMs + report.tookMs);
    await cashier.ask('session.submit', { sessionId, reasons: [] });
    if (round < options.rounds - 1) await priya.ask('session.reject', { sessionId, reason: 'Count again' });
  }
  await priya.ask('session.approve', { sessionId, note: '' });
  const all = series('the whole close', 'ms', took.all);
  return {
    id: 'S5',
    work: `Close a session of ${options.session.toLocaleString('en-US')} payments: seal, over and short, report`,
    against: '200 ms',
    series: [
      all,
      series('seal the count', 'ms', took.seal),
      series('over and short', 'ms', took.result),
      series('report', 'ms', took.report),
    ],
    claims: [atMost('median', all.spread.median, 200, 'ms'), atMost('slowest', all.spread.max, 200, 'ms')],
    notes: [
      `${count.checks.length.toLocaleString('en-US')} checks are matched one by one; each answer is parsed against the contract.`,
    ],
  };
}

const PROGRAMS = [
  { name: 'ledger', format: 'ledger', args: (file: string) => ['-f', file, 'bal', '--flat'] },
  { name: 'hledger', format: 'hledger', args: (file: string) => ['-f', file, 'bal', '--flat'] },
  { name: 'bean-check', format: 'beancount', args: (file: string) => ['--no-cache', file] },
] as const;

const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

async function runOnce(program: string, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(program, [...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}`);
  return performance.now() - startedAt;
}

async function journal(context: BenchContext, city: TestDesk): Promise<Figure> {
  const { options, progress, folder } = context;
  const noor = await city.signIn('noor');
  const { batchId } = await noor.ask('export.build', { kind: 'journal', format: 'hledger', range: RANGE });
  const present = PROGRAMS.filter(({ name }) => isInstalled(name));
  progress(
    `S6: the journal by fund, beside ${present.map(({ name }) => name).join(', ') || 'nothing that is installed'}`,
  );
  const files = new Map<string, string>();
  for (const { format } of present) {
    const file = join(folder('s6'), `journal.${format}`);
    const { base64 } = await noor.ask('export.file', { batchId, format });
    writeFileSync(file, Buffer.from(base64, 'base64'));
    files.set(format, file);
  }
  const ours: number[] = [];
  const theirs = new Map<string, number[]>(present.map(({ name }) => [name, []]));
  const byFund = () => noor.ask('journal.by-fund', { range: RANGE, by: 'date', released: true });
  for (let round = 0; round < options.rounds; round += 1) {
    ours.push((await timed(byFund)).tookMs);
    for (const { name, format, args } of round < MOST_RUNS ? present : []) {
      theirs.get(name)?.push(await runOnce(name, args(files.get(format) ?? '')));
    }
  }
  if (!(await byFund()).funds.every((fund) => fund.balances)) throw new Error('a fund does not balance');
  const own = series('journal by fund', 'ms', ours);
  const peers = present.map(({ name }) => series(name, 'ms', theirs.get(name) ?? []));
  const missing = PROGRAMS.filter(({ name }) => !theirs.has(name)).map(({ name }) => name);
  return {
    id: 'S6',
    work: `Journal by fund for ${options.session.toLocaleString('en-US')} payments`,
    against: `${PROGRAMS.map(({ name }) => name).join(', ')} over the exported file`,
    series: [own, ...peers],
    claims: peers.map(({ name, spread }) => atMost(`to ${name}`, own.spread.median / spread.median, 1, '×')),
    notes: missing.length === 0 ? [] : [`Not installed here: ${missing.join(', ')}.`],
  };
}

const MOST_RUNS = 3;

type HashedRow = {
  readonly sequence: number;
  readonly stream: string;
  readonly stream_version: number;
  readonly type: string;
  readonly type_version: number;
  readonly business_date: string | null;
  readonly recorded_at: string;
  readonly actor: string;
  readonly payload: Buffer;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
};

async function verify(context: BenchContext, city: TestDesk, folder: string): Promise<Figure> {
  const { progress, options } = context;
  const sam: Seat = await city.signIn('sam');
  progress('S7: verifying the books');
  const rates: number[] = [];
  const took: number[] = [];
  for (let round = 0; round < Math.min(options.rounds, MOST_RUNS); round += 1) {
    const { tookMs, value } = await timed(() => sam.ask('books.verify', {}));
    if (!value.ok) throw new Error(`verify: ${value.findings[0]?.text ?? ''}`);
    took.push(tookMs / 1000);
    rates.push(value.events / (tookMs / 1000));
  }
  const rate = series('verified', 'events/s', rates);
  const hashing = await hashPart(context, folder);
  return {
    id: 'S7',
    work: 'Verify the journal: hashes, chain, rebuilt projections',
    against: '1,000,000 events in 10 s; sha256sum over the same bytes for the hash part, in turns',
    series: [series('verify', 's', took), rate, ...hashing],
    claims: [
      atLeast('events in a second', rate.spread.median, 100_000, 'events/s'),
      atMost('hash part, median to median', hashing[0].spread.median / hashing[1].spread.median, 4, '×'),
    ],
    notes: [
      'The rate holds the start of the verifying thread and the imported rows, which weigh less over a million events.',
    ],
  };
}

/** Recomputing every hash of the chain, and `sha256sum` over the very bytes that are hashed. */
async function hashPart(
  { options, folder: newFolder }: BenchContext,
  folder: string,
): Promise<[Series, Series]> {
  const db = new Database(join(folder, 'books.sqlite'), { readonly: true });
  const books = db.prepare('SELECT database_id AS database, workstation FROM books').get() as {
    database: string;
    workstation: string;
  };
  const rows = db.prepare<[], HashedRow>('SELECT * FROM journal ORDER BY sequence').all();
  db.close();
  const headers = rows.map((row) =>
    JSON.stringify([
      'tillwright-journal-1',
      books.database,
      books.workstation,
      row.sequence,
      row.stream,
      row.stream_version,
      row.type,
      row.type_version,
      row.business_date,
      row.recorded_at,
      row.actor,
      row.previous_hash.toString('hex'),
    ]),
  );
  const file = join(newFolder('s7'), 'hashed');
  writeFileSync(
    file,
    Buffer.concat(rows.flatMap((row, at) => [Buffer.from(`${headers[at]!}\n`), row.payload])),
  );
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const startedAt = performance.now();
    for (const row of rows) {
      const hash = hashEvent(
        {
          ...books,
          sequence: row.sequence,
          stream: row.stream,
          version: row.stream_version,
          type: row.type,
          typeVersion: row.type_version,
          businessDate: row.business_date,
          recordedAt: row.recorded_at,
          actor: row.actor,
          previousHash: row.previous_hash.toString('hex'),
        },
        row.payload,
      );
      if (!hash.equals(row.hash)) throw new Error(`event ${String(row.sequence)} has another hash`);
    }
    ours.push(performance.now() - startedAt);
    theirs.push(await runOnce('sha256sum', [file]));
  }
  return [series('hashes of the chain', 'ms', ours), series('sha256sum', 'ms', theirs)];
}

export const session: FigureGroup = { ids: ['S5', 'S6', 'S7'], measure };
