/** A counting machine of either kind behind one face. What it counts is a proposal; a person confirms it. */
import type { MoneyCounterSettings } from '../../shared/devices/money-counter.ts';
import { recordedTransport } from '../transport/recorded.ts';
import { transportOf } from '../transport/transport-of.ts';
import type { MoneyCounter, MoneyCounterDeps } from './counter.ts';
import { polledCounter } from './polled-counter.ts';
import { reportCounter } from './report-counter.ts';

/** It does nothing until it is started. @throws InvariantError for a profile in which `checkProfile` finds problems */
export function createMoneyCounter(settings: MoneyCounterSettings, deps: MoneyCounterDeps): MoneyCounter {
  const bare = deps.transport?.(settings.transport) ?? transportOf(settings.transport, deps.clock);
  const transport = deps.log ? recordedTransport(bare, deps.log, deps.clock) : bare;
  return settings.protocol.name === 'report'
    ? reportCounter(settings.protocol.profile, transport, deps)
    : polledCounter(transport, deps);
}
