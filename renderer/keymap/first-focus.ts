import { useEffect } from 'react';
import { focusPane } from './panes.ts';

/**
 * A room whose first stop came with an answer: the keyboard goes there when it is ready, unless the person has already
 * gone somewhere. An answer that comes later never moves it.
 */
export function useFirstFocus(pane: string, ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    const current = document.activeElement;
    if (current === null || current === document.body || current.id === 'content') focusPane(pane);
  }, [pane, ready]);
}
