import { useEffect } from 'react';
import { focusFirst } from '../keymap/panes.ts';

/** Long enough for a screen to say by itself where the focus goes next. */
const SETTLE_MS = 50;

/** The panes around an element, the nearest first, then the content of the room. */
function around(element: HTMLElement): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (
    let at = element.closest<HTMLElement>('[data-pane], #content');
    at;
    at = at.parentElement?.closest<HTMLElement>('[data-pane], #content') ?? null
  )
    found.push(at);
  return found;
}

/**
 * The focus never leaves the screen: when what had it is gone (a button that was answered, a panel that closed), the
 * keyboard goes on in the same pane, or at the beginning of the room.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let kept: readonly HTMLElement[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLost = (): boolean => document.activeElement === document.body;
    const restore = () => {
      timer = undefined;
      if (!isLost()) return;
      const content = document.getElementById('content');
      const places = kept.filter((place) => place.isConnected && place !== content);
      if (places.some((place) => focusFirst(place))) return;
      if (content && !focusFirst(content)) content.focus();
    };
    const remember = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement) kept = around(event.target);
    };
    const observer = new MutationObserver(() => {
      if (timer === undefined && isLost()) timer = setTimeout(restore, SETTLE_MS);
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
}
