import { useEffect, useState } from 'react';
import { useCommand } from '../../bridge/hooks.ts';
import { queryClient } from '../../bridge/hooks.ts';
import { useProgress } from '../../bridge/pushes.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { TrainingBand } from '../../shell/TrainingBand.tsx';
import { Button } from '../../ui/Button.tsx';
import { Mark } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Progress, RefusalNotice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import { OwnOffice } from './OwnOffice.tsx';
import styles from './FirstRun.module.css';

const SAMPLE = [
  ['2,500', 'accounts to search, as a billing system writes them'],
  ['29', 'receipt types with their funds'],
  ['10', 'people: 4 cashiers, a clerk, 2 supervisors, an accountant, an administrator, an auditor'],
  ['1', 'simulated receipt printer with its drawer, with paper you can read'],
  ['0', 'effect on real books; every screen says TRAINING'],
] as const;

const OWN = [
  'City, office and workstation',
  'First administrator',
  'Chart of accounts and receipt types, by import',
  'Drawers, floats and limits, by import',
  'Receipt printer, with a self-test',
  'Bank accounts and policy',
] as const;

/** Nothing is set up: look around in an invented city, or found the own office. They never share a book. */
export function FirstRun() {
  const found = useCommand('desk.found-sample-city');
  const progress = useProgress(null);
  const [own, setOwn] = useState(false);
  useEffect(() => {
    document.title = 'Welcome · Tillwright';
  }, []);

  const openSample = async () => {
    const answer = await found.run({});
    if (answer.ok) await queryClient.invalidateQueries();
  };
  const idle = !own && !found.busy;
  useActions('first-run', {
    'first-run.sample': idle ? () => void openSample() : undefined,
    'first-run.own': idle ? () => setOwn(true) : undefined,
    'go.back': own ? () => setOwn(false) : undefined,
  });

  return (
    <div className={styles.first}>
      <header className={styles.bar}>
        <Mark /> Tillwright
      </header>
      <main className={styles.main}>
        {own ? (
          <OwnOffice onBack={() => setOwn(false)} />
        ) : (
          <>
            <div>
              <h1>Nothing is set up on this PC yet</h1>
              <p className={styles.lead}>
                Look around with an invented city, or set up your own office. You can do the first now and the
                second later in a data folder of its own; they never share a book.
              </p>
            </div>
            <div className={styles.two}>
              <section
                className={`${styles.choice ?? ''} ${styles.picked ?? ''}`}
                aria-labelledby="sample-title"
              >
                <div className={styles.band}>
                  <TrainingBand />
                </div>
                <h2 id="sample-title">Try with a sample city</h2>
                <p>Cedar Bluff is ready in a few seconds. Take payments, close a drawer, make a deposit.</p>
                <ul>
                  {SAMPLE.map(([number, text]) => (
                    <li key={text} className={styles.item}>
                      <span className={styles.number}>{number}</span>
                      <span>{text}</span>
                    </li>
                  ))}
                </ul>
                <div className={layout.down}>
                  {found.problem !== undefined && <RefusalNotice problem={found.problem} />}
                  {found.busy ? (
                    <Progress
                      label={progress?.step ?? 'Founding Cedar Bluff'}
                      done={progress?.done ?? 0}
                      total={progress?.total ?? 2_500}
                      unit="records"
                    />
                  ) : (
                    <Button
                      kind="primary"
                      size="lg"
                      wide
                      keyCap="Enter"
                      autoFocus
                      onPress={() => void openSample()}
                    >
                      Open Cedar Bluff
                    </Button>
                  )}
                </div>
              </section>
              <section className={styles.choice} aria-labelledby="own-title">
                <h2 id="own-title">Set up my office</h2>
                <p>
                  The first two steps now, the rest under Setup. No drawer opens until all of them are done.
                </p>
                <ol>
                  {OWN.map((text, index) => (
                    <li key={text} className={styles.item}>
                      <span className={layout.muted}>{index + 1}</span>
                      <span>{text}</span>
                    </li>
                  ))}
                </ol>
                <div className={layout.down}>
                  <Button
                    size="lg"
                    wide
                    keyCap="S"
                    reason={found.busy ? 'Cedar Bluff is being founded' : undefined}
                    onPress={() => setOwn(true)}
                  >
                    Set up my office
                  </Button>
                </div>
              </section>
            </div>
            <div className={styles.small}>
              <span className={layout.muted}>Joining a lobby that already runs: not available yet</span>
              <span>
                Moving to a new PC? <b>restore</b> on the command line brings a backup back.
              </span>
              <span className={layout.push}>
                Keys: <KeyCap>Tab</KeyCap> to move, <KeyCap>Enter</KeyCap> to choose
              </span>
            </div>
          </>
        )}
      </main>
    </div>
  );
}
