/**
 * The journal as plain-text accounting, so that anyone can check it with ledger, hledger or beancount. Text from people
 * is neutralised for each: in none of them can a description begin a comment, a directive, a tag, a date or a posting.
 */
import { oneLine } from '../../../shared/kernel/text.ts';
import { decimalText } from '../../../shared/money/money.ts';
import type { JournalEntry, Posting } from '../../../shared/domain/ledger/types.ts';
import type { GlAccount } from '../../../shared/domain/reference/types.ts';
import type { BatchHead } from '../../services/outside.ts';
import { nameAccounts } from './chart-names.ts';
import type { NamedAccount } from './chart-names.ts';
import { totalsOf } from './journal-totals.ts';

export const DIALECTS = ['ledger', 'hledger', 'beancount'] as const;
export type Dialect = (typeof DIALECTS)[number];

type Accounts = ReadonlyMap<string, NamedAccount>;
type Writer = {
  readonly preamble: (head: BatchHead, accounts: Accounts) => readonly string[];
  readonly entry: (entry: JournalEntry, nameOf: (posting: Posting) => string) => readonly string[];
};

/** @returns a file that stands by itself: directives for every account, then the entries in the order given */
export function plainTextJournal(
  dialect: Dialect,
  head: BatchHead,
  entries: readonly JournalEntry[],
  chart: readonly GlAccount[],
): string {
  const used = new Set(entries.flatMap((entry) => entry.postings.map((posting) => posting.glAccount)));
  const accounts = nameAccounts(chart, used);
  const width = Math.max(0, ...[...accounts.values()].map(({ name }) => name.length));
  const nameOf = ({ glAccount }: Posting): string => (accounts.get(glAccount)?.name ?? '').padEnd(width);
  const writer = WRITERS[dialect];
  const parts = [...batchComments(head, entries), ...writer.preamble(head, accounts)];
  for (const entry of entries) parts.push('', ...writer.entry(entry, nameOf));
  return `${parts.join('\n')}\n`;
}

function batchComments(head: BatchHead, entries: readonly JournalEntry[]): string[] {
  const totals = totalsOf(entries);
  return [
    `; Tillwright journal, batch ${comment(head.batchId)}, ${comment(head.city)}`,
    ...(head.training ? ['; TRAINING'] : []),
    `; from ${head.from} to ${head.to}, made ${head.createdAt}`,
    `; ${String(totals.entries)} entries, ${String(totals.postings)} postings, ` +
      `debits ${decimalText(totals.debitCents)} USD, credits ${decimalText(totals.creditCents)} USD`,
    '',
  ];
}

const amount = ({ debitCents, creditCents }: Posting): string =>
  `${decimalText(debitCents - creditCents).padStart(14)} USD`;

/** A comment of ledger or hledger: there a colon makes a tag (`date:` moves a posting) and brackets make a date. */
const comment = (text: string): string =>
  oneLine(text).replaceAll(':', '.').replaceAll('[', '(').replaceAll(']', ')');

/** What follows date and code on an entry's line: a semicolon would begin a comment, a bar a second part. */
const description = (text: string): string =>
  oneLine(text)
    .replaceAll(';', ',')
    .replaceAll('|', '/')
    .replace(/^[*!(=]+/, '');

/** The code of an entry stands in parentheses. */
const code = (text: string): string => oneLine(text).replace(/[()]/g, '');

const quoted = (text: string): string => `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** ledger and hledger write an entry the same way. */
function ledgerEntry(entry: JournalEntry, nameOf: (posting: Posting) => string): readonly string[] {
  return [
    `${entry.date} * (${code(entry.entryId)}) ${description(entry.description)}`,
    `    ; kind: ${entry.kind}`,
    `    ; business-date: ${entry.businessDate}`,
    `    ; source: ${comment(entry.source.label).replaceAll(',', ' ')}`,
    ...entry.postings.map((posting) => {
      const memo = posting.memo === undefined ? '' : `  ; ${comment(posting.memo)}`;
      return `    ${nameOf(posting)}  ${amount(posting)}${memo}`;
    }),
  ];
}

const WRITERS = {
  ledger: {
    preamble: (_, accounts) => [
      'commodity USD',
      '    format 1,000.00 USD',
      'tag kind',
      'tag business-date',
      'tag source',
      ...[...accounts.values()].flatMap(({ name, title }) => [
        `account ${name}`,
        `    note ${comment(title)}`,
      ]),
    ],
    entry: ledgerEntry,
  },
  hledger: {
    preamble: (_, accounts) => [
      'commodity 1,000.00 USD',
      ...[...accounts.values()].map(({ name, title }) => `account ${name}  ; ${comment(title)}`),
    ],
    entry: ledgerEntry,
  },
  beancount: {
    preamble: (head, accounts) => [
      `option "title" ${quoted(head.city)}`,
      'option "operating_currency" "USD"',
      ...[...accounts.values()].flatMap(({ name, title }) => [
        `1970-01-01 open ${name} USD`,
        `  title: ${quoted(title)}`,
      ]),
    ],
    entry: (entry, nameOf) => [
      `${entry.date} * ${quoted(entry.description)}`,
      `  entry: ${quoted(entry.entryId)}`,
      `  kind: ${quoted(entry.kind)}`,
      `  business-date: ${entry.businessDate}`,
      `  source: ${quoted(entry.source.label)}`,
      ...entry.postings.flatMap((posting) => [
        `  ${nameOf(posting)}  ${amount(posting)}`,
        ...(posting.memo === undefined ? [] : [`    memo: ${quoted(posting.memo)}`]),
      ]),
    ],
  },
} as const satisfies Record<Dialect, Writer>;
