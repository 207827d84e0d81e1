import { useSyncExternalStore } from 'react';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { dismissToast, toastStore } from './toasts.ts';
import styles from './Status.module.css';

export function Toasts() {
  const all = useSyncExternalStore(toastStore.subscribe, toastStore.snapshot);
  const warnings = all.filter(({ tone }) => tone === 'danger');
  return (
    <div className={styles.toasts}>
      <div className={styles.warnings} role="alert" aria-label="Warnings">
        {warnings.map((toast) => (
          <div key={toast.id} className={cx(styles.toast, styles.toastDanger)}>
            <Icon name="warning" />
            <span>{toast.text}</span>
            <Button size="sm" onPress={() => dismissToast(toast.id)}>
              Understood
            </Button>
          </div>
        ))}
      </div>
      <div role="status" aria-label="Done">
        {all
          .filter(({ tone }) => tone !== 'danger')
          .map((toast) => (
            <div key={toast.id} className={cx(styles.toast, toast.tone === 'note' && styles.toastNote)}>
              {toast.tone === 'ok' && <Icon name="check" />}
              {toast.text}
            </div>
          ))}
      </div>
    </div>
  );
}
