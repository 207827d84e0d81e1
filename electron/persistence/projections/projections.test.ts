import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stream } from '../../../shared/domain/events.ts';
import type { PaymentVoided, TenderCorrected } from '../../../shared/domain/payment/types.ts';
import type { ExportBuilt } from '../../../shared/domain/office/types.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { addDays } from '../../../shared/kernel/time.ts';
import { findings, openTestBooks, taken, tamper } from '../../../test/support/books.ts';
import type { TestBooks } from '../../../test/support/books.ts';
import {
  approved,
  AT,
  balanced,
  cash,
  check,
  DATE,
  founded,
  openDrawer,
  postPayment,
  posted,
  prepared,
} from '../../../test/support/sample-events.ts';
import { connect } from '../connection.ts';
import { projectionsAreStale } from './all.ts';

const RANGE = { from: DATE, to: DATE };

let books: TestBooks;
beforeEach(async () => {
  books = await openTestBooks();
  books.append(stream.office, [founded]);
  books.write((tx) => openDrawer(tx, 's1'));
});
afterEach(() => {
  // Whatever a test did: rebuilt from the journal it is the same, byte for byte.
  expect(findings(books.folder)).toEqual([]);
  books.remove();
});

const pay = (paymentId: string, plan: Partial<Parameters<typeof postPayment>[1]> = {}): void => {
  books.write((tx) => postPayment(tx, { paymentId, sessionId: 's1', ...plan }));
};

const voided = (paymentId: string, receiptNumber: string): PaymentVoided => ({
  type: 'payment.voided',
  v: 1,
  paymentId,
  sessionId: 's1',
  receiptNumber,
  reason: 'wrong account',
  receiptReturned: true,
  cashReturnedCents: 9_495,
  approvedBy: 'dana',
  entry: posted({ paymentId, sessionId: 's1', receiptNumber }).entry.map((posting) => ({
    ...posting,
    debitCents: posting.creditCents,
    creditCents: posting.debitCents,
  })),
});

const corrected = (paymentId: string, receiptNumber: string): TenderCorrected => ({
  type: 'payment.tender-corrected',
  v: 1,
  paymentId,
  sessionId: 's1',
  receiptNumber,
  reason: 'it was another check',
  correctedBy: 'dana',
  before: [check(1, 9_494, '1042'), cash(2, 9_995, 500)],
  after: [check(1, 9_494, '1043'), cash(2, 9_595, 100)],
  changeBeforeCents: 500,
  changeAfterCents: 100,
  funding: [],
  entry: [],
});

describe('a session', () => {
  it('adds up its payments by kind of tender, in the order of the kinds', () => {
    pay('p1');
    pay('p2', { amountCents: 10_000 });
    expect(books.store.sessionTotals('s1')).toEqual({
      sessionId: 's1',
      payments: 2,
      voids: 0,
      linesCents: 28_989,
      changeCents: 1_000,
      byKind: [
        { kind: 'cash', cents: 9_995 + 5_500, items: 2 },
        { kind: 'check', cents: 9_494 + 5_000, items: 2 },
        { kind: 'item', cents: 0, items: 0 },
        { kind: 'card', cents: 0, items: 0 },
        { kind: 'voucher', cents: 0, items: 0 },
      ],
    });
  });

  it('takes a void back out with what the payment had become by corrections', () => {
    pay('p1');
    pay('p2');
    books.append(stream.payment('p2'), [corrected('p2', '01-000002')]);
    expect(books.store.sessionTotals('s1')).toMatchObject({ changeCents: 600 });
    expect(books.store.sessionTotals('s1').byKind[0]).toEqual({ kind: 'cash', cents: 19_590, items: 2 });
    books.append(stream.payment('p2'), [voided('p2', '01-000002')]);
    expect(books.store.sessionTotals('s1')).toMatchObject({
      payments: 1,
      voids: 1,
      linesCents: 18_989,
      changeCents: 500,
    });
    expect(books.store.sessionTotals('s1').byKind[0]).toEqual({ kind: 'cash', cents: 9_995, items: 1 });
    expect(books.store.payment('p2')?.status).toBe('voided');
  });

  it('names who took, corrected, voided and overrode', () => {
    pay('p1');
    books.append(stream.payment('p1'), [corrected('p1', '01-000001'), voided('p1', '01-000001')]);
    expect(books.store.sessionActors('s1')).toEqual([
      { user: 'dana', act: 'corrected' },
      { user: 'dana', act: 'overrode' },
      { user: 'mei', act: 'took' },
      { user: 'mei', act: 'voided' },
    ]);
  });

  it('is sealed over its own events and its payments’, whatever happens beside it', () => {
    pay('p1');
    const seal = books.store.sessionSeal('s1');
    expect(seal).toMatchObject({ events: 2, lastSequence: 3 });
    books.write((tx) => openDrawer(tx, 's2', 2));
    expect(books.store.sessionSeal('s1')).toEqual(seal);
    pay('p2');
    const after = books.store.sessionSeal('s1');
    expect(after.events).toBe(3);
    expect(after.hash).not.toBe(seal.hash);
  });

  it('goes through its life, and the next one knows its number and who had the drawer', () => {
    const session = stream.session('s1');
    const status = () => books.store.session('s1')?.status;
    const id = { v: 1, sessionId: 's1' } as const;
    books.append(session, [{ type: 'session.suspended', ...id }]);
    expect(status()).toBe('suspended');
    books.append(session, [{ type: 'session.resumed', ...id }]);
    books.append(session, [{ type: 'session.no-sale', ...id, reason: 'change for the meter' }]);
    expect(books.store.session('s1')).toMatchObject({ status: 'open', noSales: 1, lastActivity: 'No sale' });
    books.append(session, [{ type: 'session.balancing-begun', ...id, countedBy: 'mei' }]);
    expect(status()).toBe('balancing');
    books.append(session, [balanced('s1', 5)]);
    expect(books.store.overShort(RANGE)).toEqual([
      { sessionId: 's1', date: DATE, label: 'Drawer 3, session 1', kind: 'cash', differenceCents: -5 },
    ]);
    books.append(session, [{ type: 'session.rejected', ...id, rejectedBy: 'dana', reason: 'count again' }]);
    expect(status()).toBe('balancing');
    expect(books.store.overShort(RANGE)).toEqual([]);
    books.append(session, [balanced('s1', 0), { type: 'session.submitted', ...id, reasons: [] }]);
    expect(status()).toBe('submitted');
    expect(books.store.unfinishedSessionOf('3')?.sessionId).toBe('s1');
    books.append(session, [approved('s1', 5)]);
    expect(status()).toBe('approved');
    expect(books.store.unfinishedSessionOf('3')).toBeUndefined();
    expect(books.store.nextSessionNumber('3', DATE)).toBe(2);
    expect(books.store.nextSessionNumber('4', DATE)).toBe(1);
    expect(books.store.lastCashierOf('3')).toBe('mei');
    expect(books.store.sessions({ statuses: ['approved'], range: RANGE, cashier: 'mei' })).toHaveLength(1);
    expect(books.store.sessions({ statuses: ['open'] })).toEqual([]);
  });

  it('remembers its last activity, but not that somebody looked at its cash', () => {
    const later = '2026-11-19T17:00:00.000Z' as Instant;
    pay('p1');
    books.append(
      stream.session('s1'),
      [{ type: 'session.cash-looked-at', v: 1, sessionId: 's1', by: 'dana' }],
      later,
    );
    expect(books.store.session('s1')).toMatchObject({
      lastActivity: 'Payment 01-000001',
      lastActivityAt: AT,
    });
    expect(books.store.sessionEvents('s1', ['session.cash-looked-at', 'payment.posted'])).toHaveLength(2);
  });
});

describe('payments', () => {
  it('are found by receipt, amount, check, account and any word of the payer, gathered or not', () => {
    const found = (text: string): (string | undefined)[] =>
      books.store.payments({ text, limit: 10 }).map((payment) => payment.paymentId);
    const ask = (): void => {
      expect(found('01-000002')).toEqual(['p2']);
      expect(found('2')).toEqual(['p2']);
      expect(found('77.07')).toEqual(['p2']);
      expect(found('5511')).toEqual(['p2']);
      expect(found('100000749')).toEqual(['p2']);
      expect(found('ñandu lukasz')).toEqual(['p2']);
      expect(found('nan lu')).toEqual(['p2']);
      expect(found('nan x')).toEqual([]);
      expect(books.store.paymentByReceipt('01-000002')?.paymentId).toBe('p2');
    };
    pay('p1');
    pay('p2', {
      amountCents: 7_707,
      checkNumber: '5511',
      account: '100000749',
      payer: 'Ñandú, Łukasz',
    });
    ask();
    for (let number = 3; number <= 256; number += 1) pay(`p${String(number)}`);
    ask();
    pay('p257', { payer: 'Nandu, Lucy' });
    expect(found('nandu lu')).toEqual(['p257', 'p2']);
  });

  it('stop at the limit, newest first, inside the range', () => {
    for (let number = 1; number <= 5; number += 1) pay(`p${String(number)}`);
    expect(books.store.payments({ limit: 2 }).map((each) => each.paymentId)).toEqual(['p5', 'p4']);
    expect(books.store.payments({ range: RANGE, sessionId: 's1', limit: 9 })).toHaveLength(5);
    const tomorrow = addDays(DATE, 1);
    expect(books.store.payments({ range: { from: tomorrow, to: tomorrow }, limit: 9 })).toEqual([]);
  });

  it('show their lines and tenders as they stand after a correction', () => {
    pay('p1');
    expect(books.store.lines({ paymentId: 'p1' }).map((line) => [line.name, line.amountCents])).toEqual([
      ['Electric', 9_494],
      ['Water', 6_329],
      ['Building permit', 3_166],
    ]);
    expect(books.store.lines({ range: RANGE })[0]?.charge).toEqual({
      service: 'EL',
      billDate: '2026-11-01',
      dueDate: '2026-11-23',
      kind: 'billed',
    });
    books.append(stream.payment('p1'), [corrected('p1', '01-000001')]);
    const tenders = books.store.tenders({ sessionIds: ['s1'], kinds: ['check'] });
    expect(tenders.map(({ tender }) => tender.check?.number)).toEqual(['1043']);
    expect(books.store.payments({ text: '1042', limit: 5 })).toEqual([]);
    expect(books.store.payments({ text: '1043', limit: 5 })).toHaveLength(1);
  });

  it('keep a corrected check findable after it was gathered', () => {
    for (let number = 1; number <= 256; number += 1)
      pay(`p${String(number)}`, { checkNumber: String(9_000 + number) });
    books.append(stream.payment('p3'), [
      {
        ...corrected('p3', '01-000003'),
        before: [check(1, 9_494, '9003'), cash(2, 9_995, 500)],
      },
    ]);
    expect(books.store.payments({ text: '9003', limit: 5 })).toEqual([]);
    expect(books.store.payments({ text: '1043', limit: 5 })).toHaveLength(1);
  });

  it('tell the same check again by routing and number, not when the payment was voided', () => {
    const same = () =>
      books.store
        .sameInstrument({ routing: '122105278', number: '1042', kind: 'check', since: DATE })
        .map((row) => row.paymentId);
    pay('p1');
    pay('p2', { checkNumber: '2000' });
    expect(same()).toEqual(['p1']);
    expect(
      books.store.sameInstrument({ routing: '021000021', number: '1042', kind: 'check', since: DATE }),
    ).toEqual([]);
    expect(books.store.sameInstrument({ number: '1042', kind: 'check', since: addDays(DATE, 1) })).toEqual(
      [],
    );
    books.append(stream.payment('p1'), [voided('p1', '01-000001')]);
    expect(same()).toEqual([]);
  });

  it('count by hour, without the voided ones', () => {
    pay('p1');
    pay('p2');
    books.append(stream.payment('p2'), [voided('p2', '01-000002')]);
    expect(books.store.paymentsByHour(DATE)).toEqual([
      { hourStart: '2026-11-19T16:00:00.000Z', payments: 1 },
    ]);
  });
});

describe('the ledger', () => {
  const batch = (batchId: string, kind: ExportBuilt['kind']): ExportBuilt => ({
    type: 'export.built',
    v: 1,
    batchId,
    kind,
    format: 'csv',
    scope: { ...RANGE, throughSequence: books.store.head().sequence },
    fileName: `${batchId}.csv`,
    records: 1,
    totalCents: 1,
    sha256: '0'.repeat(64),
  });

  it('balances by account the same before and after payments are gathered', () => {
    const sum = () => books.store.balances({ range: RANGE, by: 'date' });
    for (let number = 1; number <= 255; number += 1) pay(`p${String(number)}`);
    const before = sum();
    pay('p256');
    expect(sum().find((row) => row.glAccount === '900-000-10190')).toEqual({
      fund: '900',
      glAccount: '900-000-10190',
      debitCents: 256 * 18_989,
      creditCents: 0,
    });
    expect(before.find((row) => row.glAccount === '900-000-10190')?.debitCents).toBe(255 * 18_989);
    expect(before.map((row) => row.glAccount)).toEqual(sum().map((row) => row.glAccount));
  });

  it('releases a session’s entries with its approval and keeps them released when it is reopened', () => {
    pay('p1');
    const entries = (released?: boolean) =>
      books.store.entries({ range: RANGE, ...(released === undefined ? {} : { released }) });
    expect(entries(true)).toEqual([]);
    expect(books.store.balances({ range: RANGE, by: 'date', released: true })).toEqual([]);
    expect(books.store.balances({ range: RANGE, by: 'date', released: false })).toHaveLength(10);
    books.append(stream.session('s1'), [approved('s1', 5)]);
    expect(entries(false)).toEqual([]);
    expect(entries().map((entry) => [entry.source.label, entry.releasedAtSequence])).toEqual([
      ['Receipt 01-000001', 5],
      ['Drawer 3, session 1', 5],
    ]);
    const { entry } = approved('s1', 5);
    books.append(stream.session('s1'), [
      {
        type: 'session.reopened',
        v: 1,
        sessionId: 's1',
        version: 2,
        reopenedBy: 'dana',
        reason: 'a check was missing',
        entry: entry.map((posting) => ({
          ...posting,
          debitCents: posting.creditCents,
          creditCents: posting.debitCents,
        })),
      },
    ]);
    expect(entries(true)).toHaveLength(2);
    expect(entries(false)).toHaveLength(1);
    expect(books.store.balances({ range: RANGE, by: 'date', released: false })).toHaveLength(2);
  });

  it('puts an entry into one batch and leaves later ones to the next', () => {
    pay('p1');
    books.append(stream.session('s1'), [approved('s1', 5)]);
    books.write((tx) => openDrawer(tx, 's2', 2));
    pay('p2', { sessionId: 's2' });
    books.append(stream.export('J-1'), [batch('J-1', 'journal')]);
    books.append(stream.export('P-1'), [batch('P-1', 'payments')]);
    books.append(stream.session('s2'), [approved('s2', 5)]);
    books.append(stream.export('J-2'), [batch('J-2', 'journal')]);
    const sequences = (exportedIn: string) =>
      books.store.entries({ exportedIn }).map((entry) => entry.source.id);
    expect(sequences('J-1')).toEqual(['p1', 's1']);
    expect(sequences('J-2')).toEqual(['p2', 's2']);
    expect(books.store.lines({ range: RANGE }).map((line) => line.exportedIn)).toEqual([
      'P-1',
      'P-1',
      'P-1',
      null,
      null,
      null,
    ]);
    expect(books.store.nextExportNumber('journal')).toBe(3);
    expect(books.store.nextExportNumber('payments')).toBe(2);
    books.append(stream.export('J-1'), [{ type: 'export.delivered', v: 1, batchId: 'J-1' }]);
    expect(books.store.exports().map((each) => [each.batchId, each.delivered])).toEqual([
      ['J-2', false],
      ['P-1', false],
      ['J-1', true],
    ]);
  });

  it('finds entries by what made them', () => {
    pay('p1');
    pay('p2');
    books.append(stream.payment('p1'), [voided('p1', '01-000001')]);
    expect(books.store.entries({ sourceId: 'p1' }).map((entry) => entry.description)).toEqual([
      'Receipt 01-000001',
      'Void of receipt 01-000001',
    ]);
    expect(books.store.entries({ throughSequence: 3 })).toHaveLength(1);
    expect(books.store.entries({ kinds: ['deposit'] })).toEqual([]);
    expect(books.store.entries({ limit: 1 })).toHaveLength(1);
  });
});

describe('deposits', () => {
  beforeEach(() => {
    pay('p1');
    books.append(stream.session('s1'), [approved('s1', 5)]);
    books.append(stream.deposit('d1'), [prepared('d1', 's1', 'p1')]);
  });

  it('hold their tenders and the session’s cash until they are taken apart', () => {
    expect(books.store.tenders({ depositId: 'd1' }).map((row) => row.tender.tenderNo)).toEqual([1]);
    expect(books.store.depositedCash('s1')).toEqual([{ bankAccount: 'POOL', cents: 9_995 }]);
    expect(books.store.nextDepositNumber(DATE)).toBe(2);
    expect(books.store.deposits({ open: true })).toHaveLength(1);
    books.append(stream.deposit('d1'), [
      { type: 'deposit.dissolved', v: 1, depositId: 'd1', by: 'carlos', reason: 'a check was forgotten' },
    ]);
    expect(books.store.tenders({ depositId: 'd1' })).toEqual([]);
    expect(books.store.depositedCash('s1')).toEqual([]);
    expect(books.store.depositsOf('s1').map((deposit) => deposit.custody)).toEqual(['dissolved']);
    expect(books.store.deposits({ open: true })).toEqual([]);
    expect(books.store.deposits({ open: false })).toHaveLength(1);
  });

  it('never use a bag number twice', () => {
    expect(books.store.bagNumberUsed('A-1')).toBe(false);
    books.append(stream.deposit('d1'), [
      {
        type: 'deposit.sealed',
        v: 1,
        depositId: 'd1',
        bagNumber: 'A-1',
        sealedBy: 'carlos',
        witness: 'dana',
        journalHead: books.store.head().hash,
      },
      { type: 'deposit.unsealed', v: 1, depositId: 'd1', bagNumber: 'A-1', reason: 'torn', by: 'carlos' },
    ]);
    expect(books.store.bagNumberUsed('A-1')).toBe(true);
    expect(books.store.deposit('d1')).toMatchObject({ custody: 'preparing', bags: ['A-1'] });
  });
});

describe('print jobs', () => {
  it('wait until somebody has said what became of them', () => {
    pay('p1');
    const job = stream.print('job-p1');
    const waiting = () => books.store.prints({ statuses: ['queued', 'sent', 'failed', 'unknown'], limit: 9 });
    expect(waiting().map((row) => row.status)).toEqual(['queued']);
    books.append(job, [{ type: 'print.sent', v: 1, jobId: 'job-p1' }]);
    books.append(job, [{ type: 'print.unknown', v: 1, jobId: 'job-p1', fault: 'silent', bytesSent: 412 }]);
    expect(waiting()[0]).toMatchObject({ outcome: 'unknown', fault: 'silent', bytesSent: 412 });
    books.append(job, [
      { type: 'print.resolved', v: 1, jobId: 'job-p1', resolution: 'abandoned', by: 'mei' },
    ]);
    expect(waiting()).toEqual([]);
    expect(books.store.print('job-p1')).toMatchObject({ status: 'abandoned', outcome: 'unknown' });
    expect(books.store.prints({ paymentId: 'p1', limit: 9 })).toHaveLength(1);
    expect(books.store.prints({ sessionId: 's1', limit: 9 })).toHaveLength(1);
    expect(books.store.prints({ depositId: 'd1', limit: 9 })).toEqual([]);
  });
});

describe('people', () => {
  it('are locked out by failures and freed by a sign-in or a new secret', () => {
    const user = stream.user('mei');
    const locked = '2026-11-19T16:15:00.000Z' as Instant;
    books.append(user, [
      { type: 'user.added', v: 1, userName: 'mei', name: 'Mei Ortega', role: 'cashier' },
      { type: 'user.secret-set', v: 1, userName: 'mei' },
    ]);
    // The event promises it, so it has to be there.
    books.write((tx) => {
      tx.putSecret('user-secret', 'mei', '$argon2id$');
      return { ok: true, value: undefined };
    });
    books.append(user, [
      { type: 'user.sign-in-failed', v: 1, userName: 'mei' },
      { type: 'user.sign-in-failed', v: 1, userName: 'mei', lockedUntil: locked },
    ]);
    expect(books.store.user('mei')).toMatchObject({ failedTries: 2, lockedUntil: locked, hasSecret: true });
    books.append(user, [{ type: 'user.signed-in', v: 1, userName: 'mei' }]);
    expect(books.store.users()).toEqual([
      {
        userName: 'mei',
        name: 'Mei Ortega',
        role: 'cashier',
        enabled: true,
        hasSecret: true,
        failedTries: 0,
        lockedUntil: null,
      },
    ]);
  });
});

describe('projections', () => {
  it('are rebuilt when their code version is another one', async () => {
    pay('p1');
    const before = books.store.payment('p1');
    books.close();
    tamper(books.folder, (db) => {
      db.exec(`UPDATE projection SET code_version = 0 WHERE name = 'payments'; DELETE FROM p_payment`);
    });
    const c = connect(`${books.folder}/books.sqlite`, { readonly: true });
    expect(projectionsAreStale(c)).toBe(true);
    c.close();
    await books.reopen();
    expect(books.store.payment('p1')).toEqual(before);
    taken(books.store.transact((tx) => postPayment(tx, { paymentId: 'p2', sessionId: 's1' })));
  });
});
