/** Text that came from people, as it may stand in a file that another program opens. */
import { oneLine } from '../../shared/kernel/text.ts';

/** The ASCII signs that begin a formula, and their full-width twins, which spreadsheets take for the same. */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * One cell of free text: a single line, and never a formula. A leading apostrophe is what spreadsheets themselves use
 * to say "text". Only for text: amounts and codes are written as they are, so that -12.34 stays a number.
 */
export function textCell(text: string): string {
  const line = oneLine(text);
  return FORMULA.test(line) ? `'${line}` : line;
}

/** RFC 4180: cells with a comma, a quote or a line break are quoted, quotes doubled; lines end in CRLF. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

const csvCell = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
