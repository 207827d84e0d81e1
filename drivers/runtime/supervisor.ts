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
  /** Nudged while it was busy: the next rest is none. */
  let nudged = false;
  let endRest: (() => void) | undefined;

  function say(next: DeviceCondition<Identity, State>): void {
    condition = next;
    changed(next);
  }

  /** Until the time is over, a nudge, a stop, or the loss of the device: which of them matters to the caller only. */
  function rest(ms: number): Promise<void> {
    const restless = stopping || nudged;
    nudged = false;
    if (restless) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        endRest = undefined;
        resolve();
      };
      const cancel = clock.after(ms, end);
      endRest = end;
    });
  }

  /**
   * One session from opening to its end. @returns why it ended, or undefined when it was stopped
   * @param onReady is told how many looks have found it well
   */
  async function attend(onReady: (looks: number) => void): Promise<string | undefined> {
    const opened = await open();
    if (!opened.ok) return opened.fault;
    const session = opened.value;
    let why: string | undefined;
    const lost = (): string | undefined => why;
    void session.lost.then((said) => {
      why = said;
      endRest?.();
    });
    try {
      const identified = await session.identify();
      if (!identified.ok) return lost() ?? identified.fault;
      const sinceMs = clock.nowMs();
      for (let looks = 1; !stopping; looks += 1) {
        const seen = await session.look();
        const gone = lost();
        if (gone !== undefined) return gone;
        if (!seen.ok) return seen.fault;
        onReady(looks);
        say({ is: 'ready', sinceMs, identity: identified.value, state: seen.value });
        await rest(plan.heartbeatMs);
        if (lost() !== undefined) return lost();
      }
      return undefined;
    } finally {
      await session.close();
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    let failedSinceMs: number | undefined;
    // Sessions in a row that were ready and lost before the next look: a port that takes every call and hangs up.
    let flaps = 0;
    while (!stopping) {
      if (failures === 0) say({ is: 'opening' });
      let looksDone = 0;
      const fault = await attend((looks) => {
        looksDone = looks;
        failures = 0;
        failedSinceMs = undefined;
      });
      if (fault === undefined) break;
      if (looksDone > 1) flaps = 0;
      failedSinceMs ??= clock.nowMs();
      const pauseMs = plan.backOffMs[Math.min(Math.max(failures, flaps), plan.backOffMs.length - 1)] ?? 0;
      failures += 1;
      if (looksDone === 1) flaps += 1;
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
      nudged = false;
      running ??= run().finally(() => {
        running = undefined;
      });
    },
    nudge() {
      if (endRest) endRest();
      else nudged = true;
    },
    async stop() {
      stopping = true;
      endRest?.();
      await running;
    },
  };
}
