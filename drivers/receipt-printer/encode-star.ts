/** A document as the bytes of StarPRNT: head, lines, cut. The drawer kick and the question for completion are the driver's. */
import { assertNever } from '../../shared/kernel/assert.ts';
import type { Columns, Paper, PaperLine } from '../../shared/devices/paper.ts';
import type { Bitmap } from '../../shared/devices/receipt-printer.ts';
import { encodeLine } from './code-page.ts';
import type { CodePage } from './code-page.ts';
import { DOTS_PER_COLUMN, code128Modules } from './encode.ts';
import type { EncodeSettings } from './encode.ts';
import { ESC, GS, LF } from './protocol/bytes.ts';
import {
  RS,
  STAR_FEED_AND_CUT,
  STAR_FONT_A,
  STAR_INITIALISE,
  starAlign,
  starBold,
  starCodePage,
  starFeed,
  starSize,
} from './protocol/star-bytes.ts';
import { isQrData, starQrCode } from './qr.ts';
import { rasterData, withoutStarQuestion } from './raster.ts';

const LINE_END = Uint8Array.of(LF);

/** Star has no PC850; PC858 is the same page with € in the place of a dotless i. */
const PAGES: Readonly<Record<CodePage, { readonly codePage: CodePage; readonly number: number }>> = {
  0: { codePage: 0, number: 1 },
  2: { codePage: 19, number: 4 },
  16: { codePage: 16, number: 32 },
  19: { codePage: 19, number: 4 },
};

export function encodeStar(paper: Paper, settings: EncodeSettings): Uint8Array {
  const page = PAGES[settings.codePage];
  const pieces: Uint8Array[] = [STAR_INITIALISE, STAR_FONT_A, starCodePage(page.number), starAlign('left')];
  for (const line of paper.lines) pieces.push(...starLine(line, paper.columns, page.codePage, settings.logo));
  pieces.push(STAR_FEED_AND_CUT);
  return Uint8Array.from(Buffer.concat(pieces));
}

function starLine(
  line: PaperLine,
  columns: Columns,
  codePage: CodePage,
  logo: Bitmap | undefined,
): readonly Uint8Array[] {
  switch (line.kind) {
    case 'text':
      return starText(line, codePage);
    case 'rule':
      return [encodeLine('─'.repeat(columns), codePage), LINE_END];
    case 'feed':
      return feeds(Math.trunc(line.lines));
    case 'barcode':
      return centered(starBarcode(line.data, columns, codePage));
    case 'qr':
      return centered(
        isQrData(line.data) ? [starQrCode(line.data)] : [encodeLine(line.data, codePage), LINE_END],
      );
    case 'logo':
      return logo ? centered([starRaster(logo)]) : [];
    default:
      return assertNever(line);
  }
}

/** Each attribute is taken back on the line that set it, so that no line depends on another. */
function starText(line: Extract<PaperLine, { kind: 'text' }>, codePage: CodePage): readonly Uint8Array[] {
  const { bold = false, tall = false, wide = false } = line;
  const sized = tall || wide;
  return [
    ...(bold ? [starBold(true)] : []),
    ...(sized ? [starSize(tall, wide)] : []),
    encodeLine(line.text, codePage),
    ...(sized ? [starSize(false, false)] : []),
    ...(bold ? [starBold(false)] : []),
    LINE_END,
  ];
}

const MOST_LINES_AT_ONCE = 127;

function feeds(lines: number): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let rest = Math.min(255, lines); rest > 0; rest -= MOST_LINES_AT_ONCE)
    pieces.push(starFeed(Math.min(MOST_LINES_AT_ONCE, rest)));
  return pieces;
}

/** Mode n: n + 1 dots for the narrowest bar. */
const WIDEST_MODE = 2;
const HEIGHT_DOTS = 80;
/** `%` introduces functions; a sign of its own is `%0`. `%7` begins in subset B, so that the width is what was reckoned. */
const START_B = '%7';

/** ESC b 6 2 mode height d… RS, number below; as plain text where it does not fit, like the ESC/POS encoder. */
function starBarcode(data: string, columns: Columns, codePage: CodePage): readonly Uint8Array[] {
  const fits = Math.floor((columns * DOTS_PER_COLUMN) / code128Modules(data.length)) - 1;
  const mode = Math.min(WIDEST_MODE, fits);
  if (!/^[\x20-\x7e]+$/.test(data) || mode < 1) return [encodeLine(data, codePage), LINE_END];
  const text = START_B + data.replaceAll('%', '%0');
  return [
    Uint8Array.of(ESC, 0x62, 0x06, 0x02, mode, HEIGHT_DOTS),
    Uint8Array.from(text, (character) => character.charCodeAt(0)),
    Uint8Array.of(RS),
  ];
}

/** ESC GS S 1 xL xH yL yH 0 d… */
function starRaster(bitmap: Bitmap): Uint8Array {
  const { bytesPerRow, height, data } = rasterData(bitmap);
  const header = [
    ESC,
    GS,
    0x53,
    0x01,
    bytesPerRow & 0xff,
    bytesPerRow >> 8,
    height & 0xff,
    height >> 8,
    0x00,
  ];
  return Uint8Array.of(...header, ...withoutStarQuestion(data));
}

const centered = (pieces: readonly Uint8Array[]): readonly Uint8Array[] => [
  starAlign('center'),
  ...pieces,
  starAlign('left'),
];
