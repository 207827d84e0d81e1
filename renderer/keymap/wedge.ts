/**
 * Scanners and swipe readers that pretend to be keyboards, heard in one place for every input of the window. A card is
 * kept from the field that has the focus, and what stands of it there is thrown away.
 */
import { readStub } from '../../shared/domain/stub/scanline.ts';
import type { ScanlineProfile } from '../../shared/domain/stub/scanline.ts';
import { WEDGE_START, wedgeKey } from '../../shared/devices/wedge.ts';
import type { WedgeState } from '../../shared/devices/wedge.ts';

export type WedgeTold =
  { readonly kind: 'scan'; readonly text: string } | { readonly kind: 'card-discarded' };

const listeners = new Set<(told: WedgeTold) => void>();

export function onWedge(listener: (told: WedgeTold) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = (told: WedgeTold): void => {
  for (const listener of listeners) listener(told);
};

type TextField = HTMLInputElement | HTMLTextAreaElement;

const textField = (target: EventTarget | null): TextField | null =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;

/** As a person’s own typing would: the page hears of it. */
function setText(field: TextField, text: string): void {
  const owner = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(owner.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

let scanlines: readonly ScanlineProfile[] = [];
/** Until the office's scan lines are known, whatever looks like a card is one. */
export function setWedgeScanlines(profiles: readonly ScanlineProfile[]): void {
  scanlines = profiles;
}

let state: WedgeState = WEDGE_START;
let isInSwipe = false;

/** @returns true when the key is nobody else’s */
export function hearWedge(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const field = textField(event.target);
  const isFind = field?.dataset['field'] === 'find';
  const step = wedgeKey(
    state,
    { key: event.key, atMs: event.timeStamp },
    {
      // No prefix is set up in the office: a scan counts where typing the same means the same.
      prefix: null,
      findFieldFocused: isFind,
      isScanline: (text) => readStub(text, scanlines)?.ok === true,
    },
  );
  state = step.state;
  if (step.verdict === 'typing') {
    isInSwipe = false;
    return false;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (step.verdict.kind === 'scan') {
    // A busy machine delivers a scan in pieces: what stands in the find field then is more of it than the last burst.
    const isWhole = isFind && readStub(field.value, scanlines)?.ok === true;
    const text = isWhole ? field.value : step.verdict.text;
    if (field?.value.endsWith(text)) setText(field, field.value.slice(0, -text.length));
    tell({ kind: 'scan', text });
    return true;
  }
  if (field && field.value !== '') setText(field, '');
  if (!isInSwipe) tell({ kind: 'card-discarded' });
  isInSwipe = step.state.within === 'card';
  return true;
}
