import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { JournalEntry, Posting } from '../../../shared/domain/ledger/types.ts';
import { glKeyOf } from '../../../shared/domain/reference/types.ts';
import { instantFromMs } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { BatchHead } from '../../services/outside.ts';
import { readTable } from '../tables/read-tables.ts';
import { DOCUMENTED_COLUMNS, journalCsv } from './journal-csv.ts';
import { journalFile } from './journal-file.ts';
import { DIALECTS } from './plain-text.ts';

const day = (text: string): BusinessDate => text as BusinessDate;
const chart = readTable(
  'gl-accounts',
  readFileSync(new URL('../sample-city/gl-accounts.csv', import.meta.url)),
).rows;

const HEAD: BatchHead = {
  batchId: 'JB-20261119-01',
  createdAt: instantFromMs(Date.UTC(2026, 10, 20, 0, 31, 6)),
  from: day('2026-11-19'),
  to: day('2026-11-20'),
  city: 'City of Cedar Bluff',
  timeZone: 'America/Phoenix',
  training: false,
};

const debit = (glAccount: string, debitCents: number, memo?: string): Posting => ({
  glAccount,
  debitCents,
  creditCents: 0,
  ...(memo === undefined ? {} : { memo }),
});
const credit = (glAccount: string, creditCents: number): Posting => ({
  glAccount,
  debitCents: 0,
  creditCents,
});

/** Cash for water: undeposited receipts against the receivable, with both interfund legs. */
const RECEIPT: JournalEntry = {
  entryId: '03-000412',
  kind: 'receipts',
  date: day('2026-11-19'),
  businessDate: day('2026-11-19'),
  description: 'Receipt 03-018462',
  source: { type: 'payment', id: 'p-1', label: 'Receipt 03-018462' },
  postings: [
    debit('900-000-10190', 13_410, 'Cash'),
    credit('530-000-11500', 13_410),
    debit('530-000-13900', 13_410),
    credit('900-000-20153', 13_410),
  ],
};
/** Deposited the next day. */
const DEPOSIT: JournalEntry = {
  entryId: '03-000431',
  kind: 'deposit',
  date: day('2026-11-20'),
  businessDate: day('2026-11-19'),
  description: 'Deposit CB-1119-2',
  source: { type: 'deposit', id: 'd-1', label: 'Deposit CB-1119-2' },
  postings: [debit('900-000-10100', 13_410), credit('900-000-10190', 13_410)],
};

const HOSTILE = [
  'a\nb',
  'a\r\n    Assets:F900:D000:A10100  999.00 USD',
  '; comment',
  '2026-01-01 * x',
  '"quoted" \\ back',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '! pending',
  '* cleared',
  '(code) x',
  '| payee | note',
  'date:2020-01-01 [2020-01-01] [=2020-01-02]',
  'tag:: 1/0, date2:2020-01-01',
  'include /etc/passwd',
  '\u202eevil\u0000\u0007',
  'Nguyễn, Thị “Ayşe”',
  '{{template}} %s $(x) `x`',
  '~ monthly',
  '#tag ^link',
  '  two   spaces  ; not a comment',
  'x  ; date:2020-01-01',
  'x  ; [2020-01-01]',
  '',
];

const hostile: readonly JournalEntry[] = HOSTILE.map((text, index) => ({
  ...RECEIPT,
  entryId: `03-${String(index)})${text}`,
  description: text,
  source: { ...RECEIPT.source, id: text, label: text },
  postings: RECEIPT.postings.map((posting) => ({ ...posting, memo: text })),
}));

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs an accounting program on a text; its output, or what it complained about. */
function run(
  command: string,
  args: readonly string[],
  text: string,
): { readonly ok: boolean; readonly output: string } {
  const path = join(folder, 'journal');
  writeFileSync(path, text);
  const done = spawnSync(command, [...args.map((arg) => (arg === 'FILE' ? path : arg))], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: folder },
  });
  return { ok: done.status === 0, output: done.stdout + done.stderr };
}

const has = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;
const withTool = (command: string): typeof it => {
  if (has(command)) return it;
  process.stderr.write(`${command} is not installed here: its check of the exported journal is skipped.\n`);
  return it.skip as typeof it;
};

const sum = (entries: readonly JournalEntry[], key: string): number =>
  entries
    .flatMap((entry) => entry.postings)
    .filter((posting) => posting.glAccount === key)
    .reduce((total, posting) => total + posting.debitCents - posting.creditCents, 0);

describe('the journal as CSV', () => {
  it('has a row per posting and ends in its control totals', () => {
    const [headings, ...rows] = parse(journalFile('csv', HEAD, [RECEIPT, DEPOSIT], chart));
    expect(headings).toEqual(DOCUMENTED_COLUMNS.map(({ heading }) => heading));
    expect(rows).toHaveLength(7);
    expect(rows[1]).toEqual([
      'posting',
      'JB-20261119-01',
      '03-000412',
      '2',
      'receipts',
      '2026-11-19',
      '2026-11-19',
      'payment',
      'p-1',
      'Receipt 03-018462',
      '530',
      '000',
      '11500',
      'Water receivable',
      '0.00',
      '134.10',
      'Receipt 03-018462',
      '',
    ]);
    expect(rows[0]?.at(-1)).toBe('Cash');
    expect(rows[4]?.slice(4, 7)).toEqual(['deposit', '2026-11-20', '2026-11-19']);
    expect(rows[6]).toEqual([
      'total',
      'JB-20261119-01',
      '2',
      '6',
      ...Array<string>(10).fill(''),
      '402.30',
      '402.30',
      '',
      '',
    ]);
  });

  it('gives a ledger system the columns that it wants', () => {
    const csv = journalCsv(HEAD, [DEPOSIT], chart, [
      { column: 'date', heading: 'GL Date' },
      { column: 'account', heading: 'Object' },
      { column: 'debit', heading: 'DR' },
      { column: 'credit', heading: 'CR' },
    ]);
    expect(csv).toBe(
      'GL Date,Object,DR,CR\r\n2026-11-20,10100,134.10,0.00\r\n2026-11-20,10190,0.00,134.10\r\n,,134.10,134.10\r\n',
    );
  });

  it('keeps hostile text in its cell and lets none be a formula', () => {
    const rows = parse(journalFile('csv', HEAD, hostile, chart));
    expect(rows).toHaveLength(hostile.length * 4 + 2);
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@]|[\r\n\u0000\u202e]/);
    expect(rows.flat()).toContain("'=1+1");
    expect(rows.flat()).toContain('Nguyễn, Thị “Ayşe”');
  });
});

describe('the journal as plain text', () => {
  it.each(DIALECTS)('is the same bytes each time, and says TRAINING when it is: %s', (dialect) => {
    const made = journalFile(dialect, HEAD, [RECEIPT, DEPOSIT], chart);
    expect(journalFile(dialect, { ...HEAD }, [{ ...RECEIPT }, DEPOSIT], [...chart].reverse())).toBe(made);
    expect(made).not.toContain('TRAINING');
    expect(journalFile(dialect, { ...HEAD, training: true }, [RECEIPT], chart)).toContain('\n; TRAINING\n');
  });

  it('names accounts by kind, fund, department and account', () => {
    const text = journalFile('hledger', HEAD, [RECEIPT], chart);
    expect(text).toContain('account Assets:F900:D000:A10190  ; Undeposited receipts\n');
    expect(text).toContain('account Income:F100:D110:A46900  ; Cash over and short\n');
    expect(text).toContain(
      [
        '2026-11-19 * (03-000412) Receipt 03-018462',
        '    ; kind: receipts',
        '    ; business-date: 2026-11-19',
        '    ; source: Receipt 03-018462',
        '    Assets:F900:D000:A10190               134.10 USD  ; Cash',
        '    Assets:F530:D000:A11500              -134.10 USD',
        '    Assets:F530:D000:A13900               134.10 USD',
        '    Liabilities:F900:D000:A20153         -134.10 USD',
        '',
      ].join('\n'),
    );
  });

  it('shows an account that the chart no longer has instead of losing it', () => {
    const smaller = chart.filter((account) => glKeyOf(account) !== '530-000-11500');
    expect(journalFile('beancount', HEAD, [RECEIPT], smaller)).toContain('Equity:Unlisted:F530:D000:A11500');
  });

  it('is never made from an entry that does not balance in each fund', () => {
    const crossFund: JournalEntry = { ...RECEIPT, postings: RECEIPT.postings.slice(0, 2) };
    for (const format of ['csv', ...DIALECTS] as const) {
      expect(() => journalFile(format, HEAD, [crossFund], chart)).toThrow('03-000412');
    }
  });
});

describe('other people’s programs', () => {
  const entries = [RECEIPT, DEPOSIT, ...hostile];

  withTool('hledger')('hledger checks it strictly, and each fund sums to zero', () => {
    const text = journalFile('hledger', HEAD, entries, chart);
    expect(run('hledger', ['check', '--strict', '-f', 'FILE'], text)).toEqual({ ok: true, output: '' });
    const balances = run(
      'hledger',
      ['bal', '-f', 'FILE', '--flat', '-N', '-O', 'csv', 'A10190|A20153|A11500'],
      text,
    );
    expect(balances.ok).toBe(true);
    const received = ((hostile.length * 13_410) / 100).toFixed(2);
    expect(balances.output).toContain(`"Assets:F900:D000:A10190","${received} USD"`);
    for (const fund of ['F900', 'F530']) {
      expect(
        run('hledger', ['bal', '-f', 'FILE', '--flat', fund], text).output.trim().split('\n').at(-1)?.trim(),
      ).toBe('0');
    }
    // A semicolon would turn the rest of a description into a comment.
    expect(run('hledger', ['descriptions', '-f', 'FILE'], text).output).toContain(
      'two spaces , not a comment',
    );
    const dates = run('hledger', ['reg', '-f', 'FILE', '-O', 'csv'], text).output;
    expect(dates.split('\n').filter((line) => /2020|2025/.test(line.split(',')[1] ?? ''))).toEqual([]);
  });

  withTool('ledger')(
    'ledger takes it with every account and tag declared, and each fund sums to zero',
    () => {
      const text = journalFile('ledger', HEAD, entries, chart);
      const all = run('ledger', ['--strict', '--pedantic', '-f', 'FILE', 'bal'], text);
      expect(all).toMatchObject({ ok: true });
      expect(all.output).not.toMatch(/[Ww]arning|[Ee]rror/);
      for (const fund of ['F900', 'F530']) {
        expect(
          run('ledger', ['-f', 'FILE', 'bal', fund], text).output.trim().split('\n').at(-1)?.trim(),
        ).toBe('0');
      }
      expect(run('ledger', ['-f', 'FILE', 'reg', '--date-format', '%Y'], text).output).not.toMatch(
        /^20(?!26)/m,
      );
    },
  );

  withTool('bean-check')('beancount accepts it', () => {
    expect(run('bean-check', ['FILE'], journalFile('beancount', HEAD, entries, chart))).toEqual({
      ok: true,
      output: '',
    });
    const unbalanced = journalFile('beancount', HEAD, [RECEIPT], chart).replace('-134.10', '-134.11');
    expect(run('bean-check', ['FILE'], unbalanced).ok).toBe(false);
  });

  withTool('hledger')(
    'hledger reads the same amounts whatever the descriptions say',
    () => {
      fc.assert(
        fc.property(
          fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 20 }),
          (texts) => {
            const odd = texts.map((text) => ({
              ...RECEIPT,
              entryId: text,
              description: text,
              source: { ...RECEIPT.source, label: text },
              postings: RECEIPT.postings.map((posting) => ({ ...posting, memo: text })),
            }));
            const text = journalFile('hledger', HEAD, odd, chart);
            const got = run('hledger', ['bal', '-f', 'FILE', '-N', '--flat', '-O', 'csv', 'A10190'], text);
            expect(got.ok, got.output).toBe(true);
            expect(got.output.replaceAll(',', '')).toContain(
              `${(sum(odd, '900-000-10190') / 100).toFixed(2)} USD`,
            );
          },
        ),
        { numRuns: 15 },
      );
    },
    60_000,
  );
});
