import { describe, expect, it } from 'vitest';
import { sampleInterfund, sampleLedgerPolicy } from '../../../test/support/ledger.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import type { DomainEvent } from '../events.ts';
import type { PaymentPosted } from '../payment/types.ts';
import { depositEntry, openingVarianceEntry, overShortEntry, paymentEntry, reverseEntry } from './entries.ts';
import { byFund, journalEntriesOf, lineCreditsByFund, releasedAtSequence, releasedWith } from './journal.ts';

const date = (text: string) => text as BusinessDate;
const labels = { session: () => 'Drawer 3, session 2', deposit: () => 'CB-1130-1' };
const november30 = date('2026-11-30');
const december1 = date('2026-12-01');

const permitLine = {
  distribution: [
    { glAccount: '100-120-42100', amountCents: 9250 },
    { glAccount: '700-000-24100', amountCents: 750 },
  ],
};
const cash = { kind: 'cash' as const, amountCents: 10000, debitAccount: '900-000-10190' };
const entry = paymentEntry([permitLine], [cash], 0, sampleInterfund, sampleLedgerPolicy);

const posted: PaymentPosted = {
  type: 'payment.posted',
  v: 1,
  paymentId: 'p1',
  sessionId: 's1',
  source: '3',
  receiptNumber: '03-018462',
  cashier: 'rosa',
  payer: { name: 'Núñez, Oluwaseun', relation: 'holder' },
  language: 'en',
  receivedDate: november30,
  lines: [],
  tenders: [],
  funding: [],
  totalCents: 10000,
  changeCents: 0,
  accounts: [],
  overrides: [],
  entry,
};
const fact = (event: DomainEvent, businessDate: BusinessDate | null = november30, sequence = 412) => ({
  sequence,
  workstation: '03',
  businessDate,
  event,
});
const voided: DomainEvent = {
  type: 'payment.voided',
  v: 1,
  paymentId: 'p1',
  sessionId: 's1',
  receiptNumber: '03-018462',
  reason: 'Mrs. Núñez changed her mind',
  receiptReturned: true,
  cashReturnedCents: 10000,
  entry: reverseEntry(entry),
};
const sent: DomainEvent = {
  type: 'deposit.sent',
  v: 1,
  depositId: 'd1',
  date: december1,
  courier: 'Brink',
  by: 'omar',
  asException: false,
  entry: depositEntry('900-000-10110', 10000, sampleInterfund, sampleLedgerPolicy),
};

describe('journalEntriesOf', () => {
  it('dates a payment by the business date of its event and names its receipt, not its payer', () => {
    const [made] = journalEntriesOf(fact(posted), labels);
    expect(made).toEqual({
      entryId: '03-000412',
      kind: 'receipts',
      date: '2026-11-30',
      businessDate: '2026-11-30',
      description: 'Receipt 03-018462',
      source: { type: 'payment', id: 'p1', label: 'Receipt 03-018462' },
      postings: entry,
    });
  });

  it('dates a deposit by the day it is sent: November’s revenue, December’s bank', () => {
    const [made] = journalEntriesOf(fact(sent), labels);
    expect(made).toMatchObject({
      kind: 'deposit',
      date: '2026-12-01',
      businessDate: '2026-11-30',
      description: 'Deposit CB-1130-1',
    });
  });

  it('never carries a reason or a name that a person typed', () => {
    const texts = [posted, voided, sent].flatMap((event) =>
      journalEntriesOf(fact(event), labels).map((made) => JSON.stringify(made)),
    );
    expect(texts).toHaveLength(3);
    for (const text of texts) expect(text).not.toMatch(/Núñez|rosa|omar|mind|Brink/);
  });

  it('labels what a session posts by its drawer, and makes no entry where nothing posts', () => {
    const approved = (difference: number): DomainEvent => ({
      type: 'session.approved',
      v: 1,
      sessionId: 's1',
      version: 1,
      approvedBy: 'dana',
      note: '',
      handInCashCents: 0,
      missing: [],
      entry: overShortEntry(
        [{ kind: 'cash', differenceCents: difference }],
        0,
        { cash: '900-000-10190', check: '', item: '', card: '', voucher: '' },
        sampleInterfund,
        sampleLedgerPolicy,
      ),
    });
    expect(journalEntriesOf(fact(approved(-500)), labels)[0]).toMatchObject({
      description: 'Over and short, drawer 3, session 2',
      source: { type: 'session', id: 's1', label: 'Drawer 3, session 2' },
    });
    expect(journalEntriesOf(fact(approved(0)), labels)).toEqual([]);
    expect(journalEntriesOf(fact({ type: 'user.signed-in', v: 1, userName: 'rosa' }, null), labels)).toEqual(
      [],
    );
  });

  it('takes a receipts entry without a business date for the bug it is', () => {
    expect(() => journalEntriesOf(fact(posted, null), labels)).toThrow('business date of payment.posted');
  });

  it('dates an opening variance by the session it opened', () => {
    const opened: DomainEvent = {
      type: 'session.opened',
      v: 1,
      sessionId: 's1',
      sessionNumber: 1,
      source: { kind: 'drawer', code: '1', name: 'Window 1' },
      cashier: 'mei',
      businessDate: november30,
      assignedFloatCents: 30000,
      count: [],
      countedCents: 29900,
      varianceCents: -100,
      entry: openingVarianceEntry(-100, sampleInterfund, sampleLedgerPolicy),
    };
    expect(journalEntriesOf(fact(opened), labels)[0]).toMatchObject({
      kind: 'receipts',
      date: '2026-11-30',
      description: 'Opening variance, drawer 3, session 2',
    });
  });
});

describe('release for export', () => {
  it('holds a payment back until its session’s close is approved', () => {
    const release = releasedWith(posted)!;
    expect(release).toEqual({ by: 'session-approval', sessionId: 's1' });
    expect(releasedAtSequence(10, release, [])).toBeUndefined();
    expect(releasedAtSequence(10, release, [30, 50])).toBe(30);
  });

  it('keeps an entry released when its close is reopened, and releases later corrections with the next approval', () => {
    const release = releasedWith(posted)!;
    expect(releasedAtSequence(10, release, [30])).toBe(30);
    expect(releasedAtSequence(40, release, [30])).toBeUndefined();
    expect(releasedAtSequence(40, release, [30, 50])).toBe(50);
  });

  it('lets deposits stand by themselves', () => {
    expect(releasedAtSequence(77, releasedWith(sent)!, [])).toBe(77);
    expect(releasedWith({ type: 'user.signed-in', v: 1, userName: 'rosa' })).toBeUndefined();
  });
});

describe('summaries', () => {
  const entries = [posted, voided, sent].flatMap((event) => journalEntriesOf(fact(event), labels));

  it('gives equal debits and credits in every fund', () => {
    const funds = byFund(entries);
    expect(funds.map((fund) => fund.fund)).toEqual(['100', '700', '900']);
    for (const fund of funds) expect(fund.debitCents).toBe(fund.creditCents);
    expect(funds[0]!.accounts).toEqual([
      { glAccount: '100-000-13900', debitCents: 9250, creditCents: 9250 },
      { glAccount: '100-120-42100', debitCents: 9250, creditCents: 9250 },
    ]);
  });

  it('adds up what lines credited, by fund, less what voids took back', () => {
    expect(lineCreditsByFund(entries.slice(0, 1))).toEqual([
      { fund: '100', creditCents: 9250 },
      { fund: '700', creditCents: 750 },
    ]);
    expect(lineCreditsByFund(entries)).toEqual([
      { fund: '100', creditCents: 0 },
      { fund: '700', creditCents: 0 },
    ]);
  });
});
