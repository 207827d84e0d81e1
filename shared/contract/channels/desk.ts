/** The desk itself: what is set up here, first run, the business date, backups and verification. */
import { z } from 'zod';
import { command, query } from '../channel.ts';
import {
  cents,
  count,
  date,
  done,
  file,
  id,
  instant,
  list,
  none,
  person,
  requiredText,
  secret,
  text,
  userName,
} from '../values.ts';

export const printerState = z.strictObject({
  connection: z.enum(['not-assigned', 'ready', 'no-answer', 'refused']),
  fault: z.string().exactOptional(),
  paperLow: z.boolean(),
  drawer: z.enum(['open', 'closed', 'no-sensor', 'unknown']),
  leftOpen: z.literal(true).exactOptional(),
});

export const drawerStatus = z.strictObject({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['drawer', 'mail', 'drop-box', 'telephone']),
  floatCents: cents,
  session: z
    .strictObject({
      sessionId: z.string(),
      sessionNumber: count,
      status: z.enum(['open', 'suspended', 'balancing', 'balanced', 'submitted', 'approved']),
      cashier: person,
      businessDate: date,
    })
    .exactOptional(),
});

export const deskStatus = z.strictObject({
  /** `recovery`: the books could not be opened as they are; `recovery` says why and what to do. */
  state: z.enum(['first-run', 'ready', 'recovery']),
  recovery: z.strictObject({ code: z.string(), what: z.string(), next: z.string() }).exactOptional(),
  version: z.string(),
  now: instant,
  training: z.boolean(),
  /** Only in the sample city: the PIN that all its made-up people have. */
  trainingPin: z.string().exactOptional(),
  city: z.string(),
  office: z.string(),
  workstation: z.string(),
  timeZone: z.string(),
  businessDate: date.nullable(),
  lockAfterMs: count,
  people: list(person),
  drawers: list(drawerStatus),
  books: z.strictObject({
    events: count,
    head: z.string(),
    verified: z.strictObject({ at: instant, ok: z.boolean() }).exactOptional(),
    backedUpAt: instant.exactOptional(),
  }),
  printer: printerState,
});

const report = z.strictObject({
  ok: z.boolean(),
  at: instant,
  events: count,
  head: z.string(),
  importedRows: count,
  findings: list(z.strictObject({ check: z.string(), subject: z.string(), text: z.string() })),
});

export const deskChannels = {
  'desk.status': query('public', 'What is set up at this desk, and its state.', none, deskStatus),
  'desk.found-sample-city': command(
    'public',
    'First run: founds the invented city of Cedar Bluff with people, tables and 2,500 accounts. Refused once an office exists.',
    none,
    z.strictObject({ accounts: count, receiptTypes: count, people: count }),
  ),
  'desk.found-office': command(
    'public',
    'First run: founds the own office with its first administrator. Refused once an office exists.',
    z.strictObject({
      city: requiredText(80),
      office: requiredText(80),
      workstation: z
        .string()
        .regex(/^\d{2}$/)
        .describe('two digits; the first part of every receipt number'),
      timeZone: requiredText(64),
      administrator: z.strictObject({ userName, name: requiredText(80), secret }),
    }),
    done,
  ),
  'desk.stop': command(
    'signed-in',
    'Stops a long task that reports progress; what it did is taken back.',
    z.strictObject({ task: id }),
    done,
  ),
  'business-date.open': command(
    'business-date.manage',
    'Opens the business date that new sessions take.',
    z.strictObject({ date }),
    done,
  ),
  'business-date.close': command(
    'business-date.manage',
    'Closes the business date; refused while one of its sessions is not balanced.',
    none,
    done,
  ),
  'books.verify': command(
    ['books.verify', 'journal.read', 'backup.make'],
    'Verifies the whole books: chain, anchor, imported rows, projections, entries. Reports progress.',
    none,
    report,
  ),
  'books.backup': command(
    'backup.make',
    'Makes a verified backup in the data folder. Reports progress.',
    none,
    z.strictObject({ fileName: z.string(), events: count, bytes: count, sha256: z.string(), at: instant }),
  ),
  'books.events': query(
    ['audit.read', 'journal.read'],
    'Events of the journal, newest first, for tracing: by stream or all.',
    z.strictObject({
      stream: text(100).exactOptional(),
      beforeSequence: count.exactOptional(),
      limit: z.int().min(1).max(500),
    }),
    z.strictObject({
      events: list(
        z.strictObject({
          sequence: count,
          at: instant,
          actor: z.string(),
          type: z.string(),
          stream: z.string(),
          summary: z.string(),
          hash: z.string(),
        }),
      ),
    }),
  ),
  'books.evidence': query(
    'evidence.export',
    'All events of a range as JSON lines, as they were hashed, for an auditor.',
    z.strictObject({ fromSequence: count, toSequence: count }),
    file,
  ),
};
