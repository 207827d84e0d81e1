import { z } from 'zod';
import type { Cents } from '../../../shared/money/money.ts';
import { paxSimulator } from '../../card-terminal/pax/simulator/simulator.ts';
import type { PaxSimulator } from '../../card-terminal/pax/simulator/simulator.ts';
import type { CardSimulator } from '../../card-terminal/simulator/card-simulator.ts';
import { NEXT_ENDINGS } from '../../card-terminal/simulator/state.ts';
import type { TerminalSettings } from '../../card-terminal/simulator/state.ts';
import { zvtSimulator } from '../../card-terminal/zvt/simulator/simulator.ts';
import type { ZvtSimulator } from '../../card-terminal/zvt/simulator/simulator.ts';
import type { Clock } from '../../clock.ts';
import { deed, setter, settingsOf, simpleDeed } from '../bench-device.ts';
import type { BenchDevice, Json } from '../bench-device.ts';
import { simulatedLine } from '../simulated-line.ts';

const ms = z.int().min(0).max(600_000);

const terminalSettings = z.strictObject({
  power: z.boolean(),
  next: z.enum(NEXT_ENDINGS),
  cardMs: ms,
  bankMs: ms,
  brand: z.enum(['Visa', 'Mastercard', 'Discover', 'American Express']),
  last4: z.string().regex(/^\d{4}$/),
  entry: z.enum(['chip', 'contactless', 'swipe']),
  wrongDevice: z.boolean(),
  busy: z.boolean(),
});

const zvtSettings = terminalSettings.extend({
  agreeMs: ms,
  reverses: z.boolean(),
  knowsReceipt: z.boolean(),
  knowsTotals: z.boolean(),
  losesCompletion: z.boolean(),
});

export function paxOnBench(clock: Clock): BenchDevice & { readonly simulator: PaxSimulator } {
  const simulator = paxSimulator({ clock });
  return {
    ...terminalOnBench(clock, simulator),
    name: 'card-terminal-pax',
    title: 'Card terminal, PAX',
    simulator,
    settings: terminalSettings,
    set: setter(terminalSettings, simulator.set),
    state: () => ({ settings: settingsOf(terminalSettings, simulator.state), seen: seenBy(simulator) }),
  };
}

export function zvtOnBench(clock: Clock): BenchDevice & { readonly simulator: ZvtSimulator } {
  const simulator = zvtSimulator({ clock });
  return {
    ...terminalOnBench(clock, simulator),
    name: 'card-terminal-zvt',
    title: 'Card terminal, ZVT',
    simulator,
    settings: zvtSettings,
    set: setter(zvtSettings, simulator.set),
    state: () => ({ settings: settingsOf(zvtSettings, simulator.state), seen: seenBy(simulator) }),
  };
}

function terminalOnBench<Settings extends TerminalSettings>(
  clock: Clock,
  simulator: CardSimulator<Settings>,
): Pick<BenchDevice, 'device' | 'line' | 'deeds' | 'shows'> {
  return {
    device: simulator,
    line: simulatedLine(clock),
    deeds: {
      next: deed(
        'Decide what becomes of the next card',
        z.strictObject({ ending: z.enum(NEXT_ENDINGS) }),
        ({ ending }) => {
          const next: Partial<TerminalSettings> = { next: ending };
          simulator.set(next as Partial<Settings>);
          return undefined;
        },
      ),
      forget: simpleDeed('Forget all transactions', simulator.clear),
    },
    shows: () => shownBy(simulator),
  };
}

const seenBy = (simulator: Pick<CardSimulator, 'state'>): Json => {
  const { stage, requests, transactions, voids, batch, closedBatches } = simulator.state;
  return {
    stage,
    requests,
    batch: { ...batch },
    closedBatches: closedBatches.map((closed) => ({ ...closed })),
    transactions: transactions.map((each) => ({ ...each })),
    voids: voids.map((each) => ({ ...each })),
  };
};

const dollars = (cents: Cents): string => (cents / 100).toFixed(2);

const SLIPS_SHOWN = 5;

function shownBy(simulator: Pick<CardSimulator, 'state'>): string {
  const { stage, batch, transactions, power } = simulator.state;
  const slips = transactions.slice(-SLIPS_SHOWN).map(({ number, kind, cents, brand, last4, voided }) => {
    const undone = voided === 'no' ? '' : `, voided ${voided === 'by-till' ? 'by the till' : 'by itself'}`;
    return `${number}  ${kind} ${dollars(cents)}  ${brand} ${last4}${undone}`;
  });
  return [
    power ? `Stage: ${stage}` : 'Dark',
    `Batch ${batch.number}: ${batch.saleCount} sales ${dollars(batch.saleCents)}, ${batch.refundCount} refunds ${dollars(batch.refundCents)}`,
    ...slips,
  ].join('\n');
}
