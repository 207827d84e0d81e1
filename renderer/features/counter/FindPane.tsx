import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { readStub } from '../../../shared/domain/stub/scanline.ts';
import type { ScanlineProfile } from '../../../shared/domain/stub/scanline.ts';
import { holdsCardNumber } from '../../../shared/kernel/card-number.ts';
import { refuse } from '../../../shared/kernel/result.ts';
import { formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { ask } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { focusPane } from '../../keymap/panes.ts';
import { deskNow } from '../../shell/clock.ts';
import { useDesk } from '../../shell/desk.ts';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { rove } from '../../ui/roving.ts';
import layout from '../../ui/layout.module.css';
import { withAccount } from './draft.ts';
import { counter, useCounter } from './store.ts';
import type { Scanned } from './counter-state.ts';
import styles from './Counter.module.css';

type Hit = Output<'account.search'>['hits'][number];

const SHOWN = 8;
/** Long enough that a scanner’s burst asks once, short enough that nobody waits. */
const PAUSE_MS = 120;
const STARTS_AT_CHARS = 2;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const worthAsking = (text: string, current: string | null, scanlines: readonly ScanlineProfile[]): boolean =>
  text.trim().length >= STARTS_AT_CHARS && text.trim() !== current && readStub(text, scanlines) === null;

export type FindPaneProps = {
  readonly scanlines: readonly ScanlineProfile[];
  readonly onFound: () => void;
  /** Enter on nothing, with something already to pay: forward to the money. */
  readonly onForward: () => void;
};

/** One field finds everything: a scanned stub, a number, part of a name or of an address. */
export function FindField({ scanlines, onFound, onForward }: FindPaneProps) {
  const { find, draft, scanned } = useCounter();
  const { status } = useDesk();
  const [problem, setProblem] = useState<Problem>();
  const [index, setIndex] = useState(0);
  const listId = useId();
  const fieldRef = useRef<HTMLInputElement>(null);
  const settled = useSettled(find);
  const asking = worthAsking(find, draft.current, scanlines);
  const search = useAsk(
    'account.search',
    { text: settled.trim(), limit: SHOWN },
    { when: asking && worthAsking(settled, draft.current, scanlines), keepPrevious: true },
  );
  const hits: readonly Hit[] = asking ? (search.data?.hits ?? []) : [];
  const at = Math.min(index, hits.length - 1);
  const current = draft.accounts.find((work) => work.account === draft.current);

  // What was typed on another screen for this payer goes on where it was.
  useEffect(() => {
    const field = fieldRef.current;
    if (field && find !== '' && draft.current === null) {
      field.focus();
      field.setSelectionRange(find.length, find.length);
    }
    // Only when the counter comes up.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const open = (account: string, how: 'scanned' | 'typed', stubCents?: Cents) => {
    const found = { how, at: deskNow(), ...(stubCents === undefined ? {} : { stubCents }) };
    counter.change((before) => withAccount(before, { account, found, towardCents: undefined, byHand: null }));
    counter.find(account);
    setProblem(undefined);
    onFound();
  };

  const enter = async (typed: string, scan?: Scanned) => {
    const text = typed.trim();
    if (text === '' || text === draft.current) return onForward();
    const stub = readStub(text, scanlines);
    if (holdsCardNumber(text) && stub?.ok !== true) {
      counter.find('');
      return setProblem(refuse('CARD_NUMBER_DISCARDED', { field: 'find' }).error);
    }
    if (stub) {
      if (stub.ok) return open(stub.value.account, 'scanned', stub.value.amountCents);
      fieldRef.current?.select();
      return setProblem(stub.error);
    }
    // Never a hit for what was typed before: it would be somebody else’s account.
    const chosen = scan === undefined && settled === typed && !search.previous ? hits[at] : undefined;
    if (chosen) return open(chosen.account, 'typed');
    const answer = await ask('account.search', { text, limit: SHOWN });
    if (!answer.ok) return setProblem(answer.error);
    const { exact, hits: found, total } = answer.value;
    const only = total === 1 ? found[0] : undefined;
    const how = scan === undefined ? 'typed' : 'scanned';
    if (exact)
      return open(exact.account, exact.stub ? 'scanned' : how, exact.stub?.amountCents ?? scan?.amountCents);
    if (only) return open(only.account, how);
    if (total === 0) {
      fieldRef.current?.select();
      setProblem(
        `No account has “${text}” in its number, name or address. Try fewer letters, or take it as an unidentified receipt (F3).`,
      );
    }
    return undefined;
  };

  // A scan is typed and entered, whatever had the keyboard: it is what the person has just done.
  const takeScan = useEffectEvent((scan: Scanned) => {
    counter.scanned(null);
    counter.find(scan.text);
    setIndex(0);
    setProblem(undefined);
    void enter(scan.text, scan);
  });
  useEffect(() => {
    if (scanned === null) return;
    const timer = setTimeout(() => takeScan(scanned), 0);
    return () => clearTimeout(timer);
  }, [scanned]);

  return (
    <>
      <Field
        ref={fieldRef}
        label="Find payer: scan, number, name or address"
        labelHidden
        name="find"
        size="lg"
        value={find}
        placeholder="Scan or type"
        autoFocus={draft.current === null}
        before={<Icon name="scan" />}
        problem={problem}
        help="Scan a bill stub, or type an account number, part of a name or part of an address. Arrows choose, Enter takes."
        listbox={{ id: listId, activeId: hits.length > 0 ? `${listId}-${at}` : null }}
        hint={
          <>
            {current?.found.how === 'scanned' && find === current.account && (
              <span>Scanned {formatTime(current.found.at, status.timeZone)}</span>
            )}
            <KeyCap>F2</KeyCap>
          </>
        }
        onChange={(text) => {
          counter.find(text);
          setIndex(0);
          setProblem(undefined);
        }}
        onEnter={(text) => void enter(text)}
        onKeyDown={(event) => {
          const next =
            event.key === 'Home' || event.key === 'End' ? null : rove(event.key, at, hits.length, 'vertical');
          if (next === null) return;
          event.preventDefault();
          setIndex(next);
        }}
      />
      <div
        className={styles.hits}
        role="listbox"
        id={listId}
        aria-label="Accounts found"
        hidden={hits.length === 0}
      >
        {hits.map((hit, i) => (
          <div
            key={hit.account}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={i === at}
            className={styles.hit}
            onClick={() => {
              open(hit.account, 'typed');
            }}
          >
            <b className={layout.truncate}>{hit.name ?? 'Confidential account'}</b>
            <span className={layout.num}>{formatCents(hit.openCents)}</span>
            <small>
              {hit.account}, {hit.address}
              {hit.status === 'active' ? '' : `, ${hit.status}`}
            </small>
          </div>
        ))}
      </div>
      {hits.length === SHOWN && <p className={layout.sub}>The first {SHOWN}. More letters find fewer.</p>}
      <span className={layout.sr} role="status">
        {hits.length > 0 ? `${search.data?.total ?? hits.length} accounts` : ''}
      </span>
    </>
  );
}

export const focusFind = (): void => focusPane('find');
