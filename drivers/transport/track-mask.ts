/**
 * Magnetic tracks in a log: what follows the number names the cardholder, and no mask of digits hides that. From the
 * first digit behind a sentinel to the end of the line nothing is kept but stars. It looks at each byte once and never
 * back, because what was logged before cannot be taken out again; half a track in each of two entries is hidden too.
 */

const [ETX, LF, CR, STX, ESC] = [0x03, 0x0a, 0x0d, 0x02, 0x1b];
const [PERCENT, STAR, SEMICOLON, EQUALS, QUESTION, UPPER_B] = [0x25, 0x2a, 0x3b, 0x3d, 0x3f, 0x42];
const UPPER_CASE = 0xdf;
const SHORTEST_NUMBER = 13;

type TrackState =
  | { readonly at: 'line-start' }
  | { readonly at: 'text' }
  | { readonly at: 'percent' }
  /** `%B` or, masked by the reader, `%*`. */
  | { readonly at: 'format-code' }
  /** `;` where a track may begin: at the start of a line or behind the first track. */
  | { readonly at: 'start-of-second' }
  /** `;` anywhere else: only an `=` behind enough digits shows that it was a track. */
  | { readonly at: 'maybe-second'; readonly digits: number }
  | { readonly at: 'question' }
  | { readonly at: 'track' };

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isEnd = (byte: number): boolean => byte === CR || byte === LF || byte === ETX;
const isLead = (byte: number): boolean => byte === STX || byte === ESC;

function next(state: TrackState, byte: number): TrackState {
  if (isEnd(byte)) return { at: 'line-start' };
  if (state.at === 'track') return state;
  if (state.at === 'format-code' && (isDigit(byte) || byte === STAR)) return { at: 'track' };
  if (state.at === 'start-of-second' && isDigit(byte)) return { at: 'track' };
  if (state.at === 'maybe-second' && isDigit(byte))
    return { at: 'maybe-second', digits: Math.min(state.digits + 1, SHORTEST_NUMBER) };
  if (state.at === 'maybe-second' && byte === EQUALS && state.digits >= SHORTEST_NUMBER)
    return { at: 'track' };
  if (state.at === 'percent' && (byte === STAR || (byte & UPPER_CASE) === UPPER_B))
    return { at: 'format-code' };
  if (byte === PERCENT) return { at: 'percent' };
  if (byte === QUESTION) return { at: 'question' };
  if (byte === SEMICOLON)
    return state.at === 'line-start' || state.at === 'question'
      ? { at: 'start-of-second' }
      : { at: 'maybe-second', digits: 0 };
  return isLead(byte) ? { at: 'line-start' } : { at: 'text' };
}

/** @returns what of each byte may be logged, of one direction, in its order */
export function trackMask(): (byte: number) => number {
  let state: TrackState = { at: 'line-start' };
  return (byte) => {
    state = next(state, byte);
    return state.at === 'track' ? STAR : byte;
  };
}
