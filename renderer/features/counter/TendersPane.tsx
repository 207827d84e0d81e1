import { useEffect, useRef, useState } from 'react';
import { faceName } from '../../../shared/domain/count/cash.ts';
import { suggestChange } from '../../../shared/domain/tender/change.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { countOf, spokenCents } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { TapeRoll } from '../../shell/Tape.tsx';
import { rememberOrigin } from '../../shell/tape-store.ts';
import { cx } from '../../ui/cx.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { roveFocus } from '../../ui/roving.ts';
import { Slab, SlabRow, SlabRule } from '../../ui/Slab.tsx';
import { Notice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import { withoutTender } from './draft.ts';
import { PostButton } from './PostButton.tsx';
import { needsAnother, OVERRIDE_OF } from './posting.ts';
import type { Posting } from './posting.ts';
import type { PaymentPreview, Setup, TenderType } from './preview.ts';
import { counter, useCounter } from './store.ts';
import type { TenderEntry } from './store.ts';
import { detailsOf, refusedTender, tenderTypeFor, tenderWords } from './tender-fields.ts';
import { TenderForm } from './TenderForm.tsx';
import styles from './Counter.module.css';

const LETTERS = [
  { letter: 'cash', cap: 'C', label: 'Cash' },
  { letter: 'card', cap: 'D', label: 'Card' },
  { letter: 'check', cap: 'K', label: 'Check' },
  { letter: 'money-order', cap: 'M', label: 'Money order' },
  { letter: 'pledge', cap: 'P', label: 'Pledge' },
] as const;
type Letter = (typeof LETTERS)[number]['letter'] | 'cashiers-check';

const SETTLE_MS = 300;

export const focusTenderAmount = (): void => {
  const field = document.querySelector<HTMLInputElement>('[data-field="tender-amount"]');
  field?.focus();
  field?.select();
};
export const focusPost = (): void => document.getElementById('post-payment')?.focus();

const newEntry = (type: TenderType): TenderEntry => ({
  tenderType: type.code,
  tenderId: null,
  amountCents: undefined,
  details: {},
});

export type TendersPaneProps = {
  readonly preview: PaymentPreview;
  readonly setup: Setup;
  readonly posting: Posting;
};

/** What is due, what was handed over, what goes back, and the one button that posts. */
export function TendersPane({ preview, setup, posting }: TendersPaneProps) {
  const { draft, entry } = useCounter();
  const [tape, setTape] = useState(false);
  const [refusedType, setRefusedType] = useState<TenderType | null>(null);
  const cash = tenderTypeFor('cash', setup.tenderTypes, null);
  // While something is due, cash is being taken until a letter says otherwise; once it is covered, the button is next.
  const shownEntry = entry ?? (cash && preview.stillDueCents > 0 ? newEntry(cash) : null);
  const type = setup.tenderTypes.find((each) => each.code === shownEntry?.tenderType);

  const isOff = (chosen: TenderType): boolean => preview.guaranteedOnly !== null && !chosen.guaranteedFunds;
  const choose = (letter: Letter) => {
    const chosen = tenderTypeFor(letter, setup.tenderTypes, entry?.tenderType ?? null);
    if (!chosen) return;
    setRefusedType(isOff(chosen) ? chosen : null);
    if (isOff(chosen)) return;
    const kept = entry?.tenderId ?? null;
    counter.entry({ ...newEntry(chosen), tenderId: kept, amountCents: entry?.amountCents });
    setTimeout(focusTenderAmount, 0);
  };
  const afterTaken = () => {
    setTimeout(() => {
      const after = counter.get().draft.tenders.reduce((sum, { input }) => sum + input.amountCents, 0);
      if (after >= preview.dueCents) focusPost();
      else focusTenderAmount();
    }, 0);
  };

  // The desk refused a tender when it was posted: it comes back into the form, at the field that is meant.
  const refused = refusedTender(posting.problem?.field);
  const refusedId = refused === null ? undefined : draft.tenders[refused.index]?.tenderId;
  useEffect(() => {
    const tender = counter.get().draft.tenders.find(({ tenderId }) => tenderId === refusedId);
    if (tender) mend(tender.tenderId);
  }, [refusedId]);

  // While the desk asks for a reason or another person, that has the room; change and tape come back afterwards.
  const asks =
    posting.problem !== undefined &&
    (OVERRIDE_OF[posting.problem.code] !== undefined || needsAnother(posting.problem.code));

  useActions('counter', {
    'tender.cash': () => choose('cash'),
    'tender.card': () => choose('card'),
    'tender.check': () => choose('check'),
    'tender.cashiers-check': () => choose('cashiers-check'),
    'tender.money-order': () => choose('money-order'),
    'tender.pledge': () => choose('pledge'),
    'tender.take-due': shownEntry
      ? () => {
          counter.entry({ ...shownEntry, amountCents: undefined });
          setTimeout(focusTenderAmount, 0);
        }
      : undefined,
    'tape.open': () => {
      rememberOrigin();
      setTape(true);
    },
  });

  return (
    <section
      className={cx(styles.tendersPane, asks && styles.asked)}
      aria-label="Tenders"
      data-pane="tenders"
    >
      <Figures preview={preview} />
      <div className={cx(styles.pane, styles.tenders)}>
        <div className={styles.types} role="group" aria-label="Tender types">
          {LETTERS.map(({ letter, cap, label }) => {
            const chosen = tenderTypeFor(letter, setup.tenderTypes, null);
            return chosen === undefined ? null : (
              <button
                key={letter}
                type="button"
                tabIndex={-1}
                className={styles.type}
                aria-disabled={isOff(chosen)}
                aria-pressed={shownEntry !== null && type?.kind === chosen.kind}
                onClick={() => choose(letter)}
              >
                <KeyCap>{cap}</KeyCap> {label}
              </button>
            );
          })}
        </div>
        {refusedType !== null && preview.guaranteedOnly !== null && (
          <Notice
            tone="warn"
            live="alert"
            title={`${refusedType.name} is refused: ${preview.guaranteedOnly}`}
          >
            Take cash, money order, cashier’s check or card.
          </Notice>
        )}
        <Taken setup={setup} mending={shownEntry?.tenderId ?? null} />
        {type && shownEntry && (
          <TenderForm
            key={`${type.code}-${shownEntry.tenderId ?? ''}-${draft.tenders.length}`}
            type={type}
            entry={shownEntry}
            preview={preview}
            refused={
              refused !== null && posting.problem !== undefined && refusedId === shownEntry.tenderId
                ? { field: refused.field, error: posting.problem }
                : null
            }
            onTaken={afterTaken}
          />
        )}
      </div>
      <div className={styles.pair}>
        <GiveChange preview={preview} />
        <div className={styles.pane}>
          <TapeRoll entering={tape} compact={preview.changeCents === 0} onDone={() => setTape(false)} />
        </div>
      </div>
      <PostButton preview={preview} posting={posting} />
    </section>
  );
}

/** Brings a tender that was taken back into the form. */
function mend(tenderId: string): void {
  const tender = counter.get().draft.tenders.find((each) => each.tenderId === tenderId);
  if (!tender) return;
  counter.entry({
    tenderType: tender.input.tenderType,
    tenderId,
    amountCents: tender.input.amountCents,
    details: detailsOf(tender.input),
  });
}

function Taken({ setup, mending }: { readonly setup: Setup; readonly mending: string | null }) {
  const { draft } = useCounter();
  if (draft.tenders.length === 0) return null;
  const remove = (tenderId: string) => {
    counter.change((before) => withoutTender(before, tenderId));
    if (mending === tenderId) counter.entry(null);
    setTimeout(focusTenderAmount, 0);
  };
  return (
    <ul aria-label="Tenders taken" onKeyDown={(event) => roveFocus(event, 'vertical')}>
      {draft.tenders.map(({ tenderId, input }, index) => (
        <li
          key={tenderId}
          className={styles.taken}
          data-stop
          tabIndex={index === 0 ? 0 : -1}
          aria-current={tenderId === mending ? 'true' : undefined}
          aria-keyshortcuts="Enter Delete"
          onKeyDown={(event) => {
            if (event.key === 'Delete') remove(tenderId);
            if (event.key === 'Enter' && !event.ctrlKey) {
              mend(tenderId);
              setTimeout(focusTenderAmount, 0);
            }
          }}
        >
          <span className={styles.number}>{index + 1}</span>
          <span className={styles.what}>
            <b>
              {setup.tenderTypes.find((type) => type.code === input.tenderType)?.name ?? input.tenderType}
            </b>{' '}
            <span className={layout.sub}>{tenderWords(input)}</span>
          </span>
          <span className={styles.amount}>{formatCents(input.amountCents)}</span>
          <button
            type="button"
            tabIndex={-1}
            className={styles.link}
            aria-label={`Remove tender ${index + 1}`}
            onClick={() => remove(tenderId)}
          >
            Remove
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Due, tendered and change: the number of the moment. Spoken once when they settle. */
function Figures({ preview }: { readonly preview: PaymentPreview }) {
  const short = preview.tenderedCents > 0 && preview.stillDueCents > 0;
  return (
    <Slab label="Due, tendered and change" className={styles.due}>
      <SlabRow label="Due" value={preview.dueCents} />
      <SlabRow label="Tendered" value={preview.tenderedCents} />
      <SlabRule />
      {short ? (
        <SlabRow label="Still due" value={preview.stillDueCents} size="xl" />
      ) : (
        <SlabRow label="Change" value={preview.changeCents} size="xl" trust={preview.changeCents > 0} />
      )}
      <Spoken preview={preview} />
    </Slab>
  );
}

function Spoken({ preview }: { readonly preview: PaymentPreview }) {
  const [text, setText] = useState('');
  const first = useRef(true);
  const { dueCents, tenderedCents, changeCents, stillDueCents } = preview;
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => {
      const paid = tenderedCents === 0 ? '' : `, tendered ${spokenCents(tenderedCents)}`;
      const left =
        stillDueCents > 0
          ? `, still due ${spokenCents(stillDueCents)}`
          : `, change ${spokenCents(changeCents)}`;
      setText(`Due ${spokenCents(dueCents)}${paid}${tenderedCents === 0 ? '' : left}`);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [dueCents, tenderedCents, changeCents, stillDueCents]);
  return (
    <span className={layout.sr} role="status">
      {text}
    </span>
  );
}

/** Which pieces to hand back; never how many the drawer holds, which would give the count away. */
function GiveChange({ preview }: { readonly preview: PaymentPreview }) {
  const { pieces } = suggestChange(preview.changeCents);
  const count = pieces.reduce((sum, piece) => sum + piece.pieces, 0);
  return (
    <section className={cx(styles.pane, styles.give)} aria-label="Give as change">
      <h2>
        Give as change
        {pieces.length === 0 && (
          <span className={layout.sub}> {preview.dueCents === 0 ? 'nothing yet' : 'none'}</span>
        )}
      </h2>
      {pieces.length > 0 && (
        <ul className={styles.pieces}>
          {pieces.map((piece) => (
            <li key={`${piece.form}-${piece.denominationCents}`} className={styles.piece}>
              <span>
                <b>{piece.pieces}</b> × <b>{formatCents(piece.denominationCents)}</b>
                <span className={layout.sr}> {faceName(piece, piece.pieces)}</span>
              </span>
            </li>
          ))}
          <li className={cx(styles.piece, styles.pieceTotal)}>
            <span>{countOf(count, 'piece')}</span>
            <span>{formatCents(preview.changeCents)}</span>
          </li>
        </ul>
      )}
    </section>
  );
}
