/** A logo as GS v 0 raster data that no printer can mistake for a command. */
import { assert } from '../../shared/kernel/assert.ts';
import type { Bitmap } from '../../shared/devices/receipt-printer.ts';
import { DLE, ESC, GS } from './protocol/bytes.ts';

const WIDEST_DOTS = 576;
const TALLEST_DOTS = 512;

/** For whoever takes a logo from an office: what the printer cannot print is refused there. */
export function isPrintableBitmap({ widthDots, rows }: Bitmap): boolean {
  return (
    Number.isInteger(widthDots) &&
    widthDots > 0 &&
    widthDots % 8 === 0 &&
    widthDots <= WIDEST_DOTS &&
    rows.length > 0 &&
    rows.length <= TALLEST_DOTS &&
    rows.every((row) => row.length === widthDots / 8)
  );
}

/** EOT, ENQ and DC4 after DLE: status, recovery, and a drawer kick. */
const REAL_TIME: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);
const ONE_DOT = 0x02;

/**
 * Printers act on real-time commands on reception, also inside picture data: `10 14 01 00 01` in a logo opens the
 * drawer. So one dot is flipped wherever DLE is followed by one of the three; 04, 05 and 14 become 06, 07 and 16.
 */
export function withoutRealTimeCommands(data: Uint8Array): Uint8Array {
  const safe = Uint8Array.from(data);
  for (let at = 1; at < safe.length; at += 1) {
    const byte = safe[at] ?? 0;
    if (safe[at - 1] === DLE && REAL_TIME.has(byte)) safe[at] = byte ^ ONE_DOT;
  }
  return safe;
}

/**
 * StarPRNT's question for status, ESC ACK SOH, is answered on reception too. The answer to a picture's dots would be
 * harmless, but counted as the answer to a question: one dot of the ACK is flipped.
 */
export function withoutStarQuestion(data: Uint8Array): Uint8Array {
  const safe = Uint8Array.from(data);
  for (let at = 2; at < safe.length; at += 1)
    if (safe[at - 2] === ESC && safe[at - 1] === 0x06 && safe[at] === 0x01) safe[at - 1] = 0x06 ^ ONE_DOT;
  return safe;
}

/** All rows one after the other, as every raster command wants them. */
export function rasterData(bitmap: Bitmap): {
  readonly bytesPerRow: number;
  readonly height: number;
  readonly data: Uint8Array;
} {
  assert(isPrintableBitmap(bitmap), 'a logo that no printer takes must be refused when it is supplied');
  const bytesPerRow = bitmap.widthDots / 8;
  const data = new Uint8Array(bytesPerRow * bitmap.rows.length);
  bitmap.rows.forEach((row, y) => {
    data.set(row, y * bytesPerRow);
  });
  return { bytesPerRow, height: bitmap.rows.length, data };
}

/** GS v 0 m xL xH yL yH d…; the header cannot hold such a pair either, since a logo has at most 512 rows. */
export function encodeRaster(bitmap: Bitmap): Uint8Array {
  const { bytesPerRow, height, data } = rasterData(bitmap);
  const header = [GS, 0x76, 0x30, 0x00, bytesPerRow & 0xff, bytesPerRow >> 8, height & 0xff, height >> 8];
  return Uint8Array.of(...header, ...withoutRealTimeCommands(data));
}
