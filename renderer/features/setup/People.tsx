import { useState } from 'react';
import { ROLES } from '../../../shared/domain/office/types.ts';
import type { Role } from '../../../shared/domain/office/types.ts';
import { formatTime } from '../../../shared/kernel/time.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { focusPane } from '../../keymap/panes.ts';
import { ROLE_LABELS, useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Chip, RefusalNotice } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from './Setup.module.css';

type User = Output<'users.list'>['users'][number];

/** Everyone with a role here: add, give a new PIN, disable. Nobody is ever deleted: their acts keep their name. */
export function People() {
  const { can, status } = useDesk();
  const asked = useAsk('users.list', {});
  const [chosenName, setChosenName] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const users = asked.data?.users ?? [];
  const chosen = users.find((user) => user.userName === chosenName) ?? users[0];
  const manages = can('users.manage');
  const add = () => setAdding(true);
  const stop = () => {
    setAdding(false);
    setTimeout(() => focusPane('people'), 0);
  };
  useActions('setup', { 'go.back': adding ? stop : undefined });
  return (
    <div className={styles.columns}>
      <Panel
        title="People"
        note={countOf(users.length, 'person', 'people')}
        aside={
          manages &&
          !adding && (
            <Button size="sm" onPress={add}>
              Add a person
            </Button>
          )
        }
        fill
        pane="people"
      >
        {asked.problem !== undefined && <RefusalNotice problem={asked.problem} />}
        <Table<User>
          label="People"
          rows={users}
          rowId={(user) => user.userName}
          chosen={chosen?.userName ?? null}
          onChoose={(user) => setChosenName(user.userName)}
          empty="Nobody yet."
          columns={[
            { id: 'name', head: 'Name', rowHeader: true, strong: true, cell: (user) => user.name },
            { id: 'user', head: 'User name', cell: (user) => user.userName },
            { id: 'role', head: 'Role', cell: (user) => ROLE_LABELS[user.role] },
            {
              id: 'state',
              head: 'State',
              cell: (user) => <UserState user={user} timeZone={status.timeZone} />,
            },
          ]}
        />
      </Panel>
      {adding ? (
        <AddPerson
          onDone={(userName) => {
            setChosenName(userName);
            asked.again();
            stop();
          }}
          onCancel={stop}
        />
      ) : (
        manages &&
        chosen !== undefined && <OnePerson key={chosen.userName} user={chosen} again={asked.again} />
      )}
    </div>
  );
}

function UserState({ user, timeZone }: { readonly user: User; readonly timeZone: string }) {
  if (!user.enabled) return <Chip icon="lock">Disabled</Chip>;
  if (user.lockedUntil !== undefined) {
    return <Chip tone="warn">Locked out until {formatTime(user.lockedUntil, timeZone)}</Chip>;
  }
  return user.hasSecret ? <Chip tone="ok">May sign in</Chip> : <Chip tone="warn">No PIN yet</Chip>;
}

function OnePerson({ user, again }: { readonly user: User; readonly again: () => void }) {
  const [secret, setSecret] = useState('');
  const [repeat, setRepeat] = useState('');
  const give = useCommand('users.set-secret');
  const enable = useCommand('users.set-enabled');
  const reason = pinReason(secret, repeat);
  const giveSecret = async () => {
    if (reason !== undefined) return;
    const answer = await give.run({ userName: user.userName, secret });
    setSecret('');
    setRepeat('');
    if (!answer.ok) return;
    toast(`${user.name} has a new PIN.`);
    again();
  };
  const setEnabled = async () => {
    const answer = await enable.run({ userName: user.userName, enabled: !user.enabled });
    if (!answer.ok) return;
    toast(`${user.name} is ${user.enabled ? 'disabled' : 'enabled'}.`);
    again();
  };
  return (
    <Panel title={user.name} note={ROLE_LABELS[user.role]} padded pane="person">
      <div className={styles.form}>
        <PinFields
          secret={secret}
          repeat={repeat}
          onSecret={setSecret}
          onRepeat={setRepeat}
          label="New PIN or password"
        />
        {give.problem !== undefined && <RefusalNotice problem={give.problem} />}
        <Button kind="primary" busy={give.busy} reason={reason} onPress={() => void giveSecret()}>
          Give the new PIN
        </Button>
        <p className={styles.quiet}>
          It also lifts a lock-out. Tell it in person; it is stored only as a hash.
        </p>
        {enable.problem !== undefined && <RefusalNotice problem={enable.problem} />}
        <Button busy={enable.busy} onPress={() => void setEnabled()}>
          {user.enabled ? 'Disable' : 'Enable'} {user.name}
        </Button>
      </div>
    </Panel>
  );
}

function AddPerson(props: { readonly onDone: (userName: string) => void; readonly onCancel: () => void }) {
  const [name, setName] = useState('');
  const [userName, setUserName] = useState('');
  const [role, setRole] = useState<Role>('cashier');
  const [secret, setSecret] = useState('');
  const [repeat, setRepeat] = useState('');
  const add = useCommand('users.add');
  const reason =
    name.trim() === ''
      ? 'Type the name'
      : /^[a-z][a-z0-9._-]{0,31}$/.test(userName)
        ? pinReason(secret, repeat)
        : 'User name: lower case letters and digits, a letter first';
  const run = async () => {
    if (reason !== undefined) return;
    const answer = await add.run({ userName, name: name.trim(), role, secret });
    if (!answer.ok) return;
    toast(`${name.trim()} is added.`);
    props.onDone(userName);
  };
  useActions('setup', { 'setup.save': () => void run() });
  return (
    <Panel title="Add a person" padded pane="person">
      <div className={styles.form}>
        <Field label="Name" value={name} onChange={setName} maxLength={80} autoFocus />
        <Field
          label="User name"
          value={userName}
          onChange={(text) => setUserName(text.toLowerCase())}
          maxLength={32}
          problem={add.problem?.field === 'userName' ? add.problem : undefined}
        />
        <SelectField
          label="Role"
          options={ROLES.map((each) => ({ value: each, label: ROLE_LABELS[each] }))}
          value={role}
          onChange={setRole}
          note="What each role may do stands under Permissions."
        />
        <PinFields
          secret={secret}
          repeat={repeat}
          onSecret={setSecret}
          onRepeat={setRepeat}
          label="PIN or password"
        />
        {add.problem !== undefined && <RefusalNotice problem={add.problem} />}
        <div className={styles.actions}>
          <Button
            kind="primary"
            keyCap="Ctrl Enter"
            busy={add.busy}
            reason={reason}
            onPress={() => void run()}
          >
            Add
          </Button>
          <Button keyCap="Esc" onPress={props.onCancel}>
            Cancel
          </Button>
        </div>
      </div>
    </Panel>
  );
}

type PinFieldsProps = {
  readonly label: string;
  readonly secret: string;
  readonly repeat: string;
  readonly onSecret: (text: string) => void;
  readonly onRepeat: (text: string) => void;
};

function PinFields({ label, secret, repeat, onSecret, onRepeat }: PinFieldsProps) {
  return (
    <div className={styles.two}>
      <Field
        label={label}
        type="password"
        autoComplete="new-password"
        value={secret}
        onChange={onSecret}
        maxLength={128}
      />
      <Field
        label="Once more"
        type="password"
        autoComplete="new-password"
        value={repeat}
        onChange={onRepeat}
        maxLength={128}
      />
    </div>
  );
}

const pinReason = (secret: string, repeat: string): string | undefined => {
  if (secret === '') return 'Type a PIN';
  return secret === repeat ? undefined : 'The two are not the same';
};
