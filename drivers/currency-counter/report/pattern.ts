/**
 * Whether a profile's regular expression is safe to run on every line of a machine that may send anything.
 *
 * A bound on the line does not bound the time: `(a+)+$` on 200 characters outlives the city. So a pattern is refused
 * when it can be read in too many ways: a repeated group that holds a repetition or a choice, or neighbours that can
 * share the same characters (`.*.*.*`). Conservative: what is refused here can always be written plainer.
 */
import { LONGEST_LINE_CHARS } from './lines.ts';

export type PatternProblem =
  | 'empty'
  | 'too-long'
  /** Not a regular expression. */
  | 'invalid'
  /** Look-around, back-references: a line needs none. */
  | 'unsupported'
  | 'matches-empty-line'
  /** A line could be made that keeps the program busy for seconds. */
  | 'may-hang';

const LONGEST_PATTERN = 300;
/** Ways to read one line, at most: two free repetitions anywhere in a line, or three from its beginning. */
const MOST_WAYS = (LONGEST_LINE_CHARS + 1) ** 3;

/** What one repetition may consist of, and how often. */
type Piece = { readonly chars: ReadonlySet<number>; readonly min: number; readonly max: number };

class Unsupported extends Error {}
class Nested extends Error {}

export function patternProblem(source: string): PatternProblem | undefined {
  if (source.trim() === '') return 'empty';
  if (source.length > LONGEST_PATTERN) return 'too-long';
  let compiled: RegExp;
  try {
    compiled = new RegExp(source);
  } catch {
    return 'invalid';
  }
  try {
    const pieces = piecesOf(source);
    if (waysToRead(pieces, source.startsWith('^')) > MOST_WAYS) return 'may-hang';
  } catch (error) {
    if (error instanceof Nested) return 'may-hang';
    if (error instanceof Unsupported) return 'unsupported';
    throw error;
  }
  return compiled.test('') ? 'matches-empty-line' : undefined;
}

/** What a line can hold after control characters are gone. */
const CHARACTERS: readonly number[] = Array.from({ length: 0x100 - 0x20 }, (_, n) => n + 0x20);

function charsOf(atom: string): ReadonlySet<number> {
  const one = new RegExp(`^(?:${atom})$`);
  return new Set(CHARACTERS.filter((code) => one.test(String.fromCharCode(code))));
}

type Group = { readonly pieces: readonly Piece[]; readonly choice: boolean };

/** The pattern as a flat row of pieces; groups that are not repeated are opened. Its syntax is known to be valid. */
function piecesOf(source: string): readonly Piece[] {
  let at = 0;

  function group(): Group {
    let pieces: Piece[] = [];
    let choice = false;
    while (at < source.length && source[at] !== ')') {
      if (source[at] === '|') {
        at += 1;
        choice = true;
        continue;
      }
      pieces.push(...term());
    }
    // Any of the branches may be the one that is taken, so each piece may be missing.
    if (choice) pieces = pieces.map((piece) => ({ ...piece, min: 0 }));
    return { pieces, choice };
  }

  function term(): readonly Piece[] {
    if (source[at] === '(') return openGroup();
    const atom = atomText();
    if (atom === undefined) return [];
    const chars = charsOf(atom);
    return [{ chars, ...quantifier() }];
  }

  function openGroup(): readonly Piece[] {
    const opening = /^\((\?:|\?<[A-Za-z_$][\w$]*>)?/.exec(source.slice(at));
    at += opening?.[0].length ?? 1;
    if (source[at] === '?') throw new Unsupported();
    const inner = group();
    at += 1;
    const { min, max } = quantifier();
    if (max <= 1) return min === 1 ? inner.pieces : inner.pieces.map((piece) => ({ ...piece, min: 0 }));
    if (inner.choice || inner.pieces.some((piece) => piece.min !== piece.max)) throw new Nested();
    return [{ chars: union(inner.pieces), min, max }];
  }

  /** One character, class or escape; undefined for what has no width. */
  function atomText(): string | undefined {
    const rest = source.slice(at);
    const found =
      /^\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[A-Za-z]|[^])/.exec(rest)?.[0] ??
      /^\[(?:\\[^]|[^\]\\])*\]/.exec(rest)?.[0] ??
      rest.charAt(0);
    at += found.length;
    if (/^\\[1-9k]/.test(found)) throw new Unsupported();
    return /^(?:\^|\$|\\b|\\B)$/.test(found) ? undefined : found === '{' ? '\\{' : found;
  }

  function quantifier(): { readonly min: number; readonly max: number } {
    const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(source.slice(at));
    if (!found) return { min: 1, max: 1 };
    at += found[0].length;
    const [text, low, comma, high] = found;
    if (low === undefined)
      return { min: text.startsWith('+') ? 1 : 0, max: text.startsWith('?') ? 1 : Infinity };
    if (comma === undefined) return { min: Number(low), max: Number(low) };
    return { min: Number(low), max: high === undefined || high === '' ? Infinity : Number(high) };
  }

  return group().pieces;
}

const union = (pieces: readonly Piece[]): ReadonlySet<number> =>
  new Set(pieces.flatMap((piece) => [...piece.chars]));

const overlap = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean =>
  [...a].some((code) => b.has(code));

/** In how many ways neighbouring pieces can share a run of one character, for the worst character. */
function waysToRead(pieces: readonly Piece[], fromLineStart: boolean): number {
  let worst = 1;
  for (const code of CHARACTERS) {
    let ways = fromLineStart ? 1 : LONGEST_LINE_CHARS;
    let lastFree: ReadonlySet<number> | undefined;
    for (const piece of pieces) {
      const free = Math.min(piece.max, LONGEST_LINE_CHARS) - Math.min(piece.min, LONGEST_LINE_CHARS) + 1;
      if (piece.chars.has(code)) {
        if (free > 1) lastFree = piece.chars;
        ways *= free;
        worst = Math.max(worst, ways);
      } else if (piece.min > 0 && !(lastFree && overlap(piece.chars, lastFree))) {
        // A character that the run cannot hold must come here: what is before and after is told apart by it.
        ways = 1;
        lastFree = undefined;
      }
    }
  }
  return worst;
}
