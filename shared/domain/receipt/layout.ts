/**
 * Lines of fixed width: labels left, amounts right in the last ten columns. An amount is never cut or wrapped; a label
 * gives way. Text stays Unicode, one character per column; folding to a code page is the printer driver's.
 */
import { assert } from '../../kernel/assert.ts';
import { formatCentsAscii } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { Columns, Paper, PaperLine } from '../../devices/paper.ts';

export const AMOUNT_COLUMNS = 10;
const GAP = 1;

type TextLine = Extract<PaperLine, { kind: 'text' }>;
export type Style = Omit<TextLine, 'kind' | 'text'>;

/** Composed characters, so that `ễ` takes one column however it was typed. */
const characters = (text: string): string[] => Array.from(text.normalize('NFC'));
export const widthOf = (text: string): number => characters(text).length;

const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** Cut to the width; for names only, never for amounts, numbers or reasons. */
export const cut = (text: string, width: number): string => characters(text).slice(0, width).join('');

/** A blank that no line breaks at: keeps `due Sep 17` together. On paper it is a blank like any other. */
export const NO_BREAK = '\u00a0';

/**
 * Words on lines of at most `width` characters, later lines of at most `laterWidth`; a word longer than its line is
 * broken. A text that fits stays as it is, blanks and all. Always at least one line.
 */
export function wrap(text: string, width: number, laterWidth = width): string[] {
  assert(width > 0 && laterWidth > 0, 'text needs a column');
  const whole = text.normalize('NFC').trimEnd();
  if (widthOf(whole) <= width) return [whole];
  const lines: string[] = [];
  let line = '';
  const room = (): number => (lines.length === 0 ? width : laterWidth);
  for (const word of whole.split(/[ \t\r\n]+/u).filter(Boolean)) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) <= room()) {
      line = `${line} ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    let rest = word;
    while (widthOf(rest) > room()) {
      const part = cut(rest, room());
      rest = characters(rest).slice(widthOf(part)).join('');
      lines.push(part);
    }
    line = rest;
  }
  return [...lines, line];
}

/** What lays a document out, line by line, at one width. */
export type PaperBuilder = {
  readonly columns: Columns;
  /** Left-aligned and wrapped; continuation lines are indented by two. */
  text(text: string, style?: Style): void;
  /** Centred and wrapped. */
  centre(text: string, style?: Style): void;
  /** Left and right on one line, or on two where they do not fit. */
  pair(left: string, right: string): void;
  /** A label with its amount; a long label wraps and the amount stands on its last line. */
  amount(label: string, cents: Cents, options?: { readonly indent?: number } & Style): void;
  rule(): void;
  feed(lines?: number): void;
  /** Code 128. */
  barcode(data: string): void;
  qr(data: string): void;
  logo(): void;
  /** A line whose columns the caller has laid out. */
  line(text: string, style?: Style): void;
  paper(): Paper;
};

export function createPaper(columns: Columns): PaperBuilder {
  const lines: PaperLine[] = [];

  const line = (text: string, style: Style = {}): void => {
    const room = style.wide === true ? columns / 2 : columns;
    assert(widthOf(text) <= room, `wider than ${String(room)} columns: ${text}`);
    lines.push({ kind: 'text', text: padEnd(text.replaceAll(NO_BREAK, ' '), room), ...style });
  };

  const hanging = (text: string, width: number): string[] =>
    wrap(text, width, width - 2).map((part, index) => (index === 0 ? part : `  ${part}`));

  return {
    columns,
    line,
    text(text, style) {
      for (const part of hanging(text, style?.wide === true ? columns / 2 : columns)) line(part, style);
    },
    centre(text, style) {
      const room = style?.wide === true ? columns / 2 : columns;
      for (const part of wrap(text, room)) {
        line(' '.repeat(Math.floor((room - widthOf(part)) / 2)) + part, style);
      }
    },
    pair(left, right) {
      const room = columns - widthOf(right) - GAP;
      if (widthOf(left) <= room) {
        line(padEnd(left, columns - widthOf(right)) + right);
        return;
      }
      for (const part of hanging(left, columns)) line(part);
      for (const part of wrap(right, columns)) line(padStart(part, columns));
    },
    amount(label, cents, { indent = 0, ...style } = {}) {
      const money = formatCentsAscii(cents);
      const moneyWidth = Math.max(AMOUNT_COLUMNS, widthOf(money));
      const margin = ' '.repeat(indent);
      const parts = hanging(label, columns - moneyWidth - GAP - indent).map((part) => margin + part);
      parts.forEach((part, index) => {
        const last = index === parts.length - 1;
        line(last ? padEnd(part, columns - widthOf(money)) + money : part, style);
      });
    },
    rule() {
      lines.push({ kind: 'rule' });
    },
    feed(count = 1) {
      lines.push({ kind: 'feed', lines: count });
    },
    barcode(data) {
      lines.push({ kind: 'barcode', symbology: 'code128', data });
    },
    qr(data) {
      lines.push({ kind: 'qr', data });
    },
    logo() {
      lines.push({ kind: 'logo' });
    },
    paper: () => ({ columns, lines }),
  };
}

/** The document as plain text, a rule as dashes: for golden texts, PDF and preview. */
export const paperText = (paper: Paper): string =>
  paper.lines
    .map((line) => {
      switch (line.kind) {
        case 'text':
          return line.text.trimEnd();
        case 'rule':
          return '-'.repeat(paper.columns);
        case 'feed':
          return '\n'.repeat(Math.max(0, line.lines - 1));
        case 'barcode':
        case 'qr':
          return `[${line.data}]`;
        case 'logo':
          return '[logo]';
      }
    })
    .join('\n') + '\n';

/** `Rosa Delgado` → `Rosa D.`; a single name stays. */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/u);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return last === undefined ? name.trim() : `${words[0] ?? ''} ${characters(last)[0] ?? ''}.`;
}
