/**
 * A paper (receipt, deposit slip, balancing report) as a PDF on Letter: black on white, no fills, fonts embedded since
 * the standard ones lack ễ and ş, `Page x of y` at the foot. The same paper and options give the same bytes.
 */
import PDFDocument from 'pdfkit';
import type { Columns, Paper, PaperLine } from '../../../shared/devices/paper.ts';
import { instantToMs } from '../../../shared/kernel/time.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { code128, QUIET_MODULES } from './code128.ts';
import { registerFonts, runsOf } from './fonts.ts';
import { BARCODE_HEIGHT, LINE_HEIGHT, paginate } from './paginate.ts';
import type { Page } from './paginate.ts';

export type PdfOptions = {
  /** Shown by viewers, and the name under which the document is listed. */
  readonly title: string;
  /** When the document was made, not when it is opened: it goes into the file. */
  readonly createdAt: Instant;
};

/** US Letter in points. */
const PAGE_WIDTH = 612;
const PAGE_HEIGHT = 792;
const MARGIN = 72;
const FONT_SIZE = 12;
/** DejaVu Sans Mono: 1233 of 2048 units per em, for every character. */
const COLUMN_WIDTH = (FONT_SIZE * 1233) / 2048;
/** From the top of a line to the feet of its letters. */
const ASCENT = 11;
const BODY_HEIGHT = PAGE_HEIGHT - 2 * MARGIN;
const RULE_WIDTH = 0.75;
const MODULE_WIDTH = 1.2;

export async function paperToPdf(paper: Paper, options: PdfOptions): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'LETTER',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'en-US',
    displayTitle: true,
    info: {
      Title: options.title,
      Creator: 'Tillwright',
      Producer: 'Tillwright',
      CreationDate: new Date(instantToMs(options.createdAt)),
    },
  });
  const bytes = collect(document);
  registerFonts(document);
  const pages = paginate(paper, BODY_HEIGHT);
  pages.forEach((page, index) => {
    drawPage(document, page, paper.columns, `Page ${String(index + 1)} of ${String(pages.length)}`);
  });
  document.end();
  return bytes;
}

const collect = async (document: PDFKit.PDFDocument): Promise<Uint8Array> =>
  new Promise((fulfil, reject) => {
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('error', reject);
    document.on('end', () => {
      fulfil(new Uint8Array(Buffer.concat(chunks)));
    });
  });

function drawPage(document: PDFKit.PDFDocument, page: Page, columns: Columns, footer: string): void {
  document.addPage();
  for (const { line, top } of page) drawLine(document, line, MARGIN + top, columns);
  document.font('mono').fontSize(FONT_SIZE);
  document.text(footer, MARGIN, PAGE_HEIGHT - MARGIN + LINE_HEIGHT, { lineBreak: false });
}

function drawLine(document: PDFKit.PDFDocument, line: PaperLine, top: number, columns: Columns): void {
  switch (line.kind) {
    case 'text':
      drawText(document, line, top);
      return;
    case 'rule':
      document
        .lineWidth(RULE_WIDTH)
        .moveTo(MARGIN, top + LINE_HEIGHT / 2)
        .lineTo(MARGIN + columns * COLUMN_WIDTH, top + LINE_HEIGHT / 2)
        .stroke('black');
      return;
    case 'barcode':
      drawBarcode(document, line.data, top, columns);
      return;
    case 'qr':
      // A page is read, not scanned: what the code says stands as text.
      drawText(document, { kind: 'text', text: line.data }, top);
      return;
    case 'feed':
    case 'logo':
      // The logo is stored in the receipt printer; there is no picture of it here.
      return;
  }
}

/** Tall and wide are stretched, as a receipt printer does it, so that columns stay where they are. */
function drawText(
  document: PDFKit.PDFDocument,
  { text, bold = false, tall = false, wide = false }: Extract<PaperLine, { kind: 'text' }>,
  top: number,
): void {
  document.save();
  document.translate(MARGIN, top).scale(wide ? 2 : 1, tall ? 2 : 1);
  document.fontSize(FONT_SIZE).fillColor('black');
  for (const run of runsOf(text.trimEnd(), bold)) {
    // The top of a line is measured from its own font: both are set on the same baseline.
    document.font(run.font).text(run.text, run.column * COLUMN_WIDTH, ASCENT, {
      lineBreak: false,
      baseline: 'alphabetic',
    });
  }
  document.restore();
}

function drawBarcode(document: PDFKit.PDFDocument, data: string, top: number, columns: Columns): void {
  const widths = code128(data);
  const modules = widths.reduce((sum, width) => sum + width, 0) + 2 * QUIET_MODULES;
  const module = Math.min(MODULE_WIDTH, (PAGE_WIDTH - 2 * MARGIN) / modules);
  let left = MARGIN + Math.max(0, (columns * COLUMN_WIDTH - modules * module) / 2) + QUIET_MODULES * module;
  widths.forEach((width, index) => {
    if (index % 2 === 0) document.rect(left, top, width * module, BARCODE_HEIGHT).fill('black');
    left += width * module;
  });
}
