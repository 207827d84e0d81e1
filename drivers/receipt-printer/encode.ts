/** A document as the bytes of ESC/POS: head, lines, cut. The drawer kick and the question for completion are the driver's. */
import { assertNever } from '../../shared/kernel/assert.ts';
import type { Columns, Paper, PaperLine } from '../../shared/devices/paper.ts';
import type { Bitmap } from '../../shared/devices/receipt-printer.ts';
import { byteBuilder } from './byte-builder.ts';
import type { ByteBuilder } from './byte-builder.ts';
import { encodeLine } from './code-page.ts';
import type { CodePage } from './code-page.ts';
import {
  CANCEL_KANJI,
  FEED_AND_CUT,
  feedLines,
  FONT_A,
  INITIALISE,
  LF,
  selectCodePage,
  selectSize,
} from './protocol/bytes.ts';
import { isQrData, qrCode } from './qr.ts';
import { encodeRaster } from './raster.ts';

const LINE_END = Uint8Array.of(LF);

export type EncodeSettings = {
  readonly codePage: CodePage;
  /** Printed where the document has its logo line; without one that line is left out. */
  readonly logo?: Bitmap;
};

export function encodePaper(paper: Paper, settings: EncodeSettings): Uint8Array {
  const builder = byteBuilder();
  for (const bytes of [INITIALISE, CANCEL_KANJI, FONT_A, selectCodePage(settings.codePage)])
    builder.raw(bytes);
  builder.left();
  for (const line of paper.lines) encodePaperLine(line, paper.columns, settings, builder);
  builder.raw(FEED_AND_CUT);
  return builder.bytes();
}

function encodePaperLine(
  line: PaperLine,
  columns: Columns,
  settings: EncodeSettings,
  builder: ByteBuilder,
): void {
  switch (line.kind) {
    case 'text':
      encodeText(line, settings.codePage, builder);
      return;
    case 'rule':
      builder.raw(encodeLine('─'.repeat(columns), settings.codePage));
      builder.raw(LINE_END);
      return;
    case 'feed':
      if (line.lines > 0) builder.raw(feedLines(Math.min(255, Math.trunc(line.lines))));
      return;
    case 'barcode':
      encodeBarcode(line.data, columns, settings.codePage, builder);
      return;
    case 'qr':
      centered(builder, isQrData(line.data) ? qrCode(line.data) : plainLine(line.data, settings.codePage));
      return;
    case 'logo':
      if (settings.logo) centered(builder, encodeRaster(settings.logo));
      return;
    default:
      assertNever(line);
  }
}

/** Each attribute is taken back on the line that set it, so that no line depends on another. */
function encodeText(
  line: Extract<PaperLine, { kind: 'text' }>,
  codePage: CodePage,
  builder: ByteBuilder,
): void {
  const { bold = false, tall = false, wide = false } = line;
  if (bold) builder.bold(true);
  if (tall || wide) builder.raw(selectSize(tall, wide));
  const text = encodeLine(line.text, codePage);
  if (text.length > 0) builder.raw(text);
  if (tall || wide) builder.raw(selectSize(false, false));
  if (bold) builder.bold(false);
  builder.raw(LINE_END);
}

/** Of font A. */
export const DOTS_PER_COLUMN = 12;
const NARROWEST_MODULE_DOTS = 2;
const WIDEST_MODULE_DOTS = 3;

/** Start, one symbol per character, check: 11 modules each; stop: 13. The paper's own margins are the quiet zone. */
export const code128Modules = (length: number): number => 11 * (length + 2) + 13;

/**
 * A printer leaves out a bar code that is wider than its paper, without a word. One that does not fit even with the
 * narrowest bars, or has characters beyond ASCII, stands as plain text instead: a number that can be typed.
 */
function encodeBarcode(data: string, columns: Columns, codePage: CodePage, builder: ByteBuilder): void {
  const moduleDots = Math.min(
    WIDEST_MODULE_DOTS,
    Math.floor((columns * DOTS_PER_COLUMN) / code128Modules(data.length)),
  );
  if (!/^[\x20-\x7e]+$/.test(data) || moduleDots < NARROWEST_MODULE_DOTS) {
    builder.center();
    if (data !== '') builder.raw(encodeLine(data, codePage));
    builder.raw(LINE_END);
    builder.left();
    return;
  }
  builder.center();
  builder.code128(data, moduleDots);
  builder.left();
}

/** A code that cannot be made stands as text: what it says can still be typed. */
const plainLine = (data: string, codePage: CodePage): Uint8Array =>
  Uint8Array.of(...encodeLine(data, codePage), ...LINE_END);

function centered(builder: ByteBuilder, bytes: Uint8Array): void {
  builder.center();
  builder.raw(bytes);
  builder.left();
}
