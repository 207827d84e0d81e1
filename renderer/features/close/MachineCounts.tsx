import { useState } from 'react';
import { DENOMINATIONS, faceName } from '../../../shared/domain/count/cash.ts';
import { formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { countOf } from '../../i18n/spoken.ts';
import { focusPane } from '../../keymap/panes.ts';
import { useDesk } from '../../shell/desk.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Notice, RefusalNotice } from '../../ui/Status.tsx';
import { upperFirst } from '../../ui/tender-words.ts';
import layout from '../../ui/layout.module.css';
import type { CountDraft } from './count-draft.ts';
import { offered, piecesText, reportName, takeIn, takeOut } from './machine-draft.ts';
import type { MachineCount } from './session-words.ts';
import styles from './Close.module.css';

type Proposals = Output<'count.proposals'>;

export type MachineCountsProps = {
  readonly sessionId: string;
  readonly proposals: Proposals;
  readonly draft: CountDraft;
  readonly keep: (draft: CountDraft) => void;
  /** An attempt is sealed and not yet answered: nothing is added to it. */
  readonly sealed: boolean;
};

/** Whether machines have anything to say about this count. */
export const hasMachines = ({ counts, asked, refused }: Proposals, draft: CountDraft): boolean =>
  counts.length + asked.length + refused.length + draft.machines.length + draft.earlier.length > 0;

/** The button that was pressed goes with its report: the keyboard stays among the machines. */
const stayHere = (): void => {
  setTimeout(() => focusPane('machines'), 0);
};

/** What coin sorters and bill counters propose: it counts only once a person has taken it in. */
export function MachineCounts({ sessionId, proposals, draft, keep, sealed }: MachineCountsProps) {
  const waiting = offered(draft, proposals.counts);
  return (
    <Panel
      title="Machine counts"
      note="Taken in, they add to Loose; rolls stay as typed."
      fill
      pane="machines"
      className={styles.machines}
    >
      <div inert={sealed}>
        <p className={layout.sr} role="status">
          {waiting.length === 0 ? '' : `${countOf(waiting.length, 'machine count')} to confirm`}
        </p>
        {proposals.refused.map((said) => (
          <div key={said} className={styles.machine}>
            <Notice tone="warn" icon="warning" live="status">
              {said}
            </Notice>
          </div>
        ))}
        <ul aria-label="Reports">
          {waiting.map((count, index) => (
            <Report
              key={count.countId}
              count={count}
              first={index === 0}
              maySetAside={proposals.counts.some(({ countId }) => countId === count.countId)}
              onTakeIn={() => {
                keep(takeIn(draft, count));
                stayHere();
              }}
            />
          ))}
          {draft.machines.map((count) => (
            <Taken
              key={count.countId}
              count={count}
              onTakeOut={() => {
                keep(takeOut(draft, count));
                stayHere();
              }}
            />
          ))}
        </ul>
        {proposals.asked.map((machine) => (
          <AskMachine key={machine.deviceId} sessionId={sessionId} machine={machine} />
        ))}
      </div>
    </Panel>
  );
}

function What({ count, state }: { readonly count: MachineCount; readonly state: 'Proposed' | 'Taken in' }) {
  const { status } = useDesk();
  return (
    <div className={styles.machineText}>
      <b>{reportName(count)}</b> <span className={styles.quiet}>{formatTime(count.at, status.timeZone)}</span>
      <div className={state === 'Proposed' ? styles.proposed : layout.ok}>
        {state}: {piecesText(count)}
      </div>
    </div>
  );
}

function Report(props: {
  readonly count: MachineCount;
  readonly first: boolean;
  readonly maySetAside: boolean;
  readonly onTakeIn: () => void;
}) {
  const { count, first, maySetAside, onTakeIn } = props;
  const [aside, setAside] = useState(false);
  const setting = useCommand('count.set-aside');
  const setIt = async (reason: string) => {
    const answer = await setting.run({ countId: count.countId, reason });
    if (answer.ok) stayHere();
  };
  return (
    <li className={styles.machine}>
      <div className={styles.machineLine}>
        <What count={count} state="Proposed" />
        <span className={styles.proposed}>{formatCents(count.totalCents)}</span>
        {!aside && (
          <div className={styles.quietActions}>
            <Button size="sm" {...(first ? { keyCap: 'A' } : {})} onPress={onTakeIn}>
              Take in
              <Spoken count={count} />
            </Button>
            {maySetAside && (
              <Button size="sm" onPress={() => setAside(true)}>
                Set aside
                <Spoken count={count} />
              </Button>
            )}
          </div>
        )}
      </div>
      {aside && (
        <ReasonForm
          confirm="Set aside"
          readBy="Kept with the report"
          busy={setting.busy}
          problem={setting.problem}
          onConfirm={(reason) => void setIt(reason)}
          onCancel={() => {
            setting.clear();
            setAside(false);
          }}
        >
          This report then counts in no drawer.
        </ReasonForm>
      )}
    </li>
  );
}

function Taken({ count, onTakeOut }: { readonly count: MachineCount; readonly onTakeOut: () => void }) {
  return (
    <li className={styles.machine}>
      <div className={styles.machineLine}>
        <What count={count} state="Taken in" />
        <b>{formatCents(count.totalCents)}</b>
        <Button size="sm" onPress={onTakeOut}>
          Take out
          <Spoken count={count} />
        </Button>
      </div>
    </li>
  );
}

/** Which report a button is about, where it is not seen beside it. */
const Spoken = ({ count }: { readonly count: MachineCount }) => (
  <span className={layout.sr}>
    : {reportName(count)}, {piecesText(count)}
  </span>
);

const COINS = DENOMINATIONS.filter(({ form }) => form === 'coin').map((face) => ({
  value: String(face.denominationCents),
  label: `${upperFirst(faceName(face, 2))}, ${formatCents(face.denominationCents)}`,
}));
const QUARTER = '25';

/** A machine that counts pieces knows no denomination: the person who poured them in says it. */
function AskMachine({
  sessionId,
  machine: { deviceId, name },
}: {
  readonly sessionId: string;
  readonly machine: Proposals['asked'][number];
}) {
  const [coin, setCoin] = useState(QUARTER);
  const asking = useCommand('count.ask');
  return (
    <div className={styles.machine}>
      <div className={styles.askMachine}>
        <SelectField label={`${name} counted`} options={COINS} value={coin} onChange={setCoin} />
        <Button
          size="sm"
          busy={asking.busy}
          onPress={() => void asking.run({ sessionId, deviceId, denominationCents: Number(coin) })}
        >
          Ask {name}
        </Button>
      </div>
      {asking.problem !== undefined && <RefusalNotice problem={asking.problem} />}
    </div>
  );
}
