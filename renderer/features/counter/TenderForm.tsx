import { useEffect, useRef, useState } from 'react';
import { refuse } from '../../../shared/kernel/result.ts';
import { formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { ask, newId } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { sourceName, useDesk } from '../../shell/desk.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import { withoutReason, withReason, withTender } from './draft.ts';
import type { TenderInput } from './draft.ts';
import type { PaymentPreview, TenderType } from './preview.ts';
import { counter, useCounter } from './store.ts';
import type { TenderEntry } from './counter-state.ts';
import { detailProblem, TENDER_FIELDS, tenderInput, withDetail } from './tender-fields.ts';
import type { CheckRead, TenderField } from './tender-fields.ts';
import styles from './Counter.module.css';

type Earlier = Output<'tender.check'>['earlier'];
export type FieldProblem = { readonly field: string; readonly error: Problem };

export type TenderFormProps = {
  readonly type: TenderType;
  readonly entry: TenderEntry;
  readonly preview: PaymentPreview;
  /** What the desk refused about this tender when it was posted. */
  readonly refused: FieldProblem | null;
  readonly onTaken: () => void;
  readonly onCheckRead: (read: CheckRead) => void;
};

const fieldName = (name: string): string => (name === 'amountCents' ? 'tender-amount' : `tender-${name}`);

const focusTenderField = (name: string): void => {
  const field = document.querySelector<HTMLInputElement>(`[data-field="${fieldName(name)}"]`);
  field?.focus();
  field?.select();
  // What is wrong stands under the field: it comes into sight with it.
  setTimeout(() => field?.parentElement?.parentElement?.scrollIntoView({ block: 'nearest' }), 0);
};

/** One tender: its amount (what is still due, until another is typed) and what its type asks for. */
export function TenderForm({ type, entry, preview, refused, onTaken, onCheckRead }: TenderFormProps) {
  const { draft } = useCounter();
  const [problem, setProblem] = useState<FieldProblem | null>(null);
  const [earlier, setEarlier] = useState<{ readonly input: TenderInput; readonly found: Earlier } | null>(
    null,
  );
  const shown = problem ?? refused;
  const mended = draft.tenders.find(({ tenderId }) => tenderId === entry.tenderId);
  // The amount of the tender being mended counts as still due while it is mended.
  const proposed =
    preview.stillDueCents + (mended ? Math.min(mended.input.amountCents, preview.dueCents) : 0);
  const amountCents =
    entry.amountCents === undefined ? (proposed === 0 ? null : proposed) : entry.amountCents;
  const fields = TENDER_FIELDS[type.reference];
  const required = fields.filter((field) => field.optional !== true);
  const doubts = entry.doubts ?? [];
  const isRead = entry.details['readingId'] !== undefined;
  const isReadSurely = isRead && doubts.length === 0;
  const last4 = entry.details['accountLast4'] ?? '';

  useEffect(() => {
    if (refused) focusTenderField(refused.field);
  }, [refused]);

  const set = (changes: Partial<TenderEntry>) => {
    setProblem(null);
    setEarlier(null);
    counter.entry({ ...entry, ...changes });
  };
  const fail = (field: string, error: Problem) => {
    setProblem({ field, error });
    focusTenderField(field);
  };
  const keep = (input: TenderInput) => {
    counter.change((before) => withTender(before, { tenderId: entry.tenderId ?? newId(), input }));
    counter.entry(null);
    onTaken();
  };

  const take = async () => {
    if (amountCents === null || amountCents === 0) {
      return fail('amountCents', refuse('TENDER_AMOUNT', { params: { name: type.name } }).error);
    }
    const wrong = detailProblem(type, entry.details);
    if (wrong) return fail(wrong.field, wrong.error);
    const input = tenderInput(type, amountCents, entry.details);
    const number = input.check?.number ?? input.item?.number;
    if (number === undefined) return keep(input);
    const answer = await ask('tender.check', {
      kind: type.kind,
      number,
      ...(input.check === undefined ? {} : { routing: input.check.routing }),
    });
    if (!answer.ok) return fail('number', answer.error);
    if (answer.value.earlier.length > 0) return setEarlier({ input, found: answer.value.earlier });
    return keep(input);
  };

  /** Enter: forward over the fields that must be there, then the tender is taken. */
  const forward = (from: string | null) => {
    // A check that was read surely has its numbers; in doubt, each is gone over.
    if (from === null && isReadSurely && detailProblem(type, entry.details) === null) return void take();
    const next = required[from === null ? 0 : required.findIndex((field) => field.name === from) + 1];
    if (next && from !== required.at(-1)?.name) focusTenderField(next.name);
    else void take();
  };

  const drawField = (field: TenderField) => (
    <Field
      key={field.name}
      className={cx(field.wide === true && styles.entryWide)}
      label={field.label}
      name={fieldName(field.name)}
      value={entry.details[field.name] ?? ''}
      maxLength={field.maxLength}
      {...(field.numeric === true && { inputMode: 'numeric' as const })}
      {...(field.date === true && { type: 'date' as const })}
      problem={shown?.field === field.name ? shown.error : undefined}
      proposed={isRead && doubts.length > 0 && field.optional !== true}
      {...(field.name === 'number' &&
        isRead &&
        last4 !== '' && { note: `Read from the check, account ending ${last4}` })}
      onChange={(text) => set({ details: withDetail(entry.details, field.name, text, doubts) })}
      onEnter={() => (field.optional === true ? void take() : forward(field.name))}
    />
  );

  return (
    <div className={styles.entry} role="group" aria-label={`${type.name}, being taken`}>
      <div className={styles.entryHead}>
        {type.name}
        <span className={layout.sub}>
          {entry.tenderId !== null && 'being mended '}
          {type.kind === 'check' && !type.guaranteedFunds ? (
            <>
              <KeyCap>K</KeyCap> the other kind
            </>
          ) : (
            <>
              <KeyCap>*</KeyCap> still due
            </>
          )}
        </span>
      </div>
      <AmountField
        label={`Amount, ${type.name.toLowerCase()}`}
        labelHidden
        name="tender-amount"
        size={fields.length === 0 ? 'lg' : 'md'}
        valueCents={amountCents}
        problem={shown?.field === 'amountCents' ? shown.error : undefined}
        onChange={(cents) => set({ amountCents: cents })}
        onEnter={(cents) => {
          if (cents === null && preview.stillDueCents === 0 && preview.obstacle === null) onTaken();
          else forward(null);
        }}
      />
      {required.map(drawField)}
      {type.kind === 'check' && <ReadInPrinter onRead={onCheckRead} />}
      {doubts.length > 0 && (
        <div className={styles.entryWide}>
          <Notice
            tone="warn"
            icon="warning"
            live="alert"
            title={isRead ? 'Compare it with the check in hand.' : 'The check could not be read.'}
          >
            <ul>
              {doubts.map((doubt) => (
                <li key={doubt}>{doubt}</li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      {fields.filter((field) => field.optional === true).map(drawField)}
      {earlier !== null && (
        <TakenBefore
          earlier={earlier.found}
          reason={draft.reasons['check-repeat'] ?? ''}
          onTake={() => keep(earlier.input)}
          onLeave={() => {
            counter.change((before) => withoutReason(before, 'check-repeat'));
            setEarlier(null);
            focusTenderField('number');
          }}
        />
      )}
    </div>
  );
}

/** Where the printer has a reader of its own, it is asked; one with its own line reads by itself. */
function ReadInPrinter({ onRead }: { readonly onRead: (read: CheckRead) => void }) {
  const devices = useAsk('device.list', {}).data?.devices ?? [];
  const hasOne = devices.some(
    ({ kind, address }) => kind === 'check-reader' && address === 'In the receipt printer',
  );
  const reading = useCommand('check.read');
  const read = async () => {
    const answer = await reading.run({});
    if (answer.ok && answer.value.kind === 'check') onRead(answer.value);
  };
  useActions('counter', { 'tender.read-check': hasOne && !reading.busy ? () => void read() : undefined });
  if (!hasOne) return null;
  return (
    <div className={styles.entryWide}>
      <Button size="sm" keyCap="R" busy={reading.busy} onPress={() => void read()}>
        {reading.busy ? 'Put the check into the printer' : 'Read the check in the printer'}
      </Button>
      {reading.problem !== undefined && <RefusalNotice problem={reading.problem} />}
    </div>
  );
}

/** The same check or money order again: said before money is taken, and taken only with a reason. */
function TakenBefore(props: {
  readonly earlier: Earlier;
  readonly reason: string;
  readonly onTake: () => void;
  readonly onLeave: () => void;
}) {
  const { status } = useDesk();
  const confirmRef = useRef<HTMLButtonElement>(null);
  useActions('counter', { 'go.back': props.onLeave });
  const [first] = props.earlier;
  if (!first) return null;
  return (
    <div className={styles.entryWide}>
      <Notice
        tone="warn"
        live="alert"
        icon="warning"
        title={`This number was taken before: receipt ${first.receiptNumber}, ${formatTime(first.at, status.timeZone)}, ${sourceName(status, first.source)}, ${formatCents(first.amountCents)}.`}
        actions={
          <>
            <Button
              ref={confirmRef}
              size="sm"
              reason={props.reason.trim() === '' ? 'Type why it is right' : undefined}
              onPress={props.onTake}
            >
              Take it
            </Button>
            <Button size="sm" keyCap="Esc" onPress={props.onLeave}>
              Look at the number again
            </Button>
          </>
        }
      >
        <Field
          label="Why is it right to take it again?"
          name="repeat-reason"
          value={props.reason}
          autoFocus
          maxLength={200}
          onChange={(text) => counter.change((before) => withReason(before, 'check-repeat', text))}
          onEnter={() => confirmRef.current?.focus()}
        />
      </Notice>
    </div>
  );
}
