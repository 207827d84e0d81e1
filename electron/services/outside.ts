/** What the services need from the outside besides the books: devices, files, passwords. The host supplies them. */
import type { CardTerminal } from '../../shared/devices/card-terminal.ts';
import type { CheckPass, CheckReaderSettings } from '../../shared/devices/check-reader.ts';
import type { CustomerView } from '../../shared/devices/customer-display.ts';
import type { DeviceStatus, SelfTest, TrafficLine } from '../../shared/devices/device-state.ts';
import type { PolledCount, ReportProfile } from '../../shared/devices/money-counter.ts';
import type { SlipJob, SlipOutcome } from '../../shared/devices/receipt-printer.ts';
import type { AssignedDevice, DeviceSettings } from '../../shared/devices/settings.ts';
import type { PrinterSettings, PrinterState, PrintOutcome } from '../../shared/devices/outcome.ts';
import type { Paper } from '../../shared/devices/paper.ts';
import type { ReferenceTable } from '../../shared/domain/office/types.ts';
import type { JournalEntry } from '../../shared/domain/ledger/types.ts';
import type {
  AccountRecord,
  ChargeRecord,
  ExtractHeader,
  ExtractTotals,
} from '../../shared/domain/reference/extract.ts';
import type { GlAccount, ReferenceData } from '../../shared/domain/reference/types.ts';
import type { Json } from '../../shared/kernel/canonical-json.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { BusinessDate, Instant } from '../../shared/kernel/time.ts';
import type { Cents } from '../../shared/money/money.ts';
import type { Output } from '../../shared/contract/index.ts';

export type PreviewPage = Output<'session.report'>['preview'];

export type ReportTrial = Output<'device.try-report'>;
export type CalibrationLook = Output<'device.calibrate'>;

export interface DevicesPort {
  /** The simulated printer of an office in training; null where none runs. */
  readonly trainingPrinter: PrinterSettings | null;
  /** One attempt on a fresh connection; nothing is ever repeated by itself. */
  print(
    settings: PrinterSettings,
    job: { readonly paper: Paper | null; readonly kick: boolean; readonly jobId: string },
  ): Promise<PrintOutcome>;
  /** On paper that a person inserts. Never repeated. */
  printSlip(
    settings: PrinterSettings,
    job: Omit<SlipJob, 'processId'> & { readonly jobId: string },
  ): Promise<SlipOutcome>;
  /** As it was last seen; only the first question waits for an answer. */
  state(settings: PrinterSettings): Promise<PrinterState>;
  /** Asked now. */
  look(settings: PrinterSettings): Promise<PrinterState>;
  /** Decodes the very bytes that the printer would get. */
  preview(paper: Paper, settings: PrinterSettings | null): PreviewPage;
  /** Puts a check through the reader of the printer. */
  readCheck(settings: PrinterSettings, reader: CheckReaderSettings): Promise<CheckPass>;
  /** One look at the drawer's pin while the person says how the drawer stands; the looks so far are kept. */
  calibrate(
    settings: PrinterSettings,
    look: { readonly drawerIs: 'open' | 'closed'; readonly first: boolean },
  ): Promise<CalibrationLook>;

  /** Lets go of what is no longer set up, reaches for what is; a device whose settings stand keeps its line. */
  configure(devices: readonly AssignedDevice[]): Promise<void>;
  /** Of the stamps below, milliseconds since 1970: the devices' own clock, whatever day the desk believes it is. */
  nowMs(): number;
  serialPorts(): Promise<Output<'device.ports'>['ports']>;
  /** Why these settings cannot be used; undefined when they can. */
  problemOf(settings: DeviceSettings): string | undefined;
  status(deviceId: string): DeviceStatus;
  /** Masked, oldest first; `printer` is the receipt printer's. */
  traffic(deviceId: string): readonly TrafficLine[];
  selfTest(deviceId: string): Promise<SelfTest>;
  lastSelfTest(deviceId: string): SelfTest | undefined;
  terminal(deviceId: string): CardTerminal | undefined;
  askCount(deviceId: string, denominationCents: Cents): Promise<PolledCount>;
  /** Never waits, and never fails a payment. */
  showCustomer(view: CustomerView): void;
  /** How a captured report is read by a profile, line by line. */
  tryReport(profile: ReportProfile, captured: Uint8Array): ReportTrial;
}

export type FileReject = {
  readonly line: number;
  readonly field: string;
  readonly value: string;
  readonly code: string;
  readonly reason: string;
};

export type TableRead = {
  readonly rows: Json;
  readonly count: number;
  readonly rejects: readonly FileReject[];
};

export type ExtractRead = {
  readonly header: ExtractHeader;
  readonly totals: ExtractTotals;
  readonly fileHash: string;
  readonly mapping: string;
  readonly mappingVersion: number;
  readonly lossyTextCutAt: number | null;
};
export type ExtractOutcome =
  | { readonly outcome: 'read'; readonly extract: ExtractRead }
  | { readonly outcome: 'rejected'; readonly rejects: readonly FileReject[]; readonly rejectCount: number }
  | { readonly outcome: 'stopped' };

export type ExtractSink = {
  accounts(rows: readonly AccountRecord[]): void;
  charges(rows: readonly ChargeRecord[]): void;
};

/** Where an extract's bytes come from; read as a stream, so that memory stays flat. */
export type ByteSource = {
  readonly fileName: string;
  readonly bytesTotal: number;
  open(): AsyncIterable<Uint8Array>;
};

export type PaymentRecord = {
  readonly record: 'payment' | 'void';
  readonly account: string;
  readonly receiptNumber: string;
  readonly businessDate: BusinessDate;
  readonly receivedDate: BusinessDate;
  readonly receiptType: string;
  readonly service: string;
  readonly billDate: string;
  readonly dueDate: string;
  readonly chargeKind: string;
  readonly forService: string;
  readonly amountCents: Cents;
  readonly tenders: string;
};

export type BatchHead = {
  readonly batchId: string;
  readonly createdAt: Instant;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly city: string;
  readonly timeZone: string;
  readonly training: boolean;
};
export type JournalFormat = 'csv' | 'ledger' | 'hledger' | 'beancount';

export interface FilesPort {
  readTable(table: ReferenceTable, bytes: Uint8Array): TableRead;
  /** Cross-checks all tables together; empty when they fit. */
  checkReference(reference: ReferenceData, pooledFund: string): readonly FileReject[];
  mappings(): readonly string[];
  readExtract(
    source: ByteSource,
    mapping: string,
    sink: ExtractSink,
    options: { readonly signal: AbortSignal; onProgress(bytesDone: number, bytesTotal: number): void },
  ): Promise<Result<ExtractOutcome>>;
  paymentsFile(head: BatchHead, records: readonly PaymentRecord[]): string;
  journalFile(
    format: JournalFormat,
    head: BatchHead,
    entries: readonly JournalEntry[],
    chart: readonly GlAccount[],
  ): string;
  pdf(paper: Paper, options: { readonly title: string; readonly createdAt: Instant }): Promise<Uint8Array>;
  csv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string;
  sampleCity(): {
    readonly tables: Readonly<Record<ReferenceTable, Uint8Array>>;
    readonly extract: ByteSource;
    readonly extractMapping: string;
  };
}

export interface PasswordPort {
  /** argon2id, parameters inside the text. */
  hash(secret: string): Promise<string>;
  verify(hash: string, secret: string): Promise<boolean>;
}
