import { expect, it, describe } from 'vitest';
import { KEYS } from './keys.ts';
import type { KeyBinding } from './keys.ts';
import { actsHere, barEntries, findBinding, keyText, samePress } from './match.ts';
import type { Place, Press } from './match.ts';

const all: readonly KeyBinding[] = KEYS;
const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  shift: false,
  ctrl: false,
  alt: false,
  ...held,
});
const page: Place = { panes: [], kind: 'page' };
const everything = { lettersOn: true, handled: () => true };

describe('the key map as data', () => {
  it('gives one meaning to a key on a screen', () => {
    const seen = new Map<string, string>();
    for (const binding of all) {
      const name = `${binding.screen} ${keyText(binding)}`;
      expect(seen.get(name), name).toBeUndefined();
      seen.set(name, binding.action);
    }
  });

  it('shadows no key that holds anywhere with another meaning', () => {
    const anywhere = new Set(all.filter((b) => b.screen === 'anywhere').map((b) => keyText(b)));
    const shadows = all.filter((b) => b.screen !== 'anywhere' && anywhere.has(keyText(b)));
    expect(shadows).toEqual([]);
  });

  it('leaves the keys of browser, shell and system alone', () => {
    const forbidden = [
      ...['F5', 'F7', 'F10', 'F11', 'F12', 'Tab', 'Ctrl Shift I', 'Ctrl Tab'],
      ...['W', 'T', 'N', 'R', 'L', 'P', 'Q', ...DIGITS].map((key) => `Ctrl ${key}`),
    ];
    expect(all.map((binding) => keyText(binding)).filter((text) => forbidden.includes(text))).toEqual([]);
  });

  it('keeps the choosing letters and digits of the counter inside a pane', () => {
    const typed = all.filter(
      (b) => b.screen === 'counter' && b.ctrl !== true && (b.key.length === 1 || b.key === '1-9'),
    );
    expect(typed.length).toBeGreaterThan(6);
    expect(typed.filter((b) => b.pane === undefined)).toEqual([]);
  });
});

describe('a press', () => {
  const card = all.find((b) => b.action === 'tender.card')!;
  const cashiers = all.find((b) => b.action === 'tender.cashiers-check')!;
  const star = all.find((b) => b.action === 'tender.take-due')!;

  it('with Caps Lock on means the same as without', () => {
    expect(samePress(card, press('D'))).toBe(true);
    expect(samePress(cashiers, press('K'))).toBe(false);
  });

  it('with Shift means the twin, also while Caps Lock is on', () => {
    expect(samePress(cashiers, press('k', { shift: true }))).toBe(true);
    expect(samePress(card, press('D', { shift: true }))).toBe(false);
  });

  it('of a symbol counts with or without Shift, as the keyboard has it', () => {
    expect(samePress(star, press('*'))).toBe(true);
    expect(samePress(star, press('*', { shift: true }))).toBe(true);
  });

  it('with Alt means nothing here', () => expect(samePress(card, press('d', { alt: true }))).toBe(false));
});

describe('where a key acts', () => {
  const tenders: Place = { panes: ['tenders'], kind: 'amount' };
  const cash = all.find((b) => b.action === 'tender.cash')!;

  it('a letter chooses in an amount field of its pane', () =>
    expect(actsHere(cash, tenders, true)).toBe(true));

  it('a letter is typed in a text field of the same pane', () =>
    expect(actsHere(cash, { panes: ['tenders'], kind: 'text' }, true)).toBe(false));

  it('a letter does nothing in another pane', () =>
    expect(actsHere(cash, { panes: ['find'], kind: 'amount' }, true)).toBe(false));

  it('letters can be switched off', () => expect(actsHere(cash, tenders, false)).toBe(false));

  it('digits always type in an amount field', () => {
    const item = all.find((b) => b.action === 'counter.frequent-item')!;
    expect(actsHere(item, { panes: ['items'], kind: 'amount' }, true)).toBe(false);
    expect(actsHere(item, { panes: ['items'], kind: 'control' }, true)).toBe(true);
  });

  it('Enter belongs to the field or button that has the focus', () => {
    const next = all.find((b) => b.action === 'posted.next')!;
    expect(actsHere(next, { panes: [], kind: 'control' }, true)).toBe(false);
    expect(actsHere(next, page, true)).toBe(true);
  });

  it('the screen on top wins, and what nobody handles is not taken', () => {
    expect(findBinding(press('F9'), page, ['posted', 'counter'], everything)?.action).toBe('posted.reprint');
    const withoutReprint = { lettersOn: true, handled: (action: string) => action !== 'posted.reprint' };
    expect(findBinding(press('F9'), page, ['posted'], withoutReprint)).toBeNull();
  });
});

describe('the key bar', () => {
  it('shows one entry per key with the Shift twin under it, Esc last', () => {
    const bar = barEntries(['counter'], () => true);
    expect(
      bar.map((entry) => `${entry.cap} ${entry.label}${entry.alt === null ? '' : ` / ${entry.alt}`}`),
    ).toEqual([
      'F1 All keys / Shift: help',
      'F2 Find payer / Shift: find receipt',
      'F3 Add item / Shift: remove line',
      'F4 Park / Shift: recall',
      'F6 Next pane / Shift: previous',
      'F8 Tape / Shift: open drawer',
      'F9 Reprint / Shift: void payment',
      'Ctrl F8 Lock / Shift: sign out',
      'Esc Back',
    ]);
  });

  it('leaves out what the person may not do', () => {
    const bar = barEntries(['counter'], (action) => action !== 'counter.void');
    expect(bar.find((entry) => entry.cap === 'F9')).toMatchObject({ label: 'Reprint', alt: null });
  });
});
