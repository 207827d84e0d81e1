/** Drawer sessions: open, suspend, close blind, explain, review, approve. */
import { z } from 'zod';
import { command, query } from '../channel.ts';
import {
  cashCount,
  cents,
  closingCount,
  count,
  date,
  done,
  file,
  id,
  instant,
  list,
  none,
  permitted,
  person,
  preview,
  requiredText,
  tenderKind,
  text,
} from '../values.ts';

export const sessionView = z.strictObject({
  sessionId: z.string(),
  sessionNumber: count,
  source: z.strictObject({
    kind: z.enum(['drawer', 'mail', 'drop-box', 'telephone']),
    code: z.string(),
    name: z.string(),
  }),
  cashier: person,
  businessDate: date,
  status: z.enum(['open', 'suspended', 'balancing', 'balanced', 'submitted', 'approved']),
  openedAt: instant,
  floatCents: cents,
  limitCents: cents.exactOptional(),
  attemptsMade: count,
  attemptsAllowed: count,
  /** What the last sealed attempt told: kinds that disagree, no figure. */
  disagreeing: list(tenderKind),
  parked: count,
  version: count,
  rejection: z.string().exactOptional(),
});

export const kindResult = z.strictObject({
  kind: tenderKind,
  expectedCents: cents,
  countedCents: cents,
  differenceCents: cents,
  expectedItems: count,
  countedItems: count,
});

const overShortReason = z.strictObject({
  kind: tenderKind,
  reason: z.enum(['change-error', 'not-found', 'counterfeit', 'substitution', 'other']),
  note: text(400),
});

/** Only after the last attempt is sealed; before that no expected figure leaves the main process. */
export const closeResult = z.strictObject({
  session: sessionView,
  sealedAt: instant,
  seal: z.strictObject({ events: count, lastSequence: count, hash: z.string() }),
  results: list(kindResult),
  toleranceCents: cents,
  overShortAccount: z.string(),
  cash: z.strictObject({
    floatCents: cents,
    takenCents: cents,
    changeCents: cents,
    expectedCents: cents,
    countedCents: cents,
    events: count,
  }),
  attempts: list(
    z.strictObject({
      attempt: count,
      at: instant,
      countedBy: z.string(),
      countedCents: z.record(tenderKind, cents),
      told: list(tenderKind),
    }),
  ),
  handIn: z.strictObject({
    cashCents: cents,
    floatMissingCents: cents,
    items: list(z.strictObject({ kind: tenderKind, items: count, cents })),
    totalCents: cents,
  }),
  missing: list(z.strictObject({ number: z.string(), amountCents: cents, receiptNumber: z.string() })),
  unexpected: list(z.strictObject({ kind: tenderKind, number: z.string(), amountCents: cents })),
  reasons: list(overShortReason),
  /** Kinds beyond the tolerance: each needs a reason before submitting. */
  needReason: list(tenderKind),
  mayApprove: list(z.strictObject({ person, may: z.boolean(), reason: z.string() })),
});

export const closeReview = z.strictObject({
  result: closeResult,
  payments: count,
  voids: list(
    z.strictObject({
      receiptNumber: z.string(),
      paymentId: z.string(),
      totalCents: cents,
      reason: z.string(),
      by: z.string(),
    }),
  ),
  corrections: list(
    z.strictObject({ receiptNumber: z.string(), paymentId: z.string(), by: z.string(), reason: z.string() }),
  ),
  overrides: list(
    z.strictObject({
      receiptNumber: z.string(),
      paymentId: z.string(),
      kind: z.string(),
      reason: z.string(),
      approvedBy: z.string(),
    }),
  ),
  noSales: list(z.strictObject({ at: instant, reason: z.string() })),
  openingVarianceCents: cents,
  /** What may explain the difference: receipts whose tender or change equals it, half of it, or differs by a digit transposition. */
  hints: list(
    z.strictObject({
      text: z.string(),
      paymentId: z.string().exactOptional(),
      receiptNumber: z.string().exactOptional(),
    }),
  ),
  /** Approved overrides of this session: shown beside, does not bar. */
  shownBeside: list(z.string()),
  me: permitted,
});

export const drawerChannels = {
  'session.sources': query(
    'session.open',
    'Drawers and other tender sources that this person may open now.',
    none,
    z.strictObject({
      businessDate: date.nullable(),
      sources: list(
        z.strictObject({
          kind: z.enum(['drawer', 'mail', 'drop-box', 'telephone']),
          code: z.string(),
          name: z.string(),
          floatCents: cents,
          limitCents: cents.exactOptional(),
          /** In words, when it cannot be opened now. */
          taken: z.string().exactOptional(),
        }),
      ),
    }),
  ),
  'session.open': command(
    'session.open',
    'Opens a session: the float is counted against the assigned one; a difference is an opening variance and posts at once.',
    z.strictObject({ sessionId: id, source: z.string().min(1).max(20), count: cashCount }),
    z.strictObject({ session: sessionView, varianceCents: cents }),
  ),
  'session.mine': query(
    'session.open',
    'The own session that is not approved yet, or null.',
    none,
    sessionView.nullable(),
  ),
  'session.suspend': command(
    'session.open',
    'Suspends the own session.',
    z.strictObject({ sessionId: id }),
    done,
  ),
  'session.resume': command(
    'session.open',
    'Resumes the own suspended session.',
    z.strictObject({ sessionId: id }),
    done,
  ),
  'session.no-sale': command(
    'drawer.no-sale',
    'Opens the drawer without a sale; the reason is kept and counted.',
    z.strictObject({ sessionId: id, reason: requiredText(200) }),
    z.strictObject({ printJobId: z.string() }),
  ),
  'session.begin-balancing': command(
    ['session.count-own', 'session.count-others'],
    'Stops taking payments and begins the blind count. A supervisor may do it for an absent cashier, with a witness as approval.',
    z.strictObject({ sessionId: id }),
    sessionView,
  ),
  'session.back-to-open': command(
    ['session.count-own', 'session.count-others'],
    'Goes back to taking payments, with a reason; attempts are not renewed.',
    z.strictObject({ sessionId: id, reason: requiredText(200) }),
    sessionView,
  ),
  'session.seal-attempt': command(
    ['session.count-own', 'session.count-others'],
    'Seals one attempt. Tells only which kinds disagree; the one that agrees or is the last ends the counting.',
    z.strictObject({
      sessionId: id,
      count: closingCount,
      /** Machine reports that the count was filled in from. */
      machineCounts: list(id, 100).exactOptional(),
    }),
    z.strictObject({
      session: sessionView,
      ended: z.boolean(),
      disagreeing: list(tenderKind),
      attemptsLeft: count,
    }),
  ),
  'session.accept-attempt': command(
    ['session.count-own', 'session.count-others'],
    'Accepts the last sealed attempt as final; ends the counting.',
    z.strictObject({ sessionId: id }),
    sessionView,
  ),
  'session.result': query(
    ['session.count-own', 'session.count-others', 'session.approve', 'session.read'],
    'Over and short; refused before the last attempt is sealed.',
    z.strictObject({ sessionId: id }),
    closeResult,
  ),
  'session.submit': command(
    ['session.count-own', 'session.count-others'],
    'Submits the close with its reasons for approval.',
    z.strictObject({ sessionId: id, reasons: list(overShortReason, 5) }),
    sessionView,
  ),
  'session.review': query(
    ['session.approve', 'session.read'],
    'All that a supervisor weighs before approving a close.',
    z.strictObject({ sessionId: id }),
    closeReview,
  ),
  'session.approve': command(
    'session.approve',
    'Approves a close: over and short post, its entries are released.',
    z.strictObject({ sessionId: id, note: text(200) }),
    done,
  ),
  'session.reject': command(
    'session.approve',
    'Sends a close back for a verifying count.',
    z.strictObject({ sessionId: id, reason: requiredText(200) }),
    done,
  ),
  'session.reopen': command(
    'session.approve',
    'Reopens an approved close while its money is not in a sealed deposit.',
    z.strictObject({ sessionId: id, reason: requiredText(200) }),
    done,
  ),
  'session.report': query(
    ['session.count-own', 'session.approve', 'session.read'],
    'The balancing report (Z) as it prints; only after the seal.',
    z.strictObject({ sessionId: id }),
    z.strictObject({ preview }),
  ),
  'session.report-pdf': query(
    ['session.count-own', 'session.approve', 'session.read'],
    'The balancing report as a PDF.',
    z.strictObject({ sessionId: id }),
    file,
  ),
  'session.print-report': command(
    ['session.count-own', 'session.approve'],
    'Prints the balancing report.',
    z.strictObject({ sessionId: id }),
    z.strictObject({ printJobId: z.string() }),
  ),

  'supervisor.overview': query(
    ['session.see-cash', 'session.approve'],
    'The floor today: sessions, what waits for approval, charts. Without live cash.',
    none,
    z.strictObject({
      businessDate: date.nullable(),
      drawers: list(
        z.strictObject({
          session: sessionView,
          lastActivity: z.string(),
          lastActivityAt: instant,
          exceptions: list(
            z.strictObject({ text: z.string(), severity: z.enum(['danger', 'warn', 'note']) }),
          ),
        }),
      ),
      queue: list(
        z.strictObject({
          kind: z.enum(['close', 'deposit']),
          id: z.string(),
          title: z.string(),
          amountCents: cents,
          text: z.string(),
          detail: z.string(),
          me: permitted,
        }),
      ),
      byHour: list(z.strictObject({ hour: z.int().min(0).max(23), payments: count, running: z.boolean() })),
      tenders: list(z.strictObject({ kind: tenderKind, cents, items: count })),
      overShort: list(z.strictObject({ date, label: z.string(), differenceCents: cents })),
      toleranceCents: cents,
      undeposited: z.strictObject({ oldestHours: count, limitHours: count, cents }),
    }),
  ),
  'supervisor.look': command(
    'session.see-cash',
    'Shows live cash in the open drawers. Looking is recorded: whoever looked may not count those sessions.',
    none,
    z.strictObject({
      drawers: list(
        z.strictObject({ sessionId: z.string(), cashCents: cents, limitCents: cents.exactOptional() }),
      ),
      totalCents: cents,
    }),
  ),
};
