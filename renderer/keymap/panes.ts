/** F6: from pane to pane in the order of the work, the rail last. Each pane gets the focus back where it had it. */

const FOCUSABLE =
  'input:not([disabled]), textarea:not([disabled]), select:not([disabled]), button:not([disabled]), a[href], [tabindex]:not([tabindex="-1"])';

const lastFocus = new WeakMap<HTMLElement, HTMLElement>();

const visible = (element: HTMLElement): boolean =>
  element.getClientRects().length > 0 && !element.closest('[inert]');

/** The outermost panes: a pane inside a pane only scopes letters. */
const outerPanes = (): HTMLElement[] => {
  const all = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(visible);
  const outer = all.filter((pane) => !pane.parentElement?.closest('[data-pane]'));
  return [
    ...outer.filter((pane) => pane.dataset['pane'] !== 'rail'),
    ...outer.filter((pane) => pane.dataset['pane'] === 'rail'),
  ];
};

export function focusFirst(within: ParentNode): boolean {
  const marked = within.querySelector<HTMLElement>('[data-focus-first]');
  const first =
    marked ??
    [...within.querySelectorAll<HTMLElement>(FOCUSABLE)].find(
      (element) => visible(element) && element.tabIndex >= 0,
    );
  first?.focus();
  return first !== undefined;
}

export function focusPane(name: string): void {
  const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`);
  if (pane) focusFirst(pane);
}

export function movePane(step: 1 | -1): void {
  const panes = outerPanes();
  if (panes.length === 0) return;
  const current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const index = panes.findIndex((pane) => pane.contains(current));
  const from = panes[index];
  if (from && current) lastFocus.set(from, current);
  const start = index === -1 ? (step === 1 ? -1 : 0) : index;
  for (let tried = 1; tried <= panes.length; tried += 1) {
    const pane = panes[(start + step * tried + panes.length * 2) % panes.length];
    if (!pane) return;
    const kept = lastFocus.get(pane);
    if (kept?.isConnected && pane.contains(kept)) {
      kept.focus();
      return;
    }
    if (focusFirst(pane)) return;
  }
}
