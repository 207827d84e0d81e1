import { useState } from 'react';
import { dateOf } from '../../../shared/kernel/time.ts';
import { ask } from '../../bridge/bridge.ts';
import { saveFile } from '../../bridge/files.ts';
import { useAsk } from '../../bridge/hooks.ts';
import { useActions } from '../../keymap/dispatcher.ts';
import { focusPane } from '../../keymap/panes.ts';
import { deskNow } from '../../shell/clock.ts';
import { useDesk } from '../../shell/desk.ts';
import { Room } from '../../shell/Room.tsx';
import { go, useRoute } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import type { Problem } from '../../ui/ErrorLine.tsx';
import { PageHead } from '../../ui/Panel.tsx';
import { RefusalNotice } from '../../ui/Status.tsx';
import layout from '../../ui/layout.module.css';
import { Books } from './Books.tsx';
import { Drawers } from './Drawers.tsx';
import { Funds } from './Funds.tsx';
import { rangeOf, rangeText, sideDrill } from './proof-words.ts';
import type { Proof, Range } from './proof-words.ts';
import { RangePicker } from './RangePicker.tsx';
import { Rows } from './Rows.tsx';
import { Sides } from './Sides.tsx';
import { Terms } from './Terms.tsx';
import { Verdict } from './Verdict.tsx';
import styles from './Proof.module.css';

/** `#/proof`, `#/proof/<from>/<to>`, `#/proof/<from>/<to>/<drill>`: the address holds what is open, so that Back leads up. */
export function Screen() {
  const { status } = useDesk();
  const { rest } = useRoute();
  const range = rangeOf(rest, status.businessDate ?? dateOf(deskNow(), status.timeZone));
  const proof = useAsk('proof.show', { range }, { keepPrevious: true });
  if (proof.problem !== undefined) {
    return (
      <Room title="Proof">
        <PageHead title="Proof" />
        <RefusalNotice problem={proof.problem} actions={<Button onPress={proof.again}>Ask again</Button>} />
      </Room>
    );
  }
  if (proof.data === undefined) return <Room title="Proof">{null}</Room>;
  return <ProofPage proof={proof.data} range={range} drill={rest[2] ?? null} />;
}

/** What stands at the right: side 6, or for a while the dates or the books. */
type Aside = 'funds' | 'dates' | 'books';
type PageProps = { readonly proof: Proof; readonly range: Range; readonly drill: string | null };

function ProofPage({ proof, range, drill }: PageProps) {
  const { can } = useDesk();
  const [side, setSide] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const [aside, setAside] = useState<Aside>('funds');
  const showAside = (next: Aside) => {
    setAside(next);
    setTimeout(() => focusPane(next), 0);
  };
  const open = (key: string) => go('proof', range.from, range.to, key);
  const up = () => {
    go('proof', range.from, range.to);
    setSide(null);
    setTimeout(() => focusPane('terms'), 0);
  };
  const openSide = (chosen: number) => {
    setSide(chosen);
    const key = sideDrill(chosen);
    if (key !== null) {
      open(key);
      return;
    }
    go('proof', range.from, range.to);
    setTimeout(() => focusPane('terms'), 0);
  };
  const exportCsv = async () => {
    setProblem(undefined);
    const answer = await ask('proof.export', { range });
    if (answer.ok) saveFile(answer.value);
    else setProblem(answer.error);
  };
  useActions('proof', {
    'proof.side': (event) => openSide(Number(event.key)),
    'proof.trace': can('receipt.read') ? () => go('receipts') : undefined,
    'proof.export': () => void exportCsv(),
    'go.back': drill === null ? undefined : up,
  });
  const shownSide = drill?.startsWith('side:') === true ? Number(drill.slice(5)) : side;
  return (
    <Room title={`Proof for ${rangeText(range)}`}>
      <h1 className={layout.sr}>Proof for {rangeText(range)}</h1>
      <Verdict proof={proof} range={range} />
      {problem !== undefined && <RefusalNotice problem={problem} />}
      <Sides sides={proof.sides} current={shownSide} onOpen={openSide} />
      <div className={styles.columns}>
        {drill === null ? (
          <Terms proof={proof} onOpen={open} />
        ) : (
          <Rows key={drill} range={range} drill={drill} onUp={up} />
        )}
        <Drawers proof={proof} onOpen={open} />
        {aside === 'funds' ? (
          <Funds
            proof={proof}
            onOpen={open}
            onDates={() => showAside('dates')}
            onBooks={() => showAside('books')}
          />
        ) : aside === 'dates' ? (
          <RangePicker range={range} onClose={() => showAside('funds')} />
        ) : (
          <Books onClose={() => showAside('funds')} />
        )}
      </div>
    </Room>
  );
}
