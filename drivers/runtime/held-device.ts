/**
 * A device whose line is held open all day because it speaks by itself: a scanner, a check reader, a counter that
 * reports. The supervisor opens it, asks who it is, looks after it, and comes back with a fresh connection when it is lost.
 */
import type { LinkFault } from '../../shared/devices/fault.ts';
import type { Clock } from '../clock.ts';
import type { Transport } from '../transport/connection.ts';
import type { TrafficLog } from '../transport/traffic-log.ts';
import { createExchange } from './exchange.ts';
import type { Exchange, FrameDecoder } from './exchange.ts';
import { LINK_FAULT_OF } from './link-fault.ts';
import { createSupervisor } from './supervisor.ts';
import type { Checked, DeviceCondition, Supervisor, SupervisorPlan } from './supervisor.ts';

export type HeldDeviceParts<Frame, Identity, State> = {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Made anew for each connection: half a frame of an earlier one is no part of this one. */
  readonly decoder: () => FrameDecoder<Frame>;
  /** What it says unasked. */
  readonly heard: (frame: Frame, exchange: Exchange<Frame>) => void;
  /** Who is there. A device that cannot be asked is taken for what it is set up as. */
  readonly identify: (exchange: Exchange<Frame>) => Promise<Checked<Identity>>;
  /** The heartbeat; for a device that cannot be asked, an open port is all that can be known. */
  readonly look: (exchange: Exchange<Frame>) => Promise<Checked<State>>;
  readonly changed: (condition: DeviceCondition<Identity, State>) => void;
  /** The one that the transport is recorded in: it is told of silence and of what is planned, for who reads it. */
  readonly log?: TrafficLog;
  readonly plan?: SupervisorPlan;
  readonly openMs?: number;
};

export interface HeldDevice<Frame, Identity, State> extends Supervisor<Identity, State> {
  /** Of the present connection; undefined while there is none. */
  readonly exchange: Exchange<Frame> | undefined;
}

const OPEN_MS = 3000;

function noteFailure(log: TrafficLog, condition: DeviceCondition<unknown, unknown>, nowMs: number): void {
  if (condition.is !== 'failed') return;
  if (condition.fault === ('silent' satisfies LinkFault)) log.note('no answer', nowMs, 'silence');
  log.note(`next try in ${Math.ceil((condition.nextTryAtMs - nowMs) / 1000)} s`, nowMs, 'plan');
}

/** Faults are texts of `LinkFault`. It does nothing until it is started. */
export function holdDevice<Frame, Identity, State>(
  parts: HeldDeviceParts<Frame, Identity, State>,
): HeldDevice<Frame, Identity, State> {
  let current: Exchange<Frame> | undefined;
  const failed = (fault: LinkFault) => ({ ok: false, fault }) as const;
  const supervisor = createSupervisor<Identity, State>({
    clock: parts.clock,
    changed: (condition) => {
      if (parts.log) noteFailure(parts.log, condition, parts.clock.nowMs());
      parts.changed(condition);
    },
    ...(parts.plan ? { plan: parts.plan } : {}),
    open: async () => {
      const opened = await parts.transport.open(parts.openMs ?? OPEN_MS);
      if (!opened.opened) return failed(LINK_FAULT_OF[opened.fault]);
      const { connection } = opened;
      const exchange = createExchange<Frame>({
        connection,
        decode: parts.decoder(),
        clock: parts.clock,
        other: parts.heard,
      });
      current = exchange;
      return {
        ok: true,
        value: {
          identify: () => parts.identify(exchange),
          look: () => parts.look(exchange),
          // A device that holds its busy line is there, and takes nothing.
          lost: connection.closed.then((reason): LinkFault =>
            reason.by === 'deadline' ? 'silent' : 'unplugged',
          ),
          close: async () => {
            current = undefined;
            await connection.close();
          },
        },
      };
    },
  });
  return {
    get exchange() {
      return current;
    },
    get condition() {
      return supervisor.condition;
    },
    start: () => {
      supervisor.start();
    },
    nudge: () => {
      supervisor.nudge();
    },
    stop: () => supervisor.stop(),
  };
}
