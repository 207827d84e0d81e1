/**
 * What is gathered for many payments at once: search terms and account balances. Terms are spread over a large tree; a
 * payment at a time would rewrite half a dozen of its pages, and every commit would wait for them. They are added for
 * all payments since the last time whenever a receipt number is a multiple of 256, and before an approval releases
 * balances. Events alone decide when, so that a rebuild gathers at the same places. `read/ungathered.ts` looks at the
 * payments in between.
 */
import { stream } from '../../../shared/domain/events.ts';
import type { Posting } from '../../../shared/domain/ledger/types.ts';
import type { Tender } from '../../../shared/domain/tender/types.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { forget } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { receiptOrdinal } from '../receipt-number.ts';
import { accountTerm, amountTerm, instrumentTerm, receiptTerm, searchWords } from '../search-words.ts';
import { addToBalance } from './ledger.ts';
import type { KeptLine } from './payments.ts';
import { keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
CREATE TABLE p_gathered (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  through_seq INTEGER NOT NULL
) STRICT;
INSERT INTO p_gathered (one, through_seq) VALUES (1, 0);
CREATE TABLE p_find (
  term TEXT NOT NULL,
  payment_seq INTEGER NOT NULL,
  PRIMARY KEY (term, payment_seq)
) STRICT, WITHOUT ROWID;
`;

const GATHER_EVERY = 256;

/** The number printed on the instrument, by which it is found and recognised again; cash and cards have none. */
export const instrumentNumber = (tender: Tender): string | undefined =>
  tender.check?.number ?? tender.item?.number ?? tender.pledge?.number;

export const INSTRUMENT_KINDS = ['check', 'item', 'voucher'] as const;

const instrumentTerms = (tenders: readonly Tender[]): string[] =>
  tenders.flatMap((tender) => {
    const number = instrumentNumber(tender);
    return number === undefined ? [] : [instrumentTerm(tender.kind, number)];
  });

export type FoundRow = {
  readonly seq: number;
  readonly receipt_number: string;
  readonly payer_name: string;
  readonly total_cents: number;
  readonly lines: string;
  readonly tenders: string;
};
export const FOUND_COLUMNS = 'seq, receipt_number, payer_name, total_cents, lines, tenders';

/** Everything under which a payment is found, as it stands. */
export const termsOf = (row: FoundRow): ReadonlySet<string> =>
  new Set([
    receiptTerm(row.receipt_number),
    amountTerm(row.total_cents),
    ...searchWords(row.payer_name),
    ...instrumentTerms(JSON.parse(row.tenders) as Tender[]),
    ...(JSON.parse(row.lines) as KeptLine[]).flatMap(({ account }) =>
      account === undefined ? [] : [accountTerm(account)],
    ),
  ]);

export const gatheredThrough = (c: Connection): number =>
  c.sql<{ through_seq: number }>('SELECT through_seq FROM p_gathered').get()?.through_seq ?? 0;

function gather(c: Connection, throughSeq: number): void {
  gatherTerms(c, throughSeq);
  gatherBalances(c, throughSeq);
  c.sql('UPDATE p_gathered SET through_seq = ?').run(throughSeq);
}

function gatherTerms(c: Connection, throughSeq: number): void {
  const rows = c
    .sql<FoundRow>(`SELECT ${FOUND_COLUMNS} FROM p_payment WHERE seq > ? AND seq <= ? ORDER BY seq`)
    .all(gatheredThrough(c), throughSeq);
  const found = rows.flatMap((row) => [...termsOf(row)].map((term) => ({ term, seq: row.seq })));
  // In the order of the tree, so that each of its pages is visited once.
  found.sort((a, b) => (a.term < b.term ? -1 : a.term > b.term ? 1 : a.seq - b.seq));
  const insert = c.sql('INSERT INTO p_find (term, payment_seq) VALUES (?, ?)');
  for (const { term, seq } of found) insert.run(term, seq);
}

type PostedSql = {
  readonly session_seq: number;
  readonly business_date: BusinessDate;
  readonly payload: Buffer;
};

function gatherBalances(c: Connection, throughSeq: number): void {
  const rows = c
    .sql<PostedSql>(
      `SELECT p.session_seq, p.business_date, j.payload FROM p_payment p JOIN journal j ON j.sequence = p.seq
       WHERE p.seq > ? AND p.seq <= ? ORDER BY p.seq`,
    )
    .all(gatheredThrough(c), throughSeq);
  const sums = new Map<string, { row: PostedSql; postings: Map<string, Posting> }>();
  for (const row of rows) {
    const key = `${String(row.session_seq)} ${row.business_date}`;
    const sum = sums.get(key) ?? { row, postings: new Map<string, Posting>() };
    for (const posting of postingsOf(row.payload)) add(sum.postings, posting);
    sums.set(key, sum);
  }
  for (const { row, postings } of sums.values()) {
    const date = row.business_date;
    addToBalance(c, row.session_seq, { date, businessDate: date, postings: [...postings.values()] });
  }
}

export const postingsOf = (payload: Buffer): readonly Posting[] =>
  (JSON.parse(payload.toString('utf8')) as { readonly entry: readonly Posting[] }).entry;

function add(sums: Map<string, Posting>, { glAccount, debitCents, creditCents }: Posting): void {
  const sum = sums.get(glAccount);
  sums.set(glAccount, {
    glAccount,
    debitCents: (sum?.debitCents ?? 0) + debitCents,
    creditCents: (sum?.creditCents ?? 0) + creditCents,
  });
}

export const gathered: Projection = {
  name: 'gathered',
  codeVersion: 1,
  tables: ['p_gathered', 'p_find'],
  schema,
  on: {
    'payment.posted': (c, event, recorded) => {
      if (receiptOrdinal(event.receiptNumber) % GATHER_EVERY === 0) gather(c, recorded.sequence);
    },
    'session.approved': (c, _, recorded) => {
      gather(c, recorded.sequence);
    },
    'payment.tender-corrected': (c, event) => {
      const seq = keyOf(c, stream.payment(event.paymentId));
      if (seq > gatheredThrough(c)) {
        // It is found by what it is now when it is gathered; until then nobody may remember what it was.
        forget(c);
        return;
      }
      for (const term of instrumentTerms(event.before)) {
        c.sql('DELETE FROM p_find WHERE term = ? AND payment_seq = ?').run(term, seq);
      }
      for (const term of instrumentTerms(event.after)) {
        c.sql('INSERT OR IGNORE INTO p_find (term, payment_seq) VALUES (?, ?)').run(term, seq);
      }
    },
  },
};
