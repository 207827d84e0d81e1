/** The rules that hold over a whole extract: order of records, accounts known and unique, control totals. */
import { isAscii } from 'node:buffer';
import { certain } from '../../../shared/kernel/assert.ts';
import type {
  AccountRecord,
  ChargeRecord,
  ExtractHeader,
  ExtractTotals,
} from '../../../shared/domain/reference/extract.ts';
import { decimalText } from '../../../shared/money/money.ts';
import { AccountIndex } from './account-index.ts';
import type { Block } from './blocks.ts';
import { ChargeKeys } from './charge-keys.ts';
import { decodeLine } from './decode.ts';
import type { ExtractMapping } from './mapping.ts';
import { compileMapping } from './records.ts';
import type { AccountReading, ChargeReading, ExtractReaders, RecordReader } from './records.ts';
import { RejectLog } from './rejects.ts';

export type CheckResult =
  | { readonly kind: 'read'; readonly header: ExtractHeader; readonly totals: ExtractTotals }
  | {
      readonly kind: 'rejected';
      readonly rejects: RejectLog['kept'];
      readonly rejectCount: number;
    };

export type Drained = {
  readonly header: ExtractHeader | undefined;
  readonly accounts: readonly AccountRecord[];
  readonly charges: readonly ChargeRecord[];
};

/**
 * What no cell may hold: controls, line and paragraph separators, direction overrides, marks of lost characters. They
 * move cursors, break lines of other files, and make one name look like another.
 */
const NOT_TEXT =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]/;
/** The ASCII part of it for a whole block at once, without the ends of lines. */
const CONTROLS_IN_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const BEYOND_ASCII = /[\u0080-\u00ff]/;
const TAB = '\t';
const RETURN = 13;
const NOTHING: readonly never[] = [];

export class ExtractCheck {
  readonly #mapping: ExtractMapping;
  readonly #readers: ExtractReaders;
  readonly #log = new RejectLog();
  readonly #known = new AccountIndex();
  readonly #seen = new ChargeKeys();
  readonly #tabsAreCells: boolean;
  #accounts: AccountRecord[] = [];
  #charges: ChargeRecord[] = [];
  #header: ExtractHeader | undefined;
  #newHeader: ExtractHeader | undefined;
  #stated: ExtractTotals | undefined;
  #totalsLine = 0;
  #accountLines = 0;
  #chargeLines = 0;
  #sumCents = 0;
  /** Charges of one account usually stand together: the last look-up is most often the next. */
  #lastNumber = -1;
  #lastAccount = -1;
  #unreadableAccounts = 0;
  #unreadableCharges = 0;
  #saidAfterTotals = false;
  #hopeless = false;

  constructor(mapping: ExtractMapping) {
    this.#mapping = mapping;
    this.#readers = compileMapping(mapping);
    this.#tabsAreCells = mapping.format.kind === 'delimited' && mapping.format.delimiter === TAB;
  }

  get atStart(): boolean {
    return this.#log.line === 0;
  }

  /** True when reading on would only repeat one cause on every line. */
  get isHopeless(): boolean {
    return this.#hopeless;
  }

  otherEncoding(other: string): void {
    const encoding = this.#mapping.encoding;
    this.#log.addAt(1, 'file', '', 'FILE_OTHER_ENCODING', { encoding, other });
    this.#hopeless = true;
  }

  lineTooLong(limitBytes: number): void {
    this.#log.addAt(this.#log.line + 1, 'line', '', 'FILE_LINE_TOO_LONG', { limit: String(limitBytes) });
    this.#hopeless = true;
  }

  /** @param block whole lines; the last may lack its line feed only when `block.whole` is false */
  take({ bytes, whole }: Block): void {
    // One character per byte, so that positions in the text are positions in the bytes.
    const text = bytes.toString('latin1');
    const isPlain = isAscii(bytes);
    const hasControls = CONTROLS_IN_LINES.test(text) || (!this.#tabsAreCells && text.includes(TAB));
    for (let start = 0; start < text.length && !this.#hopeless;) {
      const found = text.indexOf('\n', start);
      const end = found === -1 ? text.length : found;
      const stop = end > start && text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
      const line = text.slice(start, stop);
      this.#log.line += 1;
      const suspicious = hasControls || line.includes('\r');
      const isLast = found === -1 && !whole;
      if (isPlain || !BEYOND_ASCII.test(line)) this.#take(line, suspicious, isLast);
      else this.#takeDecoded(bytes.subarray(start, stop), suspicious, isLast);
      start = end + 1;
    }
  }

  #takeDecoded(bytes: Buffer, suspicious: boolean, isLast: boolean): void {
    const { encoding } = this.#mapping;
    const { text, fault } = decodeLine(bytes, encoding);
    if (fault === undefined) {
      this.#take(text, suspicious || NOT_TEXT.test(text), isLast);
      return;
    }
    if (fault === 'not-text') this.#log.add('line', '', 'FILE_ENCODING', { encoding });
    else this.#log.add('line', '', 'FILE_OTHER_ENCODING', { encoding, other: 'UTF-8' });
    this.#countUnreadable(this.#readers.typeOf(bytes.toString('latin1')));
  }

  /** @param suspicious true when the line, or another near it, holds what no cell may hold */
  #take(line: string, suspicious: boolean, isLast: boolean): void {
    if (isLast) this.#lastPartialLine(line, suspicious);
    else this.#line(line, suspicious);
  }

  #line(line: string, suspicious: boolean): void {
    if (this.#stated) {
      this.#afterTotals(line);
      return;
    }
    const type = this.#readers.typeOf(line);
    const { header, accounts, charges, totals } = this.#readers;
    if (!this.#header) {
      this.#first(line, type, suspicious);
    } else if (type === charges.type) {
      const reading = this.#read(charges, line, suspicious);
      if (reading) this.#charge(reading);
      else this.#countUnreadable(type);
    } else if (type === accounts.type) {
      const reading = this.#read(accounts, line, suspicious);
      if (reading) this.#account(reading);
      else this.#countUnreadable(type);
    } else if (type === totals.type) {
      this.#totalsLine = this.#log.line;
      this.#stated = this.#read(totals, line, suspicious) ?? { accounts: -1, charges: -1, amountCents: -1 };
      if (this.#stated.accounts >= 0) this.#compareTotals(this.#stated);
    } else if (type === header.type) {
      this.#log.add('record type', type, 'FILE_SECOND_HEADER');
    } else {
      this.#log.add('record type', type, 'FILE_RECORD_UNKNOWN');
    }
  }

  /** A first record of another kind means another mapping: one reject, not one per line. */
  #first(line: string, type: string, suspicious: boolean): void {
    const { header } = this.#readers;
    const size = this.#mapping.format.kind === 'fixed' ? line.length : header.split(line)?.length;
    if (type !== header.type || size !== header.size) {
      this.#log.add('header', line, 'FILE_NO_HEADER');
      this.#hopeless = true;
      return;
    }
    const before = this.#log.count;
    this.#header = this.#read(header, line, suspicious);
    if (this.#header) this.#newHeader = this.#header;
    else if (this.#log.count > before) this.#hopeless = true;
  }

  #read<T>(reader: RecordReader<T>, line: string, suspicious: boolean): T | undefined {
    const log = this.#log;
    const before = log.count;
    const fixed = this.#mapping.format.kind === 'fixed';
    if (fixed && line.length !== reader.size) {
      log.add('line', line, 'FILE_LINE_LENGTH', {
        count: String(line.length),
        expected: String(reader.size),
      });
      return undefined;
    }
    const cells = reader.split(line);
    if (cells === undefined) {
      log.add('line', line, 'FILE_QUOTE');
      return undefined;
    }
    if (!fixed && cells.length !== reader.size) {
      const params = { count: String(cells.length), expected: String(reader.size) };
      log.add('line', line, 'FILE_FIELD_COUNT', params);
      return undefined;
    }
    if (suspicious) this.#lookForControls(reader, fixed ? line : undefined, cells);
    if (log.count > before) return undefined;
    const value = reader.read(cells, log);
    return log.count > before ? undefined : value;
  }

  /** Fixed cells are trimmed, so that a control character at their end is found only in the whole line. */
  #lookForControls(reader: RecordReader<unknown>, line: string | undefined, cells: readonly string[]): void {
    const holds = (text: string): boolean =>
      NOT_TEXT.test(text) || (!this.#tabsAreCells && text.includes(TAB));
    const before = this.#log.count;
    cells.forEach((cell, slot) => {
      if (!holds(cell)) return;
      this.#log.add(reader.labels.get(slot) ?? `field ${String(slot + 1)}`, cell, 'FIELD_CONTROL_CHARACTER');
    });
    if (this.#log.count === before && line !== undefined && holds(line)) {
      this.#log.add('line', line, 'FIELD_CONTROL_CHARACTER');
    }
  }

  /** Its line counts for the totals, so that one bad cell does not look like a missing record as well. */
  #countUnreadable(type: string): void {
    if (type === this.#readers.accounts.type) {
      this.#accountLines += 1;
      this.#unreadableAccounts += 1;
    } else if (type === this.#readers.charges.type) {
      this.#chargeLines += 1;
      this.#unreadableCharges += 1;
    }
  }

  #account({ record, number }: AccountReading): void {
    this.#accountLines += 1;
    this.#lastNumber = -1;
    if (!this.#known.add(number)) this.#log.add('account', record.account, 'ACCOUNT_TWICE');
    else if (this.#log.count === 0) this.#accounts.push(record);
  }

  #charge({ record, number, billDay, dueDay }: ChargeReading): void {
    this.#chargeLines += 1;
    this.#sumCents += record.amountCents;
    if (number !== this.#lastNumber) {
      this.#lastNumber = number;
      this.#lastAccount = this.#known.indexOf(number);
    }
    const account = this.#lastAccount;
    if (account === -1) {
      // After an account that could not be read, nobody knows whose charge this is.
      if (this.#unreadableAccounts === 0) this.#log.add('account', record.account, 'ACCOUNT_NOT_IN_FILE');
    } else if (!this.#seen.add(account, record.service, billDay, dueDay, record.kind)) {
      const key = [record.account, record.service, record.billDate, record.dueDate, record.kind];
      this.#log.add('charge', key.join(' '), 'CHARGE_TWICE');
    } else if (this.#log.count === 0) this.#charges.push(record);
  }

  /** Blank lines and the end mark of old systems (Ctrl-Z) may follow the totals; a record may not. */
  #afterTotals(line: string): void {
    if (/^[\s\u001a]*$/.test(line) || this.#saidAfterTotals) return;
    this.#saidAfterTotals = true;
    this.#log.add('record type', this.#readers.typeOf(line), 'FILE_AFTER_TOTALS');
  }

  /** A line without its line feed may be cut anywhere. Only totals that agree prove that nothing is missing. */
  #lastPartialLine(line: string, suspicious: boolean): void {
    if (this.#stated || this.#readers.typeOf(line) === this.#readers.totals.type) {
      const before = this.#log.count;
      this.#line(line, suspicious);
      if (this.#log.count > before) this.#log.add('line', line, 'FILE_TRUNCATED');
    } else if (this.#header) {
      this.#totalsLine = this.#log.line;
      this.#log.add('line', line, 'FILE_TRUNCATED');
    } else this.#line(line, suspicious);
  }

  #compareTotals(stated: ExtractTotals): void {
    const compare = (
      field: string,
      said: number,
      counted: number,
      shown: (value: number) => string,
    ): void => {
      if (said === counted) return;
      this.#log.add(field, shown(said), 'FILE_TOTAL_WRONG', { counted: shown(counted) });
    };
    compare('account count', stated.accounts, this.#accountLines, String);
    compare('charge count', stated.charges, this.#chargeLines, String);
    // The sum of a file with unreadable amounts says nothing that their own rejects do not.
    if (this.#unreadableCharges === 0) {
      compare('sum of amounts', stated.amountCents, this.#sumCents, decimalText);
    }
  }

  drain(): Drained {
    const drained: Drained =
      this.#log.count > 0
        ? { header: undefined, accounts: NOTHING, charges: NOTHING }
        : { header: this.#newHeader, accounts: this.#accounts, charges: this.#charges };
    this.#newHeader = undefined;
    this.#accounts = [];
    this.#charges = [];
    return drained;
  }

  finish(): CheckResult {
    const log = this.#log;
    if (log.line === 0 && log.count === 0) log.addAt(0, 'file', '', 'FILE_EMPTY');
    else if (this.#totalsLine === 0 && !this.#hopeless) log.add('file', '', 'FILE_TRUNCATED');
    if (log.count > 0) return { kind: 'rejected', rejects: log.kept, rejectCount: log.count };
    const totals = { accounts: this.#accountLines, charges: this.#chargeLines, amountCents: this.#sumCents };
    return { kind: 'read', header: certain(this.#header, 'header'), totals };
  }
}
