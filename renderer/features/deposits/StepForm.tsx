import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { dateOf, isDate } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { useCommand } from '../../bridge/hooks.ts';
import type { Commanding } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Approval } from '../../shell/Approval.tsx';
import { deskNow } from '../../shell/clock.ts';
import { useDesk } from '../../shell/desk.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import { STEP_LABELS } from './deposit-words.ts';
import type { Deposit, StepName } from './deposit-words.ts';
import styles from './Deposits.module.css';

type WithReason = 'unseal' | 'send-back' | 'dissolve';
export type FormName = StepName | WithReason;

export type StepFormProps = {
  readonly deposit: Deposit;
  readonly onDone: () => void;
  readonly onCancel: () => void;
};

/** What a step asks, in the place of its button. */
export function StepForm({ form, ...props }: StepFormProps & { readonly form: FormName }) {
  switch (form) {
    case 'approve':
      return <Approve {...props} />;
    case 'seal':
      return <Seal {...props} />;
    case 'send':
      return <Send {...props} />;
    case 'confirm':
      return <Confirm {...props} />;
    case 'unseal':
    case 'send-back':
    case 'dissolve':
      return <Reasoned key={form} form={form} {...props} />;
  }
}

type FrameProps = {
  readonly step: StepName;
  readonly confirm: string;
  readonly busy: boolean;
  readonly reason: string | undefined;
  readonly problem: Commanding<'deposit.send'>['problem'];
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
};

/** Fields, then one button that Ctrl Enter presses too; Esc leaves everything as it was. */
function Frame({ step, confirm, busy, reason, problem, onConfirm, onCancel, children }: FrameProps) {
  useActions('deposit', {
    'deposit.next-step': reason === undefined && !busy ? onConfirm : undefined,
    'go.back': onCancel,
  });
  return (
    <Panel title={STEP_LABELS[step]} padded pane="step">
      <div className={styles.form}>
        {children}
        {problem !== undefined && <RefusalNotice problem={problem} />}
        <div className={styles.actions}>
          <Button kind="primary" keyCap="Ctrl Enter" busy={busy} reason={reason} onPress={onConfirm}>
            {confirm}
          </Button>
          <Button keyCap="Esc" onPress={onCancel}>
            Cancel
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Approve({ deposit: { row }, onDone, onCancel }: StepFormProps) {
  const [secret, setSecret] = useState('');
  const approve = useCommand('deposit.approve');
  const pinRef = useRef<HTMLInputElement>(null);
  const run = async () => {
    const answer = await approve.run({ depositId: row.depositId, secret });
    setSecret('');
    if (!answer.ok) {
      pinRef.current?.focus();
      return;
    }
    toast(`Deposit ${row.number} is approved.`);
    onDone();
  };
  return (
    <Frame
      step="approve"
      confirm="Approve"
      busy={approve.busy}
      reason={secret === '' ? 'Type your PIN' : undefined}
      problem={approve.problem}
      onConfirm={() => void run()}
      onCancel={onCancel}
    >
      <Field
        ref={pinRef}
        label="Your own PIN, once more"
        type="password"
        inputMode="numeric"
        autoComplete="off"
        value={secret}
        onChange={setSecret}
        autoFocus
        note={`${formatCents(row.totalCents)} for ${row.bankName}.`}
      />
    </Frame>
  );
}

function Seal({ deposit: { row }, onDone, onCancel }: StepFormProps) {
  const [bagNumber, setBagNumber] = useState('');
  const [signing, setSigning] = useState(false);
  const seal = useCommand('deposit.seal');
  const given = bagNumber.trim();
  const run = async (ticket: string) => {
    setSigning(false);
    const answer = await seal.run({ depositId: row.depositId, bagNumber: given }, ticket);
    if (!answer.ok) return;
    toast(`Bag ${given} is sealed.`);
    onDone();
  };
  if (signing) {
    return (
      <Approval
        channel="deposit.seal"
        title="The witness signs"
        who="Witness"
        action="I saw it sealed"
        about={`Deposit ${row.number}, ${formatCents(row.totalCents)}, in bag ${given}.`}
        onApproved={(ticket) => void run(ticket)}
        onCancel={() => setSigning(false)}
      />
    );
  }
  return (
    <Frame
      step="seal"
      confirm="Witness signs"
      busy={seal.busy}
      reason={/^[A-Za-z0-9 -]{1,24}$/.test(given) ? undefined : 'Type the bag’s number'}
      problem={seal.problem}
      onConfirm={() => setSigning(true)}
      onCancel={onCancel}
    >
      <Field
        label="Number printed on the bag"
        value={bagNumber}
        onChange={setBagNumber}
        onEnter={() => {
          if (given !== '') setSigning(true);
        }}
        maxLength={24}
        autoFocus
        note="Put the slip in, seal it before a witness."
      />
    </Frame>
  );
}

function Send({ deposit: { row }, onDone, onCancel }: StepFormProps) {
  const { status } = useDesk();
  const [courier, setCourier] = useState('');
  const [date, setDate] = useState<string>(() => dateOf(deskNow(), status.timeZone));
  const send = useCommand('deposit.send');
  const run = async () => {
    if (!isDate(date)) return;
    const answer = await send.run({ depositId: row.depositId, date, courier: courier.trim() });
    if (!answer.ok) return;
    toast(`Deposit ${row.number} has left.`);
    onDone();
  };
  return (
    <Frame
      step="send"
      confirm="It has left"
      busy={send.busy}
      reason={courier.trim() === '' ? 'Type who takes it' : isDate(date) ? undefined : 'Enter the date'}
      problem={send.problem}
      onConfirm={() => void run()}
      onCancel={onCancel}
    >
      {row.approval === 'unapproved' && <p>It is not approved: it leaves as an exception.</p>}
      <div className={styles.two}>
        <Field label="Courier" value={courier} onChange={setCourier} maxLength={60} autoFocus />
        <Field label="Date it leaves" type="date" value={date} onChange={setDate} />
      </div>
    </Frame>
  );
}

function Confirm({ deposit: { row }, onDone, onCancel }: StepFormProps) {
  const { status } = useDesk();
  const [creditedCents, setCreditedCents] = useState<Cents | null>(null);
  const [date, setDate] = useState<string>(() => dateOf(deskNow(), status.timeZone));
  const [note, setNote] = useState('');
  const confirm = useCommand('deposit.confirm');
  const differs = creditedCents !== null && creditedCents !== row.totalCents;
  const reason =
    creditedCents === null
      ? 'Type what the bank credited'
      : !isDate(date)
        ? 'Enter the date'
        : differs && note.trim() === ''
          ? 'Say what the bank says about it'
          : undefined;
  const run = async () => {
    if (creditedCents === null || !isDate(date)) return;
    const answer = await confirm.run({ depositId: row.depositId, date, creditedCents, note: note.trim() });
    if (!answer.ok) return;
    toast(`The bank’s credit for ${row.number} is recorded.`);
    onDone();
  };
  return (
    <Frame
      step="confirm"
      confirm="Record the credit"
      busy={confirm.busy}
      reason={reason}
      problem={confirm.problem}
      onConfirm={() => void run()}
      onCancel={onCancel}
    >
      <div className={styles.two}>
        <AmountField
          label="Credited, from the statement"
          valueCents={creditedCents}
          onChange={setCreditedCents}
          autoFocus
          {...(differs
            ? { note: `${formatCents(creditedCents - row.totalCents)} against the slip: a bank correction.` }
            : {})}
        />
        <Field label="Date of the credit" type="date" value={date} onChange={setDate} />
      </div>
      <Field label="Note" value={note} onChange={setNote} maxLength={200} />
    </Frame>
  );
}

const REASONED = {
  unseal: {
    channel: 'deposit.unseal',
    confirm: 'Unseal the bag',
    done: 'is open again.',
    words: 'The bag is opened before it leaves. The next seal needs a new bag number.',
  },
  'send-back': {
    channel: 'deposit.send-back',
    confirm: 'Send back',
    done: 'was sent back.',
    words: 'The clerk opens the bag and puts it right. It is then sealed anew.',
  },
  dissolve: {
    channel: 'deposit.dissolve',
    confirm: 'Take it apart',
    done: 'was taken apart.',
    words: 'The deposit ends here. Its money waits for another deposit; its number is not used again.',
  },
} as const;

function Reasoned({
  form,
  deposit: { row },
  onDone,
  onCancel,
}: StepFormProps & { readonly form: WithReason }) {
  const { channel, confirm, done, words } = REASONED[form];
  const step = useCommand(channel);
  const run = async (reason: string) => {
    const answer = await step.run({ depositId: row.depositId, reason });
    if (!answer.ok) return;
    toast(`Deposit ${row.number} ${done}`);
    onDone();
  };
  return (
    <Panel title={confirm} padded pane="step">
      <ReasonForm
        confirm={confirm}
        busy={step.busy}
        problem={step.problem}
        onConfirm={(reason) => void run(reason)}
        onCancel={onCancel}
      >
        {words}
      </ReasonForm>
    </Panel>
  );
}
