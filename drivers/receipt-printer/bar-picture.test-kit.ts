/**
 * Code 128 drawn dot by dot from the bytes of a bar code command, as a printer's head would: so that a reader that
 * knows nothing of this program can be held against what is printed. The table is the one of ISO/IEC 15417.
 */
import { execFileSync, spawnSync } from 'node:child_process';

/** Widths of bar, space, bar … of the 106 symbols; the stop has one bar more. */
// prettier-ignore
const SYMBOLS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'
).split(' ');
const STOP = '2331112';
const START: Readonly<Record<number, number>> = { 0x41: 103, 0x42: 104, 0x43: 105 };
const CODE_OF_SUBSET: Readonly<Record<number, number>> = { 0x41: 101, 0x42: 100, 0x43: 99 };
const BRACE = 0x7b;

/** The symbols' numbers for `{B…` as it stands in GS k 73, with start and check. */
export function code128Symbols(data: Uint8Array): readonly number[] {
  const symbols: number[] = [];
  let subset = 0x42;
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at] ?? 0;
    const next = data[at + 1] ?? 0;
    if (byte !== BRACE) {
      symbols.push(subset === 0x43 ? byte : subset === 0x41 && byte < 0x20 ? byte + 64 : byte - 0x20);
      continue;
    }
    at += 1;
    if (next === BRACE) symbols.push(BRACE - 0x20);
    else {
      symbols.push((symbols.length === 0 ? START : CODE_OF_SUBSET)[next] ?? 0);
      subset = next;
    }
  }
  const check = symbols.reduce((sum, symbol, n) => sum + symbol * Math.max(1, n), 0) % 103;
  return [...symbols, check];
}

/** A portable grey map: bars `height` dots high, ten modules of white around them. */
export function code128Picture(data: Uint8Array, moduleDots: number, height: number): Buffer {
  const widths = [...code128Symbols(data).map((symbol) => SYMBOLS[symbol] ?? ''), STOP].join('');
  const quiet: number[] = Array.from({ length: 10 * moduleDots }, () => 255);
  const bars = Array.from(widths).flatMap((width, n) =>
    Array.from({ length: Number(width) * moduleDots }, () => (n % 2 === 0 ? 0 : 255)),
  );
  const row = Buffer.from([...quiet, ...bars, ...quiet]);
  const white = Buffer.alloc(row.length * 10, 255);
  const rows = Array.from({ length: height }, () => row);
  const head = Buffer.from(`P5\n${row.length} ${height + 20}\n255\n`);
  return Buffer.concat([head, white, ...rows, white]);
}

/** zbarimg, of Debian's zbar-tools. */
export const haveZbar = spawnSync('zbarimg', ['--version']).status === 0;

/** What zbarimg reads from a picture: `CODE-128:R0001234`. */
export function readByZbar(picture: Buffer): string {
  return execFileSync('zbarimg', ['--quiet', '-Sdisable', '-Scode128.enable', 'pgm:-'], {
    input: picture,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  }).trim();
}
