import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { enterRoom } from './keep-focus.ts';
import styles from './Shell.module.css';

/**
 * The frame of a room's content: an optional bar under the top bar (the payers being served), then the page itself.
 * The title goes to the window; the room draws its own `h1`.
 */
export function Room(props: {
  readonly title: string;
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}) {
  const { title } = props;
  useEffect(() => {
    const timer = setTimeout(() => {
      const at = document.activeElement;
      if (at === document.body || at?.closest('[data-pane="rail"]') !== null) enterRoom();
    }, 0);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    document.title = `${document.documentElement.dataset['training'] === 'yes' ? 'TRAINING · ' : ''}${title} · Tillwright`;
  }, [title]);
  return (
    <>
      {props.bar}
      <main className={styles.content} id="content" tabIndex={-1}>
        {props.children}
      </main>
    </>
  );
}
