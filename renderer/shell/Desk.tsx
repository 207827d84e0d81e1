import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { command, newId } from '../bridge/bridge.ts';
import { queryClient, useAsk } from '../bridge/hooks.ts';
import { roomsFor } from '../features/registry.ts';
import { activeScreens, isHandled, useActions } from '../keymap/dispatcher.ts';
import { KeyBar } from '../keymap/KeyBar.tsx';
import { KEYS } from '../keymap/keys.ts';
import { movePane } from '../keymap/panes.ts';
import { setWedgeScanlines } from '../keymap/wedge.ts';
import { AmountSettingsContext } from '../ui/AmountField.tsx';
import { RefusalNotice } from '../ui/Status.tsx';
import type { Problem } from '../ui/ErrorLine.tsx';
import { AutoLock } from './AutoLock.tsx';
import { useDesk } from './desk.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { useKeptFocus } from './keep-focus.ts';
import type { SheetSubject } from './KeySheet.tsx';
import { LockScreen } from './LockScreen.tsx';
import { Rail } from './Rail.tsx';
import { useReadings } from './readings.ts';
import { go, useRoute } from './route.ts';
import { NoSale } from './NoSale.tsx';
import { NothingForYou } from './NothingForYou.tsx';
import { Tape } from './Tape.tsx';
import { pushOnTape, rememberOrigin } from './tape-store.ts';
import { TopBar } from './TopBar.tsx';
import { TrainingBand } from './TrainingBand.tsx';
import styles from './Shell.module.css';

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }));
const KeySheet = lazy(async () => ({ default: (await import('./KeySheet.tsx')).KeySheet }));

type Floating = { readonly kind: 'palette' } | { readonly kind: 'sheet'; readonly subject: SheetSubject };

function sheetSubject(withField: boolean): SheetSubject {
  const field = document.activeElement instanceof HTMLInputElement ? document.activeElement : null;
  const help = field?.dataset['help'];
  const label = field?.labels?.[0]?.textContent;
  return {
    screens: activeScreens(),
    handled: new Set(KEYS.map((binding) => binding.action).filter((action) => isHandled(action))),
    ...(withField && field
      ? {
          field: {
            label: label ?? 'This field',
            help: help ?? 'Plain text. Enter goes forward, Esc goes back.',
          },
        }
      : {}),
  };
}

/** The room for one signed-in person: rail, facts, the screen, the keys. */
export function Desk() {
  const { status, seat, can } = useDesk();
  const rooms = useMemo(() => roomsFor(can), [can]);
  const route = useRoute();
  const current =
    rooms.find((room) => room.id === route.room) ??
    rooms.find((room) => room.homeOf?.includes(seat.person.role) === true) ??
    rooms[0];
  const [floating, setFloating] = useState<Floating | null>(null);
  const [tapeOpen, setTapeOpen] = useState(false);
  const [noSale, setNoSale] = useState(false);
  const session = useAsk('session.mine', {}, { when: can('session.open') }).data;
  const openSession = session?.status === 'open' ? session.sessionId : undefined;
  const [problem, setProblem] = useState<Problem>();
  const counterSetup = useAsk('counter.setup', {}, { when: can('account.read') }).data;
  const impliedDecimals = counterSetup?.impliedDecimals ?? false;
  const scanlines = counterSetup?.scanlines;
  useEffect(() => setWedgeScanlines(scanlines ?? []), [scanlines]);
  const amountSettings = useMemo(() => ({ impliedDecimals, onSum: pushOnTape }), [impliedDecimals]);
  const opener = useRef<HTMLElement | null>(null);
  useKeptFocus();
  useReadings(seat.locked);

  const open = (next: Floating) => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setFloating(next);
  };
  const close = () => {
    setFloating(null);
    // The focus goes back to what opened it; the dialog has left the page by then.
    setTimeout(() => opener.current?.focus(), 0);
  };
  const openStrip = () => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setNoSale(true);
  };
  const closeStrip = () => {
    setNoSale(false);
    setTimeout(() => opener.current?.focus(), 0);
  };
  const lock = async () => {
    beforeLock.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const answer = await command('access.lock', {}, { commandId: newId() });
    if (answer.ok) queryClient.setQueryData(['access.who', {}], { ...seat, locked: true });
    else setProblem(answer.error);
  };
  const signOut = async () => {
    const answer = await command('access.sign-out', {}, { commandId: newId() });
    if (!answer.ok) {
      setProblem(answer.error);
      return;
    }
    // The next person begins at home, not where this one was.
    go('');
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'desk.status' });
    queryClient.setQueryData(['access.who', {}], null);
  };

  useActions(
    null,
    {
      'keys.sheet': () => open({ kind: 'sheet', subject: sheetSubject(false) }),
      'keys.help': () => open({ kind: 'sheet', subject: sheetSubject(true) }),
      'go.palette': () => open({ kind: 'palette' }),
      'pane.next': () => movePane(1),
      'pane.previous': () => movePane(-1),
      'tape.open': () => {
        rememberOrigin();
        setTapeOpen(true);
      },
      'drawer.open-no-sale':
        can('drawer.no-sale') && openSession !== undefined ? () => openStrip() : undefined,
      'desk.lock': () => void lock(),
      'desk.sign-out': () => void signOut(),
      'find.payer': rooms.some((room) => room.id === 'counter') ? () => go('counter', 'find') : undefined,
      'find.receipt': rooms.some((room) => room.id === 'receipts') ? () => go('receipts') : undefined,
    },
    { base: true },
  );

  // What had the keyboard when the desk was locked has it again afterwards.
  const beforeLock = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (seat.locked) return;
    beforeLock.current?.focus();
    beforeLock.current = null;
  }, [seat.locked]);

  return (
    <AmountSettingsContext value={amountSettings}>
      <div className={styles.desk} inert={seat.locked}>
        {status.training && <TrainingBand />}
        <Rail rooms={rooms} current={current?.id ?? ''} />
        <div className={styles.main}>
          <TopBar />
          {problem !== undefined && <RefusalNotice problem={problem} />}
          {noSale && openSession !== undefined && <NoSale sessionId={openSession} onClose={closeStrip} />}
          <ErrorBoundary room={current?.id ?? ''}>
            <Suspense fallback={<main className={styles.content} aria-busy="true" />}>
              {current === undefined ? <NothingForYou /> : <current.Screen />}
            </Suspense>
          </ErrorBoundary>
          {tapeOpen && <Tape onClose={() => setTapeOpen(false)} />}
          <KeyBar />
        </div>
      </div>
      {seat.locked ? (
        <LockScreen onSignOut={() => void signOut()} />
      ) : (
        <AutoLock afterMs={status.lockAfterMs} onLock={() => void lock()} />
      )}
      <Suspense>
        {floating?.kind === 'palette' && <Palette rooms={rooms} onClose={close} />}
        {floating?.kind === 'sheet' && <KeySheet subject={floating.subject} onClose={close} />}
      </Suspense>
    </AmountSettingsContext>
  );
}
