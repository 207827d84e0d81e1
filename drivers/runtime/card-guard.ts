/**
 * Cards swiped or scanned into a line that is not for cards. What they hold must never become a text, because a text
 * cannot be wiped: so the line is taken apart on bytes, in one buffer that is zeroised after each frame, and what is
 * handed on is either a frame without a card or the bare fact that there was one.
 *
 * Known by: magnetic tracks (ISO 7813, clear or masked), the `STX ESC` of MagTek swipe readers, the length-prefixed
 * frames of encrypting ID TECH readers, and 13–19 digits that are a card number. Sources: drivers/scanner/PROTOCOL.md.
 */
import { areCardDigits } from '../../shared/kernel/card-number.ts';

export type GuardedFrame =
  /** Without its end mark; a copy. */
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'card-discarded' }
  | { readonly kind: 'too-long' }
  /** It was begun and the line fell silent. */
  | { readonly kind: 'not-whole' };

export type CardGuard = {
  /** Takes the bytes over and zeroises them: whether a chunk held the first half of a card shows only later. */
  take(chunk: Uint8Array): readonly GuardedFrame[];
  /** The line has been silent: what was begun is given up. */
  idle(): readonly GuardedFrame[];
  readonly midFrame: boolean;
};

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;
const ESC = 0x1b;
const [SPACE, PERCENT, STAR, PLUS, DASH, DOT] = [0x20, 0x25, 0x2a, 0x2b, 0x2d, 0x2e];
const [SEMICOLON, EQUALS, QUESTION, UPPER_B, UPPER_E, BRACKET, CARET] = [
  0x3b, 0x3d, 0x3f, 0x42, 0x45, 0x5d, 0x5e,
];
const ZERO = 0x30;
const UPPER_CASE = 0xdf;

/** Longer than any code on a bill, and than the three tracks of a card. */
export const GUARDED_FRAME_BYTES = 512;
/** Encrypted frames are some hundred bytes; a third byte above this is no length but text. */
const LONGEST_ENCRYPTED_HIGH = 0x07;
/** Check LRC, check sum and ETX behind the counted bytes. */
const ENCRYPTED_TAIL = 3;
const LONGEST_CARD = 19;
const SHORTEST_CARD = 13;
/** So many digits behind `%B` in the middle of a frame; at its start one is enough. `%B0` alone is URL coding. */
const DIGITS_OF_A_TRACK = 8;

const DIGITS_OF_A_DATE = 4;
const DIGITS_BEHIND_EQUALS = 7;

const isEnd = (byte: number): boolean => byte === CR || byte === LF || byte === ETX;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= ZERO + 9;
const isMaskedDigit = (byte: number | undefined): boolean => isDigit(byte) || byte === STAR;

const isLetter = (byte = 0): boolean => (byte & UPPER_CASE) >= 0x41 && (byte & UPPER_CASE) <= 0x5a;
const isLetterOrDigit = (byte: number | undefined): boolean => isLetter(byte) || isDigit(byte);

/** Where the content begins: behind `STX`, `ESC` and an AIM identifier `]cm`. */
function contentStart(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === STX || bytes[at] === ESC) at += 1;
  const isIdentified = bytes[at] === BRACKET && isLetter(bytes[at + 1]) && isLetterOrDigit(bytes[at + 2]);
  return isIdentified ? at + 3 : at;
}

/** How many bytes from here on are digits, or stars in their place; single blanks part the groups of some cards. */
function digitsFrom(bytes: Uint8Array, from: number): number {
  let count = 0;
  for (let at = from; at < bytes.length; at += 1) {
    if (isMaskedDigit(bytes[at])) count += 1;
    else if (bytes[at] !== SPACE || !isMaskedDigit(bytes[at + 1])) break;
  }
  return count;
}

/** True when the bytes hold a magnetic track, a part of one, or the mark of one that could not be read. */
export function holdsTrack(bytes: Uint8Array): boolean {
  if (startsLikeTrack(bytes, contentStart(bytes)) || holdsTrackEnd(bytes)) return true;
  for (let at = 0; at < bytes.length; at += 1) {
    const next = bytes[at + 1];
    if (bytes[at] === PERCENT && startsTrackOne(next) && digitsFrom(bytes, at + 2) >= DIGITS_OF_A_TRACK)
      return true;
    if (bytes[at] !== SEMICOLON || !isDigit(next)) continue;
    if (bytes[at - 1] === QUESTION) return true;
    const digits = digitsFrom(bytes, at + 1);
    if (digits >= SHORTEST_CARD && digits <= LONGEST_CARD && bytes[at + 1 + digits] === EQUALS) return true;
  }
  return false;
}

/** Of a track whose beginning was lost: `^YYMM` behind the name, or `=`, date and service code, up to the end sentinel. */
function holdsTrackEnd(bytes: Uint8Array): boolean {
  return bytes.some((byte, at) => {
    if (byte !== CARET && byte !== EQUALS) return false;
    const digits = digitsFrom(bytes, at + 1);
    return byte === CARET
      ? digits >= DIGITS_OF_A_DATE
      : digits >= DIGITS_BEHIND_EQUALS && bytes[at + 1 + digits] === QUESTION;
  });
}

const startsTrackOne = (byte: number | undefined): boolean =>
  byte === STAR || (byte !== undefined && (byte & UPPER_CASE) === UPPER_B);

function startsLikeTrack(bytes: Uint8Array, start: number): boolean {
  const [first, second, third] = bytes.subarray(start, start + 3);
  switch (first) {
    case PERCENT:
      // A bank's card, one that could not be read, or another card with a name in it.
      return (
        (startsTrackOne(second) && isMaskedDigit(third)) ||
        (second === UPPER_E && third === QUESTION) ||
        bytes.includes(CARET)
      );
    case SEMICOLON:
      return isMaskedDigit(second) || (second === UPPER_E && third === QUESTION);
    case PLUS:
      return isDigit(second) && bytes.includes(EQUALS);
    default:
      return false;
  }
}

const isSeparator = (byte: number | undefined): boolean => byte === SPACE || byte === DASH || byte === DOT;

/** True when a bounded run of digits, with single blanks, hyphens or dots between its groups, is a card number. */
export function holdsCardDigits(bytes: Uint8Array, start = 0): boolean {
  const scratch = new Uint8Array(LONGEST_CARD);
  let found = false;
  for (let at = start; at < bytes.length && !found; at += 1) {
    if (isDigit(bytes[at]) && (at === start || !isDigit(bytes[at - 1])))
      found = startsCard(bytes, at, scratch);
  }
  scratch.fill(0);
  return found;
}

/** Every run of neighbouring groups that begins here is tried. */
function startsCard(bytes: Uint8Array, from: number, scratch: Uint8Array): boolean {
  let count = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (isDigit(byte)) {
      if (count === LONGEST_CARD) return false;
      scratch[count] = byte - ZERO;
      count += 1;
      if (!isDigit(bytes[at + 1]) && areCardDigits(scratch, count)) return true;
    } else if (!isSeparator(byte) || !isDigit(bytes[at + 1])) return false;
  }
  return false;
}

type GuardState =
  | { readonly within: 'frame' }
  /** STX was the first byte: the next two tell whether a swipe reader speaks. */
  | { readonly within: 'header' }
  /** The rest of this line belongs to what has been said already. */
  | { readonly within: 'swallowed-line' }
  | { readonly within: 'swallowed-bytes'; readonly left: number };

export type CardGuardParts = {
  /**
   * Frames whose digits are known to be no card's although they look like one: scan lines of the office, GS1 slips. Asked
   * about frames with card-like digits only, and on bytes, so that it makes no text of what may be a card.
   */
  readonly isKnown?: (frame: Uint8Array) => boolean;
  /** The one place where bytes of an unfinished frame are. All zero whenever no frame is under way. */
  readonly memory?: Uint8Array;
};

export function cardGuard({
  isKnown = () => false,
  memory = new Uint8Array(GUARDED_FRAME_BYTES),
}: CardGuardParts = {}): CardGuard {
  let held = 0;
  let state: GuardState = { within: 'frame' };

  const wipe = (): void => {
    memory.fill(0, 0, held);
    held = 0;
  };
  const swallow = (next: GuardState, frames: GuardedFrame[], said: GuardedFrame): void => {
    wipe();
    frames.push(said);
    state = next;
  };

  function judged(): GuardedFrame {
    const frame = memory.subarray(0, held);
    if (holdsTrack(frame)) return { kind: 'card-discarded' };
    const start = contentStart(frame);
    // Where an identifier is not what it seems, its last character may be the number's first.
    const looksLikeCard = holdsCardDigits(frame, start) || (start > 0 && holdsCardDigits(frame));
    if (looksLikeCard && !isKnown(frame)) return { kind: 'card-discarded' };
    return { kind: 'frame', bytes: Uint8Array.from(frame) };
  }

  function hold(byte: number, frames: GuardedFrame[]): void {
    if (isEnd(byte)) {
      if (held > 0) frames.push(judged());
      wipe();
      return;
    }
    if (held === memory.length) {
      const whole = judged();
      const said: GuardedFrame = whole.kind === 'frame' ? { kind: 'too-long' } : whole;
      if (whole.kind === 'frame') whole.bytes.fill(0);
      swallow({ within: 'swallowed-line' }, frames, said);
      return;
    }
    memory[held] = byte;
    held += 1;
  }

  function header(byte: number, frames: GuardedFrame[]): void {
    memory[held] = byte;
    held += 1;
    const [, low = 0, high = 0] = memory;
    const card = { kind: 'card-discarded' } as const;
    if (held === 2 && low === ESC) swallow({ within: 'swallowed-line' }, frames, card);
    if (held < 3) return;
    const length = low + high * 256;
    if (high <= LONGEST_ENCRYPTED_HIGH && length > 0) {
      swallow({ within: 'swallowed-bytes', left: length + ENCRYPTED_TAIL }, frames, card);
      return;
    }
    // It was only noise: the three bytes are looked at as any others.
    state = { within: 'frame' };
    wipe();
    for (const again of [STX, low, high]) hold(again, frames);
  }

  function step(byte: number, frames: GuardedFrame[]): void {
    switch (state.within) {
      case 'frame':
        if (byte === STX && held === 0) {
          state = { within: 'header' };
          memory[0] = byte;
          held = 1;
        } else hold(byte, frames);
        return;
      case 'header':
        header(byte, frames);
        return;
      case 'swallowed-line':
        if (isEnd(byte)) state = { within: 'frame' };
        return;
      case 'swallowed-bytes':
        if (state.left > 1) state = { within: 'swallowed-bytes', left: state.left - 1 };
        // Where the counted bytes do not end in ETX, the count was wrong, and the rest of the line is the card's too.
        else state = { within: byte === ETX ? 'frame' : 'swallowed-line' };
    }
  }

  return {
    take(chunk) {
      const frames: GuardedFrame[] = [];
      for (const byte of chunk) step(byte, frames);
      chunk.fill(0);
      return frames;
    },
    idle() {
      const isOpen = held > 0;
      const whole = isOpen ? judged() : undefined;
      if (whole?.kind === 'frame') whole.bytes.fill(0);
      wipe();
      state = { within: 'frame' };
      if (!whole) return [];
      return [whole.kind === 'frame' ? { kind: 'not-whole' } : whole];
    },
    get midFrame() {
      return held > 0 || state.within !== 'frame';
    },
  };
}
