/** A story in which every event that the journal may hold happens, in an order that the books can follow. */
import type { DomainEvent, EventType } from '../../shared/domain/events.ts';
import { stream } from '../../shared/domain/events.ts';
import { defaultPolicy } from '../../shared/domain/policy/default-policy.ts';
import type { BusinessDate, Instant } from '../../shared/kernel/time.ts';
import {
  approved,
  balanced,
  cash,
  check,
  DATE,
  founded,
  opened,
  posted,
  prepared,
  queued,
} from './sample-events.ts';

/** Complete by its type: a new event does not compile until it is named here, and the story tells it. */
export const EVENT_TYPES = Object.keys({
  'office.founded': 1,
  'office.reference-set': 1,
  'office.policy-set': 1,
  'office.business-date-opened': 1,
  'office.business-date-closed': 1,
  'office.printer-assigned': 1,
  'office.device-set': 1,
  'office.backup-made': 1,
  'user.added': 1,
  'user.secret-set': 1,
  'user.disabled': 1,
  'user.enabled': 1,
  'user.signed-in': 1,
  'user.signed-out': 1,
  'user.sign-in-failed': 1,
  'import.extract-imported': 1,
  'export.built': 1,
  'export.delivered': 1,
  'session.opened': 1,
  'session.suspended': 1,
  'session.resumed': 1,
  'session.no-sale': 1,
  'session.cash-looked-at': 1,
  'session.balancing-begun': 1,
  'session.back-to-open': 1,
  'session.attempt-sealed': 1,
  'session.balanced': 1,
  'session.submitted': 1,
  'session.approved': 1,
  'session.rejected': 1,
  'session.reopened': 1,
  'payment.posted': 1,
  'payment.voided': 1,
  'payment.tender-corrected': 1,
  'parked.parked': 1,
  'parked.recalled': 1,
  'parked.discarded': 1,
  'print.queued': 1,
  'print.sent': 1,
  'print.printed': 1,
  'print.failed': 1,
  'print.unknown': 1,
  'print.resolved': 1,
  'deposit.prepared': 1,
  'deposit.sealed': 1,
  'deposit.unsealed': 1,
  'deposit.sent': 1,
  'deposit.approved': 1,
  'deposit.sent-back': 1,
  'deposit.dissolved': 1,
  'deposit.confirmed': 1,
  'settlement.recorded': 1,
  'card.asked': 1,
  'card.marked': 1,
  'card.approved': 1,
  'card.not-charged': 1,
  'card.in-doubt': 1,
  'card.receipted': 1,
  'card.reversed': 1,
  'terminal.batch-read': 1,
  'terminal.batch-closed': 1,
  'machine-count.reported': 1,
  'machine-count.accepted': 1,
  'machine-count.set-aside': 1,
  'device.noticed': 1,
} satisfies Readonly<Record<EventType, 1>>) as readonly EventType[];

export type Told = { readonly stream: string; readonly event: DomainEvent };

const HASH = 'ab'.repeat(32);
const LATER = '2026-11-19T16:15:00.000Z' as Instant;

const turned = (entry: ReturnType<typeof approved>['entry']) =>
  entry.map((each) => ({ ...each, debitCents: each.creditCents, creditCents: each.debitCents }));

const OFFICE: readonly DomainEvent[] = [
  founded,
  {
    type: 'office.reference-set',
    v: 1,
    table: 'people-and-drawers',
    fileName: 'people-and-drawers.csv',
    fileHash: HASH,
    rows: [{ code: '3', kind: 'drawer', name: 'Window 3' }],
  },
  { type: 'office.policy-set', v: 1, policy: defaultPolicy },
  { type: 'office.business-date-opened', v: 1, date: DATE },
  {
    type: 'office.printer-assigned',
    v: 1,
    settings: {
      transport: { kind: 'tcp', host: '127.0.0.1', port: 9100 },
      columns: 42,
      codePage: 19,
      completion: 'process-id',
      drawerSensor: 'high-is-open',
      drawerPin: 0,
      logo: false,
    },
  },
  {
    type: 'office.backup-made',
    v: 1,
    fileName: 'books-20261119T160000Z.sqlite',
    head: HASH,
    events: 5,
  },
  { type: 'office.business-date-closed', v: 1, date: '2026-11-18' as BusinessDate },
];

const user = { v: 1, userName: 'mei' } as const;
const PEOPLE: readonly DomainEvent[] = [
  { type: 'user.added', ...user, name: 'Mei Ortega', role: 'cashier' },
  { type: 'user.disabled', ...user },
  { type: 'user.enabled', ...user },
  { type: 'user.sign-in-failed', ...user, lockedUntil: LATER },
  { type: 'user.secret-set', ...user },
  { type: 'user.signed-in', ...user },
  { type: 'user.signed-out', ...user },
];

const IMPORTED: DomainEvent = {
  type: 'import.extract-imported',
  v: 1,
  importId: 'i1',
  fileName: 'cis-extract.psv',
  fileHash: HASH,
  system: 'CEDAR BLUFF CIS',
  mapping: 'delimited',
  mappingVersion: 1,
  asOf: DATE,
  asOfInstant: '2026-11-19T03:00:00.000Z' as Instant,
  lastPostingBatch: 'P-000000',
  accounts: 0,
  charges: 0,
  totalCents: 0,
  // The hash of no rows.
  rowsHash: '27163ab962d0833a026fc2af5143528164484f2fbec3a7d90e53a82a960a839c',
};

const session = { v: 1, sessionId: 's1' } as const;
const S1 = stream.session('s1');
const pay = (paymentId: string, receiptNumber: string) =>
  posted({ paymentId, sessionId: 's1', receiptNumber });
const payment = (paymentId: string, receiptNumber: string) =>
  ({ v: 1, paymentId, sessionId: 's1', receiptNumber, reason: 'wrong account' }) as const;
const draft = {
  payer: { name: 'Smith, Siobhán', relation: 'holder' },
  lines: [{ receiptType: 'MISC', amountCents: 6_132, reference: 'Copies' }],
  accounts: [{ account: '100000008', towardText: '12.' }],
  language: 'es',
  totalCents: 6_132,
} as const;
const NOTHING_COUNTED = {
  cash: [{ form: 'bill', denominationCents: 2_000, loose: 3, bundles: 1 }],
  checks: [{ number: '1042', amountCents: 9_494 }],
  items: [],
  vouchers: [],
  cards: { slips: 0, totalCents: 0 },
} as const;

const DAY: readonly Told[] = [
  { stream: S1, event: opened('s1') },
  { stream: S1, event: { type: 'session.no-sale', ...session, reason: 'change for the meter' } },
  { stream: S1, event: { type: 'session.suspended', ...session } },
  { stream: S1, event: { type: 'session.resumed', ...session } },
  { stream: stream.payment('p1'), event: pay('p1', '01-000001') },
  { stream: stream.print('j1'), event: queued('j1', 'p1', 's1') },
  { stream: stream.print('j1'), event: { type: 'print.sent', v: 1, jobId: 'j1' } },
  {
    stream: stream.print('j1'),
    event: { type: 'print.printed', v: 1, jobId: 'j1', confirmedBy: 'process-id', kick: 'opened' },
  },
  { stream: stream.payment('p2'), event: pay('p2', '01-000002') },
  { stream: stream.print('j2'), event: queued('j2', 'p2', 's1') },
  { stream: stream.print('j2'), event: { type: 'print.failed', v: 1, jobId: 'j2', fault: 'cover-open' } },
  {
    stream: stream.print('j2'),
    event: { type: 'print.resolved', v: 1, jobId: 'j2', resolution: 'abandoned', reason: 'gone', by: 'mei' },
  },
  {
    stream: stream.payment('p2'),
    event: {
      type: 'payment.tender-corrected',
      ...payment('p2', '01-000002'),
      correctedBy: 'dana',
      before: [check(1, 9_494, '1042'), cash(2, 9_995, 500)],
      after: [check(1, 9_494, '1043'), cash(2, 9_995, 500)],
      changeBeforeCents: 500,
      changeAfterCents: 500,
      funding: [{ tenderNo: 1, lineNo: 1, amountCents: 9_494 }],
      entry: [],
    },
  },
  {
    stream: stream.payment('p2'),
    event: {
      type: 'payment.voided',
      ...payment('p2', '01-000002'),
      receiptReturned: true,
      cashReturnedCents: 9_495,
      approvedBy: 'dana',
      entry: turned(pay('p2', '01-000002').entry),
    },
  },
  { stream: stream.print('j3'), event: queued('j3', 'p1', 's1') },
  {
    stream: stream.print('j3'),
    event: { type: 'print.unknown', v: 1, jobId: 'j3', fault: 'silent', bytesSent: 512 },
  },
  { stream: stream.parked('k1'), event: { type: 'parked.parked', ...session, parkedId: 'k1', draft } },
  { stream: stream.parked('k1'), event: { type: 'parked.recalled', ...session, parkedId: 'k1' } },
  { stream: stream.parked('k2'), event: { type: 'parked.parked', ...session, parkedId: 'k2', draft } },
  { stream: stream.parked('k2'), event: { type: 'parked.discarded', ...session, parkedId: 'k2' } },
  { stream: S1, event: { type: 'session.cash-looked-at', ...session, by: 'dana' } },
  { stream: S1, event: { type: 'session.balancing-begun', ...session, countedBy: 'mei' } },
  { stream: S1, event: { type: 'session.back-to-open', ...session, reason: 'one more customer' } },
  { stream: S1, event: { type: 'session.balancing-begun', ...session, countedBy: 'mei', witness: 'dana' } },
  {
    stream: S1,
    event: {
      type: 'session.attempt-sealed',
      ...session,
      attempt: 1,
      countedBy: 'mei',
      count: NOTHING_COUNTED,
      countedCents: { cash: 10_000, check: 9_494, item: 0, card: 0, voucher: 0 },
      disagreeing: ['cash'],
    },
  },
  { stream: S1, event: balanced('s1', 5) },
  {
    stream: S1,
    event: {
      type: 'session.submitted',
      ...session,
      reasons: [{ kind: 'cash', reason: 'change-error', note: 'a dime' }],
    },
  },
  { stream: S1, event: { type: 'session.rejected', ...session, rejectedBy: 'dana', reason: 'count again' } },
  { stream: S1, event: balanced('s1', 5) },
  { stream: S1, event: approved('s1', 5) },
  {
    stream: S1,
    event: {
      type: 'session.reopened',
      ...session,
      version: 2,
      reopenedBy: 'dana',
      reason: 'the dime was found',
      entry: turned(approved('s1', 5).entry),
    },
  },
  { stream: S1, event: { ...balanced('s1', 5), version: 2 } },
  { stream: S1, event: { ...approved('s1', 5), version: 2 } },
];

const deposit = { v: 1, depositId: 'd1' } as const;
const D1 = stream.deposit('d1');
const MONEY: readonly Told[] = [
  { stream: stream.deposit('d0'), event: { ...prepared('d0', 's1', 'p1'), number: 'CB-1119-0' } },
  {
    stream: stream.deposit('d0'),
    event: {
      type: 'deposit.dissolved',
      v: 1,
      depositId: 'd0',
      by: 'carlos',
      reason: 'a check was forgotten',
    },
  },
  { stream: D1, event: prepared('d1', 's1', 'p1') },
  {
    stream: D1,
    event: {
      type: 'deposit.sealed',
      ...deposit,
      bagNumber: 'A-1',
      sealedBy: 'carlos',
      witness: 'dana',
      journalHead: HASH,
    },
  },
  {
    stream: D1,
    event: { type: 'deposit.unsealed', ...deposit, bagNumber: 'A-1', reason: 'torn', by: 'carlos' },
  },
  {
    stream: D1,
    event: {
      type: 'deposit.sealed',
      ...deposit,
      bagNumber: 'A-2',
      sealedBy: 'carlos',
      witness: 'dana',
      journalHead: HASH,
    },
  },
  { stream: D1, event: { type: 'deposit.sent-back', ...deposit, by: 'dana', reason: 'slip unsigned' } },
  {
    stream: D1,
    event: {
      type: 'deposit.sent',
      ...deposit,
      date: DATE,
      courier: 'Loomis',
      by: 'carlos',
      asException: true,
      entry: [
        { glAccount: '900-000-10100', debitCents: 19_489, creditCents: 0 },
        { glAccount: '900-000-10190', debitCents: 0, creditCents: 19_489 },
      ],
    },
  },
  { stream: D1, event: { type: 'deposit.approved', ...deposit, approvedBy: 'dana' } },
  {
    stream: D1,
    event: {
      type: 'deposit.confirmed',
      ...deposit,
      date: '2026-11-20' as BusinessDate,
      creditedCents: 19_479,
      by: 'omar',
      note: 'a ten-cent coin less',
      entry: [
        { glAccount: '900-000-77000', debitCents: 10, creditCents: 0 },
        { glAccount: '900-000-10100', debitCents: 0, creditCents: 10 },
      ],
    },
  },
  {
    stream: stream.settlement('t1'),
    event: {
      type: 'settlement.recorded',
      v: 1,
      settlementId: 't1',
      bankAccount: 'POOL',
      date: '2026-11-20' as BusinessDate,
      reference: 'BATCH 0042',
      grossCents: 10_000,
      feeCents: 275,
      entry: [
        { glAccount: '900-000-10100', debitCents: 9_725, creditCents: 0 },
        { glAccount: '900-000-53400', debitCents: 275, creditCents: 0 },
        { glAccount: '900-000-10150', debitCents: 0, creditCents: 10_000 },
      ],
    },
  },
  {
    stream: stream.export('J-000001'),
    event: {
      type: 'export.built',
      v: 1,
      batchId: 'J-000001',
      kind: 'journal',
      format: 'csv',
      scope: { from: DATE, to: DATE, throughSequence: 60 },
      fileName: 'J-000001.csv',
      records: 6,
      totalCents: 57_472,
      sha256: HASH,
    },
  },
  {
    stream: stream.export('J-000001'),
    event: { type: 'export.delivered', v: 1, batchId: 'J-000001' },
  },
];

const TERMINAL = {
  deviceId: 'terminal-3',
  name: 'Terminal, window 3',
  sources: ['3'],
  settings: {
    kind: 'card-terminal',
    protocol: 'pax',
    transport: { kind: 'tcp', host: '10.0.0.7', port: 10_009 },
  },
} as const;
const askedOf = (attemptId: string, number: number, kind: 'sale' | 'void' = 'sale') =>
  ({
    type: 'card.asked',
    v: 1,
    attemptId,
    number,
    reference: String(number).padStart(12, '0'),
    kind,
    cardEntry: 'presented',
    sessionId: 's1',
    paymentId: 'p1',
    tenderType: 'CARD',
    amountCents: 4_210,
    deviceId: 'terminal-3',
    askedBy: 'mei',
  }) as const;
const APPROVAL = {
  approvedCents: 4_210,
  brand: 'Visa',
  last4: '4242',
  entryMode: 'chip',
  authorization: '083112',
  hostReference: '0042',
  terminalId: 'T3',
  trace: '17',
  batch: '0047',
  emv: { aid: 'A0000000031010', label: 'VISA CREDIT', cvm: '1F0302' },
} as const;
const BATCH = {
  v: 1,
  deviceId: 'terminal-3',
  batch: '0047',
  saleCount: 1,
  saleCents: 4_210,
  refundCount: 1,
  refundCents: 4_210,
} as const;
const counted = (countId: string): Told => ({
  stream: stream.machineCount(countId),
  event: {
    type: 'machine-count.reported',
    v: 1,
    countId,
    deviceId: 'sorter',
    deviceName: 'Coin sorter',
    reportNumber: `00007-${countId}`,
    medium: 'coin',
    rows: [{ denominationCents: 25, pieces: 40 }],
    totalPieces: 40,
    totalCents: 1_000,
    raw: 'QkFUQ0g=',
  },
});
const CARD = stream.card('c1');
const BACK = stream.card('c2');
const DEVICES: readonly Told[] = [
  {
    stream: stream.office,
    event: { type: 'office.device-set', v: 1, deviceId: 'terminal-3', device: TERMINAL },
  },
  { stream: CARD, event: askedOf('c1', 1) },
  { stream: CARD, event: { type: 'card.in-doubt', v: 1, attemptId: 'c1', fault: 'silent' } },
  {
    stream: CARD,
    event: {
      type: 'card.approved',
      v: 1,
      attemptId: 'c1',
      approval: APPROVAL,
      known: { by: 'look-up' },
    },
  },
  { stream: CARD, event: { type: 'card.receipted', v: 1, attemptId: 'c1', paymentId: 'p1', tenderNo: 1 } },
  { stream: BACK, event: { ...askedOf('c2', 2, 'void'), originalAttemptId: 'c1' } },
  {
    stream: BACK,
    event: { type: 'card.approved', v: 1, attemptId: 'c2', approval: APPROVAL, known: { by: 'answer' } },
  },
  { stream: CARD, event: { type: 'card.reversed', v: 1, attemptId: 'c1', byAttemptId: 'c2' } },
  { stream: stream.card('c3'), event: askedOf('c3', 3) },
  {
    stream: stream.card('c3'),
    event: { type: 'card.marked', v: 1, attemptId: 'c3', mark: 'receipt 41, turnover 1208.40' },
  },
  {
    stream: stream.card('c3'),
    event: {
      type: 'card.not-charged',
      v: 1,
      attemptId: 'c3',
      why: 'declined',
      text: 'DECLINED, code 05',
      known: { by: 'answer' },
    },
  },
  {
    stream: stream.terminal('terminal-3'),
    event: { type: 'terminal.batch-read', ...BATCH, sessionId: 's1' },
  },
  { stream: stream.terminal('terminal-3'), event: { type: 'terminal.batch-closed', ...BATCH } },
  counted('m1'),
  {
    stream: stream.machineCount('m1'),
    event: {
      type: 'machine-count.accepted',
      v: 1,
      countId: 'm1',
      sessionId: 's1',
      attempt: 1,
      acceptedBy: 'mei',
      rows: [{ form: 'coin', denominationCents: 25, loose: 0, bundles: 1 }],
    },
  },
  counted('m2'),
  {
    stream: stream.machineCount('m2'),
    event: { type: 'machine-count.set-aside', v: 1, countId: 'm2', by: 'mei', reason: 'a test run' },
  },
  {
    stream: stream.device('printer'),
    event: {
      type: 'device.noticed',
      v: 1,
      deviceId: 'printer',
      what: 'drawer-opened-by-key',
      sessionId: 's1',
    },
  },
];

export const STORY: readonly Told[] = [
  ...OFFICE.map((event) => ({ stream: stream.office, event })),
  ...PEOPLE.map((event) => ({ stream: stream.user('mei'), event })),
  { stream: stream.import('i1'), event: IMPORTED },
  ...DAY,
  ...MONEY,
  ...DEVICES,
];
