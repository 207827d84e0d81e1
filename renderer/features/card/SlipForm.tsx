import { useState } from 'react';
import { formatCents } from '../../../shared/money/money.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Approval } from '../../shell/Approval.tsx';
import { useDesk } from '../../shell/desk.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { enterMovesOn } from '../../ui/enter-moves-on.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import type { CardView } from './card-dialogue.ts';
import styles from './Card.module.css';

/** Who may say it signs in a second time where the first person may not. */
export function SlipForm({ card, onCancel }: { readonly card: CardView; readonly onCancel: () => void }) {
  const { can } = useDesk();
  const [charged, setCharged] = useState<'yes' | 'no' | null>(null);
  const [reason, setReason] = useState('');
  const [figures, setFigures] = useState({ authorization: '', brand: '', last4: '' });
  const [amountCents, setAmountCents] = useState<number | null>(card.amountCents);
  const [approving, setApproving] = useState(false);
  const settle = useCommand('card.by-slip');
  useActions(null, { 'go.back': onCancel });
  const isSale = card.kind === 'sale';
  const words = isSale
    ? { asks: 'Was the card charged?', yes: 'Yes, charged', no: 'No, not charged' }
    : { asks: 'Did the money go back?', yes: 'Yes, it is back', no: 'No, still charged' };
  const needs = charged === 'yes';
  const missing = ((): string | undefined => {
    if (charged === null) return 'Say what the slip says';
    if (reason.trim() === '') return 'Type where you saw it';
    if (needs && amountCents === null) return 'Type the amount on the slip';
    if (needs && Object.values(figures).some((text) => text.trim() === ''))
      return 'Type the figures of the slip';
    return undefined;
  })();
  const run = async (approval?: string) => {
    if (charged === null) return;
    const { authorization, brand, last4 } = figures;
    await settle.run(
      {
        attemptId: card.attemptId,
        charged: needs,
        reason: reason.trim(),
        ...(needs
          ? {
              ...(amountCents === null ? {} : { amountCents }),
              authorization: authorization.trim().toUpperCase(),
              brand: brand.trim(),
              last4: last4.trim(),
            }
          : {}),
      },
      approval,
    );
    setApproving(false);
  };
  const field = (name: keyof typeof figures, label: string, maxLength: number) => (
    <Field
      label={label}
      name={`slip-${name}`}
      value={figures[name]}
      maxLength={maxLength}
      problem={settle.problem?.field === name ? settle.problem : undefined}
      onChange={(text) => setFigures({ ...figures, [name]: text })}
    />
  );
  const known =
    settle.problem?.field !== undefined &&
    (settle.problem.field === 'amountCents' || settle.problem.field in figures);
  return (
    <div role="group" aria-label="Settle by slip">
      <div className={styles.slip} onKeyDown={approving ? undefined : enterMovesOn}>
        <Choice
          label={words.asks}
          value={charged}
          onChange={setCharged}
          options={[
            { value: 'yes', label: words.yes },
            { value: 'no', label: words.no },
          ]}
        />
        {needs && (
          <div className={styles.figures}>
            <AmountField
              label="Amount on the slip"
              name="slip-amount"
              size="md"
              valueCents={amountCents}
              problem={settle.problem?.field === 'amountCents' ? settle.problem : undefined}
              onChange={setAmountCents}
            />
            {field('authorization', 'Authorization', 12)}
            {field('brand', 'Brand', 20)}
            {field('last4', 'Last four', 4)}
          </div>
        )}
        <Field
          label="Where did you see it? It is recorded"
          name="slip-reason"
          value={reason}
          maxLength={200}
          onChange={setReason}
        />
        {settle.problem !== undefined && !known && <ErrorLine problem={settle.problem} />}
        {approving ? (
          <Approval
            channel="card.by-slip"
            about={`Card of ${formatCents(card.amountCents)}, reference ${card.reference}: ${
              needs ? words.yes : words.no
            }, by the slip`}
            onApproved={(ticket) => void run(ticket)}
            onCancel={() => setApproving(false)}
          />
        ) : (
          <div className={styles.actions}>
            <Button
              size="sm"
              next
              busy={settle.busy}
              reason={missing}
              onPress={() => {
                if (can('card.resolve')) void run();
                else setApproving(true);
              }}
            >
              Settle
            </Button>
            <Button size="sm" keyCap="Esc" onPress={onCancel}>
              Back
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
