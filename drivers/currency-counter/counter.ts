/** What a driver of a counting machine offers, whichever way the machine is read. */
import type { CounterEvent, PolledCount } from '../../shared/devices/money-counter.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import type { Cents } from '../../shared/money/money.ts';
import type { Clock } from '../clock.ts';
import type { DeviceCondition, SupervisorPlan } from '../runtime/supervisor.ts';
import type { Transport } from '../transport/connection.ts';
import type { TrafficLog } from '../transport/traffic-log.ts';
import type { Sc350Deadlines } from './sc-350/dialogue.ts';
import type { MachineStatus } from './sc-350/protocol.ts';

export type CounterIdentity =
  /** It cannot be asked: it is taken for what it is set up as. */
  | { readonly protocol: 'report'; readonly profile: string }
  | { readonly protocol: 'sc-350'; readonly softwareRevision: string; readonly protocolRevision: string };

export type CounterState =
  | { readonly protocol: 'report'; readonly lastReportAtMs: number | null }
  | { readonly protocol: 'sc-350'; readonly status: MachineStatus };

export type CounterCondition = DeviceCondition<CounterIdentity, CounterState>;

export type MoneyCounterDeps = {
  readonly clock: Clock;
  readonly log?: TrafficLog;
  /** Instead of the settings' own way to the device: a memory cable in tests and in the bench. */
  readonly transport?: (settings: DeviceTransport) => Transport;
  /**
   * What a machine said by itself. It returns when that is safe on disk, since only then the machine is told so; when it
   * throws, the machine is told nothing and may send its report again, under the same number.
   */
  readonly heard: (event: CounterEvent) => void;
  readonly changed: (condition: CounterCondition) => void;
  readonly plan?: SupervisorPlan;
  readonly deadlines?: Partial<Sc350Deadlines>;
};

export interface MoneyCounter {
  readonly condition: CounterCondition;
  start(): void;
  /** Looks or tries now. */
  nudge(): void;
  stop(): Promise<void>;
  /**
   * Reads what an SC-350 shows and takes it for pieces of one denomination, which the operator names.
   * A machine that reports by itself cannot be asked: that is a bug of the caller, and rejects.
   * @param denominationCents one that is a coin
   */
  poll(denominationCents: Cents): Promise<PolledCount>;
}
