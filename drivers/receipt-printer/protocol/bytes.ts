/** ESC/POS commands as bytes. Each has its meaning and source in PROTOCOL.md, section "Commands sent". */

export const DLE = 0x10;
export const ESC = 0x1b;
export const FS = 0x1c;
export const GS = 0x1d;
export const LF = 0x0a;

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** ESC @: clears the line buffer and all modes, also the code page. It does not clear the receive buffer. */
export const INITIALISE = bytes(ESC, 0x40);
/** FS .: firmware for Asian markets otherwise takes two bytes ≥ 80 for one character. */
export const CANCEL_KANJI = bytes(FS, 0x2e);
/** ESC M 0: font A, the one whose columns the paper is laid out for. */
export const FONT_A = bytes(ESC, 0x4d, 0x00);
/** ESC t n */
export const selectCodePage = (page: number): Uint8Array => bytes(ESC, 0x74, page);
/** GS ! n: bits 0–3 height − 1, bits 4–7 width − 1. */
export const selectSize = (tall: boolean, wide: boolean): Uint8Array =>
  bytes(GS, 0x21, (wide ? 0x10 : 0) | (tall ? 0x01 : 0));
/** ESC d n: prints the line and feeds n lines. @param lines 1–255 */
export const feedLines = (lines: number): Uint8Array => bytes(ESC, 0x64, lines);
/** GS V 66 n: feeds until the last line is past the cutter, n dots more, then cuts leaving one point. */
export const FEED_AND_CUT = bytes(GS, 0x56, 0x42, 0x00);

/** What a printer can be asked in real time; `check` is its check reader, DLE EOT 8 1. */
export type RealTimeQuestion = 1 | 2 | 3 | 4 | 5 | 'check';
/** DLE EOT n: one status byte, answered on reception, even offline or with a full buffer. */
export const askStatus = (what: RealTimeQuestion): Uint8Array =>
  what === 'check' ? bytes(DLE, 0x04, 0x08, 0x01) : bytes(DLE, 0x04, what);
/** DLE ENQ 3: no longer wait for a slip or check. Obeyed only while waiting; empties the printer's buffers. */
export const CANCEL_WAITING = bytes(DLE, 0x05, 0x03);

/** ESC c 0 n: bit 1 the receipt roll, bit 2 the slip, bit 3 (TransAct iTherm) validation. */
export type PaperSource = 'roll' | 'slip' | 'itherm-validation';
const SOURCE_BITS: Readonly<Record<PaperSource, number>> = {
  roll: 0x02,
  slip: 0x04,
  'itherm-validation': 0x08,
};
export const selectPaper = (source: PaperSource): Uint8Array => bytes(ESC, 0x63, 0x30, SOURCE_BITS[source]);
/** ESC c 1 n: the settings that follow are for this paper. */
export const settingsFor = (source: PaperSource): Uint8Array => bytes(ESC, 0x63, 0x31, SOURCE_BITS[source]);
/** ESC f t1 t2: waits t1 minutes for paper, starts t2 × 0.1 s after it is there. @param minutes 1–15; 0 would wait for ever */
export const waitForPaper = (minutes: number): Uint8Array => bytes(ESC, 0x66, minutes, 0x05);
/** FF with a slip selected: prints what is left and ejects it. */
export const EJECT_SLIP = bytes(0x0c);
/** FS a 0 n: waits for a check and reads it; 0 is font E-13B. */
export const READ_CHECK = bytes(FS, 0x61, 0x30, 0x00);
/** FS a 2: ejects the check, which ends the reading. */
export const EJECT_CHECK = bytes(FS, 0x61, 0x32);
/** GS r 1: paper sensors, in its turn behind the print data. */
export const ASK_PAPER_IN_TURN = bytes(GS, 0x72, 0x01);
/** GS I 66 / 67: `_maker NUL`, `_model NUL`. */
export const ASK_MAKER = bytes(GS, 0x49, 0x42);
export const ASK_MODEL = bytes(GS, 0x49, 0x43);

/** GS ( H function 48: answered with the same four characters once all data before it has been printed. */
export function askProcessId(id: string): Uint8Array {
  return bytes(
    GS,
    0x28,
    0x48,
    0x06,
    0x00,
    0x30,
    0x30,
    ...Array.from(id, (character) => character.charCodeAt(0)),
  );
}
