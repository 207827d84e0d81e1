/** A machine that prints a batch report to its port: only listened to. */
import { assert, InvariantError } from '../../shared/kernel/assert.ts';
import type { CounterEvent, ReportProfile } from '../../shared/devices/money-counter.ts';
import { holdDevice } from '../runtime/held-device.ts';
import type { Exchange } from '../runtime/exchange.ts';
import type { Transport } from '../transport/connection.ts';
import type { CounterIdentity, CounterState, MoneyCounter, MoneyCounterDeps } from './counter.ts';
import { checkProfile } from './report/check-profile.ts';
import { countMaker } from './report/number.ts';
import { strikeOutWords } from './report/redact.ts';
import { reportStream } from './report/stream.ts';
import type { ReportStream } from './report/stream.ts';

const ACKNOWLEDGE_MS = 1000;
/** Enough to tell a wrong speed from a few disturbed bytes. */
const NOISE_BYTES = 32;

export function reportCounter(
  profile: ReportProfile,
  transport: Transport,
  deps: MoneyCounterDeps,
): MoneyCounter {
  assert(checkProfile(profile).length === 0, `the profile ${profile.name} cannot be used`);
  const { clock } = deps;
  const count = countMaker(profile);
  let stream: ReportStream | undefined;
  let lastReportAtMs: number | null = null;

  function hear(event: CounterEvent, from: Exchange<CounterEvent> | undefined): void {
    if (event.kind === 'count') lastReportAtMs = clock.nowMs();
    try {
      deps.heard(event);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      deps.log?.note(`not acknowledged: ${why}`, clock.nowMs());
      return;
    }
    if (event.kind === 'count' && profile.acknowledge !== null)
      void from?.send(Uint8Array.of(profile.acknowledge), ACKNOWLEDGE_MS);
  }

  function freshStream(): ReportStream {
    // The cable was lost in the middle of a report: what had come of it is said before anything new.
    for (const event of stream?.end() ?? []) hear(event, undefined);
    return reportStream({
      profile,
      clock,
      count,
      late: (event) => {
        hear(event, held.exchange);
      },
      // Serial numbers of notes and lines of checks are not for the log either.
      seen: ({ raw }) => deps.log?.add('received', Buffer.from(strikeOutWords(raw), 'latin1'), clock.nowMs()),
    });
  }

  const held = holdDevice<CounterEvent, CounterIdentity, CounterState>({
    transport,
    clock,
    changed: deps.changed,
    ...(deps.plan ? { plan: deps.plan } : {}),
    decoder: () => {
      const mine = freshStream();
      stream = mine;
      return (bytes) => {
        const events = mine.push(bytes);
        if (isNoise(mine)) held.nudge();
        return events;
      };
    },
    heard: hear,
    identify: async () => ({ ok: true, value: { protocol: 'report', profile: profile.name } }),
    look: async () =>
      stream && isNoise(stream)
        ? { ok: false, fault: 'wrong-device' }
        : { ok: true, value: { protocol: 'report', lastReportAtMs } },
  });

  return {
    get condition() {
      return held.condition;
    },
    start: held.start,
    nudge: held.nudge,
    async stop() {
      await held.stop();
      for (const event of stream?.end() ?? []) hear(event, undefined);
    },
    poll: async () => {
      throw new InvariantError('a machine that reports by itself cannot be asked');
    },
  };
}

const isNoise = ({ noise: { bytes, unreadable } }: ReportStream): boolean =>
  bytes >= NOISE_BYTES && unreadable * 4 >= bytes;
