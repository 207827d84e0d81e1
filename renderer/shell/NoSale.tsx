import { useCommand } from '../bridge/hooks.ts';
import { ReasonForm } from '../ui/ReasonForm.tsx';
import { toast } from '../ui/toasts.ts';
import styles from './Shell.module.css';

/** Opening the drawer without a sale: the reason is kept, and the openings are counted. */
export function NoSale({ sessionId, onClose }: { readonly sessionId: string; readonly onClose: () => void }) {
  const open = useCommand('session.no-sale');
  const confirm = async (reason: string) => {
    const answer = await open.run({ sessionId, reason });
    if (!answer.ok) return;
    toast('The drawer was told to open');
    onClose();
  };
  return (
    <section className={styles.strip} aria-label="Open the drawer without a sale" data-pane="no-sale">
      <ReasonForm
        confirm="Open the drawer"
        label="Why, without a sale?"
        readBy="Your supervisor reads this"
        busy={open.busy}
        problem={open.problem}
        onConfirm={(reason) => void confirm(reason)}
        onCancel={onClose}
      >
        The drawer opens without a sale. It is recorded and counted.
      </ReasonForm>
    </section>
  );
}
