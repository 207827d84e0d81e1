/** StarPRNT commands as bytes. Each has its meaning and source in PROTOCOL.md, section "StarPRNT". */
import { ESC, GS } from './bytes.ts';

export const RS = 0x1e;
export const BEL = 0x07;
export const SUB = 0x1a;
export const ETB = 0x17;
export const CAN = 0x18;

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** ESC @ CAN: modes as after switching on; what is in the line buffer is thrown away; the ETB counter begins anew. */
export const STAR_INITIALISE = bytes(ESC, 0x40, CAN);
/** ESC RS F 0: font A, 12 dots wide. */
export const STAR_FONT_A = bytes(ESC, RS, 0x46, 0x00);
/** ESC GS t n */
export const starCodePage = (page: number): Uint8Array => bytes(ESC, GS, 0x74, page);
/** ESC GS a n */
export const starAlign = (to: 'left' | 'center'): Uint8Array => bytes(ESC, GS, 0x61, to === 'center' ? 1 : 0);
/** ESC E and ESC F */
export const starBold = (on: boolean): Uint8Array => bytes(ESC, on ? 0x45 : 0x46);
/** ESC i n1 n2: height − 1, width − 1. */
export const starSize = (tall: boolean, wide: boolean): Uint8Array =>
  bytes(ESC, 0x69, tall ? 1 : 0, wide ? 1 : 0);
/** ESC a n: prints the line and feeds n lines. @param lines 1–127 */
export const starFeed = (lines: number): Uint8Array => bytes(ESC, 0x61, lines);
/** ESC d 3: feeds to the cutter, then cuts leaving one point. */
export const STAR_FEED_AND_CUT = bytes(ESC, 0x64, 0x03);
/** ESC ACK SOH: the whole status, answered on reception. */
export const STAR_ASK_STATUS = bytes(ESC, 0x06, 0x01);

/** ESC BEL n1 n2 sets the pulse (n × 10 ms), BEL fires drawer 1 with it, SUB drawer 2: 50 ms on, 500 ms off. */
export const starKick = (pin: 0 | 1): Uint8Array => bytes(ESC, BEL, 0x05, 0x32, pin === 0 ? BEL : SUB);

/**
 * ESC RS E 0, then so many ETB: the counter is at nought, then counts up once everything before it is on paper.
 * @param count 1–31
 */
export const starCompletion = (count: number): Uint8Array =>
  bytes(ESC, RS, 0x45, 0x00, ...Array.from({ length: count }, () => ETB));
