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
