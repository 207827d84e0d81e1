/** Lines of a fixed width: labels left, amounts right in the last ten columns; names give way, amounts never do. */
import type { Columns, Paper, PaperLine } from '../../devices/paper.ts';
import type { Cents } from '../../money/money.ts';
import { formatCentsAscii } from '../../money/money.ts';

const AMOUNT_COLUMNS = 10;

/** Columns are counted in code points: every letter of the page takes one. */
const width = (text: string): number => [...text].length;
const cut = (text: string, columns: number): string =>
  width(text) <= columns ? text : `${[...text].slice(0, Math.max(0, columns - 1)).join('')}…`;

export type Page = {
  readonly lines: readonly PaperLine[];
  text(text: string, style?: { bold?: boolean; tall?: boolean }): void;
  centered(text: string, style?: { bold?: boolean }): void;
  /** Left and right on one line; the left gives way. */
  pair(left: string, right: string, style?: { bold?: boolean; tall?: boolean }): void;
  amount(label: string, cents: Cents, style?: { bold?: boolean; tall?: boolean }): void;
  /** Breaks at words; a longer word is broken where the line ends. */
  wrapped(text: string, indent?: number): void;
  rule(): void;
  blank(): void;
  paper(): Paper;
};

export function newPage(columns: Columns): Page {
  const lines: PaperLine[] = [];
  const text: Page['text'] = (value, style = {}) => {
    lines.push({ kind: 'text', text: cut(value, columns), ...style });
  };
  const pair: Page['pair'] = (left, right, style = {}) => {
    const room = columns - Math.max(width(right), 0) - 1;
    const label = cut(left, room);
    text(label + ' '.repeat(columns - width(label) - width(right)) + right, style);
  };
  return {
    lines,
    text,
    centered(value, style = {}) {
      for (const part of wrap(value, columns)) {
        text(' '.repeat(Math.floor((columns - width(part)) / 2)) + part, style);
      }
    },
    pair,
    amount(label, cents, style = {}) {
      pair(label, formatCentsAscii(cents).padStart(AMOUNT_COLUMNS), style);
    },
    wrapped(value, indent = 0) {
      for (const part of wrap(value, columns - indent)) text(' '.repeat(indent) + part);
    },
    rule() {
      lines.push({ kind: 'rule' });
    },
    blank() {
      lines.push({ kind: 'feed', lines: 1 });
    },
    paper: () => ({ columns, lines: [...lines] }),
  };
}

export function wrap(text: string, columns: number): string[] {
  const parts: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => chunks(each, columns))) {
    if (line === '') line = word;
    else if (width(line) + 1 + width(word) <= columns) line += ` ${word}`;
    else {
      parts.push(line);
      line = word;
    }
  }
  return [...parts, line];
}

function chunks(word: string, columns: number): string[] {
  const letters = [...word];
  const parts: string[] = [];
  for (let at = 0; at < letters.length; at += columns) parts.push(letters.slice(at, at + columns).join(''));
  return parts.length === 0 ? [''] : parts;
}

/** What a text file or a golden test shows of a page: one line a row, rules drawn with hyphens. */
export function paperText(paper: Paper): string {
  return paper.lines
    .map((line) => {
      switch (line.kind) {
        case 'text':
          return line.text.trimEnd();
        case 'rule':
          return '-'.repeat(paper.columns);
        case 'feed':
          return '\n'.repeat(line.lines - 1);
        case 'barcode':
          return `[${line.symbology} ${line.data}]`;
        case 'logo':
          return '[logo]';
      }
    })
    .join('\n');
}
