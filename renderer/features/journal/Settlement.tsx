import { useState } from 'react';
import { dateOf, isDate } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { newId } from '../../bridge/bridge.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { deskNow } from '../../shell/clock.ts';
import { useDesk } from '../../shell/desk.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Figure, Slab, SlabLabel } from '../../ui/Slab.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from './Journal.module.css';

/** Cards settled by the bank: gross clears what the lobby took, the processor's fee is an expense, on the bank's date. */
export function Settlement() {
  const [form, setForm] = useState(0);
  // A new form has a new id: what was recorded once is never recorded again by it.
  return <SettlementForm key={form} onRecorded={() => setForm(form + 1)} />;
}

function SettlementForm({ onRecorded }: { readonly onRecorded: () => void }) {
  const { status } = useDesk();
  const [settlementId] = useState(newId);
  const asked = useAsk('bank.accounts', {});
  const accounts = asked.data?.accounts ?? [];
  const [code, setCode] = useState<string | null>(null);
  const [date, setDate] = useState<string>(() => dateOf(deskNow(), status.timeZone));
  const [reference, setReference] = useState('');
  const [grossCents, setGrossCents] = useState<Cents | null>(null);
  const [feeCents, setFeeCents] = useState<Cents | null>(null);
  const record = useCommand('settlement.record');
  const bankAccount = code ?? accounts[0]?.code ?? '';
  const fee = feeCents ?? 0;
  const reason = ((): string | undefined => {
    if (bankAccount === '') return 'No bank account is set up';
    if (reference.trim() === '') return 'Type the batch or reference';
    if (grossCents === null || grossCents === 0) return 'Type what the terminal settled';
    if (fee > grossCents) return 'The fee is more than the settlement';
    return isDate(date) ? undefined : 'Enter the bank’s date';
  })();
  const run = async () => {
    if (reason !== undefined || grossCents === null || !isDate(date)) return;
    const answer = await record.run({
      settlementId,
      bankAccount,
      date,
      reference: reference.trim(),
      grossCents,
      feeCents: fee,
    });
    if (!answer.ok) return;
    toast(`Settlement ${reference.trim()} is recorded: ${formatCents(grossCents - fee)} in the bank.`);
    onRecorded();
  };
  useActions('journal', { 'journal.build': () => void run() });
  return (
    <div className={styles.columns}>
      <Panel title="Record a card settlement" padded pane="settlement">
        <div className={styles.form}>
          <div className={styles.two}>
            <SelectField
              label="Bank account"
              options={accounts.map((each) => ({
                value: each.code,
                label: `${each.name}, ${each.accountEnding}`,
              }))}
              value={bankAccount}
              onChange={setCode}
              problem={asked.problem}
            />
            <Field label="Date on the statement" type="date" value={date} onChange={setDate} />
          </div>
          <Field
            label="Terminal batch or bank reference"
            value={reference}
            onChange={setReference}
            maxLength={60}
            autoFocus
          />
          <div className={styles.two}>
            <AmountField
              label="Gross: what the cards paid"
              valueCents={grossCents}
              onChange={setGrossCents}
              name="gross"
            />
            <AmountField
              label="Processor’s fee, if netted"
              valueCents={feeCents}
              onChange={setFeeCents}
              name="fee"
              note="Posts as an expense; the receipts stay whole."
            />
          </div>
          {record.problem !== undefined && <RefusalNotice problem={record.problem} />}
          <Button
            kind="primary"
            size="lg"
            wide
            keyCap="Ctrl Enter"
            busy={record.busy}
            reason={reason}
            onPress={() => void run()}
          >
            Record the settlement
          </Button>
        </div>
      </Panel>
      <Slab label="In the bank" className={styles.slab}>
        <SlabLabel>In the bank</SlabLabel>
        <Figure value={(grossCents ?? 0) - fee} align="left" />
        <p className={styles.slabText}>
          {formatCents(grossCents ?? 0)} gross, less {formatCents(fee)} fee. Card clearing goes down by the
          gross.
        </p>
      </Slab>
    </div>
  );
}
