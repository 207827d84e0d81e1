/**
 * A mapping says how one billing system writes its extract: where each field stands, in which form, under which
 * letters. It is a file that a city writes (docs/interfaces/extract-mapping.md); no layout is known to the program.
 */
import { z } from 'zod';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { ACCOUNT_CLASSES, ACCOUNT_STATUSES, CHARGE_KINDS } from '../../../shared/domain/reference/extract.ts';

export const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-1', 'cp437', 'cp850'] as const;
export const DATE_FORMATS = ['YYYY-MM-DD', 'YYYYMMDD', 'MMDDYYYY', 'MM/DD/YYYY', 'DD.MM.YYYY'] as const;

const position = z.int().min(1).max(4000);
/** Field number in a delimited record, or first and last column in a fixed one; both count from 1. */
const placeShape = { at: position.optional(), from: position.optional(), to: position.optional() };

const place = z.strictObject(placeShape);
const emptyWhen = z.string().min(1).max(40).optional();
const text = z.strictObject({ ...placeShape, mayBeEmpty: z.boolean().optional() });
const date = z.strictObject({ ...placeShape, date: z.enum(DATE_FORMATS), emptyWhen });
const amount = z.strictObject({
  ...placeShape,
  amount: z.enum(['decimal', 'cents']),
  sign: place.optional(),
  emptyWhen,
});
const valuesOf = <const T extends readonly [string, ...string[]]>(targets: T) =>
  z.strictObject({ ...placeShape, values: z.record(z.string().max(40), z.enum(targets)) });

const record = <T extends z.ZodRawShape>(fields: T) =>
  z.strictObject({
    /** What the record type field holds. */
    type: z.string().min(1).max(20),
    /** Fields of a delimited record, characters of a fixed one: a record of any other size is refused. */
    size: position,
    fields: z.strictObject(fields),
  });

const mappingSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  version: z.int().min(1),
  title: z.string().min(1).max(200),
  format: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('delimited'),
      delimiter: z.string().length(1),
      /** Empty: quotes are letters like any other. */
      quote: z.string().max(1),
    }),
    z.strictObject({ kind: z.literal('fixed') }),
  ]),
  encoding: z.enum(ENCODINGS),
  /** Present when this layout says less than another of the same system; see `richerText`. */
  lossy: z
    .strictObject({
      replacement: z.string().length(1),
      cutAt: z.strictObject({ name: position, address: position }),
    })
    .optional(),
  recordType: place,
  account: z.strictObject({
    digits: z.int().min(4).max(15),
    check: z
      .strictObject({
        weights: z.array(z.int().min(0).max(9)).min(1).max(15),
        from: z.enum(['left', 'right']),
      })
      .nullable(),
  }),
  header: record({
    system: text,
    asOf: date,
    asOfInstant: text.optional(),
    layoutVersion: text.optional(),
    lastPostingBatch: text.optional(),
  }).extend({
    /** Fields that must hold exactly this value, such as a layout version. */
    expect: z
      .array(z.strictObject({ ...placeShape, value: z.string().max(100) }))
      .max(20)
      .optional(),
  }),
  accounts: record({
    account: text,
    name: text,
    address: text,
    city: text.optional(),
    state: text.optional(),
    zip: text.optional(),
    status: valuesOf(ACCOUNT_STATUSES),
    class: valuesOf(ACCOUNT_CLASSES),
    guaranteedUntil: date.optional(),
    confidential: valuesOf(['yes', 'no']).optional(),
    cycle: text.optional(),
    reconnect: amount.optional(),
    petitionDate: date.optional(),
    depositHeld: amount.optional(),
    creditClass: text.optional(),
    phone: text.optional(),
  }),
  charges: record({
    account: text,
    service: text,
    billDate: date,
    dueDate: date,
    amount,
    kind: valuesOf(CHARGE_KINDS),
    forService: text.optional(),
  }),
  totals: record({ accounts: text, charges: text, amount }),
});

export type ExtractMapping = z.infer<typeof mappingSchema>;
export type Place = z.infer<typeof place>;
export type TextSpec = z.infer<typeof text>;
export type DateSpec = z.infer<typeof date>;
export type AmountSpec = z.infer<typeof amount>;
export type DateFormat = (typeof DATE_FORMATS)[number];
export type RecordName = 'header' | 'accounts' | 'charges' | 'totals';

/**
 * Reads a mapping file's text.
 * Errors: MAPPING_NOT_JSON, MAPPING_NOT_VALID with the path of the first thing that is wrong (`accounts.fields.name`).
 */
export function parseMapping(json: string): Result<ExtractMapping> {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\ufeff/, ''));
  } catch (error) {
    return refuse('MAPPING_NOT_JSON', { params: { reason: (error as SyntaxError).message } });
  }
  return checkMapping(value);
}

export function checkMapping(value: unknown): Result<ExtractMapping> {
  const parsed = mappingSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return notValid(issue?.path.map(String).join('.') ?? '', issue?.message ?? 'not a mapping');
  }
  return checkPlaces(parsed.data) ?? ok(parsed.data);
}

const notValid = (field: string, reason: string): Result<never> =>
  refuse('MAPPING_NOT_VALID', { field: field === '' ? 'mapping' : field, params: { reason } });

/** What the shape alone cannot say: every place is of the format's own kind and inside its record. */
function checkPlaces(mapping: ExtractMapping): Result<never> | undefined {
  const sizes = {
    header: mapping.header,
    accounts: mapping.accounts,
    charges: mapping.charges,
    totals: mapping.totals,
  };
  const smallest = Math.min(...Object.values(sizes).map((each) => each.size));
  const problem = placeProblem(mapping.recordType, mapping.format.kind, smallest);
  if (problem !== undefined) return notValid('recordType', problem);
  const types = Object.values(sizes).map((each) => each.type);
  if (new Set(types).size !== types.length) return notValid('type', 'two records have the same type');
  for (const [name, each] of Object.entries(sizes)) {
    const fields: (readonly [string, Place])[] = Object.entries(each.fields);
    const signs = fields.flatMap(([field, spec]) =>
      'sign' in spec ? [[`${field}.sign`, spec.sign as Place] as const] : [],
    );
    const expects = (mapping.header.expect ?? []).map(
      (spec, index) => [`expect.${String(index)}`, spec] as const,
    );
    for (const [field, spec] of [...fields, ...signs, ...(name === 'header' ? expects : [])]) {
      const reason = placeProblem(spec, mapping.format.kind, each.size);
      if (reason !== undefined) return notValid(`${name}.fields.${field}`, reason);
    }
  }
  return undefined;
}

function placeProblem(spec: Place, kind: 'delimited' | 'fixed', size: number): string | undefined {
  if (kind === 'delimited') {
    if (spec.at === undefined || spec.from !== undefined || spec.to !== undefined) {
      return 'a delimited record needs "at" and nothing else to say where';
    }
    return spec.at > size
      ? `field ${String(spec.at)} is outside a record of ${String(size)} fields`
      : undefined;
  }
  if (spec.from === undefined || spec.to === undefined || spec.at !== undefined) {
    return 'a fixed record needs "from" and "to" to say where';
  }
  if (spec.to < spec.from) return '"to" stands before "from"';
  return spec.to > size
    ? `column ${String(spec.to)} is outside a record of ${String(size)} characters`
    : undefined;
}
