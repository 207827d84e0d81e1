import { useEffect } from 'react';
import { sourceLabel } from '../../../shared/domain/session/label.ts';
import { command, newId } from '../../bridge/bridge.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { focusPane } from '../../keymap/panes.ts';
import { useDesk } from '../../shell/desk.ts';
import { go, useRoute } from '../../shell/route.ts';
import { Room } from '../../shell/Room.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { OpenDrawer } from '../drawer-open/OpenDrawer.tsx';
import { Posted } from '../posted/Posted.tsx';
import { closedView } from '../customer/customer-view.ts';
import { forgetPublished, usePublished } from '../customer/publish.ts';
import { Counter } from './Counter.tsx';
import { counter, ownCounter, useCounter } from './store.ts';

/** The counter of whoever sits here: first a drawer, then payers. */
export function Screen() {
  const { seat, status } = useDesk();
  const { userName } = seat.person;
  useEffect(() => ownCounter(userName), [userName]);
  const session = useAsk('session.mine', {});
  const setup = useAsk('counter.setup', {});
  const { posted } = useCounter();
  // F2 from another room: on to the next payer, past the one who was just served.
  const finds = useRoute().rest[0] === 'find';
  useEffect(() => {
    if (!finds) return;
    if (counter.get().posted !== null) counter.next();
    go('counter');
    setTimeout(() => focusPane('find'), 0);
  }, [finds]);

  useEffect(forgetPublished, []);
  const isOpen = session.data?.status === 'open';
  usePublished(session.data === undefined || isOpen ? null : closedView(status.city), !seat.locked);

  const problem = session.problem ?? setup.problem;
  if (problem !== undefined) {
    return (
      <Room title="Counter">
        <h1>Counter</h1>
        <RefusalNotice problem={problem} actions={<Button onPress={session.again}>Ask again</Button>} />
      </Room>
    );
  }
  if (session.data === undefined || setup.data === undefined) {
    return (
      <Room title="Counter">
        <h1>Counter</h1>
      </Room>
    );
  }
  if (session.data === null) return <OpenDrawer />;
  if (session.data.status === 'suspended')
    return <Suspended sessionId={session.data.sessionId} name={sourceLabel(session.data.source)} />;
  if (session.data.status !== 'open') return <NotOpen name={sourceLabel(session.data.source)} />;
  return posted === null ? (
    <Counter session={session.data} setup={setup.data} />
  ) : (
    <Posted posted={posted} session={session.data} />
  );
}

function Suspended({ sessionId, name }: { readonly sessionId: string; readonly name: string }) {
  return (
    <Room title="Counter">
      <h1>{name} is suspended</h1>
      <p>It is yours, and as you left it. No one else can take payments with it.</p>
      <div>
        <Button
          kind="primary"
          size="lg"
          keyCap="Enter"
          autoFocus
          onPress={() => void command('session.resume', { sessionId }, { commandId: newId() })}
        >
          Resume {name.toLowerCase()}
        </Button>
      </div>
    </Room>
  );
}

function NotOpen({ name }: { readonly name: string }) {
  return (
    <Room title="Counter">
      <h1>{name} takes no payments now</h1>
      <Notice title="It is being counted, or its count waits for approval.">
        Go on with the count under Drawer. Parked payers and new ones are served at another drawer, or after
        the close is approved.
      </Notice>
      <div>
        <Button kind="primary" size="lg" keyCap="Enter" autoFocus onPress={() => go('close')}>
          Go to the count
        </Button>
      </div>
    </Room>
  );
}
