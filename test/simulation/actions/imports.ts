/** Billing extracts in the middle of a day: the same again, a newer one, and some that are not whole. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action, Scene } from '../action.ts';
import { must, PEOPLE } from '../world.ts';

const EXTRACT = readFileSync(
  join(import.meta.dirname, '../../../electron/exchange/sample-city/cis-extract.psv'),
  'utf8',
);
const FIRST_AS_OF = '2026-11-19';

const asOf = (date: string): string => EXTRACT.replace(FIRST_AS_OF, date);

/** What arrives, and whether it may change anything. */
function arriving({ world, truth }: Scene): { readonly text: string; readonly mayChange: boolean } {
  const { dice } = world;
  const newest = truth.extractAsOf;
  const cut = dice.int(1_000, EXTRACT.length - 8);
  return dice.weighted([
    [2, { text: asOf(newest), mayChange: false }],
    [1, { text: asOf('2026-11-18'), mayChange: false }],
    [2, { text: EXTRACT.slice(0, cut), mayChange: false }],
    [1, { text: EXTRACT.replace(/\nC\|(\d+)\|(\w\w)\|/, '\nC|$1|QQQQQQQQQQQQ|'), mayChange: false }],
    [1, { text: EXTRACT.replace(/\|(\d+)\.(\d\d)\r\n$/, '|$1.99\r\n'), mayChange: false }],
    [2, { text: asOf(dayAfter([newest, ...truth.dates].toSorted().at(-1) ?? newest)), mayChange: true }],
  ]);
}

const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

async function bringIn(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const { text, mayChange } = arriving(scene);
  const file = { fileName: 'extract.psv', base64: Buffer.from(text).toString('base64') };
  const answer = await world.send(PEOPLE.accountant, 'setup.import-extract', {
    mapping: 'delimited',
    file,
    task: world.dice.id(),
  });
  const changed = answer.ok && answer.value.changed;
  must(!changed || mayChange, 'only a newer and whole extract takes the place of the one in force');
  must(!mayChange || changed, 'a newer and whole extract takes the place of the one in force');
  if (!changed) return;
  truth.extractAsOf = text.slice(text.indexOf('OPEN ITEMS|') + 11).slice(0, 10);
  // It may hold what was paid up to its date: what each account owes is learned anew.
  truth.balances.clear();
}

export const imports: readonly Action[] = [{ name: 'an extract arrives', weight: () => 0.25, run: bringIn }];
