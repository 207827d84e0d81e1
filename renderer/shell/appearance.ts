/** Theme by the person's choice or the system's; kept on this PC, not in the books. */
import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_LABELS: Readonly<Record<Theme, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

const KEY = 'tillwright.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const contrast = window.matchMedia('(prefers-contrast: more)');

const isTheme = (value: string | null): value is Theme => THEMES.includes(value as Theme);

function kept(): Theme {
  const value = localStorage.getItem(KEY);
  return isTheme(value) ? value : 'system';
}

let theme: Theme = kept();
const listeners = new Set<() => void>();

const resolved = (): Exclude<Theme, 'system'> => {
  if (theme !== 'system') return theme;
  if (contrast.matches) return 'contrast';
  return dark.matches ? 'dark' : 'light';
};

function apply(): void {
  document.documentElement.dataset['theme'] = resolved();
  for (const listener of listeners) listener();
}

export function startAppearance(): void {
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  apply();
}

export function setTheme(next: Theme): void {
  theme = next;
  localStorage.setItem(KEY, next);
  apply();
}

export const useTheme = (): Theme =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => theme,
  );
