/** The simulated terminal's answers, field by field. */
import { US } from '../protocol/message.ts';
import type {
  BankState,
  SimulatedBatch,
  SimulatedBrand,
  SimulatedEntry,
  SimulatedTransaction,
  SimulatedVoid,
} from '../../simulator/bank.ts';
import type { NextEnding } from '../../simulator/state.ts';
import { CODES } from '../protocol/answers.ts';

const VERSION = '1.44';
const SERIAL = '53600112';

const CARD_TYPES: Readonly<Record<SimulatedBrand, string>> = {
  Visa: '01',
  Mastercard: '02',
  'American Express': '03',
  Discover: '04',
};
const ENTRY_MODES: Readonly<Record<SimulatedEntry, string>> = {
  keyed: '0',
  swipe: '1',
  contactless: '2',
  chip: '4',
};
const AIDS: Readonly<Record<SimulatedBrand, string>> = {
  Visa: 'A0000000031010',
  Mastercard: 'A0000000041010',
  'American Express': 'A000000025010801',
  Discover: 'A0000001523010',
};

/** @param request the command that it answers: its answer is the next number */
export function paxAnswer(
  request: string,
  code: string,
  text: string,
  ...fields: readonly string[]
): readonly string[] {
  const command = request.slice(0, 1) + String(Number(request.slice(1)) + 1).padStart(2, '0');
  return ['0', command, VERSION, code, text, ...fields];
}

export const identityFields = (): readonly string[] =>
  paxAnswer('A00', CODES.ok, 'OK', SERIAL, 'A920', '11.1.62', '', '8', '21');

const parts = (...values: readonly string[]): string => values.join(US);

const host = ({ authorization, hostReference, batch }: SimulatedTransaction, named: boolean): string =>
  parts('00', 'APPROVAL', named ? authorization : '', hostReference, '', String(batch));

const account = ({ last4, entry, brand }: SimulatedTransaction, named: boolean): string =>
  parts(
    named ? last4 : '',
    ENTRY_MODES[entry],
    entry === 'keyed' ? '' : '1228',
    '',
    '',
    '',
    CARD_TYPES[brand],
    '',
    '',
    '',
    entry === 'keyed' ? '1' : '0',
  );

const trace = (number: number, reference: string, atMs: number): string =>
  parts(String(number), reference, new Date(atMs).toISOString().replace(/\D/g, '').slice(0, 14), reference);

function ext({ entry, brand, hostReference }: SimulatedTransaction): string {
  const always = [`HREF=${hostReference}`, `SN=${SERIAL}`];
  if (entry === 'keyed' || entry === 'swipe') return parts(...always);
  return parts(
    ...always,
    'TC=E836791A671C563B',
    'TVR=8000048000',
    `AID=${AIDS[brand]}`,
    'TSI=6800',
    `APPLAB=${brand.toUpperCase()}`,
    'ARC=00',
    'CVM=6',
  );
}

const money = ({ cents, requestedCents }: SimulatedTransaction): string =>
  parts(String(cents), String(Math.max(0, requestedCents - cents)), '0', '0', '0', '0', '', '');

const credit = (code: string, text: string, ...fields: readonly string[]): readonly string[] =>
  paxAnswer('T00', code, text, ...fields);

type Named = { readonly reference: string };

export const creditFields = {
  approved(done: SimulatedTransaction, type: string, ending: NextEnding): readonly string[] {
    const named = ending !== 'nameless';
    const reference = ending === 'other' ? `9${done.reference.slice(1)}` : done.reference;
    return credit(
      CODES.ok,
      'OK',
      host(done, named),
      type,
      money(done),
      account(done, named),
      trace(done.number, reference, done.atMs),
      '',
      '',
      '',
      ext(done),
    );
  },
  voided: (made: SimulatedVoid, original: SimulatedTransaction): readonly string[] =>
    credit(
      CODES.ok,
      'OK',
      host(original, true),
      '16',
      parts('0', '0'),
      account(original, true),
      trace(made.number, made.reference, original.atMs),
      '',
      '',
      '',
      ext(original),
    ),
  declined: ({ reference }: Named): readonly string[] =>
    credit(CODES.declined, 'DECLINED', parts('05', 'DO NOT HONOR'), '01', '', '', parts('', reference)),
  noOriginal: ({ reference }: Named): readonly string[] =>
    credit(CODES.declined, 'NO ORIG TRANS', parts('', ''), '16', '', '', parts('', reference)),
  cancelled: (): readonly string[] => credit(CODES.aborted, 'ABORTED'),
};

/** R03: the record under the till's reference; of several the last. */
export function detailFields({ transactions, voids }: BankState, reference: string): readonly string[] {
  const record = (
    type: string,
    original: string,
    of: SimulatedTransaction,
    number: number,
  ): readonly string[] =>
    paxAnswer(
      'R02',
      CODES.ok,
      'OK',
      '1',
      '0',
      host(of, true),
      '01',
      type,
      original,
      money(of),
      account(of, true),
      trace(number, reference, of.atMs),
      '',
      '',
      '',
      ext(of),
    );
  const own = transactions.findLast((each) => each.reference === reference);
  if (own) {
    const type = own.kind === 'sale' ? '01' : '02';
    return own.voided === 'no' ? record(type, '', own, own.number) : record('16', type, own, own.number);
  }
  const made = voids.findLast((each) => each.reference === reference);
  const of = transactions.find(({ number }) => number === made?.of);
  if (made && of) return record('16', '', of, made.number);
  return paxAnswer('R02', CODES.notFound, 'NOT FOUND');
}

/** R01: credit with sales and returns; debit and EBT with nothing. */
export function totalFields(batch: SimulatedBatch): readonly string[] {
  const group = (...values: readonly number[]): string => values.join('=');
  const { saleCount, saleCents, refundCount, refundCents } = batch;
  const totals = [
    group(saleCount, saleCents, 0, 0, refundCount, refundCents, 0, 0, 0, 0),
    group(0, 0, 0, 0),
    group(0, 0, 0, 0, 0, 0),
  ];
  return paxAnswer('R00', CODES.ok, 'OK', '00', totals.join('&'));
}

/** B01: counts and amounts of credit, debit, EBT, gift, loyalty, cash, check; refunds netted. */
export function batchFields(batch: SimulatedBatch, nowMs: number): readonly string[] {
  const zeros = '=0=0=0=0=0=0';
  return paxAnswer(
    'B00',
    CODES.ok,
    'OK',
    parts('00', 'CLOSED', '', '', '', String(batch.number)),
    `${batch.saleCount + batch.refundCount}${zeros}`,
    `${batch.saleCents - batch.refundCents}${zeros}`,
    new Date(nowMs).toISOString().replace(/\D/g, '').slice(0, 14),
    '001',
    '0042',
  );
}
