import { useEffect, useRef, useState } from 'react';
import { Notice } from '../ui/Status.tsx';
import layout from '../ui/layout.module.css';
import styles from './Overlay.module.css';

/** WCAG 2.2.1: a person is told before a time limit strikes, and any key extends it. */
const WARN_MS = 30_000;
const CHECK_MS = 1_000;

/** Locks after the desk's time without a key; warns thirty seconds before. The work stays. */
export function AutoLock({ afterMs, onLock }: { readonly afterMs: number; readonly onLock: () => void }) {
  const lastAt = useRef(0);
  const [leftMs, setLeftMs] = useState<number | null>(null);
  const lock = useRef(onLock);
  useEffect(() => {
    lock.current = onLock;
  });

  useEffect(() => {
    lastAt.current = Date.now();
    const awake = () => {
      lastAt.current = Date.now();
      setLeftMs(null);
    };
    const timer = setInterval(() => {
      const left = lastAt.current + afterMs - Date.now();
      if (left <= 0) {
        lastAt.current = Date.now();
        setLeftMs(null);
        lock.current();
      } else if (left <= WARN_MS) setLeftMs(left);
    }, CHECK_MS);
    window.addEventListener('keydown', awake, { capture: true });
    window.addEventListener('pointerdown', awake, { capture: true });
    return () => {
      clearInterval(timer);
      window.removeEventListener('keydown', awake, { capture: true });
      window.removeEventListener('pointerdown', awake, { capture: true });
    };
  }, [afterMs]);

  if (leftMs === null) return null;
  return (
    <div className={styles.warning}>
      <Notice tone="warn" icon="lock" title={`Locks in ${Math.ceil(leftMs / 1000)} s`}>
        Any key keeps the desk open. Your work stays.
      </Notice>
      <span className={layout.sr} role="alert">
        The desk locks in thirty seconds. Any key keeps it open.
      </span>
    </div>
  );
}
