/** From one line to its cells, in the two formats. */

export type Splitter = (line: string) => readonly string[] | undefined;

/**
 * Delimited: a field that begins with the quote ends at the next single one, and a doubled quote inside stands for
 * one. Undefined when a quote is left open or stands in the middle of a field.
 */
export function delimitedSplitter(delimiter: string, quote: string): Splitter {
  if (quote === '') return (line) => line.split(delimiter);
  return (line) => (line.includes(quote) ? splitQuoted(line, delimiter, quote) : line.split(delimiter));
}

function splitQuoted(line: string, delimiter: string, quote: string): readonly string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const cell = line[at] === quote ? quotedCell(line, at, quote) : plainCell(line, at, delimiter, quote);
    if (cell === undefined) return undefined;
    cells.push(cell.text);
    if (cell.end === line.length) return cells;
    if (line[cell.end] !== delimiter) return undefined;
    at = cell.end + 1;
  }
}

type Cell = { readonly text: string; readonly end: number };

function plainCell(line: string, start: number, delimiter: string, quote: string): Cell | undefined {
  const found = line.indexOf(delimiter, start);
  const end = found === -1 ? line.length : found;
  const text = line.slice(start, end);
  return text.includes(quote) ? undefined : { text, end };
}

function quotedCell(line: string, start: number, quote: string): Cell | undefined {
  let text = '';
  let at = start + 1;
  for (;;) {
    const close = line.indexOf(quote, at);
    if (close === -1) return undefined;
    text += line.slice(at, close);
    if (line[close + 1] !== quote) return { text, end: close + 1 };
    text += quote;
    at = close + 2;
  }
}

/** @param columns first (0-based) and after-last column of each cell */
export const fixedSplitter =
  (columns: readonly (readonly [start: number, end: number])[]): Splitter =>
  (line) =>
    columns.map(([start, end]) => line.slice(start, end).trim());
