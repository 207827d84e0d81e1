/** Bytes → what stands on paper: the receipt preview, and the paper that the simulator's printer delivers. */
import type {
  Alignment,
  PrintedItem,
  PrintedPaper,
  PrintedSpan,
} from '../../shared/devices/printed-paper.ts';
import { decodeText, isCodePage } from './code-page.ts';
import type { CodePage } from './code-page.ts';
import { commandReader } from './protocol/commands.ts';
import type { CommandReader, PrinterCommand } from './protocol/commands.ts';

/** Far beyond any receipt; a printer fed with garbage must not fill the memory with paper. */
const MOST_ITEMS = 20_000;
const MOST_UNEXPLAINED = 200;
const MOST_COLUMNS = 96;
/** A character of font A. */
const DOTS_PER_COLUMN = 12;

/** Takes commands one by one; what it has printed so far can be asked for at any time. */
export type PaperRoll = {
  take(command: PrinterCommand): void;
  /** Everything since the last `tear`, with the line that is not ended yet. */
  printed(): PrintedPaper;
  /** Hands over the paper and begins a new one; modes stay, as they do in a printer. */
  tear(): PrintedPaper;
};

type Style = Omit<PrintedSpan, 'text'>;
const PLAIN: Style = { bold: false, tall: false, wide: false, underline: false };
const ALIGNMENTS: readonly Alignment[] = ['left', 'center', 'right'];

export function paperRoll(): PaperRoll {
  let items: PrintedItem[] = [];
  let unexplained: string[] = [];
  let style = PLAIN;
  let align: Alignment = 'left';
  let codePage: CodePage = 0;
  let labelPosition = 0;
  let qrData: Uint8Array = new Uint8Array(0);
  let spans: PrintedSpan[] = [];
  let penDots = 0;

  const add = (item: PrintedItem): void => {
    if (items.length < MOST_ITEMS) items.push(item);
  };
  const put = (text: string): void => {
    penDots += Array.from(text).length * (style.wide ? 2 : 1) * DOTS_PER_COLUMN;
    const last = spans.at(-1);
    if (last && sameStyle(last, style)) spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push({ text, ...style });
  };
  const line = (): PrintedItem => ({
    kind: 'line',
    text: spans.map((span) => span.text).join(''),
    align,
    spans,
  });
  const startLine = (): void => {
    spans = [];
    penDots = 0;
  };
  const endLine = (): void => {
    add(line());
    startLine();
  };
  const endStartedLine = (): void => {
    if (spans.length > 0) endLine();
  };

  function take(command: PrinterCommand): void {
    switch (command.kind) {
      case 'text':
        put(decodeText(Uint8Array.of(command.byte), codePage));
        return;
      case 'line-feed':
        endLine();
        return;
      case 'feed': {
        const blank = command.lines - (spans.length > 0 ? 1 : 0);
        endStartedLine();
        for (let n = 0; n < blank; n += 1) endLine();
        return;
      }
      case 'initialise':
        // The line that was not printed yet is cleared, not printed.
        startLine();
        style = PLAIN;
        align = 'left';
        codePage = 0;
        labelPosition = 0;
        return;
      case 'code-page':
        if (isCodePage(command.page)) codePage = command.page;
        else note(Uint8Array.of(0x1b, 0x74, command.page));
        return;
      case 'position': {
        const gapDots = command.dots - (command.from === 'start' ? penDots : 0);
        const blanks = Math.min(MOST_COLUMNS, Math.round(gapDots / (DOTS_PER_COLUMN * (style.wide ? 2 : 1))));
        if (blanks > 0) put(' '.repeat(blanks));
        return;
      }
      case 'align':
        align = ALIGNMENTS[command.to] ?? align;
        return;
      case 'bold':
        style = { ...style, bold: command.on };
        return;
      case 'underline':
        style = { ...style, underline: command.on };
        return;
      case 'size':
        style = { ...style, tall: command.timesTall > 1, wide: command.timesWide > 1 };
        return;
      case 'mode':
        style = styleOfMode(command.mode);
        return;
      case 'barcode-label':
        labelPosition = command.position;
        return;
      case 'unknown':
        note(command.bytes);
        return;
      case 'qr-store':
        qrData = command.data;
        return;
      default:
        takeObject(command);
    }
  }

  /** What is printed, or done, as a whole. */
  function takeObject(command: PrinterCommand): void {
    switch (command.kind) {
      case 'cut':
        endStartedLine();
        add({ kind: 'cut', cut: command.cut });
        return;
      case 'kick':
        add({ kind: 'kick', pin: command.pin, onMs: command.onMs, offMs: command.offMs });
        return;
      case 'barcode':
        endStartedLine();
        add({ ...barcodeOf(command.system, command.data), align, labelled: labelPosition !== 0 });
        return;
      case 'qr-print':
        endStartedLine();
        add({ kind: 'barcode', symbology: 'qr', data: utf8(qrData), align, labelled: false });
        return;
      case 'raster':
        endStartedLine();
        add({ kind: 'raster', widthDots: command.bytesPerRow * 8, rows: hexRows(command), align });
        return;
      default:
      // Questions and settings leave no mark on paper.
    }
  }

  function note(bytes: Uint8Array): void {
    if (unexplained.length < MOST_UNEXPLAINED) unexplained.push(hex(bytes));
  }

  const printed = (): PrintedPaper => ({
    items: spans.length > 0 ? [...items, line()] : [...items],
    unexplained: [...unexplained],
  });
  return {
    take,
    printed,
    tear() {
      const paper = printed();
      items = [];
      unexplained = [];
      startLine();
      return paper;
    },
  };
}

/** A whole job at once. @param reader of the language that the bytes are in; ESC/POS unless given */
export function decodePaper(bytes: Uint8Array, reader: CommandReader = commandReader()): PrintedPaper {
  const roll = paperRoll();
  for (const command of reader.read(bytes)) roll.take(command);
  return roll.printed();
}

/** The lines as plain text, bar codes in brackets, a rule under a cut: for logs, tests and people at a terminal. */
export function printedText(paper: PrintedPaper): string {
  return paper.items.map((item) => itemText(item)).join('\n');
}

function itemText(item: PrintedItem): string {
  switch (item.kind) {
    case 'line':
      return item.text;
    case 'barcode':
      return `[${item.symbology} ${item.data}]`;
    case 'raster':
      return `[picture ${item.widthDots} × ${item.rows.length}]`;
    case 'cut':
      return '[cut]';
    case 'kick':
      return `[drawer ${item.pin}]`;
  }
}

const sameStyle = (a: Style, b: Style): boolean =>
  a.bold === b.bold && a.tall === b.tall && a.wide === b.wide && a.underline === b.underline;

/** ESC ! n: 08 bold, 10 double height, 20 double width, 80 underline. */
const styleOfMode = (mode: number): Style => ({
  bold: (mode & 0x08) !== 0,
  tall: (mode & 0x10) !== 0,
  wide: (mode & 0x20) !== 0,
  underline: (mode & 0x80) !== 0,
});

const CODE128 = 0x49;
const SUBSET_C = 0x43;

function barcodeOf(system: number, data: Uint8Array): Extract<PrintedItem, { kind: 'barcode' }> {
  const shown =
    system === CODE128
      ? { symbology: 'code128' as const, data: code128Text(data) }
      : { symbology: 'other' as const, data: latin1(data) };
  return { kind: 'barcode', ...shown, align: 'left', labelled: false };
}

/** `{A`, `{B`, `{C` choose the subset, `{{` is a brace; subset C has two digits in each byte. */
function code128Text(data: Uint8Array): string {
  let text = '';
  let pairs = false;
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at] ?? 0;
    if (byte !== 0x7b) {
      text += pairs ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
      continue;
    }
    at += 1;
    const code = data[at];
    if (code === 0x7b) text += '{';
    else if (code === 0x41 || code === 0x42 || code === SUBSET_C) pairs = code === SUBSET_C;
  }
  return text;
}

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

function hexRows({ bytesPerRow, data }: Extract<PrinterCommand, { kind: 'raster' }>): string[] {
  const rows: string[] = [];
  for (let from = 0; bytesPerRow > 0 && from < data.length; from += bytesPerRow)
    rows.push(hex(data.subarray(from, from + bytesPerRow)));
  return rows;
}
