/** One assigned device, whatever it is: its driver, its traffic, its state in words, its self-test. */
import type {
  CardRun,
  CardTerminal,
  CardTerminalSettings,
  TerminalState,
} from '../../../shared/devices/card-terminal.ts';
import type { CheckReaderSettings } from '../../../shared/devices/check-reader.ts';
import type { CustomerView, PoleDisplaySettings } from '../../../shared/devices/customer-display.ts';
import type { DeviceStatus } from '../../../shared/devices/device-state.ts';
import { LINK_FAULTS } from '../../../shared/devices/fault.ts';
import type { LinkFault } from '../../../shared/devices/fault.ts';
import { LINK_WORDS } from '../../../shared/devices/link-words.ts';
import type { MoneyCounterSettings, PolledCount } from '../../../shared/devices/money-counter.ts';
import type { ScannerSettings } from '../../../shared/devices/scanner.ts';
import type { AssignedDevice } from '../../../shared/devices/settings.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import { isScanlineBytes } from '../../../shared/domain/stub/scanline.ts';
import type { ScanlineProfile } from '../../../shared/domain/stub/scanline.ts';
import { assertNever } from '../../../shared/kernel/assert.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { createCardTerminal } from '../../../drivers/card-terminal/terminal.ts';
import { createCheckReader } from '../../../drivers/check-reader/driver.ts';
import type { Clock } from '../../../drivers/clock.ts';
import { createMoneyCounter } from '../../../drivers/currency-counter/driver.ts';
import { createPoleDisplay } from '../../../drivers/pole-display/driver.ts';
import { createSupervisor } from '../../../drivers/runtime/supervisor.ts';
import type { DeviceCondition, Supervisor } from '../../../drivers/runtime/supervisor.ts';
import { createScanner } from '../../../drivers/scanner/driver.ts';
import type { Transport } from '../../../drivers/transport/connection.ts';
import { trafficLog } from '../../../drivers/transport/traffic-log.ts';
import type { TrafficLog } from '../../../drivers/transport/traffic-log.ts';
import type { DeviceEvent } from '../../services/devices/live.ts';

export type Attached = {
  readonly log: TrafficLog;
  status(): DeviceStatus;
  /** Looks at it now, without moving money or paper. */
  test(): Promise<{ readonly passed: boolean; readonly said: string }>;
  readonly terminal?: CardTerminal;
  readonly ask?: (denominationCents: Cents) => Promise<PolledCount>;
  readonly show?: (view: CustomerView) => void;
  stop(): Promise<void>;
};

export type AttachDeps = {
  readonly clock: Clock;
  /** Instead of the settings' own way to the device, in tests. */
  readonly transport?: (settings: DeviceTransport) => Transport;
  readonly heard: (event: DeviceEvent) => void;
  /** Of the office, asked at each scan: they may change while the scanner is on. */
  readonly scanlines: () => readonly ScanlineProfile[];
};

/** Starts reaching for the device at once. */
export function attach({ deviceId, settings }: AssignedDevice, deps: AttachDeps): Attached {
  const log = trafficLog();
  const common = {
    clock: deps.clock,
    log,
    ...(deps.transport ? { transport: deps.transport } : {}),
    changed: () => {
      deps.heard({ kind: 'changed', deviceId });
    },
  };
  const parts: Parts = { deviceId, log, common, deps };
  switch (settings.kind) {
    case 'card-terminal':
      return attachTerminal(settings, parts);
    case 'bill-counter':
    case 'coin-sorter':
      return attachCounter(settings, parts);
    case 'check-reader':
      return attachCheckReader(settings, parts);
    case 'scanner':
      return attachScanner(settings, parts);
    case 'pole-display':
      return attachDisplay(settings, parts);
    default:
      return assertNever(settings);
  }
}

type Parts = {
  readonly deviceId: string;
  readonly log: TrafficLog;
  readonly common: {
    readonly clock: Clock;
    readonly log: TrafficLog;
    readonly transport?: (settings: DeviceTransport) => Transport;
    readonly changed: () => void;
  };
  readonly deps: AttachDeps;
};

type Watched = Pick<Supervisor<unknown, unknown>, 'condition' | 'nudge' | 'start' | 'stop'>;

/** A device that is held or visited by a supervisor, in words. */
function watched(
  device: Watched,
  { log, common: { clock } }: Parts,
  words: { readonly said: () => string; readonly model?: () => string; readonly isBusy?: () => boolean },
): Pick<Attached, 'log' | 'status' | 'test' | 'stop'> {
  const startedMs = clock.nowMs();
  device.start();
  return {
    log,
    status: () => statusOf(device.condition, startedMs, log, words),
    async test() {
      const before = device.condition;
      device.nudge();
      await settledAfter(device, before, clock);
      const { condition } = device;
      return condition.is === 'ready'
        ? { passed: true, said: words.said() || 'Answers' }
        : {
            passed: false,
            said: condition.is === 'failed' ? LINK_WORDS[faultOf(condition.fault)].said : 'not reached',
          };
    },
    stop: () => device.stop(),
  };
}

const TEST_MS = 6000;
const TEST_LOOK_MS = 50;

/** Until the nudge has had its effect: a condition said anew, or as long as a person waits for a test. */
async function settledAfter(device: Watched, before: Watched['condition'], clock: Clock): Promise<void> {
  for (
    let waitedMs = 0;
    waitedMs < TEST_MS && (device.condition === before || device.condition.is === 'opening');
    waitedMs += TEST_LOOK_MS
  )
    await new Promise<void>((resolve) => {
      clock.after(TEST_LOOK_MS, resolve);
    });
}

const faultOf = (fault: string): LinkFault => LINK_FAULTS.find((each) => each === fault) ?? 'silent';

function statusOf(
  condition: DeviceCondition<unknown, unknown>,
  startedMs: number,
  log: TrafficLog,
  { said, model, isBusy }: Parameters<typeof watched>[2],
): DeviceStatus {
  const common = {
    said: '',
    model: '',
    lastTrafficMs: log.entries().findLast((entry) => entry.direction !== 'note')?.atMs ?? null,
    nextTryMs: null,
  };
  switch (condition.is) {
    case 'ready':
      return {
        ...common,
        connection: isBusy?.() === true ? 'busy' : 'ready',
        said: said(),
        model: model?.() ?? '',
        sinceMs: condition.sinceMs,
      };
    case 'failed': {
      const fault = faultOf(condition.fault);
      const isRefused = fault === 'busy' || fault === 'not-permitted' || fault === 'wrong-device';
      return {
        ...common,
        connection: isRefused ? 'refused' : 'no-answer',
        fault,
        sinceMs: condition.sinceMs,
        nextTryMs: condition.nextTryAtMs,
      };
    }
    case 'opening':
    case 'stopped':
      return { ...common, connection: 'opening', sinceMs: startedMs };
    default:
      return assertNever(condition);
  }
}

/** A terminal is visited, not held: it belongs to its customer while it asks for the card. */
const TERMINAL_PLAN = { heartbeatMs: 60_000, backOffMs: [1000, 2000, 5000, 15_000, 60_000] };

function attachTerminal(settings: CardTerminalSettings, parts: Parts): Attached {
  const terminal = createCardTerminal(settings, parts.common);
  let asked: string | undefined;
  let last: TerminalState | undefined;
  const look = async () => {
    // Nobody disturbs a customer to learn whether the line is good.
    if (asked !== undefined && last) return { ok: true, value: last } as const;
    last = await terminal.state();
    return last.connection === 'ready'
      ? ({ ok: true, value: last } as const)
      : ({ ok: false, fault: last.fault ?? 'silent' } as const);
  };
  const supervisor = createSupervisor<TerminalState, TerminalState>({
    clock: parts.common.clock,
    plan: TERMINAL_PLAN,
    changed: parts.common.changed,
    open: async () => ({
      ok: true,
      value: {
        identify: look,
        look,
        lost: new Promise<string>(() => undefined),
        close: () => Promise.resolve(),
      },
    }),
  });
  const busy: CardTerminal = {
    ...bound(terminal),
    async run(request, run: CardRun) {
      asked = formatCents(request.amountCents);
      parts.common.changed();
      try {
        return await terminal.run(request, run);
      } finally {
        asked = undefined;
        supervisor.nudge();
      }
    },
  };
  const base = watched(supervisor, parts, {
    said: () => (asked === undefined ? 'Idle' : `Asks for ${asked}`),
    model: () => [last?.model, last?.serial].filter(Boolean).join(', '),
    isBusy: () => asked !== undefined,
  });
  return {
    ...base,
    terminal: busy,
    async stop() {
      await base.stop();
      await terminal.close();
    },
  };
}

/** Methods on their own, so that one of them may be replaced. */
const bound = (terminal: CardTerminal): CardTerminal => ({
  run: (request, run) => terminal.run(request, run),
  lookUp: (reference, expected) => terminal.lookUp(reference, expected),
  batchTotals: () => terminal.batchTotals(),
  closeBatch: () => terminal.closeBatch(),
  state: () => terminal.state(),
  close: () => terminal.close(),
});

function attachCounter(settings: MoneyCounterSettings, parts: Parts): Attached {
  const { deviceId, common, deps } = parts;
  let last = 'Nothing counted yet';
  const counter = createMoneyCounter(settings, {
    ...common,
    heard(event) {
      if (event.kind === 'count') {
        deps.heard({ kind: 'count', deviceId, count: event.count });
        last = `Last report ${event.count.reportNumber}, ${formatCents(event.count.totalCents)}`;
      } else {
        deps.heard({ kind: 'count-refused', deviceId, why: event.why });
        last = 'Its last report could not be believed';
      }
    },
  });
  return {
    ...watched(counter, parts, { said: () => last }),
    ...(settings.protocol.name === 'sc-350'
      ? { ask: (denominationCents: Cents) => counter.poll(denominationCents) }
      : {}),
  };
}

function attachCheckReader(settings: CheckReaderSettings, parts: Parts): Attached {
  const { deviceId, common, deps } = parts;
  if (settings.protocol === 'epson') return inThePrinter(parts);
  let last = 'Nothing read yet';
  const reader = createCheckReader(settings, {
    ...common,
    heard(reading) {
      deps.heard({ kind: 'check', deviceId, reading });
      last = reading.result === 'read' ? 'Last read a check' : 'Could not read the last check surely';
    },
  });
  return watched(reader, parts, { said: () => last });
}

/** It has no line of its own: the printer's state is its state. */
function inThePrinter({ log, common: { clock } }: Parts): Attached {
  const sinceMs = clock.nowMs();
  const said = 'Works as the receipt printer does';
  return {
    log,
    status: () => ({ connection: 'ready', said, model: '', sinceMs, lastTrafficMs: null, nextTryMs: null }),
    test: () => Promise.resolve({ passed: true, said: 'Test the receipt printer, then read a check' }),
    stop: () => Promise.resolve(),
  };
}

function attachScanner(settings: ScannerSettings, parts: Parts): Attached {
  const { deviceId, common, deps } = parts;
  let last = 'Nothing read yet';
  const scanner = createScanner(settings, {
    ...common,
    isScanline: (digits) => isScanlineBytes(deps.scanlines())(digits),
    heard(reading) {
      last = {
        code: 'Last read a code',
        refused: 'Could not read the last code',
        'card-discarded': 'A card was swiped into it and discarded',
      }[reading.kind];
      deps.heard({ kind: 'scan', deviceId, reading });
    },
  });
  return watched(scanner, parts, { said: () => last });
}

function attachDisplay(settings: PoleDisplaySettings, parts: Parts): Attached {
  const display = createPoleDisplay(settings, parts.common);
  return {
    ...watched(display, parts, { said: () => 'Shows what it is sent; it cannot answer' }),
    show: (view) => {
      display.show(view);
    },
    test: async () => {
      const shown = await display.selfTest();
      return shown.outcome === 'handed-over'
        ? { passed: true, said: 'Look at the display: it shows a test' }
        : { passed: false, said: LINK_WORDS[shown.fault].said };
    },
  };
}
