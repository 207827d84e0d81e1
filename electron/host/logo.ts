/** The office's logo: `logo.pbm` in the data folder, a portable bitmap (P4) as every picture program writes it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bitmap } from '../../shared/devices/receipt-printer.ts';
import { isPrintableBitmap } from '../../drivers/receipt-printer/raster.ts';

/** `P4`, then width and height in dots, comments from # to the end of the line, one white space, then the rows. */
const HEADER = /^P4\s+(?:#[^\n]*\n\s*)*(\d+)\s+(?:#[^\n]*\n\s*)*(\d+)\s/;
const HEADER_LIMIT_BYTES = 512;

/** Undefined when there is none, or none that a printer takes (at most 576 × 512 dots): receipts then print without. */
export function readLogo(folder: string): Bitmap | undefined {
  try {
    return parsePbm(readFileSync(join(folder, 'logo.pbm')));
  } catch {
    return undefined;
  }
}

/** 1 is black. A row is filled up to whole bytes with white. */
export function parsePbm(file: Buffer): Bitmap | undefined {
  const header = HEADER.exec(file.subarray(0, HEADER_LIMIT_BYTES).toString('latin1'));
  if (!header) return undefined;
  const widthDots = Number(header[1]);
  const rowBytes = Math.ceil(widthDots / 8);
  const start = header[0].length;
  const rows = Array.from({ length: Number(header[2]) }, (_, y) =>
    Uint8Array.from(file.subarray(start + y * rowBytes, start + (y + 1) * rowBytes)),
  );
  const bitmap = { widthDots: rowBytes * 8, rows };
  return isPrintableBitmap(bitmap) ? bitmap : undefined;
}
