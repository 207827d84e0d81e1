/**
 * Bytes into lines. CR, LF and FF each end one, so CR LF makes an empty line more, which nobody looks at. A line longer
 * than the bound keeps its first characters only: a machine that never ends its line must not fill the memory.
 */

export const LONGEST_LINE_CHARS = 200;

export type Line = {
  /** Without control characters and blanks at the ends; a tab is a blank. */
  readonly text: string;
  /** As it came, one character per byte (ISO 8859-1), with what ended it; cut where it was too long. */
  readonly raw: string;
  readonly tooLong: boolean;
};

export type LineSplitter = {
  push(bytes: Uint8Array): readonly Line[];
  /** What stands there without an end: the last line of a machine that ends its report without one. */
  flush(): Line | undefined;
};

const isEnd = (byte: number): boolean => byte === 0x0a || byte === 0x0d || byte === 0x0c;

export function lineSplitter(): LineSplitter {
  let raw = '';
  let tooLong = false;
  const finish = (end: string): Line => {
    const line = { text: readable(raw), raw: raw + end, tooLong };
    raw = '';
    tooLong = false;
    return line;
  };
  return {
    push(bytes) {
      const lines: Line[] = [];
      for (const byte of bytes) {
        if (isEnd(byte)) lines.push(finish(String.fromCharCode(byte)));
        else if (raw.length < LONGEST_LINE_CHARS) raw += String.fromCharCode(byte);
        else tooLong = true;
      }
      return lines;
    },
    flush: () => (raw === '' ? undefined : finish('')),
  };
}

/** Lines that somebody has as texts already: a capture in a file, a test. */
export function linesOf(texts: readonly string[]): readonly Line[] {
  return texts.map((text) => ({
    text: readable(text.slice(0, LONGEST_LINE_CHARS)),
    raw: `${text.slice(0, LONGEST_LINE_CHARS)}\n`,
    tooLong: text.length > LONGEST_LINE_CHARS,
  }));
}

const readable = (raw: string): string =>
  raw
    .replaceAll('\t', ' ')
    // A report that is meant for a printer may hold the printer's commands.
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim();
