/** A counting machine of either kind behind one face. What it counts is a proposal; a person confirms it. */
import type { MoneyCounterSettings } from '../../shared/devices/money-counter.ts';
import type { Transport } from '../transport/connection.ts';
import { withoutReceived } from '../transport/discreet.ts';
import { recordedTransport } from '../transport/recorded.ts';
import type { TrafficLog } from '../transport/traffic-log.ts';
import { transportOf } from '../transport/transport-of.ts';
import type { MoneyCounter, MoneyCounterDeps } from './counter.ts';
import { polledCounter } from './polled-counter.ts';
import { reportCounter } from './report-counter.ts';

/** It does nothing until it is started. @throws InvariantError for a profile in which `checkProfile` finds problems */
export function createMoneyCounter(settings: MoneyCounterSettings, deps: MoneyCounterDeps): MoneyCounter {
  const { clock, log } = deps;
  const bare = deps.transport?.(settings.transport) ?? transportOf(settings.transport, clock);
  const recorded = (kept: TrafficLog | undefined): Transport =>
    kept ? recordedTransport(bare, kept, clock) : bare;
  return settings.protocol.name === 'report'
    ? // What it receives is logged line by line once it is known what each is.
      reportCounter(settings.protocol.profile, recorded(log && withoutReceived(log)), deps)
    : polledCounter(recorded(log), deps);
}
