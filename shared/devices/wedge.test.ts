import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEDGE_START, wedgeKey } from './wedge.ts';
import type { WedgeRules, WedgeState, WedgeVerdict } from './wedge.ts';

const STUB = '10000000811232600000189881';
const CARD = '4111111111111111';
const TRACKS = `%B${CARD}^DOE/JANE^30121010000000000000?;${CARD}=30121010000000000?`;

const ELSEWHERE: WedgeRules = {
  prefix: null,
  findFieldFocused: false,
  isScanline: (text) => text === STUB,
};
const IN_FIND: WedgeRules = { ...ELSEWHERE, findFieldFocused: true };

const keysOf = (text: string): readonly string[] => Array.from(text);

type Run = { readonly verdicts: readonly WedgeVerdict[]; readonly states: readonly WedgeState[] };

function press(
  text: string,
  gapMs: number,
  rules: WedgeRules,
  keys: readonly string[] = [...keysOf(text), 'Enter'],
): Run {
  const verdicts: WedgeVerdict[] = [];
  const states: WedgeState[] = [];
  let state = WEDGE_START;
  keys.forEach((key, index) => {
    const step = wedgeKey(state, { key, atMs: 1000 + index * gapMs }, rules);
    state = step.state;
    verdicts.push(step.verdict);
    states.push(state);
  });
  return { verdicts, states };
}
const last = ({ verdicts }: Run): WedgeVerdict | undefined => verdicts.at(-1);
const isCard = (verdict: WedgeVerdict | undefined): boolean =>
  typeof verdict === 'object' && verdict.kind === 'card-discarded';

describe('a wedge scanner', () => {
  it('is heard while the find field has the focus', () => {
    const run = press(STUB, 5, IN_FIND);
    expect(last(run)).toEqual({ kind: 'scan', text: STUB });
    expect(new Set(run.verdicts.slice(0, -1))).toEqual(new Set(['typing']));
  });

  it('is heard anywhere behind its prefix, which is no part of the code', () => {
    const rules = { ...ELSEWHERE, prefix: '~~' };
    expect(last(press(`~~${STUB}`, 5, rules))).toEqual({ kind: 'scan', text: STUB });
    expect(last(press(STUB, 5, rules))).toBe('typing');
  });

  it('is not believed by its speed alone', () => {
    expect(last(press(STUB, 5, ELSEWHERE))).toBe('typing');
  });

  it('is not what somebody typed, however long, nor what somebody typed before the burst', () => {
    expect(last(press(STUB, 90, IN_FIND))).toBe('typing');
    let state = WEDGE_START;
    for (const [index, key] of keysOf('smith').entries())
      state = wedgeKey(state, { key, atMs: index * 120 }, IN_FIND).state;
    for (const [index, key] of [...keysOf('100000008'), 'Enter'].entries()) {
      const step = wedgeKey(state, { key, atMs: 900 + index * 5 }, IN_FIND);
      state = step.state;
      if (key === 'Enter') expect(step.verdict).toEqual({ kind: 'scan', text: '100000008' });
    }
  });

  it('that pauses before its Enter is typing: the field is asked as usual', () => {
    const keys = keysOf(STUB);
    let state = WEDGE_START;
    keys.forEach((key, index) => (state = wedgeKey(state, { key, atMs: index * 5 }, IN_FIND).state));
    expect(wedgeKey(state, { key: 'Enter', atMs: 1000 }, IN_FIND).verdict).toBe('typing');
  });

  it('ends at a key that edits', () => {
    expect(last(press('', 5, IN_FIND, [...keysOf('1000000'), 'Backspace', '8', 'Enter']))).toBe('typing');
  });
});

describe('a swiped card', () => {
  it.each([5, 20, 60, 200])('is recognised by its sentinels with %i ms between keys', (gapMs) => {
    for (const rules of [ELSEWHERE, IN_FIND]) {
      const { verdicts, states } = press(TRACKS, gapMs, rules);
      const from = verdicts.findIndex(isCard);
      expect(from).toBeGreaterThan(0);
      expect(from).toBeLessThanOrEqual(2 + CARD.length);
      // Every further key of the swipe is kept from the field, its Enter too.
      expect(verdicts.slice(from).every(isCard)).toBe(true);
      for (const state of states.slice(from)) {
        expect(state.burst).toBe('');
        expect(state.tail).toBe('');
      }
    }
  });

  it('leaves at most eight of its keys in the field, when it comes at a wedge’s speed', () => {
    expect(press(TRACKS, 5, ELSEWHERE).verdicts.findIndex(isCard)).toBeLessThanOrEqual(8);
  });

  it('of which only the second track is readable is recognised too', () => {
    const { verdicts } = press(`;${CARD}=30121010000000000?`, 5, ELSEWHERE);
    expect(verdicts.findIndex(isCard)).toBeLessThanOrEqual(7);
    expect(isCard(verdicts.at(-1))).toBe(true);
  });

  it('is over at its Enter or after a pause: the next key is typing again', () => {
    const { states } = press(TRACKS, 5, ELSEWHERE);
    const after = states.at(-1)!;
    expect(wedgeKey(after, { key: '5', atMs: after.lastMs + 300 }, ELSEWHERE).verdict).toBe('typing');
    const unended = press('', 5, ELSEWHERE, keysOf(TRACKS)).states.at(-1)!;
    expect(wedgeKey(unended, { key: '5', atMs: unended.lastMs + 20 }, ELSEWHERE).verdict).toEqual({
      kind: 'card-discarded',
    });
    expect(wedgeKey(unended, { key: '5', atMs: unended.lastMs + 300 }, ELSEWHERE).verdict).toBe('typing');
  });

  it('with the Shift key reported in between is the same', () => {
    const keys = [...keysOf(TRACKS), 'Enter'].flatMap((key) => (/[%B^?]/.test(key) ? ['Shift', key] : [key]));
    expect(press('', 5, ELSEWHERE, keys).verdicts.filter(isCard).length).toBeGreaterThan(50);
  });

  it('whose bare number comes in one burst is discarded at its Enter, also in the find field', () => {
    for (const rules of [ELSEWHERE, IN_FIND, { ...ELSEWHERE, prefix: '~' }])
      expect(last(press(CARD, 5, rules))).toEqual({ kind: 'card-discarded' });
    expect(last(press(`~${CARD}`, 5, { ...ELSEWHERE, prefix: '~' }))).toEqual({ kind: 'card-discarded' });
  });

  it('is not a scan line that the office knows, although its digits would do', () => {
    const known = { ...IN_FIND, isScanline: (text: string) => text === CARD };
    expect(last(press(CARD, 5, known))).toEqual({ kind: 'scan', text: CARD });
  });
});

describe('typing', () => {
  it('of anything without sentinels is typing at every speed but a burst’s', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ a-z0-9.,$-]{0,40}$/),
        fc.integer({ min: 36, max: 400 }),
        (text, gapMs) => {
          expect(press(text, gapMs, IN_FIND).verdicts.every((verdict) => verdict === 'typing')).toBe(true);
        },
      ),
    );
  });

  it('of names of keys, and of characters outside the first plane, neither throws nor scans', () => {
    const keys = ['Tab', 'F2', '💳', 'Dead', 'ArrowLeft', '', 'Unidentified', 'Enter'];
    expect(new Set(press('', 1, IN_FIND, keys).verdicts)).toEqual(new Set(['typing']));
  });

  it('keeps a bounded memory of what was typed', () => {
    const { states } = press('x'.repeat(5000), 1, IN_FIND);
    for (const { burst, tail } of states) expect(burst.length + tail.length).toBeLessThanOrEqual(150);
  });
});
