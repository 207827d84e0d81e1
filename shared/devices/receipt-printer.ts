/** What the services ask of a receipt printer; the driver behind it may be a simulator or real hardware. */
import type { PrinterState, PrintOutcome } from './outcome.ts';
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
