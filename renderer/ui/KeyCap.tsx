import styles from './KeyCap.module.css';

/** A key as it is drawn on the keyboard: `Enter`, `Ctrl F8`, `C`. */
export function KeyCap({ children }: { readonly children: string }) {
  return <kbd className={styles.cap}>{children}</kbd>;
}
