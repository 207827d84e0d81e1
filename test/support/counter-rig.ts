/**
 * A desk with every device of a counter, all of them simulated: on real sockets, or on cables in memory with a clock that
 * moves on only while somebody waits, so that a day full of deadlines takes a moment.
 */
import { startBench } from '../../drivers/bench/bench.ts';
import { benchDevices } from '../../drivers/bench/devices.ts';
import type { BenchDevices, BenchName } from '../../drivers/bench/devices.ts';
import { pause, systemClock } from '../../drivers/clock.ts';
import { fakeClock } from '../../drivers/fake-clock.ts';
import { memoryNetwork } from '../../drivers/transport/memory.ts';
import { SAMPLE_PROFILES } from '../../shared/devices/report-profiles.ts';
import type { DeviceSettings } from '../../shared/devices/settings.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { openTestDesk, removeFolder } from './desk.ts';
import type { TestDesk } from './desk.ts';
import { copyOfCity, FOUNDED_AT } from './founded.ts';

export type CounterRig = {
  readonly city: TestDesk;
  readonly devices: BenchDevices;
  /** Time passes, for people and devices alike. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until this has happened. */
  until<T>(waiting: Promise<T>): Promise<T>;
  /** Resolves when every plug is where its line says. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export async function rigOnSockets(): Promise<CounterRig> {
  const bench = await startBench({ clock: systemClock, ports: 'free' });
  switchDevices(bench.devices);
  const folder = await copyOfCity();
  const city = await openTestDesk({ folder, sampleCity: false, trainingPrinter: false });
  await setUp(city, bench.transports);
  return {
    city,
    devices: bench.devices,
    pass: (ms) => pause(systemClock, ms),
    until: (waiting) => waiting,
    settled: () => bench.settled(),
    close: async () => {
      await city.close();
      await bench.close();
      removeFolder(folder);
    },
  };
}

const STEP_MS = 250;
/** A card that nobody presents is waited for three minutes; nothing takes ten times as long. */
const MOST_STEPS = 7200;

export async function rigInMemory(): Promise<CounterRig> {
  const clock = fakeClock(Date.parse(FOUNDED_AT));
  const devices = benchDevices(clock);
  switchDevices(devices);
  const networks = new Map(
    Object.entries(devices).map(([name, { device, line }]) => {
      const network = memoryNetwork(clock, (end) => {
        device.attach(line.over(end));
      });
      line.onChange(() => {
        network.refuse(line.state.plugged ? undefined : 'nothing-there');
      });
      return [name, network] as const;
    }),
  );
  const transportOf = (settings: DeviceTransport) => {
    const network = networks.get(settings.kind === 'tcp' ? settings.host : '');
    if (!network) throw new Error(`nothing is at ${JSON.stringify(settings)}`);
    return network.transport;
  };
  const until = async <T>(waiting: Promise<T>): Promise<T> => {
    const state = { over: false };
    const done = waiting.finally(() => {
      state.over = true;
    });
    for (let steps = 0; !state.over; steps += 1) {
      if (steps > MOST_STEPS) throw new Error('something is waited for that never happens');
      await clock.advance(STEP_MS);
    }
    return done;
  };
  const folder = await copyOfCity();
  const city = await openTestDesk({
    folder,
    sampleCity: false,
    clock: () => clock.nowMs(),
    deviceClock: clock,
    deviceTransport: transportOf,
    trainingPrinter: {
      simulator: devices['receipt-printer'].simulator,
      deps: { clock, transport: transportOf },
    },
  });
  await setUp(city, inMemory);
  return {
    city,
    devices,
    pass: (ms) => clock.advance(ms),
    until,
    settled: () => Promise.resolve(),
    close: async () => {
      await until(city.close());
      removeFolder(folder);
    },
  };
}

const inMemory = new Proxy({} as Record<BenchName, DeviceTransport>, {
  get: (_, name) => ({ kind: 'tcp', host: String(name), port: 1 }),
});

/** Devices besides the printer; each is known to the desk by the name that the bench gives it. */
export const ASSIGNED = [
  'card-terminal-pax',
  'card-terminal-zvt',
  'scanner',
  'check-reader',
  'bill-counter',
  'coin-sorter',
  'pole-display',
] as const satisfies readonly BenchName[];

type Assigned = readonly [
  name: (typeof ASSIGNED)[number],
  device: { readonly name: string; readonly sources: readonly string[]; readonly settings: DeviceSettings },
];

/** The devices of windows 3 and 4, as their administrator sets them up. */
function counterDevices(transports: Readonly<Record<BenchName, DeviceTransport>>): readonly Assigned[] {
  const at = (name: BenchName) => ({ transport: transports[name] });
  return [
    [
      'card-terminal-pax',
      {
        name: 'Terminal, window 3',
        sources: ['3'],
        settings: { kind: 'card-terminal', protocol: 'pax', ...at('card-terminal-pax') },
      },
    ],
    [
      'card-terminal-zvt',
      {
        name: 'Terminal, drive-up',
        sources: ['4'],
        settings: { kind: 'card-terminal', protocol: 'zvt', ...at('card-terminal-zvt') },
      },
    ],
    [
      'scanner',
      {
        name: 'Scanner',
        sources: [],
        settings: {
          kind: 'scanner',
          aimPrefix: true,
          i2of5Length: null,
          code39Check: false,
          ...at('scanner'),
        },
      },
    ],
    [
      'check-reader',
      {
        name: 'Check reader',
        sources: [],
        settings: {
          kind: 'check-reader',
          protocol: 'magtek',
          alphabet: 'magtek-2',
          framing: 'packet',
          exceptions: [],
          ...at('check-reader'),
        },
      },
    ],
    [
      'bill-counter',
      {
        name: 'Bill counter',
        sources: [],
        settings: {
          kind: 'bill-counter',
          protocol: { name: 'report', profile: SAMPLE_PROFILES.noteList },
          ...at('bill-counter'),
        },
      },
    ],
    [
      'coin-sorter',
      {
        name: 'Coin sorter',
        sources: [],
        settings: {
          kind: 'coin-sorter',
          protocol: { name: 'report', profile: SAMPLE_PROFILES.coinList },
          ...at('coin-sorter'),
        },
      },
    ],
    [
      'pole-display',
      {
        name: 'Pole display',
        sources: [],
        settings: { kind: 'pole-display', passThrough: false, ...at('pole-display') },
      },
    ],
  ];
}

/** What the machines themselves are switched to. */
function switchDevices(devices: BenchDevices): void {
  devices['check-reader'].simulator.set({ mode: 'packet' });
  devices['receipt-printer'].simulator.set({ slipStation: 'slip' });
}

async function setUp(
  city: TestDesk,
  transports: Readonly<Record<BenchName, DeviceTransport>>,
): Promise<void> {
  const alex = await city.signIn('alex');
  await alex.ask('device.assign-printer', {
    settings: {
      transport: transports['receipt-printer'],
      columns: 42,
      codePage: 19,
      completion: 'process-id',
      drawerSensor: 'high-is-open',
      drawerPin: 0,
      logo: false,
      slip: 'slip',
    },
  });
  for (const [deviceId, device] of counterDevices(transports))
    await alex.ask('device.set', { deviceId, device });
}
