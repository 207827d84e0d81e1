import { useSyncExternalStore } from 'react';
import { Icon } from './Icon.tsx';
import { toastStore } from './toasts.ts';
import styles from './Status.module.css';

export function Toasts() {
  const shown = useSyncExternalStore(toastStore.subscribe, toastStore.snapshot);
  return (
    <div className={styles.toasts} role="status" aria-label="Done">
      {shown.map((toast) => (
        <div key={toast.id} className={styles.toast}>
          <Icon name="check" />
          {toast.text}
        </div>
      ))}
    </div>
  );
}
