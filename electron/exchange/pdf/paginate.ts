/** Which line of a paper stands where on which page. Pure, so that page breaks are tested without a PDF. */
import type { Paper, PaperLine } from '../../../shared/devices/paper.ts';

export type Placed = { readonly line: PaperLine; readonly top: number };
export type Page = readonly Placed[];

/** 12 pt type on 15 pt: the smallest that a slip on Letter may have (DESIGN, Paper). */
export const LINE_HEIGHT = 15;
export const BARCODE_HEIGHT = 48;
const BARCODE_GAP = 12;

/** An item is a line and what is indented below it. Centred headings look the same, so that a group has an end. */
const LONGEST_GROUP = 6;

export function heightOf(line: PaperLine): number {
  switch (line.kind) {
    case 'qr':
      return LINE_HEIGHT;
    case 'text':
      return line.tall === true ? LINE_HEIGHT * 2 : LINE_HEIGHT;
    case 'rule':
      return LINE_HEIGHT;
    case 'feed':
      return LINE_HEIGHT * line.lines;
    case 'barcode':
      return BARCODE_HEIGHT + BARCODE_GAP;
    case 'logo':
      return 0;
  }
}

/** A page never breaks inside an item, nor between a rule and the line below it. At least one page, even of nothing. */
export function paginate(paper: Paper, pageHeight: number): readonly Page[] {
  const pages: Placed[][] = [[]];
  let top = 0;
  for (const group of groupsOf(paper.lines)) {
    const height = group.reduce((sum, line) => sum + heightOf(line), 0);
    if (top > 0 && top + height > pageHeight) {
      pages.push([]);
      top = 0;
    }
    for (const line of group) {
      if (line.kind === 'feed' && top === 0) continue;
      pages.at(-1)?.push({ line, top });
      top += heightOf(line);
    }
  }
  return pages;
}

function groupsOf(lines: readonly PaperLine[]): readonly (readonly PaperLine[])[] {
  const groups: PaperLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && group.length < LONGEST_GROUP && belongTogether(before, line)) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

const belongTogether = (before: PaperLine, line: PaperLine): boolean =>
  before.kind === 'rule'
    ? line.kind === 'text'
    : before.kind === 'text' &&
      line.kind === 'text' &&
      /^ {2,}\S/.test(line.text) &&
      before.text.trim() !== '';
