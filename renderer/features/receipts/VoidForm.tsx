import { useRef, useState } from 'react';
import { formatCents } from '../../../shared/money/money.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Approval } from '../../shell/Approval.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import { counter } from '../counter/store.ts';
import { needsAnother } from '../counter/posting.ts';
import type { ReceiptView } from './receipt-view.ts';
import styles from './Receipts.module.css';

export type VoidFormProps = {
  readonly receipt: ReceiptView;
  readonly onDone: () => void;
  readonly onCancel: () => void;
};

/** The whole payment, with the money returned now: a reason, the customer’s receipt, and above the limit a supervisor. */
export function VoidForm({ receipt, onDone, onCancel }: VoidFormProps) {
  const [reason, setReason] = useState('');
  const [returned, setReturned] = useState<'yes' | 'no' | null>(null);
  const [slip, setSlip] = useState('');
  const [approving, setApproving] = useState(false);
  const [given, setGiven] = useState<{
    readonly cashReturnedCents: number;
    readonly returned: readonly string[];
  }>();
  const voiding = useCommand('payment.void');
  const voidRef = useRef<HTMLButtonElement>(null);
  const formRef = useRef<HTMLDivElement>(null);
  useActions('receipts', { 'go.back': given === undefined ? onCancel : onDone });
  const hasCard = receipt.tenders.some((tender) => tender.kind === 'card');
  const missing = ((): string | undefined => {
    if (!receipt.mayVoid.may) return receipt.mayVoid.reason ?? 'It may not be voided';
    if (reason.trim() === '') return 'Type a reason';
    if (returned === null) return 'Say whether the receipt came back';
    if (hasCard && slip.trim() === '') return 'Type the terminal’s void slip';
    return undefined;
  })();

  const run = async (approval?: string) => {
    if (missing !== undefined || returned === null) return;
    const answer = await voiding.run(
      {
        paymentId: receipt.row.paymentId,
        reason: reason.trim(),
        receiptReturned: returned === 'yes',
        ...(hasCard ? { terminalVoidSlip: slip.trim() } : {}),
      },
      approval,
    );
    if (answer.ok) {
      setGiven(answer.value);
      // Its change is not to be given any more.
      if (counter.get().posted?.answer.paymentId === receipt.row.paymentId) counter.next();
      setApproving(false);
      toast(`Receipt ${answer.value.receiptNumber} is void`);
    } else if (needsAnother(answer.error.code)) setApproving(true);
  };

  if (given !== undefined) {
    return (
      <Notice
        tone="ok"
        live="status"
        title={
          given.cashReturnedCents > 0
            ? `Give back ${formatCents(given.cashReturnedCents)} in cash`
            : 'No cash to give back'
        }
        actions={
          <Button size="sm" autoFocus keyCap="Enter" onPress={onDone}>
            Returned
          </Button>
        }
      >
        {given.returned.length > 0 && (
          <ul>
            {given.returned.map((item) => (
              <li key={item}>Hand back: {item}</li>
            ))}
          </ul>
        )}
      </Notice>
    );
  }
  return (
    <div
      ref={formRef}
      className={styles.form}
      role="group"
      aria-label={`Void receipt ${receipt.row.receiptNumber}`}
    >
      <Field
        label={`Why is receipt ${receipt.row.receiptNumber}, ${formatCents(receipt.row.totalCents)}, void?`}
        name="void-reason"
        value={reason}
        autoFocus
        maxLength={200}
        onChange={setReason}
        onEnter={() => formRef.current?.querySelector<HTMLElement>('input[type="radio"]')?.focus()}
      />
      <Choice
        label="Did the customer give the receipt back?"
        value={returned}
        onChange={setReturned}
        options={[
          { value: 'yes', label: 'Yes, it is here' },
          { value: 'no', label: 'No' },
        ]}
      />
      {hasCard && (
        <Field
          label="Number of the terminal’s void slip"
          note="Void the card on the terminal first."
          name="void-slip"
          value={slip}
          maxLength={24}
          onChange={setSlip}
          onEnter={() => voidRef.current?.focus()}
        />
      )}
      {receipt.voidNeedsApproval && !approving && (
        <Notice tone="warn">It is above your limit: a supervisor signs in here.</Notice>
      )}
      {voiding.problem !== undefined && !needsAnother(voiding.problem.code) && (
        <RefusalNotice problem={voiding.problem} />
      )}
      {approving ? (
        <Approval
          channel="payment.void"
          about={`Void receipt ${receipt.row.receiptNumber}, ${formatCents(receipt.row.totalCents)}: ${reason.trim()}`}
          onApproved={(ticket) => void run(ticket)}
          onCancel={() => setApproving(false)}
        />
      ) : (
        <div className={styles.actions}>
          <Button
            ref={voidRef}
            kind="danger"
            busy={voiding.busy}
            reason={missing}
            onPress={() => {
              if (receipt.voidNeedsApproval) setApproving(true);
              else void run();
            }}
          >
            Void and return the money
          </Button>
          <Button keyCap="Esc" onPress={onCancel}>
            Back
          </Button>
        </div>
      )}
    </div>
  );
}
