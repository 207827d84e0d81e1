/**
 * Text for a printer that knows 256 characters. What the chosen page has is kept; the rest is folded to what a reader
 * takes for the same (é → e, ł → l, € → EUR, − → -); what has no likeness at all becomes `·`, never `?`, which a
 * customer would read as doubt about an amount or a name.
 */
import iconv from 'iconv-lite';

/** ESC t n. Numbers of 20 and more mean different pages on different makes. */
export type CodePage = 0 | 2 | 16 | 19;

const ENCODINGS: Readonly<Record<CodePage, string>> = { 0: 'cp437', 2: 'cp850', 16: 'cp1252', 19: 'cp858' };

/** In all four pages, and nothing that a receipt says. */
const NEUTRAL = '·';

/**
 * What Unicode's own decompositions do not give. Each replacement is ASCII, so that every page has it; a page that
 * has the character itself never comes here.
 */
// prettier-ignore
const LIKENESS: Readonly<Record<string, string>> = {
  // quotation marks, primes
  '‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", 'ʼ': "'", '`': "'", '´': "'", '‹': '<', '›': '>',
  '“': '"', '”': '"', '„': '"', '‟': '"', '″': '"', '«': '"', '»': '"',
  // hyphens, dashes, minus
  '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '⁃': '-', '─': '-', '━': '-', '═': '=',
  '│': '|', '║': '|', '┼': '+', '┌': '+', '┐': '+', '└': '+', '┘': '+',
  // bullets and marks
  '•': '*', '∙': '*', '●': '*', '▪': '*', '■': '*', '…': '...', '†': '+', '‡': '+', '‰': 'o/oo', '№': 'No.',
  '✓': 'x', '✔': 'x', '☑': 'x', '→': '->', '←': '<-', '¦': '|', '¬': '-', '¶': 'P', '§': 'S.', '¡': '!', '¿': '',
  // money, measures, signs
  '€': 'EUR', '£': 'GBP', '¥': 'JPY', '¢': 'c', '₧': 'Pts', '₱': 'PHP', '₫': 'VND', '₹': 'INR', '₽': 'RUB', '₩': 'KRW',
  '¤': '$', '©': '(C)', '®': '(R)', '™': 'TM', '×': 'x', '÷': '/', '±': '+/-', '≤': '<=', '≥': '>=', '≠': '<>', '≈': '~',
  '°': 'o', 'º': 'o', 'ª': 'a', '¹': '1', '²': '2', '³': '3', '¼': '1/4', '½': '1/2', '¾': '3/4', '⁄': '/', '∕': '/',
  'µ': 'u', '√': 'V', '∞': 'oo',
  // Latin letters that are letters of their own
  'Æ': 'AE', 'æ': 'ae', 'Œ': 'OE', 'œ': 'oe', 'Ø': 'O', 'ø': 'o', 'Ł': 'L', 'ł': 'l', 'Đ': 'D', 'đ': 'd', 'Ð': 'D',
  'ð': 'd', 'Þ': 'Th', 'þ': 'th', 'ß': 'ss', 'ẞ': 'SS', 'ı': 'i', 'ĸ': 'k', 'Ħ': 'H', 'ħ': 'h', 'Ŧ': 'T', 'ŧ': 't',
  'Ŋ': 'N', 'ŋ': 'n', 'ſ': 's', 'ƒ': 'f', 'Ə': 'A', 'ə': 'a', 'Ɨ': 'I', 'ɨ': 'i', 'Ƶ': 'Z', 'ƶ': 'z', 'Ʉ': 'U', 'ʉ': 'u',
  // Hawaiian and other apostrophes that are letters
  'ʻ': "'", 'ʽ': "'", 'ˈ': "'", 'ʿ': "'", 'ʾ': "'",
};

type Page = { readonly toByte: ReadonlyMap<string, number>; readonly toChar: readonly string[] };

function readPage(codePage: CodePage): Page {
  const toByte = new Map<string, number>();
  const toChar: string[] = [];
  for (let byte = 0; byte < 256; byte += 1) {
    const decoded = iconv.decode(Buffer.of(byte), ENCODINGS[codePage]);
    const printable = byte >= 0x20 && byte !== 0x7f && decoded !== '\ufffd' && !isInvisible(decoded);
    toChar.push(printable ? decoded : NEUTRAL);
    if (printable && !toByte.has(decoded)) toByte.set(decoded, byte);
  }
  return { toByte, toChar };
}

/** No-break spaces and the soft hyphen stand in some pages, but every printer draws them its own way. */
const isInvisible = (character: string): boolean => character === '\u00a0' || character === '\u00ad';

const PAGES: Readonly<Record<CodePage, Page>> = {
  0: readPage(0),
  2: readPage(2),
  16: readPage(16),
  19: readPage(19),
};

const SPACE = /^[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]$/;
const NOTHING = /^[\p{Mark}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]$/u;

/** One character, as characters of the page: mostly one, sometimes more, nothing for a mark without its letter. */
function fold(character: string, page: Page): string {
  if (page.toByte.has(character)) return character;
  // A control character could be a command: in a payer's name it is a blank.
  if (SPACE.test(character) || /^\p{Control}$/u.test(character)) return ' ';
  if (NOTHING.test(character)) return '';
  const likeness = LIKENESS[character];
  if (likeness !== undefined) return likeness;
  const parts = Array.from(character.normalize('NFKD'));
  if (parts.length === 1 && parts[0] === character) return NEUTRAL;
  const folded = parts.map((part) => fold(part, page)).join('');
  return folded === '' ? NEUTRAL : folded;
}

/** Most lines: in every page as they are. */
const PLAIN = /^[\x20-\x7e]*$/;

/** A letter with the marks that follow it: one place on paper, whatever its spelling in Unicode. */
const MARKED = /\p{Mark}/u;
const CLUSTER = /\P{Mark}\p{Mark}*|\p{Mark}+/gu;

/**
 * The line as characters of the page. Where a character needs more room than it had (€ → EUR), or less, the next run
 * of two and more blanks gives or takes the difference, so that an amount on the right stays in its column.
 */
export function foldLine(text: string, codePage: CodePage): string {
  if (PLAIN.test(text)) return text;
  const page = PAGES[codePage];
  // Without marks each character is its own cluster, which is much cheaper to see.
  const clusters = MARKED.test(text)
    ? Array.from(text.matchAll(CLUSTER), ([cluster]) => cluster)
    : Array.from(text);
  let line = '';
  let owed = 0;
  for (const cluster of clusters) {
    const folded = page.toByte.has(cluster) ? cluster : foldCluster(cluster, page);
    if (folded === ' ' && line.endsWith(' ')) {
      if (owed > 0) owed -= 1;
      else {
        line += ' '.repeat(1 - owed);
        owed = 0;
      }
      continue;
    }
    line += folded;
    if (folded !== cluster) owed += Array.from(folded).length - Array.from(cluster).length;
  }
  return line;
}

const foldCluster = (cluster: string, page: Page): string =>
  Array.from(cluster.normalize('NFC'), (character) => fold(character, page)).join('');

/** @returns bytes 20–7E and 80–FF only: no text can contain a command. */
export function encodeLine(text: string, codePage: CodePage): Uint8Array {
  const page = PAGES[codePage];
  const neutral = page.toByte.get(NEUTRAL) ?? 0x2a;
  return Uint8Array.from(foldLine(text, codePage), (character) => page.toByte.get(character) ?? neutral);
}

/** What these bytes look like on paper; a byte that the page leaves open is drawn as `·`. */
export function decodeText(bytes: Uint8Array, codePage: CodePage): string {
  const page = PAGES[codePage];
  return Array.from(bytes, (byte) => page.toChar[byte] ?? NEUTRAL).join('');
}

export const isCodePage = (page: number): page is CodePage =>
  page === 0 || page === 2 || page === 16 || page === 19;
