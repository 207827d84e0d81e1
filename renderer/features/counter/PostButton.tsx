import { useRef, useState } from 'react';
import { describeRefusal } from '../../../shared/errors/describe.ts';
import type { Refusal } from '../../../shared/kernel/result.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Approval } from '../../shell/Approval.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorText } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { withReason } from './draft.ts';
import type { OverrideKind } from './draft.ts';
import { needsAnother, OVERRIDE_OF } from './posting.ts';
import type { Posting } from './posting.ts';
import type { PaymentPreview } from './preview.ts';
import { counter } from './store.ts';
import { refusedTender } from './tender-fields.ts';
import styles from './Counter.module.css';

const words = (obstacle: Refusal | string): string =>
  typeof obstacle === 'string' ? obstacle : describeRefusal(obstacle).what;

/** The tender comes back into its form and says it there; one that a terminal has charged has no form. */
function isMended(field: string | undefined): boolean {
  const refused = refusedTender(field);
  return refused !== null && counter.get().draft.tenders[refused.index]?.charged === undefined;
}

/** The one primary button; above it, in place, what the desk asks before it posts. */
export function PostButton({
  preview,
  posting,
  waitsFor,
}: {
  readonly preview: PaymentPreview;
  readonly posting: Posting;
  /** Why the payment must not be posted now, whatever stands in its form. */
  readonly waitsFor?: string | undefined;
}) {
  const { obstacle } = preview;
  const { problem } = posting;
  const buttonRef = useRef<HTMLButtonElement>(null);
  const override = problem === undefined ? undefined : OVERRIDE_OF[problem.code];
  const asked =
    override !== undefined || (problem !== undefined && needsAnother(problem.code))
      ? 'Answer above first'
      : undefined;
  const blocked = waitsFor ?? (obstacle === null ? asked : words(obstacle));
  useActions('counter', { 'counter.post': blocked === undefined ? () => void posting.post() : undefined });
  return (
    <div className={styles.post}>
      {problem !== undefined && override !== undefined && (
        <OverrideAsked key={override} kind={override} posting={posting} problem={problem} />
      )}
      {problem !== undefined && needsAnother(problem.code) && (
        <Approval
          channel="payment.post"
          about={problem.what}
          onApproved={(ticket) => void posting.post(ticket)}
          onCancel={() => {
            posting.clear();
            buttonRef.current?.focus();
          }}
        />
      )}
      {problem !== undefined &&
        override === undefined &&
        !needsAnother(problem.code) &&
        !isMended(problem.field) && <RefusalNotice problem={problem} />}
      <Button
        ref={buttonRef}
        id="post-payment"
        kind="primary"
        size="lg"
        wide
        keyCap="Enter"
        busy={posting.busy}
        reason={blocked}
        onPress={() => void posting.post()}
      >
        Post payment
      </Button>
    </div>
  );
}

/** The desk named a step outside the usual: a reason goes with it, and where policy says so another person. */
function OverrideAsked(props: {
  readonly kind: OverrideKind;
  readonly posting: Posting;
  readonly problem: NonNullable<Posting['problem']>;
}) {
  const { kind, posting, problem } = props;
  const [reason, setReason] = useState('');
  const confirmRef = useRef<HTMLButtonElement>(null);
  useActions('counter', { 'go.back': posting.clear });
  const confirm = () => {
    counter.change((draft) => withReason(draft, kind, reason));
    // The preview that is sent is the one drawn with the reason in it.
    setTimeout(() => void posting.post(), 0);
  };
  return (
    <Notice
      tone="warn"
      icon="warning"
      live="alert"
      actions={
        <>
          <Button
            ref={confirmRef}
            size="sm"
            reason={reason.trim() === '' ? 'Type a reason first' : undefined}
            busy={posting.busy}
            onPress={confirm}
          >
            Post with this reason
          </Button>
          <Button size="sm" keyCap="Esc" onPress={posting.clear}>
            Back
          </Button>
        </>
      }
    >
      <ErrorText problem={problem} />
      <Field
        label="Reason; it is recorded with the payment"
        name="override-asked"
        value={reason}
        autoFocus
        maxLength={200}
        onChange={setReason}
        onEnter={() => confirmRef.current?.focus()}
      />
    </Notice>
  );
}
