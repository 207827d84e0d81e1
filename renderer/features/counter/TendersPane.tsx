import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { faceName } from '../../../shared/domain/count/cash.ts';
import { suggestChange } from '../../../shared/domain/tender/change.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { countOf, spokenCents } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { TapeRoll } from '../../shell/Tape.tsx';
import { rememberOrigin } from '../../shell/tape-store.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { roveFocus } from '../../ui/roving.ts';
import { Slab, SlabRow, SlabRule } from '../../ui/Slab.tsx';
import { Notice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import layout from '../../ui/layout.module.css';
import { AskedCard } from '../card/AskedCard.tsx';
import { cardName, cardWords, isPartial, outcomeOf } from '../card/card-dialogue.ts';
import type { Cards } from './card-work.ts';
import { CardStrip } from './CardStrip.tsx';
import { CardTold, chargebackOf, GiveBack } from './CardTold.tsx';
import type { Chargeback } from './CardTold.tsx';
import { withoutTender } from './draft.ts';
import type { TenderWork } from './draft.ts';
import { focusPost, focusTenderAmount } from './focus.ts';
import { PostButton } from './PostButton.tsx';
import { asksFirst } from './posting.ts';
import type { Posting } from './posting.ts';
import type { PaymentPreview, Setup, TenderType } from './preview.ts';
import { counter, useCounter } from './store.ts';
import type { CardWork, TenderEntry } from './counter-state.ts';
import { detailsOf, refusedTender, tenderTypeFor, tenderWords, withoutReading } from './tender-fields.ts';
import { takeCheck } from './take-reading.ts';
import { TenderForm } from './TenderForm.tsx';
import { TerminalForm } from './TerminalForm.tsx';
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
  readonly sessionId: string;
  readonly cards: Cards;
};

/** What is due, what was handed over, what goes back, and the one button that posts. */
export function TendersPane({ preview, setup, posting, sessionId, cards }: TendersPaneProps) {
  const { draft, entry } = useCounter();
  const [givingBack, setGivingBack] = useState<Chargeback | null>(null);
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
    if (cards.work?.at === 'settled') counter.card(null);
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

  const moveOn = useEffectEvent(afterTaken);

  // The desk refused a tender when it was posted: it comes back into the form, at the field that is meant.
  const refused = refusedTender(posting.problem?.field);
  const refusedField = refused?.field;
  const refusedId = refused === null ? undefined : draft.tenders[refused.index]?.tenderId;
  useEffect(() => {
    const tender = counter.get().draft.tenders.find(({ tenderId }) => tenderId === refusedId);
    if (tender) mend(tender.tenderId, refusedField === 'readingId');
  }, [refusedId, refusedField]);

  // While the desk asks for a reason or another person, that has the room; change and tape come back afterwards.
  const asks = asksFirst(posting.problem);

  // When the terminal has answered, the keyboard goes to what comes next, unless the person has left this pane.
  const isRefusal = cards.work?.outcome !== undefined && outcomeOf(cards.work.outcome) === 'not-given-back';
  const settledId = cards.work?.at === 'settled' ? cards.work.ask.input.attemptId : null;
  useEffect(() => {
    if (settledId === null || isRefusal) return;
    const at = document.activeElement;
    if (at === null || at === document.body || at.closest('[data-pane="tenders"]')) moveOn();
  }, [settledId, isRefusal]);

  const pick = (letter: Letter) => (cards.isAsking ? undefined : () => choose(letter));
  useActions('counter', {
    'tender.cash': pick('cash'),
    'tender.card': pick('card'),
    'tender.check': pick('check'),
    'tender.cashiers-check': pick('cashiers-check'),
    'tender.money-order': pick('money-order'),
    'tender.pledge': pick('pledge'),
    'tender.take-due':
      shownEntry && !cards.isAsking
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

  const atTerminal =
    type?.kind === 'card' &&
    setup.terminal !== null &&
    shownEntry?.standAlone !== true &&
    shownEntry?.tenderId === null;
  const hangs = cards.open.doubts.length + cards.open.asking.length + cards.open.unreceipted.length > 0;
  const isLost = cards.work?.at === 'lost' && cards.view === undefined;
  const told = givingBack === null && (isLost || !cards.isAsking) ? cards.work : null;
  const isTelling =
    shownEntry?.doubts !== undefined || givingBack !== null || (told !== null && needsRoom(told));
  return (
    <section
      className={cx(styles.tendersPane, (asks || hangs || cards.isAsking || isTelling) && styles.asked)}
      aria-label="Tenders"
      data-pane="tenders"
    >
      <Figures preview={preview} />
      <CardStrip
        open={cards.open}
        isAsking={cards.isAsking}
        nothingToPost={preview.obstacle !== null}
        onGiveBack={(card) => setGivingBack(chargebackOf(card))}
        onUsed={afterTaken}
      />
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
                aria-disabled={isOff(chosen) || cards.isAsking}
                aria-pressed={shownEntry !== null && type?.kind === chosen.kind}
                onClick={pick(letter)}
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
        <Taken
          setup={setup}
          mending={shownEntry?.tenderId ?? null}
          isLocked={cards.isAsking}
          onGiveBack={setGivingBack}
        />
        {givingBack !== null && !cards.isAsking && (
          <GiveBack
            of={givingBack}
            onEnd={() => {
              setGivingBack(null);
              setTimeout(focusTenderAmount, 0);
            }}
          />
        )}
        {told !== null && <CardTold work={told} />}
        {cards.isAsking && cards.work !== null && !isLost && (
          <AskedCard
            autoFocus
            card={cards.view ?? null}
            kind={cards.work.ask.channel === 'card.sale' ? 'sale' : cards.work.ask.input.kind}
            amountCents={askedCents(cards, draft.tenders)}
          />
        )}
        {type && shownEntry && !cards.isAsking && atTerminal && (
          <TerminalForm
            key={`terminal-${draft.tenders.length}`}
            type={type}
            entry={shownEntry}
            preview={preview}
            setup={setup}
            sessionId={sessionId}
            cards={cards}
          />
        )}
        {type && shownEntry && !cards.isAsking && !atTerminal && (
          <TenderForm
            key={`${type.code}-${shownEntry.tenderId ?? ''}-${draft.tenders.length}`}
            type={type}
            entry={shownEntry}
            preview={preview}
            refused={
              refused !== null && posting.problem !== undefined && refusedId === shownEntry.tenderId
                ? {
                    field: refused.field === 'readingId' ? 'number' : refused.field,
                    error: posting.problem,
                  }
                : null
            }
            onTaken={afterTaken}
            onCheckRead={(read) => {
              const reason = takeCheck(read, { setup, preview });
              if (reason !== null) toast(reason, 'note');
            }}
          />
        )}
      </div>
      <div className={styles.pair}>
        <GiveChange preview={preview} />
        <div className={styles.pane}>
          <TapeRoll entering={tape} compact={preview.changeCents === 0} onDone={() => setTape(false)} />
        </div>
      </div>
      <PostButton
        preview={preview}
        posting={posting}
        waitsFor={cards.isAsking ? 'The terminal is being asked' : undefined}
      />
    </section>
  );
}

/** What was told stands above the form until the next step. */
const needsRoom = ({ at, outcome }: CardWork): boolean =>
  at === 'lost' || (outcome !== undefined && (outcomeOf(outcome) !== 'charged' || isPartial(outcome)));

/** The amount of the request that is followed: a reversal's is the one that was charged. */
function askedCents({ work, view }: Cards, tenders: readonly TenderWork[]): number {
  if (work?.ask.channel === 'card.sale') return work.ask.input.amountCents;
  const originalId = work?.ask.input.originalAttemptId;
  return view?.amountCents ?? tenders.find(({ tenderId }) => tenderId === originalId)?.input.amountCents ?? 0;
}

/**
 * Brings a tender that was taken back into the form.
 * @param isReadingGone what the reader read is no longer kept: from here on the check is a typed one
 */
function mend(tenderId: string, isReadingGone = false): void {
  const tender = counter.get().draft.tenders.find((each) => each.tenderId === tenderId);
  // What a terminal has charged is what it is.
  if (!tender || tender.charged !== undefined) return;
  const details = detailsOf(tender.input);
  counter.entry({
    tenderType: tender.input.tenderType,
    tenderId,
    amountCents: tender.input.amountCents,
    details: isReadingGone ? withoutReading(details) : details,
    ...(tender.input.card === undefined ? {} : { standAlone: true as const }),
  });
}

function Taken(props: {
  readonly setup: Setup;
  readonly mending: string | null;
  readonly isLocked: boolean;
  readonly onGiveBack: (of: Chargeback) => void;
}) {
  const { setup, mending, isLocked, onGiveBack } = props;
  const { draft } = useCounter();
  if (draft.tenders.length === 0) return null;
  const remove = ({ tenderId, charged, input }: TenderWork) => {
    if (isLocked) return;
    if (charged !== undefined) {
      onGiveBack({ attemptId: tenderId, name: cardName(charged), amountCents: input.amountCents });
      return;
    }
    counter.change((before) => withoutTender(before, tenderId));
    if (mending === tenderId) counter.entry(null);
    setTimeout(focusTenderAmount, 0);
  };
  return (
    <ul aria-label="Tenders taken" onKeyDown={(event) => roveFocus(event, 'vertical')}>
      {draft.tenders.map((tender, index) => {
        const { tenderId, input, charged } = tender;
        return (
          <li
            key={tenderId}
            className={styles.taken}
            data-stop
            tabIndex={index === 0 ? 0 : -1}
            aria-current={tenderId === mending ? 'true' : undefined}
            aria-keyshortcuts={charged === undefined ? 'Enter Delete' : 'Delete'}
            onKeyDown={(event) => {
              if (event.key === 'Delete') remove(tender);
              if (event.key === 'Enter' && !event.ctrlKey && charged === undefined && !isLocked) {
                mend(tenderId);
                setTimeout(focusTenderAmount, 0);
              }
            }}
          >
            <span className={styles.number}>{index + 1}</span>
            <span className={styles.what}>
              {charged === undefined ? (
                <>
                  <b>
                    {setup.tenderTypes.find((type) => type.code === input.tenderType)?.name ??
                      input.tenderType}
                  </b>{' '}
                  <span className={layout.sub}>{tenderWords(input)}</span>
                </>
              ) : (
                <span className={layout.row}>
                  <Icon name="lock" small />
                  <b>
                    {cardWords(charged)}
                    <span className={layout.sr}>, charged at the terminal, cannot be changed</span>
                  </b>
                </span>
              )}
            </span>
            <span className={styles.amount}>{formatCents(input.amountCents)}</span>
            <button
              type="button"
              tabIndex={-1}
              className={styles.link}
              aria-label={
                charged === undefined ? `Remove tender ${index + 1}` : `Give back tender ${index + 1}`
              }
              onClick={() => remove(tender)}
            >
              {charged === undefined ? 'Remove' : 'Give back'}
            </button>
          </li>
        );
      })}
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
