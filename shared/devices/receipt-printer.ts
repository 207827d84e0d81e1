/** What the services ask of a receipt printer; the driver behind it may be a simulator or real hardware. */
import type { PrinterFault, PrinterState, PrintOutcome } from './outcome.ts';
import type { Paper } from './paper.ts';

export type PrintJob = {
  readonly paper: Paper;
  /** Fire the drawer before the first line. Decided by the tender's policy, never by the driver. */
  readonly kick: boolean;
  /** Four characters 20–7E that no job shortly before or after carries: the printer answers with them. */
  readonly processId: string;
};

/** A raster picture, one bit per dot: `rows[y]` holds `widthDots / 8` bytes, most significant bit left, 1 is black. */
export type Bitmap = {
  /** A multiple of 8, at most 576. */
  readonly widthDots: number;
  /** At most 512: a logo, not a poster. */
  readonly rows: readonly Uint8Array[];
};

export interface ReceiptPrinter {
  /** Resolves when the outcome is known or given up; never rejects, never sends anything twice. */
  print(job: PrintJob): Promise<PrintOutcome>;
  /** A no-sale opening. `printed` means only that the kick left; `kick` says whether the drawer was seen to open. */
  openDrawer(): Promise<PrintOutcome>;
  state(): Promise<PrinterState>;
}

export type SlipKind =
  /** One or two lines on a bill's stub. */
  | 'validation'
  /** On the back of a check. */
  | 'endorsement'
  | 'deposit-slip';

export type SlipStep = 'insert' | 'printing' | 'remove';

export type SlipJob = {
  readonly kind: SlipKind;
  /** Text only, already laid out to the width of the slip; at least one line. */
  readonly lines: readonly string[];
  /** As in `PrintJob`. */
  readonly processId: string;
  /** Resolves when the person no longer wants it; it counts until the first line leaves. */
  readonly cancelled: Promise<void>;
  /** What the person is to do, or to wait for, now. */
  progress(step: SlipStep): void;
};

export type SlipFault = PrinterFault | 'no-slip-station' | 'nothing-inserted' | 'cancelled';

/** As with a receipt: only `unknown` may have left a mark on paper that nobody can vouch for. */
export type SlipOutcome =
  | { readonly outcome: 'printed'; readonly confirmedBy: 'process-id' | 'queued-status' | 'none' }
  /** No byte that prints left this machine. */
  | { readonly outcome: 'failed'; readonly fault: SlipFault; readonly bytesSent: 0 }
  | { readonly outcome: 'unknown'; readonly fault: PrinterFault; readonly bytesSent: number };

/** What the printer's check reader said, not yet understood. */
export type CheckPass =
  | {
      readonly outcome: 'passed';
      /** The characters of the MICR line in the printer's alphabet, `?` where it could not read one; empty when it read none. */
      readonly line: string;
      /** The reader's status byte: bits 0–1 the font (0 E-13B, 1 CMC-7), bit 5 (20) "reading not normal". */
      readonly status: number;
    }
  | { readonly outcome: 'nothing-inserted' }
  | { readonly outcome: 'failed'; readonly fault: PrinterFault | 'no-check-reader' };

/** The second paper path that some printers have. */
export interface SlipStation {
  /** Resolves when the outcome is known or given up, with the printer on its roll again; never rejects, never prints twice. */
  printSlip(job: SlipJob): Promise<SlipOutcome>;
  /** Waits for a check to pass the printer's magnetic head. */
  readCheck(options: { readonly cancelled: Promise<void> }): Promise<CheckPass>;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The process id of the n-th job: four characters, repeating only after 1,679,616 jobs. */
export function processIdOf(sequence: number): string {
  let rest = Math.abs(Math.trunc(sequence));
  let id = '';
  for (let i = 0; i < 4; i += 1) {
    id = (ALPHABET[rest % 36] ?? '0') + id;
    rest = Math.trunc(rest / 36);
  }
  return id;
}
