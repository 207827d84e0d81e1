/** The bits of the four real-time status bytes (DLE EOT 1–4) and of GS r 1, as the printer means them. PROTOCOL.md has the tables. */
import type { PrinterFault } from '../../../shared/devices/outcome.ts';

/** The answers to DLE EOT 1, 2, 3 and 4. */
export type RealTimeStatus = {
  readonly printer: number;
  readonly offlineCause: number;
  readonly errorCause: number;
  readonly paper: number;
};

/** DLE EOT 1 */
export const DRAWER_PIN_HIGH = 0x04;
export const OFFLINE = 0x08;
/** DLE EOT 2 */
export const COVER_OPEN = 0x04;
export const FEED_PRESSED = 0x08;
export const STOPPED_BY_PAPER_END = 0x20;
export const ERROR = 0x40;
/** DLE EOT 3 */
export const CUTTER_ERROR = 0x08;
export const UNRECOVERABLE = 0x20;
export const HEAD_TOO_HOT = 0x40;
/** DLE EOT 4: each sensor sets two bits. */
export const PAPER_NEAR_END = 0x0c;
export const PAPER_END = 0x60;
/** DLE EOT 5 and DLE EOT 8 1: the slip station, and the check reader in it. */
export const STATION_NOT_SELECTED = 0x04;
export const STATION_WAITS = 0x08;
export const NO_PAPER_AT_TOF = 0x20;
export const NO_PAPER_AT_BOF = 0x40;

/** Fixed bits of every real-time answer: 1 and 4 set, 0 and 7 clear. */
export const REAL_TIME_PATTERN = 0x12;

/** The reason not to print now, or not to expect more paper; the most telling one first. */
export function faultOf(status: RealTimeStatus): PrinterFault | undefined {
  if (status.offlineCause & COVER_OPEN) return 'cover-open';
  if (status.offlineCause & STOPPED_BY_PAPER_END || (status.paper & PAPER_END) !== 0) return 'paper-out';
  if (status.errorCause & CUTTER_ERROR) return 'cutter-error';
  if (status.errorCause & UNRECOVERABLE) return 'unrecoverable-error';
  if (status.offlineCause & ERROR)
    return status.errorCause & HEAD_TOO_HOT ? 'offline' : 'unrecoverable-error';
  if (status.printer & OFFLINE) return 'offline';
  return undefined;
}

/** What one look at a printer told, in whatever language it speaks. */
export type SeenStatus = {
  readonly fault: PrinterFault | undefined;
  readonly paperLow: boolean;
  /** Pin 3 of the drawer connector. */
  readonly drawerPinHigh: boolean;
  /** StarPRNT: how many ETB commands it has executed, 0–31; undefined where it does not count them. */
  readonly etbCounter?: number | undefined;
};

export const seenByRealTime = (status: RealTimeStatus): SeenStatus => ({
  fault: faultOf(status),
  paperLow: isPaperLow(status.paper),
  drawerPinHigh: isDrawerPinHigh(status.printer),
});

/** Automatic status, GS a: the same causes in four bytes of another order (PROTOCOL.md, "Automatic status"). */
export function seenByAutomatic([printer, error, paper]: readonly [
  number,
  number,
  number,
  number,
]): SeenStatus {
  return {
    fault: automaticFault(printer, error, paper),
    paperLow: (paper & 0x03) !== 0,
    drawerPinHigh: (printer & 0x04) !== 0,
  };
}

function automaticFault(printer: number, error: number, paper: number): PrinterFault | undefined {
  if (printer & 0x20) return 'cover-open';
  if (paper & 0x0c) return 'paper-out';
  if (error & 0x08) return 'cutter-error';
  if (error & 0x20) return 'unrecoverable-error';
  return printer & 0x08 ? 'offline' : undefined;
}

export type StationStatus = {
  readonly selected: boolean;
  /** For paper to be inserted. */
  readonly waits: boolean;
  readonly paperAtTof: boolean;
  readonly paperAtBof: boolean;
};

/** DLE EOT 5, and DLE EOT 8 1 for the check reader. */
export const stationStatus = (byte: number): StationStatus => ({
  selected: (byte & STATION_NOT_SELECTED) === 0,
  waits: (byte & STATION_WAITS) !== 0,
  paperAtTof: (byte & NO_PAPER_AT_TOF) === 0,
  paperAtBof: (byte & NO_PAPER_AT_BOF) === 0,
});

export const isPaperLow = (paper: number): boolean => (paper & PAPER_NEAR_END) !== 0;
export const isDrawerPinHigh = (printer: number): boolean => (printer & DRAWER_PIN_HIGH) !== 0;

/**
 * GS r 1: bits 0–1 near end, 2–3 end; both bits of a pair agree and bits 4 and 7 are clear. Any other byte is not
 * this answer, and must not be taken for the confirmation of a receipt.
 */
export function paperInTurn(byte: number): { readonly low: boolean; readonly out: boolean } | undefined {
  const nearEnd = byte & 0x03;
  const end = byte & 0x0c;
  const pairsAgree = (nearEnd === 0 || nearEnd === 0x03) && (end === 0 || end === 0x0c);
  if ((byte & 0x90) !== 0 || !pairsAgree) return undefined;
  return { low: nearEnd !== 0, out: end !== 0 };
}
