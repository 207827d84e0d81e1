import type { Output } from '../../bridge/bridge.ts';
import { Chip } from '../../ui/Status.tsx';
import { upperFirst } from '../../ui/tender-words.ts';
import styles from './PeopleList.module.css';

type Row = Output<'session.result'>['mayApprove'][number];

/** Who may approve and who may not, each with the reason: computed from who acted on the money. */
export function PeopleList(props: { readonly people: readonly Row[]; readonly settled?: boolean }) {
  if (props.people.length === 0) {
    return (
      <p className={styles.empty}>Nobody in this office may approve. An administrator adds a supervisor.</p>
    );
  }
  return (
    <ul className={styles.people}>
      {props.people.map((row) => (
        <li key={row.person.userName}>
          <span>
            <b>{row.person.name}</b>
            <span className={styles.reason}>{upperFirst(row.reason)}.</span>
          </span>
          {row.may ? (
            <Chip tone={props.settled === true ? 'note' : 'ok'}>May approve</Chip>
          ) : (
            <Chip icon="lock">May not</Chip>
          )}
        </li>
      ))}
    </ul>
  );
}
