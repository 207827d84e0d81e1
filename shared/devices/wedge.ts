/**
 * Scanners and swipe readers that pretend to be keyboards, told from typing: one state machine over key events, for all
 * inputs in one place.
 *
 * Its limits. That a person types more slowly than a scanner is a guess: a remote desktop delivers typing in bursts, a
 * busy machine delivers scans late, and some scanners are set to be slow. So speed alone never makes a scan: it counts
 * only behind the prefix that the administrator has set in scanner and office, or while the find field has the focus,
 * where typing the same means the same. A card is recognised by its sentinels at any speed, and by its number when a
 * burst ends in Enter; digits that somebody types slowly are the business of the field they stand in.
 */
import { holdsCardNumber } from '../kernel/card-number.ts';

/** As the window reports a key: `key` is the character, or a name such as `Enter`; `atMs` of any steady clock. */
export type WedgeKey = { readonly key: string; readonly atMs: number };

export type WedgeRules = {
  /** What the scanner sends before each code; null when none is set. */
  readonly prefix: string | null;
  readonly findFieldFocused: boolean;
  /** A scan line that this office knows: its digits pass for a card number one time in many, and are none. */
  readonly isScanline: (text: string) => boolean;
};

export type WedgeVerdict =
  /** The key is the field's. */
  | 'typing'
  /**
   * This Enter ended a scan. The prefix and the text stand in the field that had the focus and are to be taken out of it;
   * the Enter is not the field's.
   */
  | { readonly kind: 'scan'; readonly text: string }
  /**
   * This key belongs to a card: it is kept from the field, and what the field holds is thrown away. Said for each
   * further key of the same swipe.
   */
  | { readonly kind: 'card-discarded' };

export type WedgeState = {
  /** Characters of the present burst, at most `LONGEST_SCAN`. */
  readonly burst: string;
  /** The last characters at any speed, for sentinels; never more than a sentinel and a card number. */
  readonly tail: string;
  readonly lastMs: number;
  readonly within: 'typing' | 'card';
};

export const WEDGE_START: WedgeState = { burst: '', tail: '', lastMs: -Infinity, within: 'typing' };

/** Between two keys of a scanner: faster than anybody types. */
export const FAST_KEY_MS = 35;
/** A swipe is over when its keys stop this long. */
const SWIPE_PAUSE_MS = 250;
const LONGEST_SCAN = 128;
/** `%B`, nineteen digits, `^`. */
const TAIL = 22;
const SHORTEST_SCAN = 6;

/** In a burst six digits behind a sentinel are enough; otherwise the whole number must be there. */
const FAST_TRACK = /(?:%[B*]|(?:^|\?);)\d{6,}$/i;
const SLOW_TRACK = /%B\d{13,19}\^$|;\d{13,19}=$/i;

const CARD = { kind: 'card-discarded' } as const;

type Step = { readonly state: WedgeState; readonly verdict: WedgeVerdict };

/** @param press in the order of their events; Shift and the like may be passed on or left out */
export function wedgeKey(state: WedgeState, press: WedgeKey, rules: WedgeRules): Step {
  const { key, atMs } = press;
  // Shift goes down in the middle of `%B`; it is no character and no pause.
  if (key !== 'Enter' && Array.from(key).length !== 1)
    return key === 'Shift' || key === 'CapsLock'
      ? { state, verdict: state.within === 'card' ? CARD : 'typing' }
      : { state: WEDGE_START, verdict: 'typing' };
  if (state.within === 'card' && atMs - state.lastMs <= SWIPE_PAUSE_MS) return swipeGoesOn(key, atMs);
  const before = state.within === 'card' ? WEDGE_START : state;
  return key === 'Enter' ? enter(before, atMs, rules) : character(before, key, atMs);
}

/** Nothing of a card is kept, not even how much of it there was. */
function swipeGoesOn(key: string, atMs: number): Step {
  const state: WedgeState =
    key === 'Enter' ? { ...WEDGE_START, lastMs: atMs } : { ...WEDGE_START, lastMs: atMs, within: 'card' };
  return { state, verdict: CARD };
}

function character(before: WedgeState, key: string, atMs: number): Step {
  const isFast = atMs - before.lastMs <= FAST_KEY_MS;
  const burst = ((isFast ? before.burst : '') + key).slice(0, LONGEST_SCAN);
  const tail = (before.tail + key).slice(-TAIL);
  if (FAST_TRACK.test(burst) || SLOW_TRACK.test(tail))
    return { state: { ...WEDGE_START, lastMs: atMs, within: 'card' }, verdict: CARD };
  return { state: { burst, tail, lastMs: atMs, within: 'typing' }, verdict: 'typing' };
}

function enter(before: WedgeState, atMs: number, rules: WedgeRules): Step {
  const burst = atMs - before.lastMs <= FAST_KEY_MS ? before.burst : '';
  const verdict = verdictOnBurst(burst, rules);
  return { state: WEDGE_START, verdict };
}

function verdictOnBurst(burst: string, { prefix, findFieldFocused, isScanline }: WedgeRules): WedgeVerdict {
  if (burst.length < SHORTEST_SCAN) return 'typing';
  const isMarked = prefix !== null && prefix !== '' && burst.startsWith(prefix);
  const text = isMarked ? burst.slice(prefix.length) : burst;
  if (holdsCardNumber(text) && !isScanline(text)) return CARD;
  return text !== '' && (isMarked || findFieldFocused) ? { kind: 'scan', text } : 'typing';
}
