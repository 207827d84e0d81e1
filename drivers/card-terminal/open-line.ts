/** One fresh, recorded connection to a terminal. */
import type { LinkFault } from '../../shared/devices/fault.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { pause } from '../clock.ts';
import { LINK_FAULT_OF } from '../runtime/link-fault.ts';
import type { Connection } from '../transport/connection.ts';
import { recordedTransport } from '../transport/recorded.ts';
import type { TrafficLog } from '../transport/traffic-log.ts';
import { transportOf } from '../transport/transport-of.ts';
import { DEFAULT_DEADLINES } from './deps.ts';
import type { CardTerminalDeadlines, CardTerminalDeps } from './deps.ts';

export type LineOpened =
  | { readonly opened: true; readonly connection: Connection }
  | { readonly opened: false; readonly fault: LinkFault };

export const deadlinesOf = (deps: CardTerminalDeps): CardTerminalDeadlines => ({
  ...DEFAULT_DEADLINES,
  ...deps.deadlines,
});

/** @param log masks what it keeps; a protocol with packed digits brings one that masks those too */
export async function openLine(
  settings: DeviceTransport,
  deps: CardTerminalDeps,
  log: TrafficLog | undefined = deps.log,
): Promise<LineOpened> {
  const { clock } = deps;
  const { connectMs, settleMs } = deadlinesOf(deps);
  const bare = deps.transport?.(settings) ?? transportOf(settings, clock);
  const opened = await (log ? recordedTransport(bare, log, clock) : bare).open(connectMs);
  if (!opened.opened) return { opened: false, fault: LINK_FAULT_OF[opened.fault] };
  if (settings.kind !== 'tcp') {
    // A line without connections may still bring the answer to an earlier session: it is no answer to this one.
    const ignore = opened.connection.onBytes(() => undefined);
    await pause(clock, settleMs);
    ignore();
  }
  return { opened: true, connection: opened.connection };
}
