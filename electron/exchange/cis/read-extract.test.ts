import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountRecord, ChargeRecord, ExtractHeader } from '../../../shared/domain/reference/extract.ts';
import { richerText } from '../../../shared/domain/reference/richer-text.ts';
import { accountCheckDigit } from '../../../shared/domain/stub/check-digit.ts';
import { LINE_LIMIT_BYTES } from './blocks.ts';
import { builtInMapping } from './find-mapping.ts';
import type { ExtractMapping } from './mapping.ts';
import { readExtract, readExtractFile } from './read-extract.ts';
import type { ExtractOutcome, ReadOptions } from './read-extract.ts';
import { REJECTS_KEPT } from './rejects.ts';

const sampleFile = (name: string): Buffer => readFileSync(new URL(`../sample-city/${name}`, import.meta.url));
const delimited = builtInMapping('delimited');
const fixed = builtInMapping('fixed');

type Read = {
  readonly outcome: ExtractOutcome;
  readonly header: ExtractHeader | undefined;
  readonly accounts: readonly AccountRecord[];
  readonly charges: readonly ChargeRecord[];
};

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(
  content: Uint8Array | string,
  mapping: ExtractMapping = delimited,
  options: ReadOptions & { readonly chunk?: number } = {},
): Promise<Read> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const accounts: AccountRecord[] = [];
  const charges: ChargeRecord[] = [];
  let header: ExtractHeader | undefined;
  const sink = {
    header: (value: ExtractHeader) => {
      header = value;
      return undefined;
    },
    accounts: (batch: readonly AccountRecord[]) => void accounts.push(...batch),
    charges: (batch: readonly ChargeRecord[]) => void charges.push(...batch),
  };
  const outcome = await readExtract(chunksOf(bytes, options.chunk ?? 65_536), mapping, sink, options);
  return { outcome, header, accounts, charges };
}

const rejectsOf = ({ outcome }: Read): unknown[] =>
  outcome.kind === 'rejected'
    ? outcome.rejects.map(({ line, field, value, code }) => [line, field, value, code])
    : [outcome.kind];

const HEADER = 'H|CEDAR BLUFF CIS|OPEN ITEMS|2026-11-19|2|';
const ACCOUNT =
  'A|100000008|Martínez, Mei|1187 N Broadway Blvd|CEDAR BLUFF|AZ|85230|AC|R||N|1|||0.00|A|6025550132';
const WATER = 'C|100000008|WA|2026-10-27|2026-11-16|134.10|B|';
const GAS = 'C|100000008|GA|2026-10-27|2026-11-16|24.39|B|';
const TOTALS = 'T|1|2|158.49';
const LINES = [HEADER, ACCOUNT, GAS, WATER, TOTALS];

const file = (...lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');
const whole = file(...LINES);
/** The five-line file with one thing in it changed. */
const changed = (from: string, to: string): string => {
  expect(whole.split(from)).toHaveLength(2);
  return whole.replace(from, to);
};

describe('the sample city’s extracts', () => {
  it('are read whole in both layouts, with the totals that they state', async () => {
    for (const [name, mapping] of [
      ['cis-extract.psv', delimited],
      ['cis-extract.txt', fixed],
    ] as const) {
      const bytes = sampleFile(name);
      const { outcome, accounts, charges } = await read(bytes, mapping);
      expect(outcome).toEqual({
        kind: 'read',
        header: {
          system: 'CEDAR BLUFF CIS',
          asOf: '2026-11-19',
          ...(mapping === delimited ? { layoutVersion: '2' } : {}),
        },
        totals: { accounts: 2500, charges: 9392, amountCents: 457_293_538 },
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
      });
      expect(accounts).toHaveLength(2500);
      expect(charges).toHaveLength(9392);
      expect(charges.reduce((sum, charge) => sum + charge.amountCents, 0)).toBe(457_293_538);
    }
  });

  it('hold the same accounts and charges, but for what the fixed layout cannot write', async () => {
    const rich = await read(sampleFile('cis-extract.psv'), delimited);
    const poor = await read(sampleFile('cis-extract.txt'), fixed);
    expect(poor.charges).toEqual(rich.charges);
    const enriched = poor.accounts.map((account, index) => ({
      ...account,
      name: richerText(rich.accounts[index]?.name ?? '', account.name, {
        cutAt: fixed.lossy?.cutAt.name ?? 0,
      }),
      address: richerText(rich.accounts[index]?.address ?? '', account.address, {
        cutAt: fixed.lossy?.cutAt.address ?? 0,
      }),
    }));
    expect(poor.accounts).not.toEqual(rich.accounts);
    expect(enriched).toEqual(rich.accounts);
  });

  it('carry names in every script of the file, quoted pipes and doubled quotes', async () => {
    const { accounts } = await read(sampleFile('cis-extract.psv'));
    const nameOf = (number: string) => accounts.find(({ account }) => account === number)?.name;
    expect(nameOf('100001114')).toBe('A & B Auto | Tire');
    expect(nameOf('100031822')).toBe('"The Spot" Diner');
    expect(nameOf('100029602')).toBe('Nguyễn, José A');
    expect(nameOf('100086586')).toBe('Øvergård, Thị');
    const { accounts: poor } = await read(sampleFile('cis-extract.txt'), fixed);
    expect(poor.find(({ account }) => account === '100029602')?.name).toBe('Nguy?n, José A');
  });

  it('keep an absent figure apart from a zero, and statuses in words', async () => {
    const { accounts, charges } = await read(sampleFile('cis-extract.psv'));
    expect(accounts.filter((account) => account.reconnectCents === 0)).toHaveLength(6);
    expect(accounts.filter((account) => 'reconnectCents' in account)).toHaveLength(31);
    expect(
      accounts.filter((account) => account.status === 'bankruptcy' && account.petitionDate),
    ).toHaveLength(23);
    expect(accounts.filter((account) => account.confidential)).toHaveLength(16);
    expect(accounts.filter((account) => account.guaranteedUntil)).toHaveLength(38);
    expect(charges.filter((charge) => charge.kind === 'credit' && charge.amountCents < 0)).toHaveLength(58);
    expect(charges.filter((charge) => charge.kind === 'written-off' && charge.forService)).toHaveLength(55);
    expect(charges.some((charge) => charge.kind === 'arrangement' && charge.dueDate < charge.billDate)).toBe(
      true,
    );
  });
});

describe('a small file', () => {
  it('gives its header, account and charges', async () => {
    const { outcome, header, accounts, charges } = await read(
      changed('2026-11-19|2|', '2026-11-19|2|PB-0412').replace(
        '|R||N|1|||0.00|',
        '|R|2027-04-07|Y|1|45.00|2026-03-06|150.00|',
      ),
    );
    expect(outcome.kind).toBe('read');
    expect(header).toEqual({
      system: 'CEDAR BLUFF CIS',
      asOf: '2026-11-19',
      layoutVersion: '2',
      lastPostingBatch: 'PB-0412',
    });
    expect(accounts).toEqual([
      {
        account: '100000008',
        name: 'Martínez, Mei',
        address: '1187 N Broadway Blvd',
        city: 'CEDAR BLUFF',
        state: 'AZ',
        zip: '85230',
        status: 'active',
        class: 'residential',
        guaranteedUntil: '2027-04-07',
        confidential: true,
        cycle: '1',
        reconnectCents: 4500,
        petitionDate: '2026-03-06',
        depositHeldCents: 15_000,
        creditClass: 'A',
        phone: '6025550132',
      },
    ]);
    expect(charges).toEqual([
      {
        account: '100000008',
        service: 'GA',
        billDate: '2026-10-27',
        dueDate: '2026-11-16',
        amountCents: 2439,
        kind: 'billed',
      },
      {
        account: '100000008',
        service: 'WA',
        billDate: '2026-10-27',
        dueDate: '2026-11-16',
        amountCents: 13_410,
        kind: 'billed',
      },
    ]);
  });

  it('reads the same with LF, with a byte order mark, with blank lines or Ctrl-Z after the totals', async () => {
    const expected = await read(whole);
    expect(expected.outcome.kind).toBe('read');
    for (const variant of [
      whole.replaceAll('\r\n', '\n'),
      `\ufeff${whole}`,
      `${whole}\r\n\r\n`,
      `${whole}\u001a`,
    ]) {
      const got = await read(variant);
      expect(got.outcome.kind, JSON.stringify(variant.slice(-8))).toBe('read');
      expect(got.accounts).toEqual(expected.accounts);
      expect(got.charges).toEqual(expected.charges);
    }
  });

  it('may lack the very last line feed, since its totals prove that nothing else is missing', async () => {
    expect((await read(whole.slice(0, -2))).outcome.kind).toBe('read');
  });

  it('may hold no account at all', async () => {
    expect((await read(file(HEADER, 'T|0|0|0.00'))).outcome).toMatchObject({
      kind: 'read',
      totals: { accounts: 0, charges: 0, amountCents: 0 },
    });
  });

  it('reads the same however its bytes are cut into chunks', async () => {
    const expected = await read(whole);
    const size = Buffer.byteLength(whole);
    for (let chunk = 1; chunk <= size; chunk += 1) {
      const got = await read(whole, delimited, { chunk });
      expect(got, `chunks of ${String(chunk)}`).toEqual(expected);
    }
  });
});

describe('a file that is cut short', () => {
  it('is refused at every length but the whole one', async () => {
    const bytes = Buffer.from(whole);
    for (let length = 0; length < bytes.length - 2; length += 1) {
      const got = await read(bytes.subarray(0, length));
      expect(got.outcome.kind, `${String(length)} bytes`).toBe('rejected');
    }
  });

  it('says where it stops, and nothing else about the line that was cut', async () => {
    expect(rejectsOf(await read(file(...LINES.slice(0, 4))))).toEqual([[4, 'file', '', 'FILE_TRUNCATED']]);
    expect(rejectsOf(await read(file(HEADER, ACCOUNT) + GAS.slice(0, 20)))).toEqual([
      [3, 'line', 'C|100000008|GA|2026-', 'FILE_TRUNCATED'],
    ]);
    expect(rejectsOf(await read(file(...LINES.slice(0, 4)) + 'T|1|2|15'))).toEqual([
      [5, 'sum of amounts', '15.00', 'FILE_TOTAL_WRONG'],
      [5, 'line', 'T|1|2|15', 'FILE_TRUNCATED'],
    ]);
    expect(rejectsOf(await read(''))).toEqual([[0, 'file', '', 'FILE_EMPTY']]);
  });

  it('is refused in fixed columns at any of a thousand lengths', async () => {
    const bytes = sampleFile('cis-extract.txt');
    const tail = bytes.subarray(0, bytes.indexOf('\n', 60_000) + 1);
    for (let cut = 1; cut < 1000; cut += 37) {
      expect((await read(tail.subarray(0, tail.length - cut), fixed)).outcome.kind).toBe('rejected');
    }
  });
});

describe('control totals', () => {
  it('that disagree are refused with what was stated and what was counted', async () => {
    const got = await read(changed(TOTALS, 'T|2|3|158.50'));
    expect(got.outcome).toMatchObject({
      kind: 'rejected',
      rejectCount: 3,
      rejects: [
        { line: 5, field: 'account count', value: '2', code: 'FILE_TOTAL_WRONG', params: { counted: '1' } },
        { line: 5, field: 'charge count', value: '3', code: 'FILE_TOTAL_WRONG', params: { counted: '2' } },
        {
          line: 5,
          field: 'sum of amounts',
          value: '158.50',
          code: 'FILE_TOTAL_WRONG',
          params: { counted: '158.49' },
        },
      ],
    });
  });

  it('that are no numbers are refused as cells', async () => {
    expect(rejectsOf(await read(changed(TOTALS, 'T|1|two|158.49')))).toEqual([
      [5, 'charge count', 'two', 'FIELD_PATTERN'],
    ]);
    expect(rejectsOf(await read(changed(TOTALS, 'T|1|2|')))).toEqual([
      [5, 'sum of amounts', '', 'FIELD_EMPTY'],
    ]);
  });

  it('say nothing about the sum when an amount could not be read: its own reject does', async () => {
    expect(rejectsOf(await read(changed('134.10', '134,10')))).toEqual([
      [4, 'amount', '134,10', 'AMOUNT_NOT_READABLE'],
    ]);
  });

  it('may exceed any single amount', async () => {
    const charges = Array.from({ length: 3 }, (_, index) =>
      WATER.replace('134.10', '999999999.99').replace('10-27', `10-0${String(index + 1)}`),
    );
    const { outcome } = await read(file(HEADER, ACCOUNT, ...charges, 'T|1|3|2999999999.97'));
    expect(outcome).toMatchObject({ kind: 'read', totals: { amountCents: 299_999_999_997 } });
  });
});

describe('a wrong encoding', () => {
  it('is refused with its lines when the bytes are not UTF-8', async () => {
    expect(rejectsOf(await read(Buffer.from(whole, 'latin1')))).toEqual([[2, 'line', '', 'FILE_ENCODING']]);
  });

  it('is refused when the mapping names a single-byte encoding and the text is UTF-8', async () => {
    const mapping: ExtractMapping = { ...delimited, encoding: 'windows-1252' };
    expect(rejectsOf(await read(whole, mapping))[0]).toEqual([2, 'line', '', 'FILE_OTHER_ENCODING']);
    expect((await read(Buffer.from(whole, 'latin1'), mapping)).accounts[0]?.name).toBe('Martínez, Mei');
  });

  it('is refused for bytes that the encoding does not have', async () => {
    const bytes = Buffer.from(whole, 'latin1');
    bytes[bytes.indexOf('Mart')] = 0x81;
    expect(rejectsOf(await read(bytes, { ...delimited, encoding: 'windows-1252' }))[0]).toEqual([
      2,
      'line',
      '',
      'FILE_ENCODING',
    ]);
  });

  it('is refused at once for UTF-16 and for a UTF-8 mark where another encoding is named', async () => {
    expect(rejectsOf(await read(Buffer.from(`\ufeff${whole}`, 'utf16le')))).toEqual([
      [1, 'file', '', 'FILE_OTHER_ENCODING'],
    ]);
    expect(rejectsOf(await read(`\ufeff${whole}`, { ...delimited, encoding: 'cp437' }))).toEqual([
      [1, 'file', '', 'FILE_OTHER_ENCODING'],
    ]);
  });

  it('is told by the reader of old code pages', async () => {
    const bytes = Buffer.from(whole, 'latin1');
    bytes[bytes.indexOf(0xed)] = 0xa1;
    expect((await read(bytes, { ...delimited, encoding: 'cp437' })).accounts[0]?.name).toBe('Martínez, Mei');
  });
});

describe('duplicates', () => {
  it('of an account or a charge are refused', async () => {
    expect(rejectsOf(await read(file(HEADER, ACCOUNT, ACCOUNT, GAS, WATER, 'T|2|2|158.49')))).toEqual([
      [3, 'account', '100000008', 'ACCOUNT_TWICE'],
    ]);
    expect(rejectsOf(await read(file(HEADER, ACCOUNT, GAS, WATER, GAS, 'T|1|3|182.88')))).toEqual([
      [5, 'charge', '100000008 GA 2026-10-27 2026-11-16 billed', 'CHARGE_TWICE'],
    ]);
    // Another amount of the same charge is the same charge.
    expect(
      rejectsOf(await read(file(HEADER, ACCOUNT, GAS, GAS.replace('24.39', '1.00'), 'T|1|2|25.39'))),
    ).toHaveLength(1);
  });

  it('are not seen where any part of the key differs', async () => {
    const other = [
      GAS.replace('|GA|', '|WW|'),
      GAS.replace('2026-10-27', '2026-10-28'),
      GAS.replace('2026-11-16', '2026-11-17'),
      GAS.replace('|B|', '|F|WA'),
    ];
    expect((await read(file(HEADER, ACCOUNT, GAS, ...other, 'T|1|5|121.95'))).outcome.kind).toBe('read');
  });

  it('are found among many thousands, and only they', async () => {
    const account = (index: number): string => {
      const eight = String(10_000_000 + index * 7919).slice(0, 8);
      return eight + String(accountCheckDigit(eight));
    };
    const numbers = Array.from({ length: 5000 }, (_, index) => account(index));
    const accounts = numbers.map((number) => ACCOUNT.replace('100000008', number));
    const charges = numbers.flatMap((number) =>
      [GAS, WATER].map((line) => line.replace('100000008', number)),
    );
    const totals = `T|5000|10000|${((5000 * 15_849) / 100).toFixed(2)}`;
    expect((await read(file(HEADER, ...accounts, ...charges, totals))).outcome.kind).toBe('read');
    const twice = file(HEADER, ...accounts, ...charges, ...charges.slice(4321, 4322), totals);
    const rejects = rejectsOf(await read(twice));
    expect(rejects[0]).toEqual([
      15_002,
      'charge',
      `${account(2160)} WA 2026-10-27 2026-11-16 billed`,
      'CHARGE_TWICE',
    ]);
  });

  it('of header or anything after the totals are refused', async () => {
    expect(rejectsOf(await read(file(HEADER, HEADER, ACCOUNT, GAS, WATER, TOTALS)))).toEqual([
      [2, 'record type', 'H', 'FILE_SECOND_HEADER'],
    ]);
    expect(rejectsOf(await read(whole + whole))).toEqual([[6, 'record type', 'H', 'FILE_AFTER_TOTALS']]);
    expect(rejectsOf(await read(whole + TOTALS))).toEqual([
      [6, 'record type', 'T', 'FILE_AFTER_TOTALS'],
      [6, 'line', TOTALS, 'FILE_TRUNCATED'],
    ]);
  });
});

describe('a bad cell', () => {
  const rejected: readonly (readonly [what: string, from: string, to: string, expected: unknown])[] = [
    ['an account with letters', 'A|100000008', 'A|10000000X', [2, 'account', '10000000X', 'FIELD_PATTERN']],
    ['an account too short', 'A|100000008', 'A|10000000', [2, 'account', '10000000', 'FIELD_PATTERN']],
    ['a wrong check digit', 'A|100000008', 'A|100000009', [2, 'account', '100000009', 'ACCOUNT_CHECK_DIGIT']],
    ['an empty name', '|Martínez, Mei|', '||', [2, 'name', '', 'FIELD_EMPTY']],
    ['an unknown status', '|AC|', '|ZZ|', [2, 'status', 'ZZ', 'FIELD_VALUE']],
    ['an unknown class', '|R||N|', '|Q||N|', [2, 'class', 'Q', 'FIELD_VALUE']],
    ['a flag that is neither', '|R||N|', '|R||?|', [2, 'confidential', '?', 'FIELD_VALUE']],
    [
      'a date that is none',
      '|R||N|',
      '|R|2026-02-29|N|',
      [2, 'guaranteed funds until', '2026-02-29', 'NOT_A_DATE'],
    ],
    ['a negative deposit', '|||0.00|A', '|||-0.01|A', [2, 'deposit held', '-0.01', 'AMOUNT_NEGATIVE']],
    [
      'a name beyond all limits',
      'Martínez',
      'M'.repeat(121),
      [2, 'name', `${'M'.repeat(60)}…`, 'FIELD_TOO_LONG'],
    ],
    ['a missing field', '|A|6025550132', '|A', [2, 'line', expect.any(String), 'FILE_FIELD_COUNT']],
    ['a field too many', '|134.10|B|', '|134.10|B||', [4, 'line', expect.any(String), 'FILE_FIELD_COUNT']],
    ['an amount with letters', '134.10', '134.1O', [4, 'amount', '134.1O', 'AMOUNT_NOT_READABLE']],
    ['an amount with a currency sign', '134.10', '$134.10', [4, 'amount', '$134.10', 'AMOUNT_NOT_READABLE']],
    ['an amount with a separator', '134.10', '"1,134.10"', [4, 'amount', '1,134.10', 'AMOUNT_NOT_READABLE']],
    ['an amount in another notation', '134.10', '1e2', [4, 'amount', '1e2', 'AMOUNT_NOT_READABLE']],
    ['an amount with blanks', '134.10', ' 134.10', [4, 'amount', ' 134.10', 'AMOUNT_NOT_READABLE']],
    ['an amount of a lone minus', '134.10', '-', [4, 'amount', '-', 'AMOUNT_NOT_READABLE']],
    ['an amount of a lone point', '134.10', '.', [4, 'amount', '.', 'AMOUNT_NOT_READABLE']],
    ['an amount that ends in its point', '134.10', '134.', [4, 'amount', '134.', 'AMOUNT_NOT_READABLE']],
    ['an amount with three decimals', '134.10', '134.100', [4, 'amount', '134.100', 'AMOUNT_DECIMALS']],
    ['an amount too large', '134.10', '1000000000.00', [4, 'amount', '1000000000.00', 'AMOUNT_TOO_LARGE']],
    ['an empty amount', '134.10', '', [4, 'amount', '', 'FIELD_EMPTY']],
    ['a negative bill', '134.10', '-134.10', [4, 'amount', '-134.10', 'CHARGE_NEGATIVE']],
    ['a positive credit', '|134.10|B|', '|134.10|X|', [4, 'amount', '134.10', 'CREDIT_NOT_NEGATIVE']],
    ['bad debt without a service', '|134.10|B|', '|134.10|W|', [4, 'for service', '', 'FIELD_EMPTY']],
    [
      'an empty due date',
      '|WA|2026-10-27|2026-11-16|',
      '|WA|2026-10-27||',
      [4, 'due date', '', 'FIELD_EMPTY'],
    ],
    [
      'a bill date that is none',
      '|WA|2026-10-27|',
      '|WA|2026-10-32|',
      [4, 'bill date', '2026-10-32', 'NOT_A_DATE'],
    ],
    [
      'a date in another form',
      '|WA|2026-10-27|',
      '|WA|10/27/2026|',
      [4, 'bill date', '10/27/2026', 'NOT_A_DATE'],
    ],
    [
      'a date of no century',
      '|WA|2026-10-27|',
      '|WA|0026-10-27|',
      [4, 'bill date', '0026-10-27', 'NOT_A_DATE'],
    ],
    ['an unknown kind', '|134.10|B|', '|134.10|b|', [4, 'kind', 'b', 'FIELD_VALUE']],
    [
      'an unknown account',
      'C|100000008|WA',
      'C|100000375|WA',
      [4, 'account', '100000375', 'ACCOUNT_NOT_IN_FILE'],
    ],
    ['an unknown record', 'C|100000008|WA', 'X|100000008|WA', [4, 'record type', 'X', 'FILE_RECORD_UNKNOWN']],
    ['an open quote', '|Martínez, Mei|', '|"Martínez, Mei|', [2, 'line', expect.any(String), 'FILE_QUOTE']],
    [
      'a quote in the middle',
      '|Martínez, Mei|',
      '|Martínez "Mei"|',
      [2, 'line', expect.any(String), 'FILE_QUOTE'],
    ],
    [
      'text after a quote',
      '|Martínez, Mei|',
      '|"Martínez" Mei|',
      [2, 'line', expect.any(String), 'FILE_QUOTE'],
    ],
    ['a control character', 'Mei', 'M\u0007i', [2, 'name', 'Martínez, M\\u0007i', 'FIELD_CONTROL_CHARACTER']],
    ['a tab', 'Mei', 'M\ti', [2, 'name', 'Martínez, M\\u0009i', 'FIELD_CONTROL_CHARACTER']],
    [
      'a NUL',
      'CEDAR BLUFF|AZ',
      'CEDAR\u0000BLUFF|AZ',
      [2, 'city', 'CEDAR\\u0000BLUFF', 'FIELD_CONTROL_CHARACTER'],
    ],
    ['a lone return', 'Mei', 'M\ri', [2, 'name', 'Martínez, M\\u000di', 'FIELD_CONTROL_CHARACTER']],
    [
      'a direction override',
      'Mei',
      'M\u202ei',
      [2, 'name', 'Martínez, M\\u202ei', 'FIELD_CONTROL_CHARACTER'],
    ],
    ['a lost character', 'Mei', 'M\ufffdi', [2, 'name', 'Martínez, M\ufffdi', 'FIELD_CONTROL_CHARACTER']],
    [
      'a card number',
      '|1187 N Broadway Blvd|',
      '|4111-1111-1111-1111|',
      [2, 'address', '', 'CARD_NUMBER_DISCARDED'],
    ],
    [
      'a layout version that is not mapped',
      '|2026-11-19|2|',
      '|2026-11-19|3|',
      [1, 'layout version', '3', 'FIELD_VALUE'],
    ],
    [
      'an as-of date that is none',
      '|2026-11-19|2|',
      '|2026-11-31|2|',
      [1, 'as-of date', '2026-11-31', 'NOT_A_DATE'],
    ],
  ];

  it.each(rejected)('is refused with line, field, value and reason: %s', async (_, from, to, expected) => {
    const got = await read(changed(from, to));
    expect(rejectsOf(got)[0]).toEqual(expected);
    expect(got.outcome.kind).toBe('rejected');
  });

  it('is data when it only looks like a formula or like markup', async () => {
    for (const name of [
      '=HYPERLINK("http")',
      '+1',
      '-1',
      '@x',
      '<script>',
      "'; DROP TABLE",
      '%s%n',
      '{{x}}',
    ]) {
      const cell = name.includes('"') ? `"${name.replaceAll('"', '""')}"` : name;
      const { accounts } = await read(changed('Martínez, Mei', cell));
      expect(accounts[0]?.name).toBe(name);
    }
  });

  it('does not hide the others: all are listed, each on its line', async () => {
    const bad = changed('|AC|', '|ZZ|').replace('24.39', 'x').replace('134.10', '1.234');
    expect(rejectsOf(await read(bad))).toEqual([
      [2, 'status', 'ZZ', 'FIELD_VALUE'],
      [3, 'amount', 'x', 'AMOUNT_NOT_READABLE'],
      [4, 'amount', '1.234', 'AMOUNT_DECIMALS'],
    ]);
  });

  it('a thousand times is counted further, but kept no longer', async () => {
    const many = Array.from({ length: 2500 }, () => 'X|1');
    const { outcome } = await read(file(HEADER, ...many, 'T|0|0|0'));
    expect(outcome).toMatchObject({ kind: 'rejected', rejectCount: 2500 });
    expect(outcome.kind === 'rejected' && outcome.rejects).toHaveLength(REJECTS_KEPT);
  });

  it('is followed by no further hand-over', async () => {
    const lines = Array.from({ length: 200 }, (_, index) =>
      GAS.replace(
        '2026-10-27',
        `2026-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`,
      ).replace('|GA|', `|S${String(index)}|`),
    );
    const got = await read(file(HEADER, ACCOUNT, 'X|1', ...lines), delimited, { chunk: 100 });
    expect(got.charges).toEqual([]);
  });
});

describe('another mapping than the file’s', () => {
  it('is one reject about the header, not one per line', async () => {
    expect(rejectsOf(await read(sampleFile('cis-extract.txt'), delimited))).toHaveLength(1);
    expect(rejectsOf(await read(sampleFile('cis-extract.psv'), fixed))).toEqual([
      [1, 'header', 'H|CEDAR BLUFF CIS|OPEN ITEMS|2026-11-19|2|', 'FILE_NO_HEADER'],
    ]);
    expect(rejectsOf(await read(file(...LINES.slice(1))))).toEqual([
      [1, 'header', expect.any(String), 'FILE_NO_HEADER'],
    ]);
  });
});

describe('fixed columns', () => {
  const text = (): string[] => sampleFile('cis-extract.txt').toString('latin1').split('\n').slice(0, 3);
  const small = (...lines: readonly string[]): Buffer =>
    Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
  const charge = '20100000008 GA20261027202611160000002439+B  ';
  const totals = '99000000020000000100000000002439+';

  it('are read by their positions', async () => {
    const [header = '', first = '', second = ''] = text();
    const { outcome, accounts, charges } = await read(small(header, first, second, charge, totals), fixed);
    expect(outcome.kind).toBe('read');
    expect(accounts.map((account) => account.account)).toEqual(['100000008', '100000375']);
    expect(charges[0]?.amountCents).toBe(2439);
  });

  it('are refused when a line is too short, too long, or has a sign that is none', async () => {
    const [header = '', first = '', second = ''] = text();
    const outcomeOf = async (line: string): Promise<unknown> =>
      rejectsOf(await read(small(header, first, second, line, totals), fixed))[0];
    expect(await outcomeOf(charge.trimEnd())).toEqual([4, 'line', charge.trimEnd(), 'FILE_LINE_LENGTH']);
    expect(await outcomeOf(`${charge} `)).toEqual([4, 'line', `${charge} `, 'FILE_LINE_LENGTH']);
    expect(await outcomeOf(charge.replace('+', '*'))).toEqual([
      4,
      'amount',
      '0000002439*',
      'AMOUNT_NOT_READABLE',
    ]);
    expect(await outcomeOf(charge.replace('0000002439', '00000 2439'))).toEqual([
      4,
      'amount',
      '00000 2439+',
      'AMOUNT_NOT_READABLE',
    ]);
    expect(await outcomeOf(charge.replace('B  ', 'B\u0000 '))).toEqual([
      4,
      'for service',
      '\\u0000',
      'FIELD_CONTROL_CHARACTER',
    ]);
  });
});

describe('reading', () => {
  it('reports progress up to the whole and can be stopped', async () => {
    const bytes = sampleFile('cis-extract.psv');
    const seen: (readonly [number, number])[] = [];
    await read(bytes, delimited, {
      onProgress: (done, total) => void seen.push([done, total]),
      bytesTotal: bytes.length,
    });
    expect(seen.length).toBeGreaterThan(5);
    expect(
      seen.every(([done, total], index) => total === bytes.length && done >= (seen[index - 1]?.[0] ?? 0)),
    ).toBe(true);
    expect(seen.at(-1)).toEqual([bytes.length, bytes.length]);

    const stop = new AbortController();
    const stopped = await read(bytes, delimited, {
      signal: stop.signal,
      onProgress: (done) => {
        if (done > 100_000) stop.abort();
      },
    });
    expect(stopped.outcome).toEqual({ kind: 'stopped' });
    expect(stopped.accounts.length).toBeLessThan(2500);
  });

  it('ends at once when the sink refuses the header', async () => {
    const taken: string[] = [];
    const outcome = await readExtract(chunksOf(Buffer.from(whole), 10), delimited, {
      header: ({ asOf }) => ({ code: 'BAD_INPUT', field: 'as-of date', value: asOf }),
      accounts: () => void taken.push('accounts'),
      charges: () => void taken.push('charges'),
    });
    expect(outcome).toEqual({
      kind: 'refused',
      refusal: { code: 'BAD_INPUT', field: 'as-of date', value: '2026-11-19' },
    });
    expect(taken).toEqual([]);
  });

  it('waits for a sink that is asynchronous, and passes on what it throws', async () => {
    const order: string[] = [];
    const slow = async (what: string): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push(what);
    };
    await readExtract(chunksOf(Buffer.from(whole), 4096), delimited, {
      accounts: () => slow('accounts'),
      charges: () => slow('charges'),
    });
    expect(order).toEqual(['accounts', 'charges']);
    await expect(
      readExtract(chunksOf(Buffer.from(whole), 4096), delimited, {
        accounts: () => {
          throw new Error('disk full');
        },
        charges: () => undefined,
      }),
    ).rejects.toThrow('disk full');
  });

  it('refuses a line that never ends instead of filling the memory', async () => {
    const endless = HEADER + '\n' + 'A|'.repeat(LINE_LIMIT_BYTES);
    expect(rejectsOf(await read(endless, delimited, { chunk: 4096 }))).toEqual([
      [2, 'line', '', 'FILE_LINE_TOO_LONG'],
    ]);
  });

  it('reads a file by path, and says why when it cannot', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'extract-'));
    try {
      const path = join(folder, 'extract.psv');
      await writeFile(path, whole);
      const nothing = { accounts: () => undefined, charges: () => undefined };
      expect((await readExtractFile(path, delimited, nothing)).kind).toBe('read');
      expect(await readExtractFile(join(folder, 'none'), delimited, nothing)).toMatchObject({
        kind: 'refused',
        refusal: { code: 'FILE_UNREADABLE', params: { reason: 'ENOENT' } },
      });
      expect(await readExtractFile(folder, delimited, nothing)).toMatchObject({
        kind: 'refused',
        refusal: { code: 'FILE_UNREADABLE', params: { reason: 'EISDIR' } },
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('never throws and never hands over a rejected record, whatever the bytes', async () => {
    const alphabet = fc.constantFrom(
      'H',
      'A',
      'C',
      'T',
      '|',
      '"',
      '\r',
      '\n',
      '100000008',
      '2026-11-19',
      '1.00',
      '\u0000',
      'é',
      '\ufffd',
      ' ',
    );
    const junk = fc.array(alphabet, { maxLength: 60 }).map((parts) => Buffer.from(parts.join('')));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(junk, fc.uint8Array({ maxLength: 200 })),
        fc.boolean(),
        async (tail, isFixed) => {
          const start = isFixed ? Buffer.alloc(0) : Buffer.from(file(HEADER, ACCOUNT));
          const got = await read(Buffer.concat([start, tail]), isFixed ? fixed : delimited, { chunk: 7 });
          expect(['rejected', 'read']).toContain(got.outcome.kind);
        },
      ),
      { numRuns: 300 },
    );
  });
});
