import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Icon.module.css';

/** Drawn on a 24-unit square with one stroke; decoration only, so the word beside an icon always carries the meaning. */
const DRAWINGS = {
  arrow: <path d="M5 12h13M13 7l5 5-5 5" />,
  bank: <path d="M4 10l8-6 8 6zM6 10v8M10 10v8M14 10v8M18 10v8M4 20h16" />,
  bars: <path d="M4 20V10M10 20V4M16 20v-8M21 20H3" />,
  book: <path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6" />,
  check: <path d="M5 12.5l4.5 4.5L19 7.5" />,
  close: <path d="M6 6l12 12M18 6L6 18" />,
  drawer: (
    <>
      <rect x="3" y="8" width="18" height="10" rx="1.5" />
      <path d="M3 13h18M10 15.5h4" />
    </>
  ),
  equals: (
    <>
      <path d="M5 9h14M5 15h14" />
      <circle cx="12" cy="4.5" r="1" />
      <circle cx="12" cy="19.5" r="1" />
    </>
  ),
  gear: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9" rx="1.5" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" />
    </>
  ),
  mail: (
    <>
      <rect x="3" y="6" width="18" height="12" rx="1.5" />
      <path d="M3.5 7l8.5 6 8.5-6" />
    </>
  ),
  minus: <path d="M5 12h14" />,
  outbox: <path d="M12 15V4M8 8l4-4 4 4M4 14v6h16v-6" />,
  plus: <path d="M12 5v14M5 12h14" />,
  printer: <path d="M7 3h10v5H7zM5 8h14v8h-3M8 16H5V8M8 13h8v8H8z" />,
  question: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.8v.01" />
    </>
  ),
  receipt: <path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6" />,
  register: <path d="M3 10h18M5 10v9h14v-9M8 10V5h8v5M8 14h3M8 16.5h8" />,
  scan: <path d="M4 8V5h3M20 8V5h-3M4 16v3h3M20 16v3h-3M7 12h10" />,
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="M15 15l5 5" />
    </>
  ),
  warning: <path d="M12 4l9 16H3zM12 10v4.5M12 17.5v.01" />,
} as const satisfies Readonly<Record<string, ReactNode>>;

export type IconName = keyof typeof DRAWINGS;

export function Icon({ name, small = false }: { readonly name: IconName; readonly small?: boolean }) {
  return (
    <svg className={cx(styles.icon, small && styles.small)} viewBox="0 0 24 24" aria-hidden="true">
      {DRAWINGS[name]}
    </svg>
  );
}

/** The mark: a T standing in an open till. */
export function Mark({ label }: { readonly label?: string }) {
  const labelled = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg viewBox="0 0 32 32" {...labelled}>
      <path d="M5 5h22v6H19v16h-6V11H5z" fill="currentColor" />
      <path d="M5 19h5v8H5zM22 19h5v8h-5z" fill="currentColor" opacity=".45" />
    </svg>
  );
}
