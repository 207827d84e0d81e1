/** S3: what a cashier waits for at each key of a search, among as many accounts as a city has. */
import { join } from 'node:path';
import { dice } from '../../support/random.ts';
import { openTestDesk } from '../../support/desk.ts';
import { madeAccount, writeExtract } from '../../support/extract.ts';
import { importFile } from '../counter.ts';
import { atMost, series } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { BenchContext, BenchOptions, FigureGroup } from '../options.ts';

/** As many hits as the page shows. */
const LIMIT = 8;
const LONGEST_TYPED = 12;

type Kind = 'number' | 'name' | 'address';

/** What stands in the field after each key, while somebody types the number, name or address of an account. */
function typed(kind: Kind, { seed }: BenchOptions, index: number): string[] {
  const account = madeAccount({ seed }, index);
  const text = { number: account[0]!, name: account[1]!.replace(',', ''), address: account[2]! }[kind];
  const whole = text.toLowerCase().slice(0, LONGEST_TYPED);
  return Array.from({ length: whole.length }, (_, at) => whole.slice(0, at + 1));
}

async function measure({ options, progress, folder }: BenchContext): Promise<Figure[]> {
  const city = await openTestDesk({ folder: folder('s3'), trainingPrinter: false });
  const file = join(folder('s3'), 'accounts.psv');
  progress(`S3: ${options.accounts.toLocaleString('en-US')} accounts`);
  writeExtract(file, { ...options, asOf: '2026-11-19' });
  await importFile(city, file);
  const cashier = await city.signIn('rosa');
  const key = async (text: string): Promise<number> => {
    const startedAt = performance.now();
    const answer = await cashier.answer('account.search', { input: { text, limit: LIMIT } });
    const tookMs = performance.now() - startedAt;
    if (!answer.ok) throw new Error(`${text}: ${answer.error.code}`);
    return tookMs;
  };
  const dies = dice(options.seed);
  const kinds: readonly Kind[] = ['number', 'name', 'address'];
  const took: Record<Kind, number[]> = { number: [], name: [], address: [] };
  const enough = options.keystrokes / kinds.length;
  // Taken in turns, so that each kind meets the same moments of the machine.
  while (kinds.some((kind) => took[kind].length < enough)) {
    for (const kind of kinds) {
      for (const text of typed(kind, options, dies.int(0, options.accounts - 1)))
        took[kind].push(await key(text));
    }
  }
  await city.close();
  const measured = [
    series('by number', 'ms', took.number),
    series('by part of the name', 'ms', took.name),
    series('by part of the address', 'ms', took.address),
  ];
  return [
    {
      id: 'S3',
      work: `account.search at every key, among ${options.accounts.toLocaleString('en-US')} accounts, over the in-process contract`,
      against: '10 ms at the 99th percentile',
      series: measured,
      claims: measured.map(({ name, spread }) => atMost(`p99 ${name}`, spread.p99, 10, 'ms')),
      notes: ['From the first letter on, as it is typed.'],
    },
  ];
}

export const search: FigureGroup = { ids: ['S3'], measure };
