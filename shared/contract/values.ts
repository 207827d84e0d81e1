/** Values that several channels share. Refinements carry a description, because JSON Schema cannot hold the check itself. */
import { z } from 'zod';
import { isDate, isInstant } from '../kernel/time.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';
import { MAX_AMOUNT_CENTS } from '../money/money.ts';
import { ROLES } from '../domain/office/types.ts';
import { TENDER_KINDS } from '../domain/tender/types.ts';

export const list = <T extends z.ZodType>(item: T, max = 10_000) => z.array(item).max(max).readonly();

export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/)
  .describe('made by the client or the host; letters, digits, - and _');
export const text = (max: number) =>
  z
    .string()
    .max(max)
    // A control character in a name or reason could steer a printer or forge a line in a file.
    .regex(/^[^\p{Cc}]*$/u)
    .describe(`at most ${String(max)} characters, no control characters`);
export const requiredText = (max: number) =>
  text(max)
    .refine((value) => value.trim() !== '', { error: 'must not be empty' })
    .describe(`1 to ${String(max)} characters, no control characters`);

export const date = z
  .custom<BusinessDate>((value) => typeof value === 'string' && isDate(value), {
    error: 'must be a date such as 2026-11-19',
  })
  .meta({ type: 'string', format: 'date', description: 'a calendar date' });
export const instant = z
  .custom<Instant>((value) => typeof value === 'string' && isInstant(value), {
    error: 'must be a UTC instant',
  })
  .meta({ type: 'string', format: 'date-time', description: 'UTC with milliseconds' });

/** Money the person enters: whole cents, positive. */
export const amountCents = z.int().min(1).max(MAX_AMOUNT_CENTS).describe('whole cents, > 0');
/** Money in an answer: whole cents, signed. */
export const cents = z.int().describe('whole cents');
export const count = z.int().min(0).max(1_000_000_000);
export const account = z
  .string()
  .regex(/^\d{9}$/)
  .describe('9 digits, the last a check digit');
export const language = z.enum(['en', 'es']);
export const role = z.enum(ROLES);
export const tenderKind = z.enum(TENDER_KINDS);
export const userName = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{0,31}$/)
  .describe('lower case letters, digits, . _ -; starts with a letter');
export const secret = z
  .string()
  .min(1)
  .max(128)
  .describe('a PIN or password; never logged, never stored in the clear');
export const glAccount = z
  .string()
  .regex(/^\d{3}-\d{3}-\d{5}$/)
  .describe('fund-department-account');
export const range = z.strictObject({ from: date, to: date });
export const none = z.strictObject({});
export const done = z.strictObject({}).describe('done; nothing to say');

/** A file in an answer: small enough for one message; large ones are made by the command line. */
export const file = z.strictObject({
  fileName: z.string(),
  mediaType: z.string(),
  base64: z.string(),
});
/** A file from the person's disk. 48 MiB of base64; larger extracts go through the command line. */
export const upload = z.strictObject({
  fileName: requiredText(200),
  base64: z.base64().max(50_331_648),
});

export const posting = z.strictObject({
  glAccount,
  debitCents: cents,
  creditCents: cents,
  memo: z.string().exactOptional(),
  role: z.enum(['tender', 'line', 'leg']).exactOptional(),
});

export const person = z.strictObject({ userName: z.string(), name: z.string(), role });

export const denominationRow = z.strictObject({
  form: z.enum(['bill', 'coin']),
  denominationCents: z.int().min(1).max(1_000_000),
  loose: z.int().min(0).max(1_000_000),
  bundles: z.int().min(0).max(100_000),
});
export const cashCount = list(denominationRow, 40);
export const countedItem = z.strictObject({ number: requiredText(40), amountCents });
export const closingCount = z.strictObject({
  cash: cashCount,
  checks: list(countedItem, 5_000),
  items: list(countedItem, 5_000),
  vouchers: list(countedItem, 5_000),
  cards: z.strictObject({
    slips: z.int().min(0).max(100_000),
    totalCents: z.int().min(0).max(MAX_AMOUNT_CENTS),
  }),
});

export const chargeKey = z.strictObject({
  service: z.string().min(1).max(8),
  billDate: date,
  dueDate: date,
  kind: z.enum(['billed', 'fee', 'arrangement', 'written-off', 'credit']),
  forService: z.string().max(8).exactOptional(),
});

export const payer = z.strictObject({
  name: text(80),
  relation: z.enum(['holder', 'third-party', 'walk-in']),
});

/** A printed page as the preview draws it, decoded from the printer's own bytes. */
export const previewLine = z.strictObject({
  text: z.string(),
  bold: z.boolean(),
  tall: z.boolean(),
  wide: z.boolean(),
  align: z.enum(['left', 'center', 'right']),
  kind: z.enum(['text', 'barcode', 'image', 'cut', 'kick']),
});
export const preview = z.strictObject({ columns: z.int(), lines: list(previewLine) });

export const actionBy = z.strictObject({ userName: z.string(), name: z.string() });
/** May this person do it, and if not, why: the reason is shown beside the dashed button. */
export const permitted = z.strictObject({ may: z.boolean(), reason: z.string().exactOptional() });
