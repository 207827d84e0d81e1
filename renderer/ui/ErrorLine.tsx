import type { ErrorEnvelope } from '../../shared/contract/envelope.ts';
import { describeRefusal } from '../../shared/errors/describe.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import { Icon } from './Icon.tsx';
import styles from './Field.module.css';

/** What a screen can show as an error: the desk's answer, a refusal of a shared rule, or a sentence of its own. */
export type Problem = ErrorEnvelope | Refusal | string;

/** What happened, to what, what to do next; the code last and small, for the help desk. */
export function ErrorText({ problem }: { readonly problem: Problem }) {
  if (typeof problem === 'string') return <span>{problem}</span>;
  const { what, next, code } = 'what' in problem ? problem : describeRefusal(problem);
  return (
    <span>
      {what} {next} <span className={styles.code}>{code}</span>
    </span>
  );
}

/** The error of one field, beside it; also fit for a row or a small form. */
export function ErrorLine({ problem, id }: { readonly problem: Problem; readonly id?: string }) {
  return (
    <div className={styles.error} id={id} role="alert">
      <Icon name="warning" small />
      <ErrorText problem={problem} />
    </div>
  );
}
