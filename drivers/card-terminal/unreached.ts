import type { TerminalState } from '../../shared/devices/card-terminal.ts';
import type { LinkFault } from '../../shared/devices/fault.ts';

/** Nobody there, or nobody to talk to: `refused` means that something is there and turned the call down. */
export function unreached(fault: LinkFault): TerminalState {
  const refused = fault === 'busy' || fault === 'not-permitted' || fault === 'wrong-device';
  return { connection: refused ? 'refused' : 'no-answer', fault, model: '', serial: '' };
}
