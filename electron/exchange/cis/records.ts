/**
 * A mapping compiled once into functions that turn cells into records. Whatever can be decided from the mapping is
 * decided here, because the readers run for every record of files of millions.
 */
import { holdsCardNumber } from '../../../shared/kernel/card-number.ts';
import { isInstant } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { decimalText, MAX_AMOUNT_CENTS } from '../../../shared/money/money.ts';
import type {
  AccountRecord,
  ChargeRecord,
  ExtractHeader,
  ExtractTotals,
} from '../../../shared/domain/reference/extract.ts';
import {
  accountReader,
  centsProblem,
  dateReader,
  decimalProblem,
  NOT_AN_ACCOUNT,
  readCents,
  readCount,
  readDecimal,
  WRONG_CHECK_DIGIT,
} from './convert.ts';
import type { DateCell } from './convert.ts';
import type { AmountSpec, DateSpec, ExtractMapping, Place, RecordName, TextSpec } from './mapping.ts';
import type { RejectLog } from './rejects.ts';
import { delimitedSplitter, fixedSplitter } from './split.ts';
import type { Splitter } from './split.ts';

type Cells = readonly string[];
/** A cell that cannot be read is logged and answers with a stand-in; the caller drops records that logged anything. */
type Read<T> = (cells: Cells, log: RejectLog) => T;

export type AccountReading = { readonly record: AccountRecord; readonly number: number };
export type ChargeReading = {
  readonly record: ChargeRecord;
  readonly number: number;
  readonly billDay: number;
  readonly dueDay: number;
};

export type RecordReader<T> = {
  readonly type: string;
  readonly size: number;
  readonly split: Splitter;
  /** The name of each cell, for rejects that concern a cell whatever it means. */
  readonly labels: ReadonlyMap<number, string>;
  readonly read: Read<T>;
};

export type ExtractReaders = {
  readonly typeOf: (line: string) => string;
  readonly header: RecordReader<ExtractHeader>;
  readonly accounts: RecordReader<AccountReading>;
  readonly charges: RecordReader<ChargeReading>;
  readonly totals: RecordReader<ExtractTotals>;
};

const TEXT_LIMIT_CHARS = 120;
/** A charge that names a longer one could be shown and never paid: the counter's messages take no more. */
const SERVICE_LIMIT_CHARS = 8;
const NO_DAY: DateCell = { text: '1900-01-01' as BusinessDate, day: 0 };

/** A trailer's sum may exceed any single amount. */
const MAX_SUM_CENTS = Number.MAX_SAFE_INTEGER;

export function compileMapping(mapping: ExtractMapping): ExtractReaders {
  return {
    typeOf: typeReader(mapping),
    header: headerReader(mapping),
    accounts: accountsReader(mapping),
    charges: chargesReader(mapping),
    totals: totalsReader(mapping),
  };
}

/** Reads only as far as the record type stands: it is looked at before the record is split. */
function typeReader({ format, recordType }: ExtractMapping): (line: string) => string {
  if (format.kind === 'fixed') {
    const [start, end] = [(recordType.from ?? 1) - 1, recordType.to ?? 1];
    return (line) => line.slice(start, end);
  }
  const at = recordType.at ?? 1;
  const { delimiter } = format;
  if (at > 1) return (line) => line.split(delimiter, at)[at - 1] ?? '';
  return (line) => {
    const end = line.indexOf(delimiter);
    return end === -1 ? line : line.slice(0, end);
  };
}

/** Where each field's cell is: for delimited records its own number, for fixed ones its turn in the list of columns. */
class Layout {
  readonly labels = new Map<number, string>();
  readonly #columns: (readonly [number, number])[] = [];
  readonly #format: ExtractMapping['format'];

  constructor(format: ExtractMapping['format']) {
    this.#format = format;
  }

  slot(place: Place, label: string): number {
    const slot = place.at === undefined ? this.#column(place) : place.at - 1;
    if (!this.labels.has(slot)) this.labels.set(slot, label);
    return slot;
  }

  #column({ from = 1, to = 1 }: Place): number {
    const known = this.#columns.findIndex(([start, end]) => start === from - 1 && end === to);
    if (known !== -1) return known;
    this.#columns.push([from - 1, to]);
    return this.#columns.length - 1;
  }

  splitter(): Splitter {
    return this.#format.kind === 'fixed'
      ? fixedSplitter(this.#columns)
      : delimitedSplitter(this.#format.delimiter, this.#format.quote);
  }

  text(
    spec: TextSpec | undefined,
    label: string,
    mayBeEmpty: boolean,
    limitChars = TEXT_LIMIT_CHARS,
  ): Read<string> {
    if (spec === undefined) return () => '';
    const slot = this.slot(spec, label);
    const emptyIsFine = spec.mayBeEmpty ?? mayBeEmpty;
    return (cells, log) => {
      const cell = cells[slot] ?? '';
      if (cell === '') {
        if (!emptyIsFine) log.add(label, cell, 'FIELD_EMPTY');
      } else if (cell.length > limitChars) {
        log.add(label, cell, 'FIELD_TOO_LONG', { limit: String(limitChars) });
      } else if (mayHoldCardNumber(cell) && holdsCardNumber(cell)) {
        log.add(label, '', 'CARD_NUMBER_DISCARDED');
      }
      return cell;
    };
  }

  values<T extends string>(
    spec: (Place & { readonly values: Readonly<Record<string, T>> }) | undefined,
    label: string,
    otherwise: NoInfer<T>,
  ): Read<T> {
    if (spec === undefined) return () => otherwise;
    const slot = this.slot(spec, label);
    const targets = new Map(Object.entries(spec.values));
    const expected = [...targets.keys()].join(', ');
    return (cells, log) => {
      const cell = cells[slot] ?? '';
      const target = targets.get(cell);
      if (target !== undefined) return target;
      if (cell === '') log.add(label, cell, 'FIELD_EMPTY');
      else log.add(label, cell, 'FIELD_VALUE', { expected });
      return otherwise;
    };
  }

  date(spec: DateSpec, label: string): Read<DateCell> {
    const read = this.optionalDate(spec, label);
    return (cells, log) => {
      const before = log.count;
      const date = read(cells, log);
      if (date === undefined && log.count === before) log.add(label, '', 'FIELD_EMPTY');
      return date ?? NO_DAY;
    };
  }

  optionalDate(spec: DateSpec | undefined, label: string): Read<DateCell | undefined> {
    if (spec === undefined) return () => undefined;
    const slot = this.slot(spec, label);
    const toDate = dateReader(spec.date);
    const empty = spec.emptyWhen ?? '';
    return (cells, log) => {
      const cell = cells[slot] ?? '';
      if (cell === '' || cell === empty) return undefined;
      const date = toDate(cell);
      if (date === undefined) log.add(label, cell, 'NOT_A_DATE');
      return date;
    };
  }

  amount(spec: AmountSpec | undefined, label: string, maxCents = MAX_AMOUNT_CENTS): Read<Cents | undefined> {
    if (spec === undefined) return () => undefined;
    const slot = this.slot(spec, label);
    const signSlot = spec.sign === undefined ? -1 : this.slot(spec.sign, `${label} sign`);
    const empty = spec.emptyWhen ?? '';
    const inCents = spec.amount === 'cents';
    return (cells, log) => {
      const cell = cells[slot] ?? '';
      if (cell === '' || cell === empty) return undefined;
      if (inCents) {
        const sign = cells[signSlot] ?? '';
        const cents = readCents(cell, sign, maxCents);
        if (cents === undefined) log.add(label, cell + sign, centsProblem(cell, sign));
        return cents;
      }
      const cents = readDecimal(cell, maxCents);
      if (cents === undefined) log.add(label, cell, decimalProblem(cell));
      return cents;
    };
  }

  account(spec: TextSpec, mapping: ExtractMapping): Read<number> {
    const slot = this.slot(spec, 'account');
    const toNumber = accountReader(mapping.account);
    const expected = `an account number of ${String(mapping.account.digits)} digits`;
    return (cells, log) => {
      const cell = cells[slot] ?? '';
      const number = toNumber(cell);
      if (number === NOT_AN_ACCOUNT) {
        if (cell === '') log.add('account', cell, 'FIELD_EMPTY');
        else log.add('account', cell, 'FIELD_PATTERN', { expected });
      } else if (number === WRONG_CHECK_DIGIT) log.add('account', cell, 'ACCOUNT_CHECK_DIGIT');
      return number;
    };
  }
}

/** Cheap enough for every name and address: the full detector is asked only about texts with digits enough. */
function mayHoldCardNumber(text: string): boolean {
  if (text.length < 13) return false;
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Any letter beyond ASCII may be a digit of another script; the detector knows.
    if ((code >= 48 && code <= 57) || code > 0x24f) digits += 1;
  }
  return digits >= 13;
}

const finish = <T>(layout: Layout, spec: ExtractMapping[RecordName], read: Read<T>): RecordReader<T> => ({
  type: spec.type,
  size: spec.size,
  split: layout.splitter(),
  labels: layout.labels,
  read,
});

function headerReader(mapping: ExtractMapping): RecordReader<ExtractHeader> {
  const layout = new Layout(mapping.format);
  const { fields, expect = [] } = mapping.header;
  const system = layout.text(fields.system, 'system', false);
  const asOf = layout.date(fields.asOf, 'as-of date');
  const instant = layout.text(fields.asOfInstant, 'as-of instant', true);
  const version = layout.text(fields.layoutVersion, 'layout version', true);
  const batch = layout.text(fields.lastPostingBatch, 'last posting batch', true);
  const expected = expect.map((each, index) => ({
    slot: layout.slot(each, `constant ${String(index + 1)}`),
    value: each.value,
  }));
  return finish(layout, mapping.header, (cells, log) => {
    for (const { slot, value } of expected) {
      const cell = cells[slot] ?? '';
      if (cell !== value)
        log.add(layout.labels.get(slot) ?? 'header', cell, 'FIELD_VALUE', { expected: value });
    }
    const asOfInstant = instant(cells, log);
    if (asOfInstant !== '' && !isInstant(asOfInstant))
      log.add('as-of instant', asOfInstant, 'NOT_AN_INSTANT');
    const layoutVersion = version(cells, log);
    const lastPostingBatch = batch(cells, log);
    return {
      system: system(cells, log),
      asOf: asOf(cells, log).text,
      ...(isInstant(asOfInstant) ? { asOfInstant } : {}),
      ...(layoutVersion === '' ? {} : { layoutVersion }),
      ...(lastPostingBatch === '' ? {} : { lastPostingBatch }),
    };
  });
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function accountsReader(mapping: ExtractMapping): RecordReader<AccountReading> {
  const layout = new Layout(mapping.format);
  const { fields } = mapping.accounts;
  const accountSlot = layout.slot(fields.account, 'account');
  const number = layout.account(fields.account, mapping);
  const name = layout.text(fields.name, 'name', false);
  const address = layout.text(fields.address, 'address', true);
  const city = layout.text(fields.city, 'city', true);
  const state = layout.text(fields.state, 'state', true);
  const zip = layout.text(fields.zip, 'ZIP', true);
  const status = layout.values(fields.status, 'status', 'active');
  const kind = layout.values(fields.class, 'class', 'residential');
  const guaranteedUntil = layout.optionalDate(fields.guaranteedUntil, 'guaranteed funds until');
  const confidential = layout.values(fields.confidential, 'confidential', 'no');
  const cycle = layout.text(fields.cycle, 'cycle', true);
  const reconnect = notNegative(
    layout.amount(fields.reconnect, 'amount to reconnect'),
    'amount to reconnect',
  );
  const petitionDate = layout.optionalDate(fields.petitionDate, 'petition date');
  const deposit = notNegative(layout.amount(fields.depositHeld, 'deposit held'), 'deposit held');
  const creditClass = layout.text(fields.creditClass, 'credit class', true);
  const phone = layout.text(fields.phone, 'phone', true);
  return finish(layout, mapping.accounts, (cells, log) => {
    const record: Writable<AccountRecord> = {
      account: cells[accountSlot] ?? '',
      name: name(cells, log),
      address: address(cells, log),
      city: city(cells, log),
      state: state(cells, log),
      zip: zip(cells, log),
      status: status(cells, log),
      class: kind(cells, log),
      confidential: confidential(cells, log) === 'yes',
      cycle: cycle(cells, log),
      depositHeldCents: deposit(cells, log) ?? 0,
      creditClass: creditClass(cells, log),
      phone: phone(cells, log),
    };
    const until = guaranteedUntil(cells, log);
    if (until !== undefined) record.guaranteedUntil = until.text;
    const reconnectCents = reconnect(cells, log);
    if (reconnectCents !== undefined) record.reconnectCents = reconnectCents;
    const petition = petitionDate(cells, log);
    if (petition !== undefined) record.petitionDate = petition.text;
    return { record, number: number(cells, log) };
  });
}

const notNegative =
  (read: Read<Cents | undefined>, label: string): Read<Cents | undefined> =>
  (cells, log) => {
    const cents = read(cells, log);
    if (cents !== undefined && cents < 0) log.add(label, decimalText(cents), 'AMOUNT_NEGATIVE');
    return cents;
  };

function chargesReader(mapping: ExtractMapping): RecordReader<ChargeReading> {
  const layout = new Layout(mapping.format);
  const { fields } = mapping.charges;
  const accountSlot = layout.slot(fields.account, 'account');
  const number = layout.account(fields.account, mapping);
  const service = layout.text(fields.service, 'service', false, SERVICE_LIMIT_CHARS);
  const billDate = layout.date(fields.billDate, 'bill date');
  const dueDate = layout.date(fields.dueDate, 'due date');
  const amount = layout.amount(fields.amount, 'amount');
  const kind = layout.values(fields.kind, 'kind', 'billed');
  const forService = layout.text(fields.forService, 'for service', true, SERVICE_LIMIT_CHARS);
  return finish(layout, mapping.charges, (cells, log) => {
    const bill = billDate(cells, log);
    const due = dueDate(cells, log);
    const before = log.count;
    const cents = amount(cells, log);
    if (cents === undefined && log.count === before) log.add('amount', '', 'FIELD_EMPTY');
    const record: Writable<ChargeRecord> = {
      account: cells[accountSlot] ?? '',
      service: service(cells, log),
      billDate: bill.text,
      dueDate: due.text,
      amountCents: cents ?? 0,
      kind: kind(cells, log),
    };
    const of = forService(cells, log);
    if (of !== '') record.forService = of;
    if (log.count === before) checkCharge(record, log);
    return { record, number: number(cells, log), billDay: bill.day, dueDay: due.day };
  });
}

/** Only credits reduce what is owed; and bad debt goes to the fund of a service, which it must therefore name. */
function checkCharge(charge: ChargeRecord, log: RejectLog): void {
  if (charge.kind === 'credit') {
    if (charge.amountCents > 0) log.add('amount', decimalText(charge.amountCents), 'CREDIT_NOT_NEGATIVE');
  } else if (charge.amountCents < 0) log.add('amount', decimalText(charge.amountCents), 'CHARGE_NEGATIVE');
  if (charge.kind === 'written-off' && charge.forService === undefined)
    log.add('for service', '', 'FIELD_EMPTY');
}

function totalsReader(mapping: ExtractMapping): RecordReader<ExtractTotals> {
  const layout = new Layout(mapping.format);
  const { fields } = mapping.totals;
  const count = (spec: TextSpec, label: string): Read<number> => {
    const slot = layout.slot(spec, label);
    return (cells, log) => {
      const cell = cells[slot] ?? '';
      const value = readCount(cell);
      if (value === undefined) log.add(label, cell, 'FIELD_PATTERN', { expected: 'a whole number' });
      return value ?? -1;
    };
  };
  const accounts = count(fields.accounts, 'account count');
  const charges = count(fields.charges, 'charge count');
  const amount = layout.amount(fields.amount, 'sum of amounts', MAX_SUM_CENTS);
  return finish(layout, mapping.totals, (cells, log) => {
    const before = log.count;
    const amountCents = amount(cells, log);
    if (amountCents === undefined && log.count === before) log.add('sum of amounts', '', 'FIELD_EMPTY');
    return {
      accounts: accounts(cells, log),
      charges: charges(cells, log),
      amountCents: amountCents ?? 0,
    };
  });
}
