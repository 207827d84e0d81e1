/** S1, S2: one payment, from the command to the durable answer, beside the least that any durable write costs here. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openTestDesk } from '../../support/desk.ts';
import { copiedSession } from '../built-session.ts';
import { openCity, openWindow, payersOf, splitPayment, timedPost } from '../counter.ts';
import type { Window } from '../counter.ts';
import { atMost, series } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { BenchContext, FigureGroup } from '../options.ts';

/** One table, one statement, no index: a row of the command's own size, on the disk before `run` returns. */
function bareInsert(folder: string): { insert(content: string): number; close(): void } {
  const db = new Database(join(folder, 'bare.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, content TEXT NOT NULL)');
  const statement = db.prepare('INSERT INTO bare (content) VALUES (?)');
  return {
    insert(content) {
      const startedAt = performance.now();
      statement.run(content);
      return performance.now() - startedAt;
    },
    close: () => {
      db.close();
    },
  };
}

type Measured = { readonly empty: number[]; readonly aged: number[]; readonly bare: number[] };

async function measure(context: BenchContext): Promise<Figure[]> {
  const { options, progress, folder, wants } = context;
  const windows: { readonly into: 'empty' | 'aged'; readonly window: Window }[] = [];
  const city = await openCity(folder('s1'), options);
  windows.push({ into: 'empty', window: await openWindow(city, 'mei', '2') });
  if (wants('S2')) {
    const { folder: aged } = await copiedSession(context, 's2');
    const old = await openTestDesk({ folder: aged, trainingPrinter: false });
    windows.push({ into: 'aged', window: await openWindow(old, 'mei', '2') });
  }
  const bare = bareInsert(folder('s1-bare'));
  const measured: Measured = { empty: [], aged: [], bare: [] };
  const first = options.session;
  progress(`S1: ${options.payments.toLocaleString('en-US')} payments, each beside a bare insert`);
  for (let nth = first; nth < payersOf(options); nth += 1) {
    const isMeasured = nth >= payersOf(options) - options.payments;
    // Whoever is first pays for what the disk still had to do: they take turns.
    const turns = [
      ...windows.map(({ into, window }) => async () => {
        const input = await splitPayment(window, options, nth);
        const took = await timedPost(window, input);
        await window.city.desk.settled();
        if (isMeasured) measured[into].push(took);
      }),
      async () => {
        const took = bare.insert(JSON.stringify(await splitPayment(windows[0]!.window, options, nth)));
        if (isMeasured) measured.bare.push(took);
      },
    ];
    for (const turn of nth % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  bare.close();
  for (const { window } of windows) await window.city.close();
  return [...s1(measured), ...(wants('S2') ? s2(measured, options.session) : [])];
}

function s1({ empty, bare }: Measured): Figure[] {
  const payment = series('one payment', 'ms', empty);
  const insert = series('one bare insert', 'ms', bare);
  return [
    {
      id: 'S1',
      work: 'Commit one payment (3 lines, 2 tenders): command in → durable answer, over the in-process contract',
      against:
        'one bare better-sqlite3 insert of the command’s text, WAL, synchronous=FULL, same disk, in turns',
      series: [payment, insert],
      claims: [
        atMost('median to median', payment.spread.median / insert.spread.median, 2.5, '×'),
        atMost('p99 to p99', payment.spread.p99 / insert.spread.p99, 3, '×'),
      ],
      notes: ['The print job that follows is waited for outside of the timed part.'],
    },
  ];
}

function s2({ empty, aged }: Measured, earlier: number): Figure[] {
  const old = series('one payment, with history', 'ms', aged);
  const young = series('one payment, without', 'ms', empty);
  return [
    {
      id: 'S2',
      work: `The same with ${earlier.toLocaleString('en-US')} earlier payments in the file`,
      against: 'S1 on a file without any, in turns',
      series: [old, young],
      claims: [atMost('median to median', old.spread.median / young.spread.median, 1.2, '×')],
      notes: ['The goal is stated for 5,000,000 earlier payments; --session makes it more.'],
    },
  ];
}

export const payments: FigureGroup = { ids: ['S1', 'S2'], measure };
