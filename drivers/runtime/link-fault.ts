import type { LinkFault } from '../../shared/devices/fault.ts';
import type { OpenFault } from '../transport/connection.ts';

/** A port that does not open, in the words of all devices. */
export const LINK_FAULT_OF: Readonly<Record<OpenFault, LinkFault>> = {
  'nothing-there': 'unplugged',
  busy: 'busy',
  'not-permitted': 'not-permitted',
  'no-answer': 'unplugged',
};
