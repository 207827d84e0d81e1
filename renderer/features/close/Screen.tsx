import { useAsk } from '../../bridge/hooks.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go, useRoute } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { OpenDrawer } from '../drawer-open/OpenDrawer.tsx';
import { Begin } from './Begin.tsx';
import { Count } from './Count.tsx';
import { OverShort } from './OverShort.tsx';
import type { SessionView } from './session-words.ts';

/**
 * The drawer: opened when the person has none, and the close of one session: the own one, or the one that the address names (a close just submitted, or an absent
 * cashier's drawer that a supervisor balances).
 */
export function Screen() {
  const { can } = useDesk();
  const [namedId] = useRoute().rest;
  const mine = useAsk('session.mine', {}, { when: can('session.open') });
  const own = mine.data ?? null;
  const foreign = namedId !== undefined && mine.data !== undefined && own?.sessionId !== namedId;
  const seesFloor = can('session.approve') || can('session.see-cash');
  const floor = useAsk('supervisor.overview', {}, { when: foreign && seesFloor });
  const found = floor.data?.drawers.find((drawer) => drawer.session.sessionId === namedId)?.session;
  const sealed = useAsk(
    'session.result',
    { sessionId: namedId ?? 'none' },
    { when: foreign && (!seesFloor || (floor.data !== undefined && found === undefined)) },
  );
  const again = () => {
    mine.again();
    if (foreign && seesFloor) floor.again();
  };

  const problem = mine.problem ?? (foreign ? (floor.problem ?? sealed.problem) : undefined);
  const session = foreign ? (found ?? sealed.data?.session) : own;
  if (problem !== undefined) {
    return (
      <Room title="Drawer">
        <PageHead title="Drawer" />
        <RefusalNotice
          problem={problem}
          actions={<Button onPress={() => go('close')}>Back to my drawer</Button>}
        />
      </Room>
    );
  }
  if (own === null && !foreign && mine.data !== undefined) return <OpenDrawer />;
  if (!session) return <Room title="Drawer">{null}</Room>;
  return <Stage key={session.sessionId} session={session} again={again} />;
}

function Stage({ session, again }: { readonly session: SessionView; readonly again: () => void }) {
  switch (session.status) {
    case 'open':
    case 'suspended':
      return <Begin session={session} again={again} />;
    case 'balancing':
      return <Count session={session} again={again} />;
    case 'balanced':
    case 'submitted':
    case 'approved':
      return <Sealed session={session} again={again} />;
  }
}

function Sealed({ session, again }: { readonly session: SessionView; readonly again: () => void }) {
  const result = useAsk('session.result', { sessionId: session.sessionId });
  if (result.problem !== undefined) {
    return (
      <Room title="Over and short">
        <PageHead title="Over and short" />
        <RefusalNotice problem={result.problem} actions={<Button onPress={result.again}>Ask again</Button>} />
      </Room>
    );
  }
  if (result.data === undefined) return <Room title="Over and short">{null}</Room>;
  return (
    <OverShort
      key={result.data.sealedAt}
      result={result.data}
      again={() => {
        again();
        result.again();
      }}
    />
  );
}
