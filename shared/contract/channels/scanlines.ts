/** Scan lines as an office sets them up, and how a line is read by one. What does not fit together is refused by the domain. */
import { z } from 'zod';
import { SCANLINE_FIELD_TYPES } from '../../domain/stub/scanline.ts';
import { count, list, text } from '../values.ts';

const column = z.int().min(0).max(999);
const columns = z.strictObject({ start: column, length: column });

export const scanlineProfile = z.strictObject({
  name: text(40),
  /** Of the whole line, blanks taken out. */
  length: column,
  fields: list(
    columns.extend({
      name: text(40),
      type: z.enum(SCANLINE_FIELD_TYPES),
      constant: text(80).exactOptional(),
    }),
    50,
  ),
  checks: list(
    z.strictObject({
      weights: list(column, 80),
      from: z.enum(['left', 'right']),
      products: z.enum(['digit-sum', 'whole']),
      modulus: column,
      complement: z.boolean(),
      ten: z.enum(['X', '0', 'forbidden']),
      over: columns,
      at: column,
    }),
    20,
  ),
  account: text(40),
  dueDate: text(40).nullable(),
  amount: text(40).nullable(),
});

export const scanlineTrial = z.strictObject({
  profile: z.string(),
  fits: z.boolean(),
  fault: z
    .discriminatedUnion('at', [
      z.strictObject({ at: z.literal('characters') }),
      z.strictObject({ at: z.literal('length'), found: count, expected: count }),
      z.strictObject({ at: z.literal('check'), index: count }),
      z.strictObject({ at: z.literal('field'), name: z.string() }),
    ])
    .exactOptional(),
  fields: list(columns.extend({ name: z.string(), text: z.string(), value: z.string().nullable() })),
  checks: list(
    z.strictObject({
      at: column,
      over: columns,
      found: z.string(),
      expected: z.string().nullable(),
      fits: z.boolean(),
    }),
  ),
});
