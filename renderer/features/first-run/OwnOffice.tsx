import { useState } from 'react';
import { queryClient, useCommand } from '../../bridge/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { enterMovesOn } from '../../ui/enter-moves-on.ts';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { Field } from '../../ui/Field.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import styles from './FirstRun.module.css';

type Draft = {
  readonly city: string;
  readonly office: string;
  readonly workstation: string;
  readonly timeZone: string;
  readonly userName: string;
  readonly name: string;
  readonly secret: string;
  readonly again: string;
};

const EMPTY: Draft = {
  city: '',
  office: '',
  workstation: '01',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  userName: '',
  name: '',
  secret: '',
  again: '',
};

const ASKED: readonly { readonly field: keyof Draft; readonly words: string }[] = [
  { field: 'city', words: 'the city' },
  { field: 'office', words: 'the office' },
  { field: 'workstation', words: 'the workstation' },
  { field: 'timeZone', words: 'the time zone' },
  { field: 'name', words: 'the administrator’s name' },
  { field: 'userName', words: 'a user name' },
  { field: 'secret', words: 'a PIN' },
];

function missing(draft: Draft): string | undefined {
  const empty = ASKED.find(({ field }) => draft[field].trim() === '');
  if (empty) return `Type ${empty.words}`;
  return draft.secret === draft.again ? undefined : 'The two PINs differ';
}

/** Steps 1 and 2: the office and its first administrator. Everything after is done signed in, under Setup. */
export function OwnOffice({ onBack }: { readonly onBack: () => void }) {
  const [draft, setDraft] = useState(EMPTY);
  const found = useCommand('desk.found-office');
  const problem = found.problem;
  const of = (field: string): Problem | undefined =>
    problem?.field?.endsWith(field) === true ? problem : undefined;
  const set = (field: keyof Draft) => (text: string) => {
    setDraft((before) => ({ ...before, [field]: text }));
    found.clear();
  };
  const submit = async () => {
    if (missing(draft) !== undefined) return;
    const { city, office, workstation, timeZone, userName, name, secret } = draft;
    const answer = await found.run({
      city,
      office,
      workstation,
      timeZone,
      administrator: { userName, name, secret },
    });
    if (answer.ok) await queryClient.invalidateQueries();
  };

  return (
    <form
      className={layout.stack}
      onKeyDown={enterMovesOn}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div>
        <h1>Set up my office</h1>
        <p className={styles.lead}>
          These become part of every receipt number and every journal entry, and cannot be changed later.
        </p>
      </div>
      <fieldset className={styles.own}>
        <legend className={layout.sr}>City, office and workstation</legend>
        <Field
          label="City"
          value={draft.city}
          onChange={set('city')}
          problem={of('city')}
          autoFocus
          maxLength={80}
        />
        <Field
          label="Office"
          value={draft.office}
          onChange={set('office')}
          problem={of('office')}
          maxLength={80}
        />
        <Field
          label="Workstation"
          note="Two digits; the first part of every receipt number made on this PC."
          value={draft.workstation}
          onChange={set('workstation')}
          problem={of('workstation')}
          maxLength={2}
          inputMode="numeric"
        />
        <Field
          label="Time zone"
          note="IANA name, such as America/Phoenix."
          value={draft.timeZone}
          onChange={set('timeZone')}
          problem={of('timeZone')}
        />
      </fieldset>
      <fieldset className={styles.own}>
        <legend className={layout.sr}>First administrator</legend>
        <Field
          label="Administrator’s name"
          value={draft.name}
          onChange={set('name')}
          problem={of('.name')}
          maxLength={80}
        />
        <Field
          label="User name"
          note="Lower case letters and digits."
          value={draft.userName}
          onChange={set('userName')}
          problem={of('userName')}
          maxLength={32}
        />
        <Field
          label="PIN or password"
          type="password"
          value={draft.secret}
          onChange={set('secret')}
          problem={of('secret')}
          autoComplete="new-password"
        />
        <Field
          label="The same again"
          type="password"
          value={draft.again}
          onChange={set('again')}
          autoComplete="new-password"
        />
      </fieldset>
      {problem !== undefined && problem.field === undefined && <RefusalNotice problem={problem} />}
      <div className={layout.row}>
        <Button onPress={onBack} keyCap="Esc">
          Back
        </Button>
        <div className={layout.grow}>
          <Button
            kind="primary"
            size="lg"
            wide
            type="submit"
            next
            keyCap="Enter"
            busy={found.busy}
            reason={missing(draft)}
          >
            Found this office
          </Button>
        </div>
      </div>
    </form>
  );
}
