/**
 * One listener for the whole window turns presses into actions. Screens put a layer of handlers on it while they are
 * mounted; the layer on top is asked first. A binding without a handler is not taken, and not shown on the key bar.
 */
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { Action, Screen } from './keys.ts';
import { findBinding } from './match.ts';
import { hearWedge } from './wedge.ts';
import type { Place, Press } from './match.ts';

export type Handlers = Partial<Record<Action, ((event: KeyboardEvent) => void) | undefined>>;

type Layer = {
  readonly screen: Screen | null;
  /** While it is on top, nothing below it answers (palette, key sheet). */
  readonly modal: boolean;
  handlers: Handlers;
};

let layers: readonly Layer[] = [];
let version = 0;
const listeners = new Set<() => void>();

function changed(): void {
  version += 1;
  for (const listener of listeners) listener();
}

/** From the top down to the first modal layer. */
function active(): readonly Layer[] {
  const fromTop = [...layers].reverse();
  const modal = fromTop.findIndex((layer) => layer.modal);
  return modal === -1 ? fromTop : fromTop.slice(0, modal + 1);
}

const handlerOf = (action: string): ((event: KeyboardEvent) => void) | undefined =>
  active()
    .map((layer) => layer.handlers[action as Action])
    .find((handler) => handler !== undefined);

export const activeScreens = (): readonly Screen[] => [
  ...new Set(
    active()
      .map((layer) => layer.screen)
      .filter((screen) => screen !== null),
  ),
];

export const isHandled = (action: string): boolean => handlerOf(action) !== undefined;

/** Runs an action as its key would: for the buttons of the key bar. */
export function perform(action: string): void {
  handlerOf(action)?.(new KeyboardEvent('keydown'));
}

export type LayerOptions = {
  readonly modal?: boolean;
  /** The desk itself: every room and form answers before it, whichever of them was mounted first. */
  readonly base?: boolean;
};

/** While mounted, this screen answers these actions. An undefined handler means: not now. */
export function useActions(screen: Screen | null, handlers: Handlers, options: LayerOptions = {}) {
  const layerRef = useRef<Layer | null>(null);
  const { modal = false, base = false } = options;
  const names = Object.entries(handlers)
    .filter(([, handler]) => handler !== undefined)
    .map(([name]) => name)
    .join(' ');

  useLayoutEffect(() => {
    const layer: Layer = { screen, modal, handlers: {} };
    layerRef.current = layer;
    layers = base ? [layer, ...layers] : [...layers, layer];
    changed();
    return () => {
      layers = layers.filter((other) => other !== layer);
      changed();
    };
  }, [screen, modal, base]);

  // The newest closures answer; only a change of what can be done redraws the key bar.
  useLayoutEffect(() => {
    if (layerRef.current) layerRef.current.handlers = handlers;
  });
  useLayoutEffect(changed, [names]);
}

const LETTERS_KEY = 'tillwright.letters';
let lettersOn = localStorage.getItem(LETTERS_KEY) !== 'off';

export const letterKeys = {
  areOn: (): boolean => lettersOn,
  set(on: boolean): void {
    lettersOn = on;
    localStorage.setItem(LETTERS_KEY, on ? 'on' : 'off');
    changed();
  },
};

/** Redraws when screens, their handlers or the letter keys change. */
export const useKeymapVersion = (): number =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
  );

const NOT_TYPED = new Set(['button', 'checkbox', 'radio', 'submit', 'reset', 'file']);

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof HTMLElement)) return { panes: [], kind: 'page' };
  const panes: string[] = [];
  for (
    let at = target.closest<HTMLElement>('[data-pane]');
    at;
    at = at.parentElement?.closest<HTMLElement>('[data-pane]') ?? null
  ) {
    panes.push(at.dataset['pane'] ?? '');
  }
  if (target instanceof HTMLInputElement && !NOT_TYPED.has(target.type)) {
    return { panes, kind: target.dataset['amount'] === undefined ? 'text' : 'amount' };
  }
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return { panes, kind: 'text' };
  const control = target.closest(
    'button, a[href], select, input, [role="option"], [role="radio"], [role="tab"], [role="row"], tr[tabindex]',
  );
  return { panes, kind: control === null ? 'page' : 'control' };
}

/** What a browser would do with these must never happen under a cashier's fingers. */
const takenFromBrowser = ({ key, ctrl }: Press): boolean =>
  ['F1', 'F3', 'F6'].includes(key) || (ctrl && key.toLowerCase() === 'k');

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || event.metaKey) return;
  if (hearWedge(event)) return;
  const press: Press = { key: event.key, shift: event.shiftKey, ctrl: event.ctrlKey, alt: event.altKey };
  if (takenFromBrowser(press)) event.preventDefault();
  const place = placeOf(event.target);
  // A key held down never repeats a command, nor presses the button that the first press led to.
  if (
    event.repeat &&
    (event.key === 'Enter' || event.key === ' ') &&
    !(event.target instanceof HTMLTextAreaElement)
  ) {
    if (place.kind !== 'text' || event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
  }
  const binding = findBinding(press, place, activeScreens(), { lettersOn, handled: isHandled });
  // Ctrl Enter is the primary button's; when that cannot be used, the key presses nothing else.
  const refused = binding === null && press.ctrl && press.key === 'Enter';
  if (binding === null && !refused) return;
  event.preventDefault();
  event.stopPropagation();
  if (binding !== null && !event.repeat) handlerOf(binding.action)?.(event);
}

/** Mounted once, by the root. */
export function useKeyListener(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
