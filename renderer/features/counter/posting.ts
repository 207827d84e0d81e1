/** Posting: one command with the payment’s own id, and what each refusal asks of the people at the window. */
import { useState } from 'react';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import { command } from '../../bridge/bridge.ts';
import type { OverrideKind } from './draft.ts';
import { postInput } from './preview.ts';
import type { PaymentPreview } from './preview.ts';
import { counter } from './store.ts';

/** A step outside the usual: the desk names it by its own refusal, and a reason answers it. */
export const OVERRIDE_OF: Readonly<Record<string, OverrideKind>> = {
  LINE_OVER_LIMIT: 'over-limit',
  TENDER_OVER_LIMIT: 'over-limit',
  PAYMENT_OVER_LIMIT: 'over-limit',
  CHANGE_OVER_LIMIT: 'over-limit',
  BANKRUPTCY_PROTECTED: 'bankruptcy',
  OTHER_ORDER: 'allocation',
  TENDER_TAKEN_BEFORE: 'check-repeat',
  OWN_ACCOUNT: 'own-account',
};

/** Another person must sign in at this screen. */
export const needsAnother = (code: string): boolean =>
  [
    'APPROVAL_NEEDED',
    'APPROVAL_NOT_YOURS',
    'APPROVER_MAY_NOT',
    'APPROVAL_EXPIRED',
    'APPROVAL_SAME_PERSON',
  ].includes(code);

/** The desk asks for a reason or for another person before it posts. */
export const asksFirst = (problem: ErrorEnvelope | undefined): boolean =>
  problem !== undefined && (OVERRIDE_OF[problem.code] !== undefined || needsAnother(problem.code));

export type Posting = {
  readonly post: (approval?: string) => Promise<void>;
  readonly busy: boolean;
  readonly problem: ErrorEnvelope | undefined;
  readonly clear: () => void;
};

export function usePosting(preview: PaymentPreview | null, sessionId: string): Posting {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorEnvelope>();
  const post = async (approval?: string) => {
    if (busy || preview === null) return;
    const { draft } = counter.get();
    setBusy(true);
    setProblem(undefined);
    // The payment's own id is the command's: however often it is sent, it is posted once.
    const answer = await command('payment.post', postInput(draft, preview, sessionId), {
      commandId: draft.paymentId,
      approval,
    });
    setBusy(false);
    if (answer.ok)
      counter.posted({ answer: answer.value, payerName: preview.payer.name, language: draft.language });
    else setProblem(answer.error);
  };
  return { post, busy, problem, clear: () => setProblem(undefined) };
}
