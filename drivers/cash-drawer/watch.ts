/**
 * Watching a drawer between jobs: opened by this program or by its key, closed, left standing open. The sensor is a
 * switch that is looked at now and then, so an opening is known to lie between the last look that found it closed and
 * the one that found it open.
 */
import { pause } from '../clock.ts';
import type { Clock } from '../clock.ts';

export type DrawerReading = 'open' | 'closed' | 'unknown' | 'no-sensor';

export type DrawerEvent =
  /** `key`: nobody kicked it. It belongs in the audit trail. */
  | { readonly kind: 'opened'; readonly by: 'kick' | 'key' }
  | { readonly kind: 'closed' }
  /** Said once for each time it stands open. @see sinceMs when it was first seen open */
  | { readonly kind: 'left-open'; readonly sinceMs: number };

export type DrawerWatchState = {
  /** The last kick that no opening has been put down to. */
  readonly kickedMs: number | null;
} & (
  | { /** Nothing is known yet, or there is no sensor. */ readonly at: 'unknown' }
  | { readonly at: 'closed'; readonly seenMs: number }
  | { readonly at: 'open'; readonly sinceMs: number; readonly saidLeftOpen: boolean }
);

export const NOTHING_KNOWN: DrawerWatchState = { at: 'unknown', kickedMs: null };

/** From the kick to the switch: the solenoid takes a tenth of a second, a heavy drawer its time. */
export const KICK_COUNTS_MS = 2000;

type Step = { readonly state: DrawerWatchState; readonly events: readonly DrawerEvent[] };

/**
 * @param input a reading, or that a kick leaves now
 * @param leftOpenAfterMs how long it may stand open before it is said
 */
export function drawerWatchStep(
  state: DrawerWatchState,
  input: DrawerReading | 'kick',
  atMs: number,
  leftOpenAfterMs: number,
): Step {
  switch (input) {
    case 'kick':
      return { state: { ...state, kickedMs: atMs }, events: [] };
    case 'unknown':
      // A printer that is busy or away: what was known is still the best that is known.
      return { state, events: [] };
    case 'no-sensor':
      return { state: NOTHING_KNOWN, events: [] };
    case 'closed':
      return {
        state: { at: 'closed', seenMs: atMs, kickedMs: state.kickedMs },
        events: state.at === 'open' ? [{ kind: 'closed' }] : [],
      };
    case 'open':
      return seenOpen(state, atMs, leftOpenAfterMs);
  }
}

function seenOpen(state: DrawerWatchState, atMs: number, leftOpenAfterMs: number): Step {
  if (state.at !== 'open')
    return {
      state: { at: 'open', sinceMs: atMs, saidLeftOpen: false, kickedMs: null },
      // It stood open when the watch began: nobody saw it opened.
      events: state.at === 'closed' ? [{ kind: 'opened', by: openedBy(state) }] : [],
    };
  if (state.saidLeftOpen || atMs - state.sinceMs < leftOpenAfterMs) return { state, events: [] };
  return { state: { ...state, saidLeftOpen: true }, events: [{ kind: 'left-open', sinceMs: state.sinceMs }] };
}

/**
 * While a receipt prints nobody looks for some seconds, so it is not the time from kick to look that counts: a kick
 * explains the opening if it could still act after the last look that found the drawer closed.
 */
const openedBy = ({ seenMs, kickedMs }: Extract<DrawerWatchState, { at: 'closed' }>): 'kick' | 'key' =>
  kickedMs !== null && seenMs - kickedMs <= KICK_COUNTS_MS ? 'kick' : 'key';

export type DrawerWatchParts = {
  /** Looks without effect, and never rejects. */
  readonly read: () => Promise<DrawerReading>;
  readonly clock: Clock;
  /** 500–1000: often enough for an audit, seldom enough for a shared printer. */
  readonly pollMs: number;
  readonly leftOpenAfterMs: number;
  readonly said: (event: DrawerEvent) => void;
};

export type DrawerWatch = {
  readonly state: DrawerWatchState;
  /**
   * A kick leaves. Called when a job with one goes to the printer, and again when its outcome says `opened` or `sent`:
   * the job may have waited for another one in between, longer than a kick counts.
   */
  kicked(): void;
  /** Resolves when nothing more will be said. */
  stop(): Promise<void>;
};

/** Begins at once. Readings never overlap: the next one is asked for `pollMs` after the last one came. */
export function watchDrawer({ read, clock, pollMs, leftOpenAfterMs, said }: DrawerWatchParts): DrawerWatch {
  let state = NOTHING_KNOWN;
  let stopped = false;
  let wake: () => void = () => undefined;
  const stopping = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const take = (input: DrawerReading | 'kick'): void => {
    const step = drawerWatchStep(state, input, clock.nowMs(), leftOpenAfterMs);
    state = step.state;
    for (const event of step.events) said(event);
  };
  async function poll(): Promise<void> {
    for (;;) {
      const reading = await Promise.race([read(), stopping.then(() => 'unknown' as const)]);
      if (isStopped()) return;
      take(reading);
      await Promise.race([pause(clock, pollMs), stopping]);
      if (isStopped()) return;
    }
  }
  const isStopped = (): boolean => stopped;
  const ended = poll();
  return {
    get state() {
      return state;
    },
    kicked() {
      take('kick');
    },
    stop() {
      stopped = true;
      wake();
      return ended;
    },
  };
}
