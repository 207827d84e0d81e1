import type { Output } from '../../shared/contract/index.ts';
import { cx } from './cx.ts';
import styles from './PaperView.module.css';

/** A page as the host decoded it from the printer’s own bytes. */
export type Preview = Output<'session.report'>['preview'];
type Line = Preview['lines'][number];

const glyphs = (line: Line): string | undefined =>
  line.tall && line.wide ? styles.both : line.tall ? styles.tall : line.wide ? styles.wide : undefined;

function PaperLine({ line }: { readonly line: Line }) {
  switch (line.kind) {
    case 'text':
      return (
        <span
          className={cx(styles.line, line.align !== 'left' && styles[line.align])}
          // A ruled line is decoration: a screen reader would spell its dashes.
          aria-hidden={/^[-=_*]{8,}$/.test(line.text.trim()) || undefined}
        >
          <span className={cx(line.bold && styles.bold, glyphs(line))}>{line.text}</span>
        </span>
      );
    case 'barcode':
      return (
        <span className={cx(styles.line, styles.center)} role="img" aria-label={`Bar code ${line.text}`}>
          <span className={styles.bars} />
          {line.text}
        </span>
      );
    case 'image':
      return (
        <span className={cx(styles.line, styles.center)}>[ {line.text === '' ? 'logo' : line.text} ]</span>
      );
    case 'cut':
      return <div className={styles.cut} aria-hidden="true" />;
    case 'kick':
      return null;
  }
}

/** A receipt or a slip as it stands on paper: paper-coloured in every theme, columns kept, nothing reflowed. */
export function PaperView(props: {
  readonly preview: Preview;
  readonly label: string;
  readonly language?: 'en' | 'es';
  readonly small?: boolean;
}) {
  const { preview, label, language = 'en', small = false } = props;
  return (
    <div
      className={cx(styles.paper, small && styles.small)}
      role="document"
      aria-label={label}
      lang={language}
      tabIndex={0}
    >
      <div className={styles.columns} style={{ width: `${preview.columns}ch` }}>
        {preview.lines.map((line, index) => (
          <PaperLine key={index} line={line} />
        ))}
      </div>
    </div>
  );
}
