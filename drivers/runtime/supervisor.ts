/**
 * Keeps one device in reach: opens it, asks who it is, looks after it at intervals, and after any failure tries again
 * with a fresh session, each time a little later. It says what it sees in words; it never sends what moves money or paper.
 */
import type { Clock } from '../clock.ts';

export type Watched<Identity, State> = {
  readonly identity: Identity;
  readonly state: State;
};

/** One session with the device; for a device that takes one connection per job, a session may hold none. */
export interface SupervisedSession<Identity, State> {
  identify(): Promise<Checked<Identity>>;
  /** The heartbeat. */
  look(): Promise<Checked<State>>;
  /** Settles when the device is lost. */
  readonly lost: Promise<string>;
  close(): Promise<void>;
}

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: string };

export type DeviceCondition<Identity, State> =
  | { readonly is: 'stopped' }
  | { readonly is: 'opening' }
  | ({ readonly is: 'ready'; readonly sinceMs: number } & Watched<Identity, State>)
  | {
      readonly is: 'failed';
      readonly fault: string;
      /** When it was first seen to have failed; kept over all attempts until it is ready again. */
      readonly sinceMs: number;
      readonly nextTryAtMs: number;
    };

export type SupervisorPlan = {
  readonly heartbeatMs: number;
  /** The pause after the first failure, the second …; the last one repeats. */
  readonly backOffMs: readonly number[];
};

export const DEFAULT_PLAN: SupervisorPlan = {
  heartbeatMs: 15_000,
  backOffMs: [1000, 2000, 5000, 15_000, 60_000, 300_000],
};

export type SupervisorParts<Identity, State> = {
  readonly open: () => Promise<Checked<SupervisedSession<Identity, State>>>;
  readonly clock: Clock;
  readonly plan?: SupervisorPlan;
  readonly changed: (condition: DeviceCondition<Identity, State>) => void;
};

export interface Supervisor<Identity, State> {
  readonly condition: DeviceCondition<Identity, State>;
  start(): void;
  /** Looks or tries now: a person pressed the button, or a cable was plugged in. */
  nudge(): void;
  /** Resolves when the session is closed. It may be started again. */
  stop(): Promise<void>;
}

export function createSupervisor<Identity, State>({
  open,
  clock,
  plan = DEFAULT_PLAN,
  changed,
}: SupervisorParts<Identity, State>): Supervisor<Identity, State> {
  let condition: DeviceCondition<Identity, State> = { is: 'stopped' };
  let running: Promise<void> | undefined;
  let stopping = false;
  let wake: () => void = () => undefined;

  function say(next: DeviceCondition<Identity, State>): void {
    condition = next;
    changed(next);
  }

  /** Until the time is over, a nudge, a stop, or the loss of the device: which of the two matters to the caller only. */
  function rest(ms: number, lost?: Promise<string>): Promise<string | undefined> {
    if (stopping) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const cancel = clock.after(ms, () => {
        resolve(undefined);
      });
      wake = () => {
        cancel();
        resolve(undefined);
      };
      void lost?.then((why) => {
        cancel();
        resolve(why);
      });
    });
  }

  /** One session from opening to its end. @returns why it ended, or undefined when it was stopped */
  async function attend(onReady: () => void): Promise<string | undefined> {
    const opened = await open();
    if (!opened.ok) return opened.fault;
    const session = opened.value;
    try {
      const identified = await session.identify();
      if (!identified.ok) return identified.fault;
      const sinceMs = clock.nowMs();
      while (!stopping) {
        const seen = await session.look();
        if (!seen.ok) return seen.fault;
        onReady();
        say({ is: 'ready', sinceMs, identity: identified.value, state: seen.value });
        const lost = await rest(plan.heartbeatMs, session.lost);
        if (lost !== undefined) return lost;
      }
      return undefined;
    } finally {
      await session.close();
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    let failedSinceMs: number | undefined;
    while (!stopping) {
      if (failures === 0) say({ is: 'opening' });
      const fault = await attend(() => {
        failures = 0;
        failedSinceMs = undefined;
      });
      if (fault === undefined) break;
      failedSinceMs ??= clock.nowMs();
      const pauseMs = plan.backOffMs[Math.min(failures, plan.backOffMs.length - 1)] ?? 0;
      failures += 1;
      say({ is: 'failed', fault, sinceMs: failedSinceMs, nextTryAtMs: clock.nowMs() + pauseMs });
      await rest(pauseMs);
    }
    say({ is: 'stopped' });
  }

  return {
    get condition() {
      return condition;
    },
    start() {
      stopping = false;
      running ??= run().finally(() => {
        running = undefined;
      });
    },
    nudge() {
      wake();
    },
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}
