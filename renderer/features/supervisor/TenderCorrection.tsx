import { useState } from 'react';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { sourceName, useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go } from '../../shell/route.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Field, NoteField } from '../../ui/Field.tsx';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { toast } from '../../ui/toasts.ts';
import { detailProblem, TENDER_FIELDS, tenderInput } from '../counter/tender-fields.ts';
import type { Details } from '../counter/tender-fields.ts';
import { offsetChoices, whatIsMissing } from './correction.ts';
import styles from './Supervisor.module.css';

type Receipt = Output<'receipt.show'>;
type TenderType = Output<'counter.setup'>['tenderTypes'][number];

/** Mends kind, number or keyed amount of one tender, item in hand. The receipt's number, lines and total stand. */
export function TenderCorrection({ paymentId }: { readonly paymentId: string }) {
  const receipt = useAsk('receipt.show', { paymentId });
  const setup = useAsk('counter.setup', {});
  const problem = receipt.problem ?? setup.problem;
  const back = () => go('receipts', paymentId);
  useActions('correction', { 'go.back': back });
  if (problem !== undefined) {
    return (
      <Room title="Correct a tender">
        <PageHead title="Correct a tender" />
        <RefusalNotice problem={problem} actions={<Button onPress={back}>Back to the receipt</Button>} />
      </Room>
    );
  }
  if (receipt.data === undefined || setup.data === undefined)
    return <Room title="Correct a tender">{null}</Room>;
  return <Form receipt={receipt.data} tenderTypes={setup.data.tenderTypes} onDone={back} />;
}

type FormProps = {
  readonly receipt: Receipt;
  readonly tenderTypes: readonly TenderType[];
  readonly onDone: () => void;
};

function Form({ receipt, tenderTypes, onDone }: FormProps) {
  const { row, tenders } = receipt;
  const { status } = useDesk();
  const [tenderNo, setTenderNo] = useState(tenders[0]?.tenderNo ?? 1);
  const tender = tenders.find((each) => each.tenderNo === tenderNo);
  const [typeCode, setTypeCode] = useState(tender?.tenderType ?? '');
  const [amountCents, setAmountCents] = useState<Cents | null>(tender?.amountCents ?? null);
  const [details, setDetails] = useState<Details>({});
  const [offset, setOffset] = useState('');
  const [itemInHand, setItemInHand] = useState(false);
  const [reason, setReason] = useState('');
  const correct = useCommand('tender.correct');

  const type = tenderTypes.find((each) => each.code === typeCode);
  const choose = (no: number) => {
    const chosen = tenders.find((each) => each.tenderNo === no);
    setTenderNo(no);
    setTypeCode(chosen?.tenderType ?? '');
    setAmountCents(chosen?.amountCents ?? null);
    setDetails({});
    setOffset('');
  };
  const offsets = tender === undefined ? [] : offsetChoices(tenders, tender, type?.kind, amountCents);
  const detail = type === undefined ? null : detailProblem(type, details);
  const missing = receipt.mayCorrect.may
    ? whatIsMissing({
        type: type?.name,
        detail: detail?.field,
        amountCents,
        offset,
        offsets,
        itemInHand,
        reason,
      })
    : (receipt.mayCorrect.reason ?? 'You may not correct this receipt');

  const run = async () => {
    if (missing !== null || type === undefined || amountCents === null || correct.busy) return;
    const answer = await correct.run({
      paymentId: row.paymentId,
      tenderNo,
      replacement: tenderInput(type, amountCents, details),
      ...(offset === '' ? {} : { offsetTenderNo: Number(offset) }),
      reason: reason.trim(),
      itemInHand,
    });
    if (!answer.ok) return;
    toast(`A tender of receipt ${row.receiptNumber} is corrected.`);
    onDone();
  };
  useActions('correction', { 'correction.confirm': () => void run() });

  const title = `Correct a tender of receipt ${row.receiptNumber}`;
  return (
    <Room title={title}>
      <PageHead
        title={title}
        sub={`${sourceName(status, row.source)}, ${row.cashier}. The receipt’s number, lines and total of ${formatCents(row.totalCents)} stand.`}
      />
      <div className={styles.correction}>
        <Panel title="Tenders as they were keyed" pane="tenders" note="↑ ↓ choose the one that is wrong.">
          <Table
            label="Tenders as they were keyed"
            rows={tenders}
            rowId={(each) => String(each.tenderNo)}
            chosen={String(tenderNo)}
            onChoose={(each) => {
              if (each.tenderNo !== tenderNo) choose(each.tenderNo);
            }}
            columns={[
              { id: 'name', head: 'Tender', rowHeader: true, cell: (each) => each.name },
              { id: 'detail', head: 'What is written on it', cell: (each) => each.detail },
              {
                id: 'deposit',
                head: 'Deposit',
                cell: (each) => each.depositNumber ?? <span className={styles.quiet}>None</span>,
              },
              {
                id: 'amount',
                head: 'Amount',
                numeric: true,
                strong: true,
                cell: (each) => <Amount cents={each.amountCents} />,
              },
            ]}
          />
        </Panel>
        <Panel title="As the item in your hand says" padded pane="correction">
          <div className={styles.form}>
            <div className={styles.fields}>
              <SelectField
                label="Kind"
                options={tenderTypes.map((each) => ({ value: each.code, label: each.name }))}
                value={typeCode}
                onChange={(code) => {
                  setTypeCode(code);
                  setDetails({});
                }}
              />
              <AmountField label="Amount" valueCents={amountCents} onChange={setAmountCents} />
              {(type === undefined ? [] : TENDER_FIELDS[type.reference]).map((field) => (
                <Field
                  key={`${typeCode} ${field.name}`}
                  label={field.label}
                  type={field.date === true ? 'date' : 'text'}
                  {...(field.numeric === true ? { inputMode: 'numeric' as const } : {})}
                  maxLength={field.maxLength}
                  value={details[field.name] ?? ''}
                  onChange={(text) => setDetails({ ...details, [field.name]: text })}
                  problem={
                    detail?.field === field.name && (details[field.name] ?? '') !== ''
                      ? detail.error
                      : undefined
                  }
                />
              ))}
            </div>
            {offsets.length > 0 && (
              <Choice
                label="The amounts must still add up: which tender was keyed wrong the other way?"
                options={offsets}
                value={offset === '' ? null : offset}
                onChange={setOffset}
              />
            )}
            <Tick checked={itemInHand} onChange={setItemInHand}>
              I have the item in my hand
            </Tick>
            <NoteField label="Reason" value={reason} onChange={setReason} maxLength={200} />
            {correct.problem !== undefined && <RefusalNotice problem={correct.problem} />}
            <div className={styles.actions}>
              <Button
                kind="primary"
                keyCap="Ctrl Enter"
                busy={correct.busy}
                reason={missing ?? undefined}
                onPress={() => void run()}
              >
                Correct the tender
              </Button>
              <Button keyCap="Esc" onPress={onDone}>
                Cancel
              </Button>
            </div>
          </div>
        </Panel>
      </div>
    </Room>
  );
}
