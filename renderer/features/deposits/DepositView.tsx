import { useState } from 'react';
import { formatBusinessDate } from '../../../shared/kernel/time.ts';
import { ask } from '../../bridge/bridge.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { saveFile } from '../../bridge/files.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { PaperView } from '../../ui/PaperView.tsx';
import { PageHead } from '../../ui/Panel.tsx';
import { ScrollArea } from '../../ui/ScrollArea.tsx';
import { Figure, Slab } from '../../ui/Slab.tsx';
import { Chip, Notice, RefusalNotice, Steps } from '../../ui/Status.tsx';
import { PrintOutcome } from '../parts/PrintOutcome.tsx';
import { ApprovalPeople, Composition, Custody, Sources } from './DepositPanels.tsx';
import { APPROVAL_WORDS, custodySteps, nextStep, STEP_LABELS } from './deposit-words.ts';
import type { Deposit, StepName } from './deposit-words.ts';
import { StepForm } from './StepForm.tsx';
import type { FormName } from './StepForm.tsx';
import styles from './Deposits.module.css';

type Props = { readonly deposit: Deposit; readonly again: () => void };

/** One deposit: what is in the bag, who held it, who may approve, the slip, and the one step that comes next. */
export function DepositView({ deposit, again }: Props) {
  const { row, me } = deposit;
  const approval = APPROVAL_WORDS[row.approval];
  const title = `Deposit ${row.number}`;
  return (
    <Room title={title}>
      <PageHead
        title={title}
        sub={`${row.bankName}, account ending ${row.accountEnding}. ${formatBusinessDate(row.businessDate)}.`}
        aside={
          <div className={styles.tracks}>
            <div className={styles.track}>
              <span className={styles.quiet}>Custody</span>
              <Steps label="Custody" steps={custodySteps(row.custody)} />
            </div>
            <div className={styles.track}>
              <span className={styles.quiet}>Approval</span>
              <Chip tone={approval.tone}>{approval.text}</Chip>
            </div>
          </div>
        }
      />
      <div className={styles.viewColumns}>
        <ScrollArea className={styles.main}>
          {row.custody === 'dissolved' && (
            <Notice>This deposit was taken apart. Its money waits for another.</Notice>
          )}
          {deposit.sentBackReason !== undefined && (
            <Notice tone="danger" title="Sent back by the supervisor">
              {deposit.sentBackReason}
            </Notice>
          )}
          {deposit.sentAsException && (
            <Notice tone="warn" icon="warning">
              It left without approval, as an exception.
              {row.approval === 'unapproved' && ' Approval is still wanted.'}
            </Notice>
          )}
          <Composition deposit={deposit} />
          <Sources deposit={deposit} />
          <div className={styles.pair}>
            <Custody deposit={deposit} />
            <ApprovalPeople deposit={deposit} />
          </div>
        </ScrollArea>
        <Side deposit={deposit} again={again} others={otherSteps(me, row)} />
      </div>
    </Room>
  );
}

type Other = { readonly form: FormName; readonly label: string };

/** What else may be done with it, each with its reason asked in place. */
const otherSteps = (me: Deposit['me'], row: Deposit['row']): readonly Other[] => [
  ...(me.unseal.may ? [{ form: 'unseal', label: 'Unseal, new bag, reason' } as const] : []),
  ...(me.sendBack.may ? [{ form: 'send-back', label: 'Send back, reason' } as const] : []),
  ...(me.dissolve.may ? [{ form: 'dissolve', label: 'Take apart, reason' } as const] : []),
  ...(me.send.may && me.approve.may && row.custody === 'sealed'
    ? [{ form: 'send', label: 'Send with the courier' } as const]
    : []),
];

function Side({ deposit, again, others }: Props & { readonly others: readonly Other[] }) {
  const { can } = useDesk();
  const { row } = deposit;
  const { depositId } = row;
  const next = nextStep(deposit);
  const [form, setForm] = useState<FormName | null>(null);
  const [jobId, setJobId] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const printing = useCommand('deposit.print-slip');
  const mayPrint = can('deposit.prepare');

  const print = async () => {
    const answer = await printing.run({ depositId });
    if (answer.ok) setJobId(answer.value.printJobId);
  };
  const savePdf = async () => {
    setProblem(undefined);
    const answer = await ask('deposit.slip-pdf', { depositId });
    if (answer.ok) saveFile(answer.value);
    else setProblem(answer.error);
  };
  const begin = (step: StepName) => setForm(step);
  useActions('deposit', {
    'deposit.print-slip': mayPrint ? () => void print() : undefined,
    'deposit.save-pdf': () => void savePdf(),
    'deposit.next-step':
      next !== null && next.reason === undefined && form === null ? () => begin(next.step) : undefined,
    'go.back': () => go('deposits'),
  });

  return (
    <div className={styles.side}>
      <Slab label="Deposit total" className={styles.slabLine}>
        <span className={styles.slabWord}>Deposit total</span>
        <Figure value={row.totalCents} />
      </Slab>
      <div className={styles.slip} role="group" aria-label="Slip preview">
        <PaperView preview={deposit.slip} label={`Slip of deposit ${row.number}`} small />
      </div>
      {jobId !== null && <PrintOutcome key={jobId} jobId={jobId} />}
      {printing.problem !== undefined && <RefusalNotice problem={printing.problem} />}
      {problem !== undefined && <RefusalNotice problem={problem} />}
      {form === null ? (
        <>
          <div className={styles.buttons}>
            {mayPrint && (
              <Button size="sm" keyCap="P" busy={printing.busy} onPress={() => void print()}>
                Print slip
              </Button>
            )}
            <Button size="sm" keyCap="Shift P" onPress={() => void savePdf()}>
              Save PDF
            </Button>
            {others.map((other) => (
              <Button key={other.form} size="sm" onPress={() => setForm(other.form)}>
                {other.label}
              </Button>
            ))}
          </div>
          {next !== null && (
            <Button
              kind="primary"
              size="lg"
              wide
              keyCap="Ctrl Enter"
              autoFocus
              reason={next.reason}
              onPress={() => begin(next.step)}
            >
              {STEP_LABELS[next.step]}
            </Button>
          )}
        </>
      ) : (
        <StepForm
          form={form}
          deposit={deposit}
          onDone={() => {
            setForm(null);
            again();
          }}
          onCancel={() => setForm(null)}
        />
      )}
    </div>
  );
}
