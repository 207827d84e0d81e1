import { lazy, Suspense, useEffect, useMemo } from 'react';
import type { Permission } from '../../shared/domain/office/permissions.ts';
import { whenSeatIsLost } from '../bridge/bridge.ts';
import { queryClient, useAsk } from '../bridge/hooks.ts';
import { usePushes } from '../bridge/pushes.ts';
import { useKeyListener } from '../keymap/dispatcher.ts';
import { Button } from '../ui/Button.tsx';
import { RefusalNotice } from '../ui/Status.tsx';
import { setDeskClock } from './clock.ts';
import { Desk } from './Desk.tsx';
import { DeskContext } from './desk.ts';
import type { DeskStatus, Seat } from './desk.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Recovery } from './Recovery.tsx';
import { SignIn } from '../features/signin/SignIn.tsx';
import styles from './Shell.module.css';

const FirstRun = lazy(async () => ({
  default: (await import('../features/first-run/FirstRun.tsx')).FirstRun,
}));

/** How often the devices and the clock are asked when nothing is pushed. */
const STATUS_EVERY_MS = 15_000;

whenSeatIsLost(() => void queryClient.invalidateQueries({ queryKey: ['access.who'] }));

/** What stands before the desk: is it set up, does it answer, who sits here. */
export function App() {
  useKeyListener();
  usePushes();
  const status = useAsk('desk.status', {}, { everyMs: STATUS_EVERY_MS });
  const ready = status.data?.state === 'ready';
  const who = useAsk('access.who', {}, { when: ready });
  const now = status.data?.now;
  const training = status.data?.training === true;
  useEffect(() => {
    if (now !== undefined) setDeskClock(now);
  }, [now]);
  useEffect(() => {
    document.documentElement.dataset['training'] = training ? 'yes' : 'no';
  }, [training]);

  if (status.data === undefined) {
    return status.problem === undefined ? (
      <main className={styles.page} aria-busy="true" />
    ) : (
      <NoDesk again={status.again} problem={status.problem} />
    );
  }
  switch (status.data.state) {
    case 'recovery':
      return <Recovery status={status.data} />;
    case 'first-run':
      return (
        <ErrorBoundary room="first-run">
          <Suspense fallback={<main className={styles.page} aria-busy="true" />}>
            <FirstRun />
          </Suspense>
        </ErrorBoundary>
      );
    case 'ready':
      if (who.data === undefined && who.problem === undefined)
        return <main className={styles.page} aria-busy="true" />;
      return who.data ? <SignedIn status={status.data} seat={who.data} /> : <SignIn status={status.data} />;
  }
}

function SignedIn({ status, seat }: { readonly status: DeskStatus; readonly seat: Seat }) {
  const desk = useMemo(() => {
    const granted = new Set(seat.permissions);
    return { status, seat, can: (permission: Permission) => granted.has(permission) };
  }, [status, seat]);
  return (
    <DeskContext value={desk}>
      <Desk key={seat.person.userName} />
    </DeskContext>
  );
}

function NoDesk(props: {
  readonly again: () => void;
  readonly problem: Parameters<typeof RefusalNotice>[0]['problem'];
}) {
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <h1>The desk does not answer</h1>
        <RefusalNotice
          problem={props.problem}
          actions={
            <Button autoFocus onPress={props.again}>
              Ask again
            </Button>
          }
        />
      </div>
    </main>
  );
}
