/**
 * QR codes, which the printer draws itself. ESC/POS: GS ( k, functions 65, 67, 69, 80, 81 of symbol 49 (Epson's reference
 * of GS ( k; the bytes agree with two independent generators). StarPRNT: ESC GS y S 0–2, D 1, P (Star's line-mode manual).
 */
import { ESC, GS } from './protocol/bytes.ts';

const LONGEST = 200;
/** Model 2; modules of six dots, legible to a counter scanner on 203 dpi; level M, as receipts are crumpled. */
const MODEL = 2;
const MODULE_DOTS = 6;

/** Printable ASCII holds no DLE: no printer takes a part of the data for a real-time command. */
export const isQrData = (data: string): boolean => data.length <= LONGEST && /^[\x20-\x7e]+$/.test(data);

const ascii = (data: string): number[] => Array.from(data, (character) => character.charCodeAt(0));

/** @param data see `isQrData` */
export function qrCode(data: string): Uint8Array {
  const store = ascii(data);
  const length = store.length + 3;
  return Uint8Array.of(
    ...[GS, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x30 + MODEL, 0x00],
    ...[GS, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, MODULE_DOTS],
    ...[GS, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, 0x31],
    ...[GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30, ...store],
    ...[GS, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30],
  );
}

/** @param data see `isQrData` */
export function starQrCode(data: string): Uint8Array {
  const store = ascii(data);
  return Uint8Array.of(
    ...[ESC, GS, 0x79, 0x53, 0x30, MODEL],
    ...[ESC, GS, 0x79, 0x53, 0x31, 0x01],
    ...[ESC, GS, 0x79, 0x53, 0x32, MODULE_DOTS],
    ...[ESC, GS, 0x79, 0x44, 0x31, 0x00, store.length & 0xff, store.length >> 8, ...store],
    ...[ESC, GS, 0x79, 0x50],
  );
}
