/** Journal entries and batches in words, and the proof of each fund inside one entry. Pure. */
import type { Output } from '../../bridge/bridge.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { Tone } from '../../ui/Status.tsx';

export type Entry = Output<'journal.entries'>['entries'][number];
export type ByFund = Output<'journal.by-fund'>;
export type Batch = Output<'export.list'>['exports'][number];
export type Range = { readonly from: BusinessDate; readonly to: BusinessDate };
/** An entry counts on its own date, or on the business date of its money. */
export type CountedBy = 'date' | 'business-date';

export const KIND_WORDS: Readonly<Record<Entry['kind'], string>> = {
  receipts: 'Receipts',
  deposit: 'Deposit',
  settlement: 'Settlement and bank',
};

export const FORMAT_WORDS = {
  csv: 'CSV, as documented',
  ledger: 'Ledger',
  hledger: 'hledger',
  beancount: 'Beancount',
} as const;
export type Format = keyof typeof FORMAT_WORDS;

/** Billing reads one layout; the ledger's entries come in four. */
export const formatsOf = (kind: Batch['kind']): readonly Format[] =>
  kind === 'payments' ? ['csv'] : ['csv', 'ledger', 'hledger', 'beancount'];

/** An entry waits for its close; then it may be exported, once. */
export function entryState(entry: Pick<Entry, 'released' | 'exportedIn'>): {
  readonly text: string;
  readonly tone: Tone;
} {
  if (!entry.released) return { text: 'Not released', tone: 'warn' };
  return entry.exportedIn === null
    ? { text: 'Released', tone: 'note' }
    : { text: entry.exportedIn, tone: 'ok' };
}

export type FundProof = {
  readonly fund: string;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
  readonly balances: boolean;
};

/** Each fund's own debits and credits in one entry, in the order of their first posting. */
export function fundsOf(postings: Entry['postings']): readonly FundProof[] {
  const funds = Map.groupBy(postings, (posting) => posting.glAccount.slice(0, 3));
  return [...funds].map(([fund, rows]) => {
    const debitCents = sumCents(rows.map((row) => row.debitCents));
    const creditCents = sumCents(rows.map((row) => row.creditCents));
    return { fund, debitCents, creditCents, balances: debitCents === creditCents };
  });
}

/** `7c1e 90ab 44d2 f803`: the beginning of a hash, as it can be read aloud. */
export const hashText = (hash: string): string => hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ');
