/** S4: a billing extract, read, checked to its control totals and put in force, beside a plain load of the same rows. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { openTestDesk } from '../../support/desk.ts';
import { writeExtract, writeRows } from '../../support/extract.ts';
import type { MadeExtract } from '../../support/extract.ts';
import { atMost, series, told } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { BenchContext, FigureGroup } from '../options.ts';
import { plainLoader } from './plain-load.ts';

type Run = { readonly tookMs: number; readonly peakMb: number };

async function importOnce(folder: string, extract: string): Promise<Run> {
  const program = join(import.meta.dirname, 'import-run.ts');
  const child = spawn(process.execPath, [program, folder, extract], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`the import ended with ${String(code)}`);
  return JSON.parse(output) as Run;
}

/** A city without these accounts, to be copied for each import. */
async function foundedCity(context: BenchContext): Promise<string> {
  const folder = context.memoryFolder('founded');
  await (await openTestDesk({ folder, trainingPrinter: false })).close();
  return folder;
}

async function measure(context: BenchContext): Promise<Figure[]> {
  const { options, progress, folder } = context;
  const { seed, accounts, charges } = options;
  const made: MadeExtract = { seed, accounts, charges, asOf: '2026-11-19' };
  const at = folder('s4');
  const rows = { accounts: join(at, 'accounts.psv'), charges: join(at, 'charges.psv') };
  progress(`S4: ${accounts.toLocaleString('en-US')} accounts, ${charges.toLocaleString('en-US')} charges`);
  writeExtract(join(at, 'extract.psv'), made);
  writeRows(rows, made);
  writeExtract(join(at, 'quarter.psv'), {
    ...made,
    accounts: Math.ceil(accounts / 4),
    charges: Math.ceil(charges / 4),
  });
  const founded = await foundedCity(context);
  const fresh = (name: string): string => {
    cpSync(founded, folder(name), { recursive: true });
    return folder(name);
  };
  const peer = plainLoader();
  const ours: Run[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const turns = [
      async () => {
        ours.push(await importOnce(fresh(`s4-${String(round)}`), join(at, 'extract.psv')));
      },
      async () => {
        const startedAt = performance.now();
        const loaded = await peer.load(join(at, 'plain.sqlite'), rows);
        theirs.push(performance.now() - startedAt);
        if (loaded !== accounts + charges) throw new Error(`${peer.name} loaded ${String(loaded)} rows`);
      },
    ];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  const quarter = await importOnce(fresh('s4-quarter'), join(at, 'quarter.psv'));
  const imported = series(
    'import, checked',
    'ms',
    ours.map((run) => run.tookMs),
  );
  const loaded = series('plain load', 'ms', theirs);
  const peak = series(
    'peak memory',
    'MB',
    ours.map((run) => run.peakMb),
  );
  return [
    {
      id: 'S4',
      work: `Import ${accounts.toLocaleString('en-US')} accounts with ${charges.toLocaleString('en-US')} charges, validated, all or nothing`,
      against: `${peer.name} of the same rows into tables with the same keys and search index, in turns`,
      series: [imported, loaded, peak],
      claims: [
        atMost('median to median', imported.spread.median / loaded.spread.median, 2, '×'),
        told('peak memory to that of a quarter of the rows', peak.spread.median / quarter.peakMb, '×'),
      ],
      notes: [
        'Ours without the start of its process, the peer with it; peak memory is of the whole process.',
      ],
    },
  ];
}

export const extractImport: FigureGroup = { ids: ['S4'], measure };
