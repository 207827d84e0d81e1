/** A cable inside the process: two connections that are each other's far end, under the same rules as any other. */
import type { Clock } from '../clock.ts';
import { connectionOver } from './connection.ts';
import type { Connection, OpenFault, Transport, WireEvents } from './connection.ts';

export type MemoryPair = {
  readonly host: Connection;
  readonly device: Connection;
  /** While stalled the host's writes neither succeed nor fail: a printer that holds its busy line. */
  stall(on: boolean): void;
};

export function memoryPair(clock: Clock): MemoryPair {
  let stalled = false;
  let resume: (() => void)[] = [];
  const ends: { host?: WireEvents; device?: WireEvents } = {};

  const wireTo = (own: 'host' | 'device', far: 'host' | 'device') => (events: WireEvents) => {
    ends[own] = events;
    const hangUp = async (): Promise<void> => {
      queueMicrotask(() => ends[far]?.ended('the other side ended the connection'));
    };
    return {
      async send(bytes: Uint8Array): Promise<void> {
        if (own === 'host' && stalled) await new Promise<void>((go) => resume.push(go));
        const copy = Uint8Array.from(bytes);
        queueMicrotask(() => ends[far]?.received(copy));
      },
      close: hangUp,
      abandon: hangUp,
    };
  };

  return {
    host: connectionOver(clock, wireTo('host', 'device')),
    device: connectionOver(clock, wireTo('device', 'host')),
    stall(on) {
      stalled = on;
      if (on) return;
      const waiting = resume;
      resume = [];
      for (const go of waiting) go();
    },
  };
}

export type MemoryNetwork = {
  readonly transport: Transport;
  /** Every pair made so far, the newest last. */
  readonly pairs: readonly MemoryPair[];
  /** Until called with undefined, opening fails like this. */
  refuse(fault: OpenFault | undefined): void;
};

/** @param accept is the device: it gets its end of each new cable. */
export function memoryNetwork(clock: Clock, accept: (device: Connection) => void): MemoryNetwork {
  const pairs: MemoryPair[] = [];
  let refusing: OpenFault | undefined;
  return {
    pairs,
    refuse(fault) {
      refusing = fault;
    },
    transport: {
      name: 'memory',
      async open() {
        if (refusing) return { opened: false, fault: refusing, detail: 'refused by the test' };
        const pair = memoryPair(clock);
        pairs.push(pair);
        accept(pair.device);
        return { opened: true, connection: pair.host };
      },
    },
  };
}
