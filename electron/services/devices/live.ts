/** What runs beside the books while the desk is open: dialogues with terminals, readings in memory, paper to insert. */
import type { CardLookUp, TerminalStep } from '../../../shared/devices/card-terminal.ts';
import type { CheckReading } from '../../../shared/devices/check-reader.ts';
import type { CountRefusal, MachineCount } from '../../../shared/devices/money-counter.ts';
import type { SlipStep } from '../../../shared/devices/receipt-printer.ts';
import type { ScanReading } from '../../../shared/devices/scanner.ts';
import type { CardState } from '../../../shared/domain/card/types.ts';
import type { DeviceNoticed } from '../../../shared/domain/office/types.ts';

export type LiveStep = TerminalStep | 'cancelling';

export type Terminals = {
  /** Sends what the attempt asks for. Called once, after its commit. */
  begin(attemptId: string): void;
  /** Where a running attempt is; undefined when none is running under this id. */
  step(attemptId: string): LiveStep | undefined;
  /** Whether this charge, or a void or refund of it, is still under way. */
  isAbout(attemptId: string): boolean;
  /** Tells the terminal to give up; writes what could not be written when it answered. */
  cancel(attemptId: string): void;
  lookUp(attempt: CardState): Promise<CardLookUp>;
  /** What a stop of the program left unanswered is in doubt. */
  recoverAfterRestart(): void;
  settled(): Promise<void>;
  /** Tells the terminals to give up, and waits for what they say then. */
  close(): Promise<void>;
};

export type DeviceEvent =
  | { readonly kind: 'check'; readonly deviceId: string; readonly reading: CheckReading }
  | { readonly kind: 'scan'; readonly deviceId: string; readonly reading: ScanReading }
  | { readonly kind: 'count'; readonly deviceId: string; readonly count: MachineCount }
  | { readonly kind: 'count-refused'; readonly deviceId: string; readonly why: CountRefusal }
  | { readonly kind: 'noticed'; readonly deviceId: string; readonly what: DeviceNoticed['what'] }
  /** Its state is not as it was. */
  | { readonly kind: 'changed'; readonly deviceId: string };

export type Heard = {
  /** @throws when a report could not be put on disk: its machine is then not thanked, and sends it again */
  (event: DeviceEvent): void;
  /** Reports that could not be believed, in words, since the last good one of the same machine. */
  refusedReports(): readonly { readonly deviceId: string; readonly said: string }[];
};

export type Reading =
  | { readonly kind: 'check'; readonly reading: CheckReading }
  | { readonly kind: 'scan'; readonly reading: Extract<ScanReading, { kind: 'code' }> };

export type Readings = {
  /** @returns its id */
  keep(reading: Reading): string;
  find(readingId: string): Reading | undefined;
};

/** Jobs on paper that a person inserts: what the person is to do, and giving up. */
export type SlipsInHand = {
  step(jobId: string): SlipStep | undefined;
  /** @param by whoever gives it up: the job is then over, and waits for nobody */
  cancel(jobId: string, by: string): void;
};
