/** The counter: accounts, payments, parked payers, receipts and the print outbox. */
import { z } from 'zod';
import { command, query } from '../channel.ts';
import {
  account,
  amountCents,
  cents,
  chargeKey,
  count,
  date,
  done,
  file,
  id,
  instant,
  language,
  list,
  none,
  payer,
  permitted,
  person,
  posting,
  preview,
  range,
  requiredText,
  tenderKind,
  text,
} from '../values.ts';
import { scanlineProfile } from './scanlines.ts';

export const lineInput = z.strictObject({
  receiptType: z.string().min(1).max(20),
  amountCents,
  account: account.exactOptional(),
  charge: chargeKey.exactOptional(),
  reference: text(60).exactOptional(),
});

export const checkInput = z.strictObject({
  routing: z
    .string()
    .regex(/^\d{9}$/)
    .describe('ABA routing number'),
  number: z.string().regex(/^\d{1,15}$/),
  /** Optional; encrypted in the side table, only its last four and a keyed hash reach the journal. */
  account: z
    .string()
    .regex(/^\d{3,17}$/)
    .exactOptional(),
  /** Of the check reader: the account number is taken from there. */
  readingId: id.exactOptional(),
  drawerName: text(80).exactOptional(),
  /** Written on the check; a post-dated or stale one is refused. */
  date: date.exactOptional(),
});

export const tenderInput = z.strictObject({
  tenderType: z.string().min(1).max(20),
  amountCents,
  check: checkInput.exactOptional(),
  item: z
    .strictObject({ number: z.string().regex(/^[A-Za-z0-9-]{1,24}$/), issuer: text(40).exactOptional() })
    .exactOptional(),
  card: z
    .strictObject({
      authorization: z.string().regex(/^[A-Za-z0-9]{1,12}$/),
      brand: z.string().min(1).max(20),
      last4: z.string().regex(/^\d{4}$/),
    })
    .exactOptional(),
  /** Captured by the connected terminal: what is posted is what it approved. */
  terminalCard: z.strictObject({ attemptId: id }).exactOptional(),
  pledge: z
    .strictObject({ agency: requiredText(60), number: z.string().regex(/^[A-Za-z0-9-]{1,24}$/) })
    .exactOptional(),
});

export const overrideKind = z.enum(['allocation', 'bankruptcy', 'check-repeat', 'over-limit', 'own-account']);

/** One charge as `shared/domain/allocation` knows it, so that the renderer previews with the function that decides. */
export const openCharge = z.strictObject({
  charge: chargeKey.extend({ account: z.string(), amountCents: cents }),
  state: z.enum(['payable', 'before-petition', 'no-receipt-type', 'credit']),
  paidHereCents: cents,
  creditedCents: cents,
  openCents: cents,
  /** What the counter calls it: `Water bill`, `Late penalty`, `Credit`. */
  name: z.string(),
  daysLate: z.int(),
  requiresGuaranteed: z.boolean(),
});

export const notice = z.strictObject({
  kind: z.enum(['disconnected', 'bankruptcy', 'written-off', 'guaranteed-only', 'confidential', 'final']),
  /** `GUARANTEED FUNDS ONLY` */
  badge: z.string(),
  text: z.string(),
  severity: z.enum(['danger', 'warn', 'note']),
});

export const accountView = z.strictObject({
  account: z.string(),
  /** Null for a confidential account: no name on tabs, displays or receipts. */
  name: z.string().nullable(),
  address: z.string(),
  status: z.enum(['active', 'disconnected', 'final', 'written-off', 'bankruptcy']),
  class: z.enum(['residential', 'commercial']),
  cycle: z.string(),
  asOf: date,
  importId: z.string(),
  /** `as of Nov 19, less 1 payment here` */
  ownPayments: count,
  balanceCents: cents,
  /** Credits and own money beyond what is owed; part of the balance. */
  creditLeftCents: cents,
  charges: list(openCharge),
  notices: list(notice),
  guaranteedUntil: date.exactOptional(),
  petitionDate: date.exactOptional(),
  /** Disconnected accounts: what reconnects. */
  reconnectCents: cents.exactOptional(),
  /** Own payments of the last days, shown with receipt, time and drawer before money is taken again. */
  recent: list(
    z.strictObject({ receiptNumber: z.string(), at: instant, source: z.string(), amountCents: cents }),
  ),
});

export const receiptType = z.strictObject({
  code: z.string(),
  name: z.string(),
  department: z.string(),
  amount: z.enum(['account', 'open', 'fixed']),
  priceCents: cents.exactOptional(),
  reference: z.enum(['account', 'permit', 'license', 'citation', 'serial', 'description', 'agency']),
  guaranteedFunds: z.boolean(),
});
export const tenderType = z.strictObject({
  code: z.string(),
  name: z.string(),
  kind: tenderKind,
  guaranteedFunds: z.boolean(),
  reference: z.enum(['none', 'routing+number', 'number', 'authorization+last4', 'agency+number']),
  opensDrawer: z.boolean(),
  changeLimitCents: z.union([cents, z.literal('any')]),
  maximumCents: cents.exactOptional(),
});

export const counterSetup = z.strictObject({
  receiptTypes: list(receiptType),
  /** In the order of the digits 1–9 of “Add item”. */
  frequent: list(z.string(), 9),
  tenderTypes: list(tenderType),
  denominations: list(
    z.strictObject({
      form: z.enum(['bill', 'coin']),
      denominationCents: z.int(),
      name: z.string(),
      bundleOf: z.int(),
    }),
  ),
  servicePriority: list(z.string()),
  serviceMap: list(
    z.strictObject({
      service: z.string(),
      kind: z.enum(['billed', 'fee', 'arrangement', 'written-off', 'credit']),
      forService: z.string().exactOptional(),
      receiptType: z.string().exactOptional(),
      guaranteedFunds: z.boolean(),
    }),
  ),
  overpaymentReceiptType: z.string().nullable(),
  maximumLineCents: cents,
  impliedDecimals: z.boolean(),
  allocationOverrideNeedsSupervisor: z.boolean(),
  voidLimitCents: cents,
  /** Null where cards are recorded from a stand-alone terminal. */
  terminal: z.strictObject({ deviceId: z.string(), name: z.string() }).nullable(),
  /** The printer can print on a stub and on the back of a check. */
  slipStation: z.boolean(),
  /** Of the bills that are scanned here; one of them must fit, and only one. */
  scanlines: list(scanlineProfile, 20),
});

export const printJob = z.strictObject({
  jobId: z.string(),
  status: z.enum(['queued', 'sent', 'printed', 'failed', 'unknown', 'reprinted', 'abandoned']),
  subject: z.string(),
  subjectId: z.string(),
  kind: z.enum([
    'receipt',
    'void-slip',
    'deposit-slip',
    'balancing-report',
    'validation',
    'endorsement',
    'drawer',
    'self-test',
  ]),
  /** What the person is to do with the paper to insert; null while nothing. */
  slipStep: z.enum(['insert', 'printing', 'remove']).nullable(),
  copy: count,
  kick: z.string().nullable(),
  /** In words: `cover open`. */
  fault: z.string().nullable(),
  /** True where the original may be printed again: failed before any byte. */
  mayPrintOriginal: z.boolean(),
  queuedAt: instant,
  endedAt: instant.nullable(),
  requestedBy: z.string(),
});

export const changePiece = z.strictObject({
  form: z.enum(['bill', 'coin']),
  denominationCents: z.int(),
  name: z.string(),
  pieces: z.int(),
});

export const posted = z.strictObject({
  paymentId: z.string(),
  receiptNumber: z.string(),
  totalCents: cents,
  tenderedCents: cents,
  changeCents: cents,
  change: list(changePiece),
  postedAt: instant,
  /** The receipt's print job; null when nothing is to be printed. */
  printJobId: z.string().nullable(),
  drawerKick: z.boolean(),
  reconnect: list(z.strictObject({ account: z.string(), reached: z.boolean() })),
});

export const receiptRow = z.strictObject({
  paymentId: z.string(),
  receiptNumber: z.string(),
  at: instant,
  businessDate: date,
  cashier: z.string(),
  source: z.string(),
  payerName: z.string(),
  totalCents: cents,
  status: z.enum(['posted', 'voided']),
});

export const receiptView = z.strictObject({
  row: receiptRow,
  sessionId: z.string(),
  sessionStatus: z.string(),
  receivedDate: date,
  changeCents: cents,
  lines: list(
    z.strictObject({
      lineNo: z.int(),
      name: z.string(),
      account: z.string().nullable(),
      reference: z.string().nullable(),
      due: date.nullable(),
      amountCents: cents,
      distribution: list(z.strictObject({ glAccount: z.string(), amountCents: cents })),
    }),
  ),
  tenders: list(
    z.strictObject({
      tenderNo: z.int(),
      tenderType: z.string(),
      name: z.string(),
      kind: tenderKind,
      detail: z.string(),
      amountCents: cents,
      bankAccount: z.string().nullable(),
      depositNumber: z.string().nullable(),
      /** Captured by the connected terminal; `stillCharged` until its money is back on the card. */
      terminalCard: z.strictObject({ attemptId: z.string(), stillCharged: z.boolean() }).nullable(),
    }),
  ),
  funding: list(z.strictObject({ tenderNo: z.int(), lineNo: z.int(), amountCents: cents })),
  corrections: list(z.strictObject({ at: instant, by: z.string(), reason: z.string(), text: z.string() })),
  overrides: list(
    z.strictObject({ kind: z.string(), reason: z.string(), approvedBy: z.string().exactOptional() }),
  ),
  voided: z
    .strictObject({ at: instant, by: z.string(), reason: z.string(), approvedBy: z.string().exactOptional() })
    .nullable(),
  postings: list(posting),
  prints: list(printJob),
  preview,
  mayVoid: permitted,
  voidNeedsApproval: z.boolean(),
  mayCorrect: permitted,
});

export const parkedView = z.strictObject({
  parkedId: z.string(),
  by: person,
  at: instant,
  totalCents: cents,
  payerName: z.string(),
  lines: count,
  own: z.boolean(),
});

const parkedDraft = z.strictObject({
  payer,
  lines: list(lineInput, 200),
  accounts: list(z.strictObject({ account, towardText: text(20) }), 50),
  language,
  totalCents: z.int().min(0),
});

export const counterChannels = {
  'counter.setup': query(
    'account.read',
    'What the counter needs to preview a payment: types, tenders, policy. The decision stays in the main process.',
    none,
    counterSetup,
  ),
  'account.search': query(
    'account.read',
    'Accounts by number, part of a name or of an address; a scanned stub is recognised.',
    z.strictObject({ text: text(100), limit: z.int().min(1).max(50) }),
    z.strictObject({
      hits: list(
        z.strictObject({
          account: z.string(),
          name: z.string().nullable(),
          address: z.string(),
          status: z.string(),
          openCents: cents,
        }),
      ),
      /** Set when the text is one whole account number or a valid stub: no choosing needed. */
      exact: z
        .strictObject({
          account: z.string(),
          /** What the stub says beside the account; not every scan line has both. */
          stub: z
            .strictObject({ dueDate: date.exactOptional(), amountCents: cents.exactOptional() })
            .exactOptional(),
        })
        .exactOptional(),
      total: count,
    }),
  ),
  'account.show': query(
    'account.read',
    'One account: what it owes now, its warnings, its recent payments here.',
    z.strictObject({ account }),
    accountView,
  ),
  'tender.check': query(
    'payment.take',
    'Before money is taken: was this check or money order taken before?',
    z.strictObject({
      kind: tenderKind,
      routing: z
        .string()
        .regex(/^\d{9}$/)
        .exactOptional(),
      number: requiredText(24),
    }),
    z.strictObject({
      earlier: list(
        z.strictObject({ receiptNumber: z.string(), at: instant, source: z.string(), amountCents: cents }),
      ),
    }),
  ),

  'payment.post': command(
    'payment.take',
    'Posts one payment: durable before it answers; then the drawer may open and the receipt print.',
    z.strictObject({
      paymentId: id,
      sessionId: id,
      payer,
      lines: list(lineInput, 200),
      tenders: list(tenderInput, 50),
      receivedDate: date.exactOptional(),
      language,
      overrides: list(z.strictObject({ kind: overrideKind, reason: requiredText(200) }), 10),
    }),
    posted,
  ),
  'payment.void': command(
    'payment.void',
    'Voids a whole payment of the same session before balancing; the money is returned now.',
    z.strictObject({
      paymentId: id,
      reason: requiredText(200),
      receiptReturned: z.boolean(),
      terminalVoidSlip: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,24}$/)
        .exactOptional(),
    }),
    z.strictObject({
      receiptNumber: z.string(),
      cashReturnedCents: cents,
      returned: list(z.string()),
      printJobId: z.string().nullable(),
    }),
  ),
  'tender.correct': command(
    'tender.correct',
    'Corrects kind, number or keyed amount of one tender, item in hand; the receipt number stands.',
    z.strictObject({
      paymentId: id,
      tenderNo: z.int().min(1).max(50),
      replacement: tenderInput,
      /** Where an amount difference that is not cash goes: another tender of the same payment. */
      offsetTenderNo: z.int().min(1).max(50).exactOptional(),
      reason: requiredText(200),
      itemInHand: z.boolean(),
    }),
    done,
  ),
  'payment.park': command(
    'payment.park',
    'Parks the payer being served; tenders taken are handed back first.',
    z.strictObject({ parkedId: id, sessionId: id, draft: parkedDraft }),
    done,
  ),
  'payment.recall': command(
    'payment.park',
    'Recalls a parked payer; it leaves the list.',
    z.strictObject({ parkedId: id, sessionId: id }),
    z.strictObject({ draft: parkedDraft }),
  ),
  'payment.discard-parked': command(
    'payment.park',
    'Discards a parked payer who left.',
    z.strictObject({ parkedId: id, sessionId: id }),
    done,
  ),
  'parked.list': query(
    'payment.park',
    'Parked payers of this office.',
    none,
    z.strictObject({ parked: list(parkedView) }),
  ),

  'receipt.search': query(
    'receipt.read',
    'Receipts by number, amount, check number, name or account.',
    z.strictObject({
      text: text(80).exactOptional(),
      range: range.exactOptional(),
      sessionId: id.exactOptional(),
      limit: z.int().min(1).max(200),
    }),
    z.strictObject({ receipts: list(receiptRow) }),
  ),
  'receipt.show': query(
    'receipt.read',
    'One receipt with everything that hangs on it, and its preview.',
    z.strictObject({ paymentId: id, language: language.exactOptional() }),
    receiptView,
  ),
  'receipt.reprint': command(
    'receipt.reprint',
    'Prints a copy that says DUPLICATE, its number, the time and the name.',
    z.strictObject({ paymentId: id }),
    z.strictObject({ printJobId: z.string() }),
  ),
  'receipt.pdf': query('receipt.read', 'The receipt as a PDF.', z.strictObject({ paymentId: id }), file),

  'print.list': query(
    'receipt.reprint',
    'The print outbox: jobs that a person must look at, or the last ones.',
    z.strictObject({ open: z.boolean(), limit: z.int().min(1).max(200) }),
    z.strictObject({ jobs: list(printJob) }),
  ),
  'print.show': query(
    ['receipt.reprint', 'deposit.read', 'device.read'],
    'One print job.',
    z.strictObject({ jobId: id }),
    printJob,
  ),
  'slip.print': command(
    'payment.take',
    'Prints the validation on a stub, or the endorsement on the back of a check, that the person inserts.',
    z.strictObject({
      paymentId: id,
      kind: z.enum(['validation', 'endorsement']),
      /** Which check. */
      tenderNo: z.int().min(1).max(50).exactOptional(),
    }),
    z.strictObject({ printJobId: z.string() }),
  ),
  'slip.cancel': command(
    'payment.take',
    'Gives up on a slip that nobody inserted.',
    z.strictObject({ jobId: id }),
    done,
  ),
  'print.resolve': command(
    'receipt.reprint',
    'A person decides what became of a failed or unknown job: it printed, print again, or not given (reason).',
    z.strictObject({
      jobId: id,
      resolution: z.enum(['printed', 'print-again', 'abandon']),
      reason: text(200).exactOptional(),
    }),
    z.strictObject({ printJobId: z.string().nullable() }),
  ),
};
