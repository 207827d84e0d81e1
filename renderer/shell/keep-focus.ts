import { useEffect } from 'react';
import { focusFirst } from '../keymap/panes.ts';

/** Long enough for a screen to say by itself where the focus goes next. */
const SETTLE_MS = 50;

/** On the content of a room that had nothing to focus when it was entered: its first stop comes with an answer. */
const AWAITS = 'awaitsFocus';

/** A room that is entered gets the keyboard: its first stop, else the page itself until there is one. */
export function enterRoom(): void {
  const content = document.getElementById('content');
  if (!content || focusFirst(content)) return;
  content.dataset[AWAITS] = 'yes';
  content.focus();
}

/** The panes around an element, the nearest first. */
function panesAround(element: HTMLElement): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (
    let at = element.closest<HTMLElement>('[data-pane]');
    at;
    at = at.parentElement?.closest<HTMLElement>('[data-pane]') ?? null
  )
    found.push(at);
  return found;
}

const isLost = (): boolean => {
  const at = document.activeElement;
  return at === document.body || (at instanceof HTMLElement && at.dataset[AWAITS] !== undefined);
};

/**
 * The focus never leaves the screen: when what had it is gone (a button that was answered, a panel that closed), the
 * keyboard goes on in the same pane, or at the beginning of the room.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let kept: readonly HTMLElement[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const restore = () => {
      timer = undefined;
      if (isLost() && !kept.some((pane) => pane.isConnected && focusFirst(pane))) enterRoom();
    };
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      kept = panesAround(target);
      if (target.id !== 'content') settle();
    };
    // Once a person did something, nothing that comes later takes the focus.
    const settle = () => {
      delete document.getElementById('content')?.dataset[AWAITS];
    };
    const observer = new MutationObserver(() => {
      if (timer === undefined && isLost()) timer = setTimeout(restore, SETTLE_MS);
    });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', settle);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', settle);
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
}
