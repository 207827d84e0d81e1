/** After the close: deposits, bank, journal, exports, proof. */
import { z } from 'zod';
import { command, query } from '../channel.ts';
import {
  amountCents,
  cashCount,
  cents,
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
  posting,
  preview,
  range,
  requiredText,
  tenderKind,
  text,
} from '../values.ts';

const depositItem = z.strictObject({
  paymentId: z.string(),
  tenderNo: z.int(),
  sessionId: z.string(),
  receiptNumber: z.string(),
  kind: tenderKind,
  routing: z.string().exactOptional(),
  issuer: z.string().exactOptional(),
  number: z.string(),
  amountCents: cents,
});
export const compositionRow = z.strictObject({
  kind: tenderKind,
  receiptedCents: cents,
  receiptedItems: count,
  between: list(z.strictObject({ term: z.string(), amountCents: cents })),
  inBagCents: cents,
  inBagItems: count,
});

export const depositCandidate = z.strictObject({
  bankAccount: z.strictObject({ code: z.string(), name: z.string(), accountEnding: z.string() }),
  sessions: list(
    z.strictObject({
      sessionId: z.string(),
      label: z.string(),
      cashier: z.string(),
      businessDate: date,
      cashCents: cents,
      itemsCents: cents,
    }),
  ),
  cashCents: cents,
  items: list(depositItem),
  totalCents: cents,
  composition: list(compositionRow),
});

export const depositRow = z.strictObject({
  depositId: z.string(),
  number: z.string(),
  bankName: z.string(),
  accountEnding: z.string(),
  businessDate: date,
  totalCents: cents,
  custody: z.enum(['preparing', 'sealed', 'sent', 'confirmed', 'adjusted', 'dissolved']),
  approval: z.enum(['unapproved', 'approved', 'sent-back']),
  bagNumber: z.string().nullable(),
});

export const depositView = z.strictObject({
  row: depositRow,
  sessions: list(
    z.strictObject({
      sessionId: z.string(),
      label: z.string(),
      cashier: z.string(),
      cashCents: cents,
      itemsCents: cents,
      approved: z.string(),
    }),
  ),
  cash: cashCount,
  currencyCents: cents,
  coinCents: cents,
  cashCents: cents,
  items: list(depositItem),
  composition: list(compositionRow),
  agrees: z.boolean(),
  /** Tenders of the same sessions that are not for the bank. */
  notInBag: list(z.strictObject({ term: z.string(), cents })),
  others: list(
    z.strictObject({ depositId: z.string(), number: z.string(), bankName: z.string(), totalCents: cents }),
  ),
  custody: list(
    z.strictObject({ step: z.string(), state: z.enum(['done', 'now', 'later']), text: z.string() }),
  ),
  people: list(z.strictObject({ person, may: z.boolean(), reason: z.string() })),
  sentBackReason: z.string().exactOptional(),
  sentAsException: z.boolean(),
  slip: preview,
  me: z.strictObject({
    approve: permitted,
    seal: permitted,
    send: permitted,
    unseal: permitted,
    sendBack: permitted,
    dissolve: permitted,
    confirm: permitted,
  }),
});

const entry = z.strictObject({
  entryId: z.string(),
  kind: z.enum(['receipts', 'deposit', 'settlement']),
  date,
  businessDate: date,
  description: z.string(),
  source: z.strictObject({
    type: z.enum(['payment', 'session', 'deposit', 'settlement']),
    id: z.string(),
    label: z.string(),
  }),
  released: z.boolean(),
  exportedIn: z.string().nullable(),
  postings: list(posting.extend({ accountName: z.string() })),
  totalCents: cents,
});

const exportRow = z.strictObject({
  batchId: z.string(),
  kind: z.enum(['payments', 'journal']),
  format: z.string(),
  from: date,
  to: date,
  fileName: z.string(),
  records: count,
  totalCents: cents,
  sha256: z.string(),
  builtAt: instant,
  delivered: z.boolean(),
});

const proofTerm = z.strictObject({
  key: z.string(),
  label: z.string(),
  state: z.string(),
  depositsCents: cents.nullable(),
  bankCents: cents.nullable(),
  /** What a drill asks for with `proof.rows`. */
  drill: z.string(),
});

export const moneyChannels = {
  'deposit.candidates': query(
    'deposit.prepare',
    'What approved closes leave to deposit, per bank account.',
    none,
    z.strictObject({ candidates: list(depositCandidate) }),
  ),
  'deposit.prepare': command(
    'deposit.prepare',
    'Prepares a deposit from approved closes. The clerk counts the cash again; the second counter signs as approval.',
    z.strictObject({
      depositId: id,
      bankAccount: z.string().max(20),
      sessionIds: list(id, 200),
      cash: cashCount,
    }),
    z.strictObject({ number: z.string() }),
  ),
  'deposit.list': query(
    'deposit.read',
    'Deposits, newest first.',
    z.strictObject({ range: range.exactOptional() }),
    z.strictObject({ deposits: list(depositRow) }),
  ),
  'deposit.show': query(
    'deposit.read',
    'One deposit: composition, custody, approval, slip.',
    z.strictObject({ depositId: id }),
    depositView,
  ),
  'deposit.seal': command(
    'deposit.prepare',
    'Seals the bag; a witness signs as approval.',
    z.strictObject({ depositId: id, bagNumber: z.string().regex(/^[A-Za-z0-9 -]{1,24}$/) }),
    done,
  ),
  'deposit.unseal': command(
    'deposit.prepare',
    'Unseals a bag that has not left, with a reason; the next seal needs a new bag number.',
    z.strictObject({ depositId: id, reason: requiredText(200) }),
    done,
  ),
  'deposit.send': command(
    'deposit.prepare',
    'Hands the bag to the courier; unapproved it leaves as an exception.',
    z.strictObject({ depositId: id, date, courier: requiredText(60) }),
    done,
  ),
  'deposit.approve': command(
    'deposit.approve',
    'Approves a deposit; never by someone who took, counted, witnessed, sealed or corrected any of the money. Needs the own PIN again.',
    z.strictObject({ depositId: id, secret: z.string().min(1).max(128) }),
    done,
  ),
  'deposit.send-back': command(
    'deposit.approve',
    'Sends a deposit back, with a reason.',
    z.strictObject({ depositId: id, reason: requiredText(200) }),
    done,
  ),
  'deposit.dissolve': command(
    'deposit.prepare',
    'Takes a deposit apart before it is sealed; its money waits for a deposit again.',
    z.strictObject({ depositId: id, reason: requiredText(200) }),
    done,
  ),
  'deposit.confirm': command(
    'bank.record',
    'Records the bank’s credit; a difference becomes a bank correction.',
    z.strictObject({ depositId: id, date, creditedCents: z.int().min(0), note: text(200) }),
    done,
  ),
  'deposit.slip-pdf': query(
    'deposit.read',
    'The deposit slip as a PDF.',
    z.strictObject({ depositId: id }),
    file,
  ),
  'deposit.print-slip': command(
    'deposit.prepare',
    'Prints the deposit slip.',
    z.strictObject({ depositId: id }),
    z.strictObject({ printJobId: z.string() }),
  ),
  'bank.accounts': query(
    ['bank.record', 'deposit.read'],
    'The bank accounts of the office, as forms name them.',
    none,
    z.strictObject({
      accounts: list(z.strictObject({ code: z.string(), name: z.string(), accountEnding: z.string() })),
    }),
  ),
  'settlement.record': command(
    'bank.record',
    'Records a card settlement: gross, the processor’s fee, and the bank’s date.',
    z.strictObject({
      settlementId: id,
      bankAccount: z.string().max(20),
      date,
      reference: requiredText(60),
      grossCents: amountCents,
      feeCents: z.int().min(0),
    }),
    done,
  ),

  'journal.entries': query(
    ['journal.read', 'export.read'],
    'Journal entries of a range of dates.',
    z.strictObject({
      range,
      by: z.enum(['date', 'business-date']),
      kind: z.enum(['receipts', 'deposit', 'settlement']).exactOptional(),
      limit: z.int().min(1).max(1000),
    }),
    z.strictObject({ entries: list(entry), more: z.boolean() }),
  ),
  'journal.by-fund': query(
    ['journal.read', 'export.read'],
    'Debits and credits by fund and account for a range of dates; every fund balances.',
    z.strictObject({ range, by: z.enum(['date', 'business-date']), released: z.boolean() }),
    z.strictObject({
      funds: list(
        z.strictObject({
          fund: z.string(),
          name: z.string(),
          debitCents: cents,
          creditCents: cents,
          balances: z.boolean(),
          accounts: list(
            z.strictObject({
              glAccount: z.string(),
              name: z.string(),
              debitCents: cents,
              creditCents: cents,
            }),
          ),
        }),
      ),
      unreleasedCents: cents,
    }),
  ),
  'export.build': command(
    'export.build',
    'Builds an export batch from what is released and not yet exported in the range; the same batch made again is the same bytes.',
    z.strictObject({
      kind: z.enum(['payments', 'journal']),
      format: z.enum(['csv', 'ledger', 'hledger', 'beancount']),
      range,
    }),
    exportRow,
  ),
  'export.list': query(
    ['export.read', 'export.build'],
    'Export batches, newest first.',
    none,
    z.strictObject({ exports: list(exportRow) }),
  ),
  'export.file': query(
    ['export.read', 'export.build'],
    'The file of a batch, made again from the journal and checked against its hash; a journal batch also in another format.',
    z.strictObject({
      batchId: id,
      format: z.enum(['csv', 'ledger', 'hledger', 'beancount']).exactOptional(),
    }),
    file,
  ),
  'export.delivered': command(
    'export.build',
    'Marks a batch as delivered.',
    z.strictObject({ batchId: id }),
    done,
  ),

  'proof.show': query(
    'proof.read',
    'The proof equation for a range of business dates: six sides, every side term named.',
    z.strictObject({ range }),
    z.strictObject({
      agrees: z.boolean(),
      checkedAt: instant,
      events: count,
      sides: list(
        z.strictObject({ side: z.int().min(1).max(6), label: z.string(), cents, detail: list(z.string()) }),
      ),
      terms: list(proofTerm),
      drawers: list(z.strictObject({ label: z.string(), cents, drill: z.string() })),
      funds: list(z.strictObject({ fund: z.string(), name: z.string(), cents, drill: z.string() })),
      corrections: list(z.strictObject({ label: z.string(), cents })),
      differences: list(z.strictObject({ side: z.int(), cents, text: z.string() })),
    }),
  ),
  'proof.rows': query(
    'proof.read',
    'The rows behind a figure of the proof.',
    z.strictObject({ range, drill: z.string().min(1).max(100) }),
    z.strictObject({
      title: z.string(),
      rows: list(
        z.strictObject({
          label: z.string(),
          detail: z.string(),
          at: instant.nullable(),
          cents,
          paymentId: z.string().exactOptional(),
          depositId: z.string().exactOptional(),
          sessionId: z.string().exactOptional(),
        }),
      ),
      totalCents: cents,
    }),
  ),
  'proof.export': query('proof.read', 'The proof with its rows as CSV.', z.strictObject({ range }), file),
};
