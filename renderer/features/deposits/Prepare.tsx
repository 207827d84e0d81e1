import { useRef, useState } from 'react';
import { formatBusinessDate } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import { newId } from '../../bridge/bridge.ts';
import { useCommand } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { Approval } from '../../shell/Approval.tsx';
import { Room } from '../../shell/Room.tsx';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { cashCountOf, draftCents } from '../../ui/cash-draft.ts';
import type { CashDraft } from '../../ui/cash-draft.ts';
import { CashGrid } from '../../ui/CashGrid.tsx';
import { PageHead, Panel } from '../../ui/Panel.tsx';
import { Slab, SlabRow, SlabRule } from '../../ui/Slab.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import { Amount, Table } from '../../ui/Table.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { toast } from '../../ui/toasts.ts';
import { chosenSums, countProblem } from './deposit-words.ts';
import type { Candidate } from './deposit-words.ts';
import styles from './Deposits.module.css';

/** The cash is counted again by face, the items lie beside their list, and a second person signs the count. */
export function Prepare({ candidate }: { readonly candidate: Candidate }) {
  const { bankAccount, sessions, items } = candidate;
  const [depositId] = useState(newId);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<CashDraft>({});
  const [signing, setSigning] = useState(false);
  const signRef = useRef<HTMLButtonElement>(null);
  const prepare = useCommand('deposit.prepare');
  const chosen = new Set(sessions.map((each) => each.sessionId).filter((id) => !left.has(id)));
  const sums = chosenSums(sessions, chosen);
  const countedCents = draftCents(draft);
  const problem = countProblem(sums, countedCents);

  const run = async (ticket: string) => {
    setSigning(false);
    const answer = await prepare.run(
      { depositId, bankAccount: bankAccount.code, sessionIds: [...chosen], cash: cashCountOf(draft) },
      ticket,
    );
    if (!answer.ok) return;
    toast(`Deposit ${answer.value.number} is prepared.`);
    go('deposits', depositId);
  };
  const sign = () => {
    if (problem === null) setSigning(true);
  };
  useActions('deposit', {
    'deposit.next-step': signing ? undefined : sign,
    'go.back': () => go('deposits'),
  });

  const title = 'Prepare a deposit';
  return (
    <Room title={title}>
      <PageHead title={title} sub={`${bankAccount.name}, account ending ${bankAccount.accountEnding}.`} />
      <div className={styles.prepareColumns}>
        {candidate.cashCents === 0 ? (
          <Panel title="No cash" padded pane="cash">
            <p>
              Only items go to this bank account. Lay each one beside its line, then the second counter signs.
            </p>
          </Panel>
        ) : (
          <Panel
            title="Count the cash again"
            note="Type pieces. Enter goes down, Tab to straps and rolls."
            fill
            pane="cash"
          >
            <CashGrid
              label="Cash by denomination"
              draft={draft}
              onChange={setDraft}
              onPastLast={() => signRef.current?.focus()}
              autoFocus
            />
          </Panel>
        )}
        <div className={styles.side}>
          <Panel title="Closes" note="Leave out what waits." pane="closes">
            <ul className={styles.closes}>
              {sessions.map((session) => (
                <li key={session.sessionId}>
                  <Tick
                    checked={chosen.has(session.sessionId)}
                    onChange={(taken) => {
                      const next = new Set(left);
                      if (taken) next.delete(session.sessionId);
                      else next.add(session.sessionId);
                      setLeft(next);
                    }}
                  >
                    <span>
                      <b>{session.label}</b>
                      <span className={styles.quiet}>
                        {' '}
                        {session.cashier}, {formatBusinessDate(session.businessDate)}
                      </span>
                    </span>
                  </Tick>
                  <span className={styles.figure}>{formatCents(session.cashCents + session.itemsCents)}</span>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel
            title="Items"
            note="Each lies in front of you: number and amount."
            fill
            pane="items"
            className={styles.items}
          >
            <Table
              label="Items of this bank account"
              density="dense"
              rows={items}
              rowId={(row) => `${row.paymentId} ${row.tenderNo}`}
              empty="No checks or money orders: only cash."
              columns={[
                { id: 'receipt', head: 'Receipt', rowHeader: true, cell: (row) => row.receiptNumber },
                { id: 'from', head: 'Routing or issuer', cell: (row) => row.routing ?? row.issuer ?? '' },
                { id: 'number', head: 'Number', numeric: true, cell: (row) => row.number },
                {
                  id: 'cents',
                  head: 'Amount',
                  numeric: true,
                  strong: true,
                  cell: (row) => <Amount cents={row.amountCents} />,
                },
              ]}
            />
          </Panel>
          <Slab label="Count" className={styles.slabRows}>
            <SlabRow label="Handed in" value={sums.cashCents} size="md" />
            <SlabRow
              label="Cash you counted"
              value={countedCents}
              trust={problem === null && sums.cashCents > 0}
            />
            <SlabRule />
            <SlabRow label="Deposit total" value={sums.totalCents} size="md" />
          </Slab>
          {prepare.problem !== undefined && <RefusalNotice problem={prepare.problem} />}
          {signing ? (
            <Approval
              channel="deposit.prepare"
              title="The second counter signs"
              who="Second counter"
              action="I counted it too"
              about={`Cash of ${formatCents(countedCents)} for ${bankAccount.name}, counted by two.`}
              onApproved={(ticket) => void run(ticket)}
              onCancel={() => setSigning(false)}
            />
          ) : (
            <Button
              ref={signRef}
              kind="primary"
              size="lg"
              wide
              keyCap="Ctrl Enter"
              autoFocus={candidate.cashCents === 0}
              busy={prepare.busy}
              reason={problem ?? undefined}
              onPress={sign}
            >
              Second count
            </Button>
          )}
        </div>
      </div>
    </Room>
  );
}
