/**
 * The log of a line over which secrets come that no mask finds: cards swiped into a scanner, accounts on checks. Opening,
 * closing and what is sent are logged as ever; what is received is for the driver to log once it knows what it is.
 */
import type { TrafficLog } from './traffic-log.ts';

export const withoutReceived = (log: TrafficLog): TrafficLog => ({
  ...log,
  add(direction, bytes, atMs) {
    if (direction === 'sent') log.add(direction, bytes, atMs);
  },
});
