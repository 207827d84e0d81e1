import { formatTime } from '../../../shared/kernel/time.ts';
import { useDesk } from '../../shell/desk.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Figure, Slab } from '../../ui/Slab.tsx';
import { rangeText, verdictCents, verdictText } from './proof-words.ts';
import type { Proof, Range } from './proof-words.ts';
import styles from './Proof.module.css';

/** The one answer: they agree, and on what; or which sides stand apart, by how much. */
export function Verdict({ proof, range }: { readonly proof: Proof; readonly range: Range }) {
  const { status } = useDesk();
  const checked = `${status.office}, business date ${rangeText(range)}. Checked ${formatTime(proof.checkedAt, status.timeZone)} over ${proof.events.toLocaleString('en-US')} events.`;
  return (
    <Slab label="Verdict" className={styles.verdict}>
      <span className={proof.agrees ? styles.trust : undefined}>
        <Icon name={proof.agrees ? 'check' : 'warning'} />
      </span>
      <div role="status">
        <div className={styles.verdictTitle}>{verdictText(proof)}</div>
        <div className={styles.verdictText}>
          {proof.agrees
            ? `${checked} Every side term is named below.`
            : proof.differences.map((difference) => difference.text).join(' ')}
        </div>
      </div>
      <Figure value={verdictCents(proof)} trust={proof.agrees} className={styles.verdictFigure} />
    </Slab>
  );
}
