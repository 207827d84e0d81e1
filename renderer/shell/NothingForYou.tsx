import { Notice } from '../ui/Status.tsx';
import { ROLE_LABELS, useDesk } from './desk.ts';
import { Room } from './Room.tsx';

/** A role that has no room on this desk. */
export function NothingForYou() {
  const { seat } = useDesk();
  return (
    <Room title="Nothing to open">
      <h1>No room is open to you here</h1>
      <Notice title={`${seat.person.name} is signed in as ${ROLE_LABELS[seat.person.role].toLowerCase()}.`}>
        An administrator gives roles under Users. Ctrl Shift F8 signs you out.
      </Notice>
    </Room>
  );
}
