/** Tells the customer's side what changed, one state after the other, the newest alone when they come fast. */
import { useEffect } from 'react';
import type { CustomerView } from '../../../shared/devices/customer-display.ts';
import { ask } from '../../bridge/bridge.ts';

/** Typing an amount is many states, of which the customer needs the last. */
const SETTLE_MS = 150;

let shown = '';
let wanted: CustomerView | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let isSending = false;

async function send(): Promise<void> {
  timer = undefined;
  const view = wanted;
  if (isSending || view === null || JSON.stringify(view) === shown) return;
  isSending = true;
  const answer = await ask('customer.show', { ...view, lines: [...view.lines] });
  isSending = false;
  shown = answer.ok ? JSON.stringify(view) : '';
  if (wanted !== view) later();
}

function later(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void send(), SETTLE_MS);
}

/**
 * @param view null while it is not this screen's to say
 * @param when false while the desk is locked: it would be refused
 */
export function usePublished(view: CustomerView | null, when: boolean): void {
  const text = view === null || !when ? null : JSON.stringify(view);
  useEffect(() => {
    if (text === null) return;
    wanted = JSON.parse(text) as CustomerView;
    later();
  }, [text]);
}

/** Somebody else may have shown something since: what this desk says next is said whatever was said before. */
export function forgetPublished(): void {
  shown = '';
}
