/** Which room is on show: kept in the address, so that Back works and a link leads to one receipt. */
import { useSyncExternalStore } from 'react';

export type Route = { readonly room: string; readonly rest: readonly string[] };

function parse(hash: string): Route {
  const [room = '', ...rest] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return { room, rest };
}

let current = parse(window.location.hash);
const listeners = new Set<() => void>();

function read(): void {
  current = parse(window.location.hash);
  for (const listener of listeners) listener();
}

window.addEventListener('popstate', read);
window.addEventListener('hashchange', read);

export function go(room: string, ...rest: readonly string[]): void {
  const hash = `#/${[room, ...rest].map(encodeURIComponent).join('/')}`;
  if (hash === window.location.hash) return;
  history.pushState(null, '', hash);
  read();
}

export const useRoute = (): Route =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
