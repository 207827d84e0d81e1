/**
 * A made-up billing extract of any size in the layout of the sample city: the same bytes for the same seed. Accounts
 * rise, as extracts have them; names and addresses are made from few words, which is the hard case for a search.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { accountCheckDigit } from '../../shared/domain/stub/check-digit.ts';
import { diceOf } from './random.ts';
import type { Dice } from './random.ts';

export type MadeExtract = {
  readonly seed: number;
  readonly accounts: number;
  readonly charges: number;
  readonly asOf: string;
};

/** Cells in the order of the layout, without the record type. */
export type MadeAccount = readonly string[];
export type MadeCharge = readonly string[];

const GIVEN =
  'Mei Linda Oluwaseun Siobhán José Anna Ahmed Maria Tuan Grace Dmitri Fatima Noah Olivia Carlos Ingrid Kwame Yuki Sofía Peter Aisha Björn Chloé Daniel Elena Farid Gloria Hiroshi Ines Jamal Karen Luis Marta Nadia Omar Priya Quinn Rosa Samir Teresa'.split(
    ' ',
  );
const FAMILY =
  'Martínez Ivanova Jones Smith Núñez Nguyen O’Brien García Okafor Müller Tanaka Rossi Haddad Kowalski Silva Andersen Chen Patel Kim Lopez Delgado Novak Ortega Tran Raman Whitfield Rahimi Winter Ortiz Begay Yazzie Tsosie Johnson Williams Brown Davis Miller Wilson Moore Taylor Anderson Thomas Jackson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Torres Nakamura Fischer Dubois'.split(
    ' ',
  );
const TRADES = ['Auto & Tire', 'Bakery', 'Dental', 'Hardware', 'Laundry', 'Motel', 'Plumbing', 'Market'];
const STREETS =
  'Main Broadway Mesa Bluff View Cedar Juniper Canyon Mission Sunset Palo Verde Ocotillo Saguaro Desert Ranch River Railroad Central University College Church Park Lake Hill Valley Spring'.split(
    ' ',
  );
const WAYS = ['St', 'Ave', 'Blvd', 'Ln', 'Dr', 'Rd'];
const SERVICES = ['EL', 'GA', 'WA', 'WW', 'SW', 'IR'];

const FIRST = 10_000_000;
/** Numbers leave gaps, as they do where accounts come and go. */
const STEP = 37;

/** The number of the account at a position, whatever else the extract holds. */
export function madeAccountNumber({ seed }: Pick<MadeExtract, 'seed'>, index: number): string {
  const eight = String(FIRST + index * STEP + diceOf(seed, index).int(0, STEP - 1));
  return `${eight}${String(accountCheckDigit(eight))}`;
}

export function madeAccount(made: Pick<MadeExtract, 'seed'>, index: number): MadeAccount {
  const dice = diceOf(made.seed + 1, index);
  const commercial = dice.chance(0.12);
  const family = dice.pick(FAMILY);
  const name = commercial ? `${family} ${dice.pick(TRADES)}` : `${family}, ${dice.pick(GIVEN)}`;
  return [
    madeAccountNumber(made, index),
    name,
    address(dice),
    'CEDAR BLUFF',
    'AZ',
    String(dice.int(85_201, 85_299)),
    'AC',
    commercial ? 'C' : 'R',
    '',
    dice.chance(0.002) ? 'Y' : 'N',
    String(dice.int(0, 20)),
    '',
    '',
    dice.chance(0.3) ? '150.00' : '0.00',
    dice.pick(['A', 'B', 'C']),
    dice.chance(0.7) ? `602555${String(dice.int(100, 199)).padStart(4, '0')}` : '',
  ];
}

const address = (dice: Dice): string =>
  `${String(dice.int(100, 9999))} ${dice.pick(['N', 'S', 'E', 'W'])} ${dice.pick(STREETS)} ${dice.pick(WAYS)}${dice.chance(0.25) ? ` Apt ${String(dice.int(1, 240))}` : ''}`;

/** What an account owes: each service once, so that no charge is there twice. */
export function* madeCharges(made: MadeExtract, index: number): Generator<MadeCharge> {
  const dice = diceOf(made.seed + 2, index);
  const per = made.charges / made.accounts;
  const count = Math.floor((index + 1) * per) - Math.floor(index * per);
  const account = madeAccountNumber(made, index);
  const start = dice.int(0, SERVICES.length - 1);
  for (let nth = 0; nth < count; nth += 1) {
    const billedDaysAgo = dice.int(1, 28) + 30 * Math.floor(nth / SERVICES.length);
    yield [
      account,
      SERVICES[(start + nth) % SERVICES.length]!,
      daysBefore(made.asOf, billedDaysAgo),
      daysBefore(made.asOf, billedDaysAgo - 20),
      (dice.int(500, 25_000) / 100).toFixed(2),
      'B',
      '',
    ];
  }
}

const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);

const FLUSH_CHARS = 1 << 20;

function linesTo(path: string): { add(line: string): void; end(): void } {
  const fd = openSync(path, 'w');
  let pending = '';
  const flush = (): void => {
    writeSync(fd, pending);
    pending = '';
  };
  return {
    add(line) {
      pending += `${line}\n`;
      if (pending.length >= FLUSH_CHARS) flush();
    },
    end() {
      flush();
      closeSync(fd);
    },
  };
}

/** Writes the extract as the billing system would. */
export function writeExtract(path: string, made: MadeExtract): void {
  const file = linesTo(path);
  file.add(`H|CEDAR BLUFF CIS|OPEN ITEMS|${made.asOf}|2|`);
  for (let index = 0; index < made.accounts; index += 1) file.add(`A|${madeAccount(made, index).join('|')}`);
  let count = 0;
  let sumCents = 0;
  for (let index = 0; index < made.accounts; index += 1) {
    for (const charge of madeCharges(made, index)) {
      file.add(`C|${charge.join('|')}`);
      count += 1;
      sumCents += Math.round(Number(charge[4]) * 100);
    }
  }
  file.add(`T|${String(made.accounts)}|${String(count)}|${(sumCents / 100).toFixed(2)}`);
  file.end();
}

/** The same rows, a file for each table and nothing else in them: what a plain loader reads. */
export function writeRows(
  paths: { readonly accounts: string; readonly charges: string },
  made: MadeExtract,
): void {
  const accounts = linesTo(paths.accounts);
  const charges = linesTo(paths.charges);
  for (let index = 0; index < made.accounts; index += 1) {
    accounts.add(madeAccount(made, index).join('|'));
    for (const charge of madeCharges(made, index)) charges.add(charge.join('|'));
  }
  accounts.end();
  charges.end();
}
