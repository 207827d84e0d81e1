import { useEffect, useRef, useState } from 'react';
import { sourceLabel } from '../../../shared/domain/session/label.ts';
import { formatBusinessDate, formatTime } from '../../../shared/kernel/time.ts';
import { command, newId } from '../../bridge/bridge.ts';
import { queryClient, useCommand } from '../../bridge/hooks.ts';
import { useDeskNow } from '../../shell/clock.ts';
import type { DeskStatus } from '../../shell/desk.ts';
import { ROLE_LABELS } from '../../shell/desk.ts';
import { TrainingBand } from '../../shell/TrainingBand.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Mark } from '../../ui/Icon.tsx';
import { Slab, Figure } from '../../ui/Slab.tsx';
import { Notice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import { deskFacts, drawerOf, personWords } from './desk-facts.ts';
import styles from './SignIn.module.css';

const MINUTE_MS = 60_000;

/** One workstation, several people: who is it, and which drawer waits for whom. */
export function SignIn({ status }: { readonly status: DeskStatus }) {
  const waiting = status.drawers.find((drawer) => drawer.session?.status === 'suspended');
  const [userName, setUserName] = useState(waiting?.session?.cashier.userName ?? '');
  const [secret, setSecret] = useState('');
  const pinRef = useRef<HTMLInputElement>(null);
  const signIn = useCommand('access.sign-in');
  const person = status.people.find((known) => known.userName === userName.trim());
  const mine = person === undefined ? undefined : drawerOf(status.drawers, person.userName);
  const resumes = mine?.session?.status === 'suspended';

  useEffect(() => {
    document.title = `${status.training ? 'TRAINING · ' : ''}Sign in · Tillwright`;
  }, [status.training]);

  const submit = async () => {
    if (userName.trim() === '' || secret === '') return;
    const answer = await signIn.run({ userName: userName.trim(), secret });
    setSecret('');
    if (!answer.ok) {
      pinRef.current?.focus();
      return;
    }
    if (mine?.session?.status === 'suspended') {
      await command('session.resume', { sessionId: mine.session.sessionId }, { commandId: newId() });
    }
    queryClient.setQueryData(['access.who', {}], answer.value);
  };

  return (
    <div className={styles.sign}>
      <div className={styles.band}>{status.training && <TrainingBand />}</div>
      <Slab label="This workstation" className={styles.side}>
        <div className={styles.brand}>
          <Mark /> Tillwright
        </div>
        <Clock timeZone={status.timeZone} />
        <p className={styles.day}>
          {status.businessDate === null
            ? 'No business date is open. A supervisor opens it.'
            : `${formatBusinessDate(status.businessDate)} is the business date`}
        </p>
        <dl className={styles.facts}>
          {deskFacts(status).map((fact) => (
            <div key={fact.label} className={styles.fact}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      </Slab>
      <main className={styles.form}>
        <form
          className={styles.box}
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <div>
            <h1>Sign in</h1>
            {waiting?.session !== undefined && (
              <p className={layout.muted}>
                {sourceLabel(waiting)} is suspended and waits for {waiting.session.cashier.name}.
              </p>
            )}
          </div>
          <Field
            label="User name"
            name="user-name"
            size="lg"
            value={userName}
            autoFocus={userName === ''}
            autoComplete="username"
            hint={
              person === undefined ? undefined : `${person.name}, ${ROLE_LABELS[person.role].toLowerCase()}`
            }
            onChange={(text) => {
              setUserName(text.toLowerCase());
              signIn.clear();
            }}
            onEnter={() => pinRef.current?.focus()}
          />
          <Field
            ref={pinRef}
            label="PIN"
            name="pin"
            type="password"
            inputMode="numeric"
            size="lg"
            value={secret}
            autoFocus={userName !== ''}
            autoComplete="current-password"
            problem={signIn.problem}
            onChange={setSecret}
            onEnter={() => void submit()}
          />
          <Button kind="primary" size="lg" wide type="submit" keyCap="Enter" busy={signIn.busy}>
            {resumes ? `Sign in and resume ${sourceLabel(mine).toLowerCase()}` : 'Sign in'}
          </Button>
          {status.trainingPin !== undefined && (
            <Notice title={`Sample city: everyone’s PIN is ${status.trainingPin}.`} />
          )}
          <div role="group" aria-label="Someone at this desk">
            <p className={layout.sub}>Or choose who you are</p>
            <ul className={styles.people}>
              {status.people.map((known) => (
                <li key={known.userName}>
                  <button
                    type="button"
                    className={styles.person}
                    aria-pressed={known.userName === person?.userName}
                    onClick={() => {
                      setUserName(known.userName);
                      signIn.clear();
                      pinRef.current?.focus();
                    }}
                  >
                    <b>{known.name}</b>
                    <span className={layout.block}>{personWords(known, status.drawers)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
          <p className={`${styles.foot ?? ''} ${layout.sub ?? ''}`}>
            Locks after {Math.round(status.lockAfterMs / MINUTE_MS)} minutes without a key
          </p>
        </form>
      </main>
    </div>
  );
}

function Clock({ timeZone }: { readonly timeZone: string }) {
  const text = formatTime(useDeskNow(), timeZone);
  return <Figure value={text} align="left" className={styles.clock} />;
}
