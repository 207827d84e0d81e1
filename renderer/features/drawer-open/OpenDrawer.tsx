import { useRef, useState } from 'react';
import { sourceLabel } from '../../../shared/domain/session/label.ts';
import { formatBusinessDate } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { newId } from '../../bridge/bridge.ts';
import type { Output } from '../../bridge/bridge.ts';
import { queryClient, useAsk, useCommand } from '../../bridge/hooks.ts';
import { spokenCents } from '../../i18n/spoken.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { Button } from '../../ui/Button.tsx';
import { cashCountOf, draftCents, isTyped } from '../../ui/cash-draft.ts';
import type { CashDraft } from '../../ui/cash-draft.ts';
import { CashGrid } from '../../ui/CashGrid.tsx';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { roveFocus } from '../../ui/roving.ts';
import { Slab, SlabLabel, SlabRow, SlabRule } from '../../ui/Slab.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { toast } from '../../ui/toasts.ts';
import layout from '../../ui/layout.module.css';
import styles from './OpenDrawer.module.css';

type Source = Output<'session.sources'>['sources'][number];

const needsCount = (source: Source): boolean => source.kind === 'drawer';

/** Before the first payment: which drawer, and what is in it. The assigned float is told; the count is the person's. */
export function OpenDrawer() {
  const { status } = useDesk();
  const asked = useAsk('session.sources', {});
  const [code, setCode] = useState<string | null>(null);
  const [draft, setDraft] = useState<CashDraft>({});
  const [sessionId] = useState(newId);
  const open = useCommand('session.open');
  const openRef = useRef<HTMLButtonElement>(null);
  const sources = asked.data?.sources ?? [];
  const free = sources.filter((source) => source.taken === undefined);
  // Workstation 03 stands at drawer 3, until somebody says otherwise.
  const own = free.find((each) => needsCount(each) && Number(each.code) === Number(status.workstation));
  const source = free.find((each) => each.code === code) ?? own ?? free[0];
  const countedCents = draftCents(draft);
  const varianceCents = countedCents - (source?.floatCents ?? 0);

  const reason = ((): string | undefined => {
    if (source === undefined) return 'No drawer is free';
    if (needsCount(source) && !isTyped(draft)) return 'Count the float first';
    return undefined;
  })();
  const submit = async () => {
    if (source === undefined || reason !== undefined) return;
    const count = needsCount(source) ? cashCountOf(draft) : [];
    const answer = await open.run({ sessionId, source: source.code, count });
    if (!answer.ok) return;
    toast(`${sourceLabel(source)} is open`);
    queryClient.setQueryData(['session.mine', {}], answer.value.session);
  };
  useActions('open-drawer', {
    'open-drawer.confirm': reason === undefined ? () => void submit() : undefined,
  });

  if (asked.data?.businessDate === null) {
    return (
      <Room title="Open a drawer">
        <h1>No business date is open</h1>
        <Notice title="A supervisor opens the accounting day.">
          As soon as it is open, this screen asks for your drawer.
        </Notice>
      </Room>
    );
  }
  return (
    <Room title="Open a drawer">
      <PageHead
        title={source === undefined ? 'Open a drawer' : `Open ${sourceLabel(source).toLowerCase()}`}
        sub={
          asked.data === undefined
            ? undefined
            : `For ${formatBusinessDate(asked.data.businessDate)}. Count what is there; a difference belongs to whoever had it before.`
        }
      />
      {asked.problem !== undefined && <RefusalNotice problem={asked.problem} />}
      <div className={styles.columns}>
        {source !== undefined && needsCount(source) ? (
          <Panel
            title="Cash in the drawer"
            note="Type pieces. Enter goes down, Tab to straps and rolls."
            pane="count"
          >
            <CashGrid
              label="Float by denomination"
              draft={draft}
              onChange={setDraft}
              autoFocus
              onPastLast={() => openRef.current?.focus()}
            />
          </Panel>
        ) : (
          <Panel title="No cash here" padded pane="count">
            <p>This source has no drawer and no float. Its items are handed over when it closes.</p>
          </Panel>
        )}
        <div className={styles.side}>
          {source !== undefined && needsCount(source) && (
            <Slab label="Counted against the float" className={styles.slab}>
              <SlabRow label="Assigned float" value={source.floatCents} size="md" />
              <SlabRow
                label="Counted"
                value={countedCents}
                size="lg"
                trust={isTyped(draft) && varianceCents === 0}
              />
              <SlabRule />
              <SlabLabel>
                {!isTyped(draft)
                  ? 'Nothing counted yet'
                  : varianceCents === 0
                    ? 'The float agrees.'
                    : `${varianceCents < 0 ? 'Short' : 'Over'} ${formatCents(Math.abs(varianceCents))}: it posts as an opening variance, not to you.`}
              </SlabLabel>
              <span className={layout.sr} role="status">
                {isTyped(draft) ? `Counted ${spokenCents(countedCents)}` : ''}
              </span>
            </Slab>
          )}
          <Panel title="Drawer" padded fill pane="source">
            {sources.length === 0 && asked.data !== undefined ? (
              <p className={layout.muted}>
                No drawer is set up. An administrator imports people and drawers under Setup.
              </p>
            ) : (
              <div
                className={styles.sources}
                role="group"
                aria-label="Drawers and other sources"
                onKeyDown={(event) => roveFocus(event, 'vertical')}
              >
                {sources.map((each) => (
                  <button
                    key={each.code}
                    type="button"
                    className={styles.source}
                    data-stop
                    tabIndex={each.code === source?.code ? 0 : -1}
                    aria-pressed={each.code === source?.code}
                    aria-disabled={each.taken !== undefined}
                    onClick={() => {
                      if (each.taken === undefined) setCode(each.code);
                    }}
                  >
                    <b>{sourceLabel(each)}</b>
                    {needsCount(each) && <span>{formatCents(each.floatCents)}</span>}
                    {sourceLabel(each) !== each.name && <small>{each.name}</small>}
                    {each.taken !== undefined && <small>{each.taken}</small>}
                  </button>
                ))}
              </div>
            )}
          </Panel>
          <div className={layout.down}>
            {open.problem !== undefined && <RefusalNotice problem={open.problem} />}
            <Button
              ref={openRef}
              kind="primary"
              size="lg"
              wide
              keyCap="Ctrl Enter"
              busy={open.busy}
              reason={reason}
              onPress={() => void submit()}
            >
              {source === undefined ? 'Open drawer' : `Open ${sourceLabel(source).toLowerCase()}`}
            </Button>
          </div>
        </div>
      </div>
    </Room>
  );
}
