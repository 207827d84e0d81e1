import { useEffect, useId, useRef, useState } from 'react';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { refuse } from '../../../shared/kernel/result.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { newId } from '../../bridge/bridge.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { rove, roveFocus } from '../../ui/roving.ts';
import layout from '../../ui/layout.module.css';
import { withItem } from './draft.ts';
import type { ReceiptType, Setup } from './preview.ts';
import { counter, useCounter } from './store.ts';
import styles from './Counter.module.css';

/** Nothing is being added; a type is looked for by name; or one line of a type is being typed. */
export type AddingItem =
  | { readonly step: 'closed' }
  | { readonly step: 'search' }
  | { readonly step: 'line'; readonly type: ReceiptType };

const REFERENCE_LABEL: Readonly<Record<ReceiptType['reference'], string>> = {
  account: 'Account number',
  permit: 'Permit number',
  license: 'License number',
  citation: 'Citation number',
  serial: 'Serial number',
  description: 'What it is for',
  agency: 'Agency',
};

const priceWords = (type: ReceiptType): string =>
  type.amount === 'fixed' && type.priceCents !== undefined ? formatCents(type.priceCents) : 'amount asked';

/** Charges are paid through their account; everything else can be added by hand. */
const addable = (setup: Setup): readonly ReceiptType[] =>
  setup.receiptTypes.filter((type) => type.amount !== 'account');

export type AddItemProps = {
  readonly setup: Setup;
  readonly adding: AddingItem;
  readonly onAdding: (adding: AddingItem) => void;
  /** The line is there: on to the money. */
  readonly onForward: () => void;
};

export function AddItem({ setup, adding, onAdding, onForward }: AddItemProps) {
  const frequent = setup.frequent.flatMap(
    (code) => setup.receiptTypes.find((type) => type.code === code) ?? [],
  );
  const choose = (type: ReceiptType | undefined) => {
    if (type) onAdding({ step: 'line', type });
  };
  useActions('counter', {
    'counter.frequent-item':
      adding.step === 'closed' ? (event) => choose(frequent[Number(event.key) - 1]) : undefined,
  });

  return (
    <div className={styles.items} data-pane="items">
      {adding.step === 'closed' && (
        <>
          <div className={styles.itemsHead}>
            Add item <KeyCap>F3</KeyCap>
          </div>
          <ul aria-label="Frequent items" onKeyDown={(event) => roveFocus(event, 'vertical')}>
            {frequent.map((type, index) => (
              <li key={type.code}>
                <button
                  type="button"
                  className={styles.item}
                  data-stop
                  tabIndex={index === 0 ? 0 : -1}
                  {...(index === 0 && { 'data-focus-first': true })}
                  onClick={() => choose(type)}
                >
                  <KeyCap>{String(index + 1)}</KeyCap>
                  <span className={layout.grow}>{type.name}</span>
                  <span className={type.amount === 'fixed' ? styles.amount : layout.sub}>
                    {priceWords(type)}
                  </span>
                </button>
              </li>
            ))}
            <li>
              <button
                type="button"
                className={styles.item}
                data-stop
                tabIndex={-1}
                onClick={() => onAdding({ step: 'search' })}
              >
                <KeyCap>F3</KeyCap>
                <span className={layout.grow}>Another item by name</span>
                <span className={layout.sub}>{addable(setup).length} in all</span>
              </button>
            </li>
          </ul>
        </>
      )}
      {adding.step === 'search' && (
        <ItemSearch setup={setup} onChoose={choose} onCancel={() => onAdding({ step: 'closed' })} />
      )}
      {adding.step === 'line' && (
        <ItemLine
          key={adding.type.code}
          type={adding.type}
          onCancel={() => onAdding({ step: 'closed' })}
          onAdded={() => {
            onAdding({ step: 'closed' });
            onForward();
          }}
        />
      )}
    </div>
  );
}

const MOST_SHOWN = 7;

function ItemSearch(props: {
  readonly setup: Setup;
  readonly onChoose: (type: ReceiptType) => void;
  readonly onCancel: () => void;
}) {
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const listId = useId();
  useActions('counter', { 'go.back': props.onCancel });
  const words = text.toLowerCase().split(/\s+/);
  const found = addable(props.setup)
    .filter((type) =>
      words.every((word) => `${type.name} ${type.department} ${type.code}`.toLowerCase().includes(word)),
    )
    .slice(0, MOST_SHOWN);
  const at = Math.min(index, found.length - 1);
  return (
    <div className={styles.form}>
      <Field
        label="Add item by name"
        name="item-search"
        value={text}
        autoFocus
        listbox={{ id: listId, activeId: found.length > 0 ? `${listId}-${at}` : null }}
        onChange={(next) => {
          setText(next);
          setIndex(0);
        }}
        onEnter={() => {
          const type = found[at];
          if (type) props.onChoose(type);
        }}
        onKeyDown={(event) => {
          const next =
            event.key === 'Home' || event.key === 'End'
              ? null
              : rove(event.key, at, found.length, 'vertical');
          if (next === null) return;
          event.preventDefault();
          setIndex(next);
        }}
      />
      <div role="listbox" id={listId} aria-label="Items">
        {found.map((type, i) => (
          <div
            key={type.code}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={i === at}
            className={styles.hit}
            onClick={() => props.onChoose(type)}
          >
            <span>{type.name}</span>
            <span className={layout.sub}>{priceWords(type)}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={layout.muted}>No item has “{text}” in its name. Esc goes back.</p>}
    </div>
  );
}

function ItemLine(props: {
  readonly type: ReceiptType;
  readonly onCancel: () => void;
  readonly onAdded: () => void;
}) {
  const { type } = props;
  const { draft } = useCounter();
  const fixedCents = type.amount === 'fixed' ? (type.priceCents ?? null) : null;
  const [amountCents, setAmountCents] = useState<Cents | null>(fixedCents);
  const [reference, setReference] = useState(type.reference === 'account' ? (draft.current ?? '') : '');
  const [problem, setProblem] = useState<{
    readonly field: 'amount' | 'reference';
    readonly error: Problem;
  }>();
  const referenceRef = useRef<HTMLInputElement>(null);
  const amountRef = useRef<HTMLInputElement>(null);
  useActions('counter', { 'go.back': props.onCancel });
  useEffect(() => {
    if (fixedCents === null) amountRef.current?.focus();
    else referenceRef.current?.focus();
  }, [fixedCents]);

  const add = () => {
    if (amountCents === null || amountCents === 0) {
      setProblem({ field: 'amount', error: refuse('LINE_AMOUNT', { params: { name: type.name } }).error });
      amountRef.current?.focus();
      return;
    }
    const label = REFERENCE_LABEL[type.reference].toLowerCase();
    const typed = reference.trim();
    if (typed === '' || (type.reference === 'account' && !/^\d{9}$/.test(typed))) {
      const params = { name: type.name, what: label };
      setProblem({
        field: 'reference',
        error:
          type.reference === 'account'
            ? 'Type the nine digits of the account, or find it first (F2).'
            : refuse('REFERENCE_REQUIRED', { params }).error,
      });
      referenceRef.current?.focus();
      return;
    }
    counter.change((before) =>
      withItem(before, {
        itemId: newId(),
        receiptType: type.code,
        amountCents,
        reference: type.reference === 'account' ? '' : typed,
        ...(type.reference === 'account' ? { account: typed } : {}),
      }),
    );
    props.onAdded();
  };

  return (
    <div className={styles.form} role="group" aria-label={`Add ${type.name}`}>
      <div className={layout.row}>
        <b className={layout.grow}>{type.name}</b>
        {fixedCents !== null && <span className={styles.amount}>{formatCents(fixedCents)}</span>}
      </div>
      {fixedCents === null && (
        <AmountField
          ref={amountRef}
          label="Amount"
          name="item-amount"
          valueCents={amountCents}
          problem={problem?.field === 'amount' ? problem.error : undefined}
          onChange={(cents) => {
            setAmountCents(cents);
            setProblem(undefined);
          }}
          onEnter={() => referenceRef.current?.focus()}
        />
      )}
      <Field
        ref={referenceRef}
        label={REFERENCE_LABEL[type.reference]}
        name="item-reference"
        value={reference}
        maxLength={60}
        problem={problem?.field === 'reference' ? problem.error : undefined}
        onChange={(text) => {
          setReference(text);
          setProblem(undefined);
        }}
        onEnter={add}
      />
      <div className={layout.row}>
        <Button size="sm" keyCap="Enter" onPress={add}>
          Add line
        </Button>
        <Button size="sm" keyCap="Esc" onPress={props.onCancel}>
          Back
        </Button>
      </div>
    </div>
  );
}
