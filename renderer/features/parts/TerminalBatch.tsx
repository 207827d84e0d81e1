import { useState } from 'react';
import { useAsk, useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Chip, Notice, RefusalNotice } from '../../ui/Status.tsx';
import { batchVerdict, salesText } from './batch-words.ts';
import type { Batch } from './batch-words.ts';
import styles from './TerminalBatch.module.css';

/** The card terminal that serves a drawer, as the desk chooses it; null where cards are recorded by hand. */
export function useTerminalOf(source: string): { readonly deviceId: string; readonly name: string } | null {
  const { data } = useAsk('device.list', {});
  return (
    data?.devices.find(
      ({ kind, sources }) => kind === 'card-terminal' && (sources.length === 0 || sources.includes(source)),
    ) ?? null
  );
}

/** The terminal's own totals beside the session's. Only after the seal: nobody counts toward them. */
export function TerminalBatch({
  sessionId,
  source,
}: {
  readonly sessionId: string;
  readonly source: string;
}) {
  const terminal = useTerminalOf(source);
  const asking = useCommand('terminal.batch');
  const [batch, setBatch] = useState<Batch>();
  if (terminal === null) return null;
  const ask = async () => {
    const answer = await asking.run({ sessionId });
    setBatch(answer.ok ? answer.value : undefined);
  };
  return (
    <Panel
      title="Terminal batch"
      note={terminal.name}
      aside={
        <Button size="sm" busy={asking.busy} onPress={() => void ask()}>
          {batch === undefined ? 'Ask the terminal' : 'Ask again'}
        </Button>
      }
      pane="batch"
    >
      <div className={styles.batch}>
        {batch === undefined ? (
          asking.problem === undefined && <p className={styles.quiet}>Not asked yet.</p>
        ) : (
          <Totals batch={batch} />
        )}
        {asking.problem !== undefined && <RefusalNotice problem={asking.problem} />}
      </div>
    </Panel>
  );
}

function Totals({ batch }: { readonly batch: Batch }) {
  const verdict = batchVerdict(batch);
  return (
    <div role="status" className={styles.totals}>
      <dl className={styles.facts}>
        <dt>Terminal{batch.batch === '' ? '' : `, batch ${batch.batch}`}</dt>
        <dd>{salesText(batch.saleCount, batch.saleCents)}</dd>
        {batch.refundCount > 0 && (
          <>
            <dt>Given back in it</dt>
            <dd>{salesText(batch.refundCount, batch.refundCents).replace('sale', 'refund')}</dd>
          </>
        )}
        {batch.sessionCount !== null && batch.sessionCents !== null && (
          <>
            <dt>This session’s receipts</dt>
            <dd>{salesText(batch.sessionCount, batch.sessionCents)}</dd>
          </>
        )}
      </dl>
      {verdict !== null && (
        <p>
          <Chip tone={verdict.agrees ? 'ok' : 'warn'} {...(verdict.agrees ? {} : { icon: 'warning' })}>
            {verdict.agrees ? 'Equal' : 'Not equal'}
          </Chip>{' '}
          {verdict.text}
        </p>
      )}
    </div>
  );
}

/** Closes a terminal's batch: confirmed in place, sent once, and plainly said when nobody knows whether it closed. */
export function CloseBatch({ deviceId, name }: { readonly deviceId: string; readonly name: string }) {
  const closing = useCommand('terminal.close-batch');
  const [sure, setSure] = useState(false);
  const [closed, setClosed] = useState<Batch>();
  const close = async () => {
    const answer = await closing.run({ deviceId });
    setSure(false);
    if (answer.ok) setClosed(answer.value);
  };
  return (
    <div className={styles.totals}>
      {closed !== undefined && (
        <Notice tone="ok" live="status" title={`The batch of ${name} is closed.`}>
          {closed.batch === '' ? '' : `Batch ${closed.batch}: `}
          {salesText(closed.saleCount, closed.saleCents)}.
        </Notice>
      )}
      {closing.problem !== undefined && !sure && <RefusalNotice problem={closing.problem} />}
      {sure ? (
        <Confirm
          name={name}
          busy={closing.busy}
          onClose={() => void close()}
          onCancel={() => {
            setSure(false);
          }}
        />
      ) : (
        <div>
          <Button
            size="sm"
            onPress={() => {
              setClosed(undefined);
              setSure(true);
            }}
          >
            Close the terminal’s batch
          </Button>
        </div>
      )}
    </div>
  );
}

function Confirm(props: {
  readonly name: string;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onCancel: () => void;
}) {
  useActions(null, { 'go.back': props.onCancel });
  return (
    <Notice
      tone="warn"
      icon="question"
      title={`Close the batch of ${props.name}?`}
      actions={
        <>
          <Button autoFocus busy={props.busy} onPress={props.onClose}>
            Close the batch
          </Button>
          <Button keyCap="Esc" onPress={props.onCancel}>
            Cancel
          </Button>
        </>
      }
    >
      Its cards go to the processor, and a new batch begins. A card of it can then be refunded only, no longer
      voided. It is sent once.
    </Notice>
  );
}

/** Every card terminal of this workstation, for whoever closes batches. */
export function CardTerminals() {
  const { data } = useAsk('device.list', {});
  const terminals = data?.devices.filter(({ kind }) => kind === 'card-terminal') ?? [];
  if (terminals.length === 0) return null;
  return (
    <Panel title="Card terminals" pane="terminals">
      {terminals.map(({ deviceId, name }) => (
        <div key={deviceId} className={styles.batch}>
          <b>{name}</b>
          <CloseBatch deviceId={deviceId} name={name} />
        </div>
      ))}
    </Panel>
  );
}
