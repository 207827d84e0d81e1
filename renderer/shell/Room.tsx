import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { focusFirst } from '../keymap/panes.ts';
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
  // A room that is entered gets the keyboard: its first field, else the page itself.
  useEffect(() => {
    const timer = setTimeout(() => {
      const content = document.getElementById('content');
      const at = document.activeElement;
      const elsewhere = at === document.body || at?.closest('[data-pane="rail"]') !== null || !at.isConnected;
      if (content && elsewhere && !focusFirst(content)) content.focus();
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
