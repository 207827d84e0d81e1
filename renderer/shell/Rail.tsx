import type { RoomEntry } from '../features/registry.ts';
import { perform } from '../keymap/dispatcher.ts';
import { Icon, Mark } from '../ui/Icon.tsx';
import { KeyCap } from '../ui/KeyCap.tsx';
import { go } from './route.ts';
import styles from './Shell.module.css';

/** The rooms this person may enter, and the way to all of them by name. */
export function Rail({ rooms, current }: { readonly rooms: readonly RoomEntry[]; readonly current: string }) {
  return (
    <nav className={styles.rail} aria-label="Desk" data-pane="rail">
      <div className={styles.mark}>
        <Mark label="Tillwright" />
      </div>
      {rooms
        .filter((room) => room.rail !== false)
        .map((room) => (
          <a
            key={room.id}
            className={styles.room}
            href={`#/${room.id}`}
            aria-current={room.id === current ? 'page' : undefined}
            onClick={(event) => {
              event.preventDefault();
              go(room.id);
            }}
          >
            <Icon name={room.icon} />
            {room.label}
          </a>
        ))}
      <div className={styles.bottom}>
        <button type="button" className={styles.room} onClick={() => perform('go.palette')}>
          <Icon name="arrow" />
          <span>
            Go to <KeyCap>Ctrl K</KeyCap>
          </span>
        </button>
      </div>
    </nav>
  );
}
