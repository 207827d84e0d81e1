import { useState } from 'react';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { disagreeText } from '../../ui/tender-words.ts';
import { keepCount } from './draft-store.ts';
import type { SessionView } from './session-words.ts';

type ToldProps = {
  readonly session: SessionView;
  /** What was typed for the sealed attempt is still on this page. */
  readonly kept: boolean;
  readonly onCountAgain: () => void;
  readonly onAccepted: () => void;
};

/** After an attempt that does not agree: which kinds, not by how much or which way; count again, or stand by it. */
export function Told({ session, kept, onCountAgain, onAccepted }: ToldProps) {
  const { sessionId, attemptsMade, attemptsAllowed, disagreeing } = session;
  const [accepting, setAccepting] = useState(false);
  const accept = useCommand('session.accept-attempt');
  const left = attemptsAllowed - attemptsMade;
  const run = async () => {
    const answer = await accept.run({ sessionId });
    if (!answer.ok) return;
    keepCount(sessionId, null);
    onAccepted();
  };
  useActions('close', {
    'close.accept-attempt': accepting ? undefined : () => setAccepting(true),
    'go.back': accepting ? () => setAccepting(false) : undefined,
  });
  if (accepting) {
    return (
      <Notice
        tone="warn"
        icon="question"
        title={`Accept attempt ${attemptsMade} as final?`}
        actions={
          <>
            <Button kind="primary" autoFocus busy={accept.busy} onPress={() => void run()}>
              Accept as final
            </Button>
            <Button keyCap="Esc" onPress={() => setAccepting(false)}>
              Cancel
            </Button>
          </>
        }
      >
        The counting ends. The difference is shown, and your supervisor reads it.
        {accept.problem !== undefined && <RefusalNotice problem={accept.problem} />}
      </Notice>
    );
  }
  return (
    <Notice
      tone="warn"
      icon="warning"
      live="alert"
      title={disagreeText(disagreeing)}
      actions={
        <>
          <Button kind="primary" keyCap="R" autoFocus onPress={onCountAgain}>
            Count again
          </Button>
          <Button keyCap="F" onPress={() => setAccepting(true)}>
            Accept as final
          </Button>
        </>
      }
    >
      By how much is not told. {left === 1 ? 'One attempt is' : `${left} attempts are`} left.
      {kept && ' What agreed is kept as you counted it.'}
    </Notice>
  );
}

type BackProps = {
  readonly session: SessionView;
  readonly onLeft: () => void;
  readonly onStay: () => void;
};

/** Back to taking payments. The attempts already made are kept and not renewed. */
export function BackToOpen({ session, onLeft, onStay }: BackProps) {
  const { sessionId, attemptsMade } = session;
  const back = useCommand('session.back-to-open');
  const run = async (reason: string) => {
    const answer = await back.run({ sessionId, reason });
    if (!answer.ok) return;
    keepCount(sessionId, null);
    onLeft();
  };
  return (
    <Panel title="Back to taking payments" padded>
      <ReasonForm
        confirm="Open the drawer again"
        readBy="Your supervisor reads this"
        busy={back.busy}
        problem={back.problem}
        onConfirm={(reason) => void run(reason)}
        onCancel={onStay}
      >
        What is typed here is discarded.{' '}
        {attemptsMade === 0 ? 'No attempt is used up.' : 'Attempts made stay used.'}
      </ReasonForm>
    </Panel>
  );
}
