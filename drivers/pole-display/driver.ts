/**
 * The pole display: told what the customer may see, and never waited for. It has no status of its own, so all that can
 * be known is whether the port took the bytes; a person looks at the self-test.
 *
 * Only the newest view matters: while one is being written, those between it and the newest are left out.
 */
import type { CustomerView, PoleDisplaySettings } from '../../shared/devices/customer-display.ts';
import type { LinkFault } from '../../shared/devices/fault.ts';
import { LINK_FAULTS } from '../../shared/devices/fault.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { pause } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Exchange } from '../runtime/exchange.ts';
import { holdDevice } from '../runtime/held-device.ts';
import type { Checked, DeviceCondition, SupervisorPlan } from '../runtime/supervisor.ts';
import type { Transport } from '../transport/connection.ts';
import { recordedTransport } from '../transport/recorded.ts';
import type { TrafficLog } from '../transport/traffic-log.ts';
import { transportOf } from '../transport/transport-of.ts';
import { textBytes, wakeBytes } from './cd5220.ts';
import { layout } from './layout.ts';
import type { DisplayLines } from './layout.ts';

/** It cannot be asked: it is taken for what it is set up as. */
export type DisplayIdentity = { readonly protocol: 'cd5220' };
/** What had been handed over whole at the last look; null for nothing since the connection began. */
export type DisplayState = { readonly lines: DisplayLines | null };
export type DisplayCondition = DeviceCondition<DisplayIdentity, DisplayState>;

export type PoleDisplayDeps = {
  readonly clock: Clock;
  readonly log?: TrafficLog;
  /** Instead of the settings' own way to the device: a memory cable in tests and in the bench. */
  readonly transport?: (settings: DeviceTransport) => Transport;
  readonly changed?: (condition: DisplayCondition) => void;
  readonly plan?: SupervisorPlan;
};

/** `handed-over`: the port took it. Whether it can be read, only the person before the display knows. */
export type SelfTestOutcome =
  | { readonly outcome: 'handed-over'; readonly lines: DisplayLines }
  | { readonly outcome: 'failed'; readonly fault: LinkFault };

export interface PoleDisplay {
  readonly condition: DisplayCondition;
  /** Returns at once. What cannot be shown now is shown when the display is back, if it is still the newest. */
  show(view: CustomerView): void;
  /** Fills every column for ten seconds, or until the next view. */
  selfTest(): Promise<SelfTestOutcome>;
  start(): void;
  /** Looks or tries now, and writes the present text again: a display that was switched off shows it no more. */
  nudge(): void;
  stop(): Promise<void>;
}

export const SELF_TEST: DisplayLines = ['12345678901234567890', 'TOTAL       1,234.56'];
const SELF_TEST_MS = 10_000;

/** 45 bytes take 50 ms at 9600; a display that holds its busy line for a second has a fault. */
const WRITE_MS = 1000;
/** For an echo, or a modem's words. */
const LISTEN_MS = 250;
/** A display never speaks; one disturbed byte at power-on is not yet another device. */
const WORDS_OF_ANOTHER = 4;

export function createPoleDisplay(settings: PoleDisplaySettings, deps: PoleDisplayDeps): PoleDisplay {
  const { clock } = deps;
  const bare = deps.transport?.(settings.transport) ?? transportOf(settings.transport, clock);
  let wanted: DisplayLines | null = null;
  let shown: DisplayLines | null = null;
  let heardBytes = 0;
  let writing: Promise<void> | undefined;
  let endTest: (() => void) | undefined;
  let beforeTest: DisplayLines | null = null;

  const held = holdDevice<number, DisplayIdentity, DisplayState>({
    transport: deps.log ? recordedTransport(bare, deps.log, clock) : bare,
    clock,
    changed: (condition) => deps.changed?.(condition),
    ...(deps.plan ? { plan: deps.plan } : {}),
    decoder: () => {
      heardBytes = 0;
      shown = null;
      return (bytes) => [bytes.length];
    },
    heard: (length) => {
      heardBytes += length;
    },
    identify,
    async look(exchange) {
      if (speaks()) return { ok: false, fault: 'wrong-device' };
      await bringUpToDate(exchange);
      return { ok: true, value: { lines: shown } };
    },
  });

  /** On a pass-through cable, what a printer says comes this way too. */
  const speaks = (): boolean => !settings.passThrough && heardBytes >= WORDS_OF_ANOTHER;

  /** Something was handed over since the connection, or the self-test, began. */
  const tookAll = (): boolean => shown !== null;

  async function identify(exchange: Exchange<number>): Promise<Checked<DisplayIdentity>> {
    const written = await exchange.send(wakeBytes(settings.passThrough), WRITE_MS);
    if (!written.written)
      return { ok: false, fault: written.because === 'deadline' ? 'silent' : 'unplugged' };
    await pause(clock, LISTEN_MS);
    return speaks() ? { ok: false, fault: 'wrong-device' } : { ok: true, value: { protocol: 'cd5220' } };
  }

  /** Writes until what is shown is what is wanted. A write that fails ends the connection, and with it this. */
  function bringUpToDate(exchange: Exchange<number>): Promise<void> {
    writing ??= writeNewest(exchange).finally(() => {
      writing = undefined;
    });
    return writing;
  }

  async function writeNewest(exchange: Exchange<number>): Promise<void> {
    while (wanted !== null && !same(wanted, shown) && exchange === held.exchange) {
      const lines = wanted;
      const written = await exchange.send(textBytes(lines, settings.passThrough), WRITE_MS);
      if (!written.written) return;
      shown = lines;
    }
  }

  function want(lines: DisplayLines): void {
    wanted = lines;
    if (held.condition.is === 'ready' && held.exchange) void bringUpToDate(held.exchange);
  }

  return {
    get condition() {
      return held.condition;
    },
    show(view) {
      endTest?.();
      want(layout(view));
    },
    async selfTest() {
      if (held.condition.is !== 'ready' || !held.exchange)
        return { outcome: 'failed', fault: faultIn(held.condition) };
      const { exchange } = held;
      endTest?.();
      beforeTest = wanted;
      const cancel = clock.after(SELF_TEST_MS, () => {
        endTest?.();
      });
      endTest = () => {
        cancel();
        endTest = undefined;
        if (beforeTest) want(beforeTest);
      };
      shown = null;
      want(SELF_TEST);
      await bringUpToDate(exchange);
      // Not the test's own text: a customer's view may have overtaken it.
      return tookAll()
        ? { outcome: 'handed-over', lines: SELF_TEST }
        : { outcome: 'failed', fault: 'unplugged' };
    },
    start: held.start,
    nudge() {
      shown = null;
      held.nudge();
    },
    async stop() {
      endTest?.();
      await held.stop();
    },
  };
}

const same = (a: DisplayLines, b: DisplayLines | null): boolean =>
  b !== null && a[0] === b[0] && a[1] === b[1];

function faultIn(condition: DisplayCondition): LinkFault {
  if (condition.is !== 'failed') return 'unplugged';
  return LINK_FAULTS.find((fault) => fault === condition.fault) ?? 'unplugged';
}
