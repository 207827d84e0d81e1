import type { ReactNode } from 'react';
import { useState } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { ask } from '../../bridge/bridge.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { PaperView } from '../../ui/PaperView.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import layout from '../../ui/layout.module.css';
import { jobTitle, jobWords } from '../outbox/job-words.ts';
import { SlipActions } from '../parts/SlipActions.tsx';
import { saveFile } from '../../bridge/files.ts';
import type { ReceiptView } from './receipt-view.ts';
import { VoidForm } from './VoidForm.tsx';
import styles from './Receipts.module.css';

/** One receipt: the paper, what it was paid with, what was done to it since, and what may be done now. */
export function ReceiptDetail({
  paymentId,
  startWithVoid,
}: {
  readonly paymentId: string;
  readonly startWithVoid: boolean;
}) {
  const [language, setLanguage] = useState<'en' | 'es'>('en');
  const asked = useAsk('receipt.show', { paymentId, language }, { keepPrevious: true });
  const { can } = useDesk();
  const [voiding, setVoiding] = useState(startWithVoid);
  const [problem, setProblem] = useState<Problem>();
  const reprint = useCommand('receipt.reprint');
  const receipt = asked.data;
  const mayReprint = can('receipt.reprint');

  const print = async () => {
    const answer = await reprint.run({ paymentId });
    if (answer.ok) toast(`DUPLICATE of ${receipt?.row.receiptNumber ?? ''} sent to the printer`);
  };
  const savePdf = async () => {
    const answer = await ask('receipt.pdf', { paymentId });
    if (answer.ok) saveFile(answer.value);
    else setProblem(answer.error);
  };
  const canVoid = receipt?.mayVoid.may === true && !voiding;
  useActions('receipts', {
    'receipts.reprint': mayReprint && receipt !== undefined ? () => void print() : undefined,
    'receipts.void': canVoid ? () => setVoiding(true) : undefined,
  });

  if (asked.problem !== undefined) return <RefusalNotice problem={asked.problem} />;
  if (receipt === undefined) return <div className={styles.detail} aria-busy="true" />;
  return (
    <section
      className={styles.detail}
      aria-label={`Receipt ${receipt.row.receiptNumber}`}
      data-pane="receipt"
    >
      <div className={styles.actions}>
        <h2>Receipt {receipt.row.receiptNumber}</h2>
        <span className={layout.push}>
          <Segment
            label="Read it in"
            value={language}
            onChange={setLanguage}
            options={[
              { value: 'en', label: 'English' },
              { value: 'es', label: 'Español', lang: 'es' },
            ]}
          />
        </span>
      </div>
      <VoidedNotice receipt={receipt} />
      {voiding ? (
        <VoidForm receipt={receipt} onDone={() => setVoiding(false)} onCancel={() => setVoiding(false)} />
      ) : (
        <div className={styles.actions}>
          {mayReprint && (
            <Button size="sm" keyCap="F9" busy={reprint.busy} onPress={() => void print()}>
              Print DUPLICATE
            </Button>
          )}
          <Button size="sm" onPress={() => void savePdf()}>
            Save PDF
          </Button>
          {can('tender.correct') && receipt.row.status === 'posted' && (
            <Button
              size="sm"
              reason={receipt.mayCorrect.may ? undefined : receipt.mayCorrect.reason}
              onPress={() => go('supervisor', 'tender', paymentId)}
            >
              Correct a tender
            </Button>
          )}
          {receipt.row.status === 'posted' && (
            <Button
              size="sm"
              kind="danger"
              keyCap="Shift F9"
              reason={receipt.mayVoid.may ? undefined : receipt.mayVoid.reason}
              onPress={() => setVoiding(true)}
            >
              Void payment
            </Button>
          )}
        </div>
      )}
      {(problem ?? reprint.problem) !== undefined && (
        <RefusalNotice problem={problem ?? reprint.problem ?? ''} />
      )}
      {can('payment.take') && <SlipActions receipt={receipt} />}
      <div className={styles.paper}>
        <PaperView
          preview={receipt.preview}
          label={`Receipt ${receipt.row.receiptNumber}`}
          language={language}
        />
      </div>
      <History receipt={receipt} />
    </section>
  );
}

const OVERRIDE_LABEL: Readonly<Record<string, string>> = {
  allocation: 'Order changed',
  bankruptcy: 'Bankruptcy',
  'check-repeat': 'Number taken again',
  'over-limit': 'Above the limit',
  'own-account': 'Own account',
};

function VoidedNotice({ receipt }: { readonly receipt: ReceiptView }) {
  const { status } = useDesk();
  const { voided } = receipt;
  if (voided === null) return null;
  return (
    <Notice
      tone="danger"
      title={`Void since ${formatTime(voided.at, status.timeZone)}, by ${voided.by}${voided.approvedBy === undefined ? '' : `, approved by ${voided.approvedBy}`}`}
    >
      {voided.reason}
    </Notice>
  );
}

/** What was done since it was taken: prints, corrections, overrides. */
function History({ receipt }: { readonly receipt: ReceiptView }) {
  const { status } = useDesk();
  return (
    <Panel title="Since then" note={countOf(receipt.prints.length, 'print')}>
      <dl className={styles.kv}>
        {receipt.tenders.map((tender) => (
          <Item key={tender.tenderNo} label={tender.name}>
            {formatCents(tender.amountCents)} <span className={layout.sub}>{tender.detail}</span>
            {tender.depositNumber !== null && (
              <span className={layout.sub}> in deposit {tender.depositNumber}</span>
            )}
          </Item>
        ))}
        {receipt.overrides.map((override) => (
          <Item key={override.kind} label={OVERRIDE_LABEL[override.kind] ?? override.kind}>
            {override.reason}
            {override.approvedBy !== undefined && (
              <span className={layout.sub}> approved by {override.approvedBy}</span>
            )}
          </Item>
        ))}
        {receipt.corrections.map((correction) => (
          <Item key={correction.at} label={`Corrected ${formatTime(correction.at, status.timeZone)}`}>
            {correction.text}{' '}
            <span className={layout.sub}>
              {correction.by}: {correction.reason}
            </span>
          </Item>
        ))}
        {receipt.prints.map((job) => {
          const words = jobWords(job, status.timeZone);
          return (
            <Item key={job.jobId} label={jobTitle(job)}>
              <Chip tone={words.tone}>{words.state}</Chip>{' '}
              <span className={layout.sub}>{formatTime(job.queuedAt, status.timeZone)}</span>
            </Item>
          );
        })}
      </dl>
    </Panel>
  );
}

function Item({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
