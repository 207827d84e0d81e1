import type { Paper, PaperLine } from '../../shared/devices/paper.ts';
import { cx } from './cx.ts';
import styles from './PaperView.module.css';

function lineClass(line: Extract<PaperLine, { kind: 'text' }>): string {
  const both = line.tall === true && line.wide === true;
  return cx(
    line.bold === true && styles.bold,
    both ? styles.both : line.tall === true ? styles.tall : line.wide === true && styles.wide,
  );
}

function Line({ line, columns }: { readonly line: PaperLine; readonly columns: number }) {
  switch (line.kind) {
    case 'text':
      return (
        <span className={styles.line}>
          <span className={lineClass(line)}>{line.text}</span>
        </span>
      );
    case 'rule':
      return (
        <span className={styles.line} aria-hidden="true">
          {'-'.repeat(columns)}
        </span>
      );
    case 'feed':
      return (
        <span className={styles.line} aria-hidden="true">
          {'\n'.repeat(Math.max(0, line.lines - 1))}
        </span>
      );
    case 'barcode':
      return (
        <span className={styles.centred} role="img" aria-label={`Bar code ${line.data}`}>
          <span className={styles.bars} />
          {line.data}
        </span>
      );
    case 'logo':
      return <span className={styles.centred}>[ logo ]</span>;
  }
}

/** A receipt or a slip as it stands on paper: paper-coloured in every theme, columns kept, nothing reflowed. */
export function PaperView(props: {
  readonly paper: Paper;
  readonly label: string;
  readonly language?: 'en' | 'es';
}) {
  return (
    <div
      className={styles.paper}
      role="document"
      aria-label={props.label}
      lang={props.language ?? 'en'}
      tabIndex={0}
    >
      {props.paper.lines.map((line, index) => (
        <Line key={index} line={line} columns={props.paper.columns} />
      ))}
    </div>
  );
}
