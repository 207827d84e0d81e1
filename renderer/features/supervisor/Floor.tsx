import { useEffect, useRef, useState } from 'react';
import { formatTime } from '../../../shared/kernel/time.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { focusPane } from '../../keymap/panes.ts';
import { deskNow } from '../../shell/clock.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { Figure, Slab, SlabLabel } from '../../ui/Slab.tsx';
import { BusinessDatePanel } from './BusinessDatePanel.tsx';
import { Charts } from './Charts.tsx';
import { DrawerDetail } from './DrawerDetail.tsx';
import { Drawers } from './Drawers.tsx';
import type { Looked, Overview } from './floor-words.ts';
import { openWaiting } from './open-waiting.ts';
import { Queue } from './Queue.tsx';
import layout from '../../ui/layout.module.css';
import styles from './Supervisor.module.css';

/** The floor today: every drawer, what waits for approval, how the day goes. Live cash only after a look, which is recorded. */
export function Floor({ overview, again }: { readonly overview: Overview; readonly again: () => void }) {
  const { status, can } = useDesk();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [drawerId, setDrawerId] = useState<string | null>(null);
  const look = useCommand('supervisor.look');
  const lookNow = async () => {
    const answer = await look.run({});
    if (answer.ok) setLooked({ at: formatTime(deskNow(), status.timeZone), cash: answer.value });
  };
  const drawer = overview.drawers.find((row) => row.session.sessionId === drawerId);
  const next = overview.queue.find((item) => item.me.may);
  // The room begins where the work is: with what waits, else with the drawers.
  const begin =
    overview.queue.length > 0 ? 'queue' : overview.drawers.length > 0 ? 'drawers' : 'business-date';
  const beginAt = useRef(begin);
  useEffect(() => focusPane(beginAt.current), []);
  useActions('supervisor', {
    'supervisor.review': next === undefined ? undefined : () => openWaiting(next),
    'supervisor.drawer': overview.drawers.length === 0 ? undefined : () => focusPane('drawers'),
    'supervisor.look': can('session.see-cash') ? () => void lookNow() : undefined,
    'go.back': drawer === undefined ? undefined : () => setDrawerId(null),
  });
  return (
    <Room title="Supervisor">
      <h1 className={layout.sr}>Supervisor: the floor</h1>
      <div className={styles.columns}>
        <Drawers overview={overview} looked={looked} chosen={drawerId} onOpen={setDrawerId} />
        <div className={styles.aside}>
          <Slab label="Cash in all drawers" className={styles.total}>
            <SlabLabel>Cash in all drawers</SlabLabel>
            {looked === null ? (
              <p className={styles.slabText}>
                Not shown. Looking is recorded: you may not count the drawers you looked at.
              </p>
            ) : (
              <>
                <Figure value={looked.cash.totalCents} align="left" />
                <p className={styles.slabText}>
                  {countOf(looked.cash.drawers.length, 'drawer')}, floats included, at {looked.at}. Recorded.
                </p>
              </>
            )}
            {can('session.see-cash') && (
              <Button size="sm" keyCap="L" busy={look.busy} onPress={() => void lookNow()}>
                {looked === null ? 'Look at live cash' : 'Look again'}
              </Button>
            )}
            {look.problem !== undefined && <ErrorLine problem={look.problem} />}
          </Slab>
          <Queue queue={overview.queue} />
          <BusinessDatePanel overview={overview} again={again} />
        </div>
        {drawer === undefined ? (
          <Charts overview={overview} />
        ) : (
          <DrawerDetail
            key={drawer.session.sessionId}
            drawer={drawer}
            cashCents={looked?.cash.drawers.find((row) => row.sessionId === drawerId)?.cashCents}
            onClose={() => {
              setDrawerId(null);
              setTimeout(() => focusPane('drawers'), 0);
            }}
            again={again}
          />
        )}
      </div>
    </Room>
  );
}
