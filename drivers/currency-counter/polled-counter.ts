/** A Scan Coin SC-350/360: asked for its count when somebody wants it. */
import { createHash } from 'node:crypto';
import { assert } from '../../shared/kernel/assert.ts';
import { LINK_FAULTS } from '../../shared/devices/fault.ts';
import type { LinkFault } from '../../shared/devices/fault.ts';
import type { MachineCount, PolledCount } from '../../shared/devices/money-counter.ts';
import type { Cents } from '../../shared/money/money.ts';
import { holdDevice } from '../runtime/held-device.ts';
import { createLane } from '../runtime/lane.ts';
import type { Transport } from '../transport/connection.ts';
import type {
  CounterCondition,
  CounterIdentity,
  CounterState,
  MoneyCounter,
  MoneyCounterDeps,
} from './counter.ts';
import { isDenomination } from './report/denominations.ts';
import { sc350Decoder } from './sc-350/decoder.ts';
import type { Sc350Decoder, Sc350Frame } from './sc-350/decoder.ts';
import { sc350Dialogue } from './sc-350/dialogue.ts';
import type { Sc350Dialogue } from './sc-350/dialogue.ts';

const MINUTE_MS = 60_000;
/** As many as a row of a report may have; more is no count but a line that garbles. */
const MOST_PIECES = 999_999;

export function polledCounter(transport: Transport, deps: MoneyCounterDeps): MoneyCounter {
  const { clock } = deps;
  // One dialogue at a time: an answer does not say what it answers.
  const lane = createLane();
  let decoder: Sc350Decoder = sc350Decoder();
  let dialogue: Sc350Dialogue | undefined;

  const held = holdDevice<Sc350Frame, CounterIdentity, CounterState>({
    transport,
    clock,
    changed: deps.changed,
    ...(deps.plan ? { plan: deps.plan } : {}),
    decoder: () => {
      decoder = sc350Decoder();
      return decoder.decode;
    },
    // It never speaks unasked; what comes late or twice is nobody's.
    heard: () => undefined,
    identify: (exchange) =>
      lane(async () => {
        const fresh = sc350Dialogue({ exchange, decoder, clock, deadlines: deps.deadlines ?? {} });
        dialogue = fresh;
        const who = await fresh.greet();
        if (!who.told) return { ok: false, fault: who.fault };
        const { software, protocol } = who.value;
        return {
          ok: true,
          value: { protocol: 'sc-350', softwareRevision: software, protocolRevision: protocol },
        };
      }),
    look: () =>
      lane(async () => {
        const status = await dialogue?.status();
        if (!status?.told) return { ok: false, fault: status?.fault ?? 'unplugged' };
        return { ok: true, value: { protocol: 'sc-350', status: status.value } };
      }),
  });

  async function poll(denominationCents: Cents): Promise<PolledCount> {
    assert(isDenomination('coin', denominationCents), `not a coin: ${denominationCents}`);
    if (held.condition.is !== 'ready' || !dialogue)
      return { outcome: 'failed', fault: faultIn(held.condition) };
    const present = dialogue;
    const reading = await lane(() => present.read());
    switch (reading.at) {
      case 'work':
        return { outcome: 'counting' };
      case 'fault':
        // The supervisor sees for itself, and comes back with a fresh connection.
        held.nudge();
        return { outcome: 'failed', fault: reading.fault };
      case 'rest':
        return reading.pieces <= MOST_PIECES
          ? {
              outcome: 'counted',
              count: countOf(reading.pieces, reading.bytes, denominationCents, clock.nowMs()),
            }
          : { outcome: 'failed', fault: 'wrong-device' };
    }
  }

  return {
    get condition() {
      return held.condition;
    },
    start: held.start,
    nudge: held.nudge,
    stop: held.stop,
    poll,
  };
}

/** The machine numbers nothing: the same count of the same coin in the same minute is the same count. */
function countOf(
  pieces: number,
  bytes: readonly number[],
  denominationCents: Cents,
  atMs: number,
): MachineCount {
  const key = `${pieces} ${denominationCents} ${Math.floor(atMs / MINUTE_MS)}`;
  return {
    reportNumber: `#${createHash('sha256').update(key).digest('hex').slice(0, 24)}`,
    medium: 'coin',
    rows: pieces > 0 ? [{ denominationCents, pieces }] : [],
    totalPieces: pieces,
    totalCents: pieces * denominationCents,
    raw: Buffer.from(bytes).toString('base64'),
  };
}

function faultIn(condition: CounterCondition): LinkFault {
  if (condition.is !== 'failed') return 'unplugged';
  return LINK_FAULTS.find((fault) => fault === condition.fault) ?? 'unplugged';
}
