/**
 * `npm run bench`: the figures by which the product is judged, each beside its peer in the same run. It prints a table;
 * `--json` prints the same as JSON. Progress goes to standard error.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { Command, InvalidArgumentError } from 'commander';
import type { Figure } from './figure.ts';
import { GROUPS } from './figures/all.ts';
import type { BenchContext, BenchOptions } from './options.ts';
import { figureText, machineNow, machineText, summaryText } from './report.ts';

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number, please.');
  return value;
};

const ALL = GROUPS.flatMap((group) => group.ids);

const chosen = (text: string): readonly string[] => {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  const unknown = ids.find((id) => !ALL.includes(id));
  if (unknown !== undefined) throw new InvalidArgumentError(`${unknown} is not one of ${ALL.join(', ')}.`);
  return ids;
};

type Arguments = BenchOptions & {
  readonly only?: readonly string[];
  readonly json?: true | string;
  readonly folder: string;
};

const asked = new Command('bench')
  .description('Measures the product against its goals (docs/operations/bench.md).')
  .option('--only <figures>', 'some of them: S1,S3', chosen)
  .option('--json [file]', 'print JSON, or write it to a file beside the table')
  .option('--payments <n>', 'measured payments of S1, S2 and S8', whole, 2_000)
  .option('--accounts <n>', 'accounts of S3 and S4', whole, 100_000)
  .option('--charges <n>', 'charges of S4', whole, 200_000)
  .option('--keystrokes <n>', 'keystrokes of S3', whole, 6_000)
  .option('--session <n>', 'payments of the session of S5, S6 and S7, behind S2', whole, 10_000)
  .option('--rounds <n>', 'repetitions of an import, a close, a journal', whole, 5)
  .option('--folder <path>', 'on the disk that is measured', tmpdir())
  .option('--seed <n>', 'of everything made up', whole, 1)
  .parse()
  .opts<Arguments>();

/** Linux keeps one; elsewhere building takes longer, and nothing that is measured does. */
const MEMORY = '/dev/shm';
const TMPFS = 0x01021994;

const disk = mkdtempSync(join(resolve(asked.folder), 'tillwright-bench-'));
const memory = existsSync(MEMORY) ? mkdtempSync(join(MEMORY, 'tillwright-bench-')) : join(disk, 'memory');
const startedAt = performance.now();

const context: BenchContext = {
  options: asked,
  wants: (id) => asked.only?.includes(id) ?? true,
  progress: (text) => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    process.stderr.write(`[${String(seconds).padStart(3)} s] ${text}\n`);
  },
  folder: (name) => made(join(disk, name)),
  memoryFolder: (name) => made(join(memory, name)),
};

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

function removeFolders(): void {
  for (const folder of [disk, memory]) rmSync(folder, { recursive: true, force: true });
}
process.once('exit', removeFolders);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const fileSystem = statfsSync(disk).type === TMPFS ? 'memory (no disk is measured)' : 'disk';
const machine = machineNow(disk, fileSystem);
const figures: Figure[] = [];
for (const { ids, measure } of GROUPS) {
  if (!ids.some(context.wants)) continue;
  for (const figure of await measure(context)) {
    if (!context.wants(figure.id)) continue;
    figures.push(figure);
    if (asked.json !== true) console.log(`${figureText(figure)}\n`);
  }
}

const outcome = { machine: { ...machine, loadAfter: loadavg()[0]! }, options: asked, figures };
if (asked.json === true) console.log(JSON.stringify(outcome, null, 2));
else {
  if (asked.json !== undefined) writeFileSync(asked.json, `${JSON.stringify(outcome, null, 2)}\n`);
  console.log(machineText(outcome.machine));
  console.log(summaryText(figures));
}
