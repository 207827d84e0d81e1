/** Lines of bytes into text, strictly: a line that is not text of its encoding is said, never mended. */
import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import type { ExtractMapping } from './mapping.ts';

export type Encoding = ExtractMapping['encoding'];

/** `not-text`: bytes that the encoding does not have. `utf-8`: they are UTF-8, though the mapping names another. */
export type DecodingFault = 'not-text' | 'utf-8';

export type DecodedLine =
  | { readonly text: string; readonly fault?: never }
  | { readonly text?: never; readonly fault: DecodingFault };

/** Decodes one line that holds bytes beyond ASCII; all others are the same in every encoding of a mapping. */
export function decodeLine(line: Buffer, encoding: Encoding): DecodedLine {
  const utf8 = isUtf8(line);
  if (encoding === 'utf-8') return utf8 ? { text: line.toString('utf8') } : { fault: 'not-text' };
  // A line of a single-byte encoding that is valid UTF-8 beyond ASCII is UTF-8: by chance it is all but impossible.
  if (utf8) return { fault: 'utf-8' };
  const text = iconv.decode(line, encoding);
  return text.includes('\ufffd') ? { fault: 'not-text' } : { text };
}

/** Byte order marks of what an extract is never written in, and the one of UTF-8, which is allowed there and skipped. */
export type Mark = 'utf-8' | 'utf-16' | undefined;

export function byteOrderMark(start: Uint8Array): Mark {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  const utf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  return utf16 ? 'utf-16' : undefined;
}
