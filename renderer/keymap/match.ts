/** Which binding a key press means, as a pure function of the press, the place of the focus and the screens on show. */
import { KEYS } from './keys.ts';
import type { KeyBinding, Screen } from './keys.ts';

export type Press = {
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
};

/** Where the focus is. */
export type Place = {
  /** `data-pane` names from the focused element outwards. */
  readonly panes: readonly string[];
  /** `amount`: digits are typed, letters choose. `text`: everything is typed. `control`: Enter belongs to it. */
  readonly kind: 'amount' | 'text' | 'control' | 'page';
};

const DIGIT_RANGE: Readonly<Record<string, RegExp>> = {
  '0-9': /^[0-9]$/,
  '1-9': /^[1-9]$/,
  '1-6': /^[1-6]$/,
  '1-5': /^[1-5]$/,
};

const isLetter = (key: string): boolean => /^[a-z]$/.test(key);
/** On most keyboards `*` needs Shift; a symbol is what it is, however it was reached. */
const isSymbol = (key: string): boolean => key.length === 1 && !/^[a-z0-9]$/i.test(key);

/** Caps Lock is not Shift: the case of the letter says nothing, the Shift key does. */
export function samePress(binding: KeyBinding, press: Press): boolean {
  if (press.alt || press.ctrl !== (binding.ctrl === true)) return false;
  const range = DIGIT_RANGE[binding.key];
  if (range !== undefined) return !press.shift && range.test(press.key);
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (key !== binding.key) return false;
  return isSymbol(binding.key) || press.shift === (binding.shift === true);
}

/** A press that would otherwise type something. */
export const isTyped = (binding: KeyBinding): boolean =>
  binding.ctrl !== true && (binding.key.length === 1 || binding.key in DIGIT_RANGE);

export function actsHere(binding: KeyBinding, place: Place, lettersOn: boolean): boolean {
  if (binding.pane !== undefined && !place.panes.includes(binding.pane)) return false;
  if (binding.key === 'Enter' && binding.ctrl !== true) return place.kind === 'page';
  if (!isTyped(binding)) return true;
  if (isLetter(binding.key) && !lettersOn) return false;
  if (place.kind === 'text') return false;
  if (place.kind === 'amount') return !(binding.key in DIGIT_RANGE);
  return true;
}

/** Screens from the one on top downwards; what holds anywhere comes last. */
export function findBinding(
  press: Press,
  place: Place,
  screens: readonly Screen[],
  options: { readonly lettersOn: boolean; readonly handled: (action: string) => boolean },
  keys: readonly KeyBinding[] = KEYS,
): KeyBinding | null {
  for (const screen of [...screens, 'anywhere' as const]) {
    const found = keys.find(
      (binding) =>
        binding.screen === screen &&
        samePress(binding, press) &&
        actsHere(binding, place, options.lettersOn) &&
        options.handled(binding.action),
    );
    if (found) return found;
  }
  return null;
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  '1-9': '1 to 9',
  '1-6': '1 to 6',
  '1-5': '1 to 5',
  '0-9': '0 to 9',
};

/** `Ctrl F8`, `Shift K`, `Esc`: as it stands on the key cap. */
export function keyText(binding: Pick<KeyBinding, 'key' | 'shift' | 'ctrl'>, withShift = true): string {
  const name = KEY_NAMES[binding.key] ?? (binding.key.length === 1 ? binding.key.toUpperCase() : binding.key);
  return [binding.ctrl === true && 'Ctrl', withShift && binding.shift === true && 'Shift', name]
    .filter((part) => part !== false)
    .join(' ');
}

export type BarEntry = {
  readonly cap: string;
  readonly label: string;
  readonly alt: string | null;
  readonly action: string;
  readonly shiftAction: string | null;
};

/** The key bar: one entry per key, its Shift twin under it; Esc last. */
export function barEntries(
  screens: readonly Screen[],
  handled: (action: string) => boolean,
  keys: readonly KeyBinding[] = KEYS,
): readonly BarEntry[] {
  const order = [...screens, 'anywhere' as const];
  const shown = keys.filter(
    (binding) => binding.bar !== false && order.includes(binding.screen) && handled(binding.action),
  );
  const seen = new Set<string>();
  const unique = shown.filter((binding) => {
    const press = keyText(binding);
    const better = shown.find(
      (other) => keyText(other) === press && order.indexOf(other.screen) < order.indexOf(binding.screen),
    );
    if (better || seen.has(press)) return false;
    seen.add(press);
    return true;
  });
  const twin = (binding: KeyBinding): KeyBinding | undefined =>
    unique.find(
      (other) =>
        other.shift === true &&
        other.key === binding.key &&
        (other.ctrl === true) === (binding.ctrl === true),
    );
  const entries = unique
    .filter(
      (binding) =>
        binding.shift !== true || !unique.some((other) => other.shift !== true && twin(other) === binding),
    )
    .map((binding) => {
      const other = binding.shift === true ? undefined : twin(binding);
      const alt = other === undefined ? (binding.note ?? null) : `Shift: ${lowerFirst(other.label)}`;
      return {
        cap: keyText(binding),
        label: binding.label,
        alt,
        action: binding.action,
        shiftAction: other?.action ?? null,
      };
    });
  return entries.sort((a, b) => rank(a.cap) - rank(b.cap));
}

/** Function keys by number, then Ctrl F8, then letters and Enter as written, Esc at the end. */
function rank(cap: string): number {
  if (cap === 'Esc') return 1_000;
  const plain = /^(?:Shift )?F(\d+)$/.exec(cap);
  if (plain) return Number(plain[1]);
  const ctrl = /^Ctrl F(\d+)$/.exec(cap);
  return ctrl ? 20 + Number(ctrl[1]) : 100;
}

const lowerFirst = (text: string): string =>
  text.startsWith('DUPLICATE') ? text : text.charAt(0).toLowerCase() + text.slice(1);
