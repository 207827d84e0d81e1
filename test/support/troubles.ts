/** What goes wrong with the devices of a counter, by dice, one thing at a time; and the person who sees to it. */
import type { BenchName } from '../../drivers/bench/devices.ts';
import { GOOD_LINE } from '../../drivers/bench/simulated-line.ts';
import type { LineState } from '../../drivers/bench/simulated-line.ts';
import type { NextEnding } from '../../drivers/card-terminal/simulator/state.ts';
import { HEALTHY_READER } from '../../drivers/check-reader/simulator/simulator.ts';
import { HEALTHY } from '../../drivers/receipt-printer/simulator/state.ts';
import type { SimulatorState } from '../../drivers/receipt-printer/simulator/state.ts';
import { HEALTHY_SCANNER } from '../../drivers/scanner/simulator/simulator.ts';
import type { CounterRig } from './counter-rig.ts';
import type { Dice } from './random.ts';

export type Troubles = {
  /** Something may go wrong with it now. */
  strike(name: BenchName): void;
  /** Somebody puts the plug back, switches it on, closes its cover. */
  mend(name: BenchName): void;
  /** What went wrong, in order. */
  readonly struck: readonly string[];
};

type Fault = { readonly name: string; readonly strike: () => void };

const LINE_FAULTS: readonly Partial<LineState>[] = [
  { silent: true },
  { next: 'half' },
  { next: 'damaged' },
  { next: 'twice' },
  { next: 'lost-cable' },
  { delayMs: 700 },
  { delayMs: 20_000 },
  { plugged: false },
];

/** Not `more`, `nameless` and `never`: those are asked for where a test is about them. */
const CARD_ENDINGS: readonly NextEnding[] = ['decline', 'cancel', 'lose-answer', 'die', 'other'];

const PRINTER_FAULTS: readonly Partial<SimulatorState>[] = [
  { busy: true },
  { silent: true },
  { mute: true },
  { losesCompletion: true },
  { halvesAnswers: true },
  { answerDelayMs: 30_000 },
  { wrongDevice: 'modem' },
  { hangsAfterBytes: 40 },
  { unplugsAfterBytes: 3 },
  { unplugsAfterBytes: 200 },
  { cover: 'open' },
  { paper: 'out' },
  { linesLeft: 6 },
  { cutter: 'jammed' },
  { jamsAtNextCut: true },
  { head: 'hot' },
];

const LIES = ['wrong-total', 'half-report', 'no-end', 'unknown-denomination', 'damaged-row'] as const;

/** @param share how often a step meets with trouble, 0–1 */
export function troublesOf({ devices }: CounterRig, dice: Dice, share: number): Troubles {
  const struck: string[] = [];
  const set = <Change extends object>(device: { set(change: Change): void }, change: Change): Fault => ({
    name: JSON.stringify(change),
    strike: () => {
      device.set(change);
    },
  });
  const own: Readonly<Partial<Record<BenchName, readonly Fault[]>>> = {
    'card-terminal-pax': [
      ...CARD_ENDINGS.map((next) => set(devices['card-terminal-pax'].simulator, { next })),
      set(devices['card-terminal-pax'].simulator, { wrongDevice: true }),
      set(devices['card-terminal-pax'].simulator, { busy: true }),
      set(devices['card-terminal-pax'].simulator, { power: false }),
    ],
    'card-terminal-zvt': [
      ...CARD_ENDINGS.map((next) => set(devices['card-terminal-zvt'].simulator, { next })),
      set(devices['card-terminal-zvt'].simulator, { losesCompletion: true }),
      set(devices['card-terminal-zvt'].simulator, { busy: true }),
    ],
    scanner: (['wrong-digit', 'wrong-symbology'] as const).map((lie) =>
      set(devices.scanner.simulator, { lie }),
    ),
    'check-reader': (['wrong-routing-digit', 'wrong-account-digit'] as const).map((lie) =>
      set(devices['check-reader'].simulator, { lie }),
    ),
    'bill-counter': [
      ...LIES.map((lie) => set(devices['bill-counter'].simulator, { lie })),
      set(devices['bill-counter'].simulator, { jamsAfterPieces: 5 }),
    ],
    'coin-sorter': [
      ...LIES.map((lie) => set(devices['coin-sorter'].simulator, { lie })),
      set(devices['coin-sorter'].simulator, { jamsAfterPieces: 2 }),
    ],
    'receipt-printer': PRINTER_FAULTS.map((change) => set(devices['receipt-printer'].simulator, change)),
  };
  return {
    struck,
    strike(name) {
      if (!dice.chance(share)) return;
      const onLine = LINE_FAULTS.map((change) => set(devices[name].line, change));
      const fault = dice.pick([...onLine, ...(own[name] ?? [])]);
      struck.push(`${name} ${fault.name}`);
      fault.strike();
    },
    mend(name) {
      devices[name].line.set(GOOD_LINE);
      mendDevice(devices, name);
    },
  };
}

function mendDevice(devices: CounterRig['devices'], name: BenchName): void {
  const well = { power: true, wrongDevice: false, busy: false } as const;
  switch (name) {
    case 'card-terminal-pax':
    case 'card-terminal-zvt':
      devices[name].simulator.set({ ...well, next: 'approve' });
      return;
    case 'scanner':
      devices.scanner.simulator.set(HEALTHY_SCANNER);
      return;
    case 'check-reader':
      devices['check-reader'].simulator.set({ ...HEALTHY_READER, mode: 'packet' });
      return;
    case 'bill-counter':
    case 'coin-sorter':
      devices[name].simulator.set({
        lie: 'no',
        jammed: false,
        jamsAfterPieces: null,
        hopper: {},
        counted: {},
      });
      return;
    case 'receipt-printer':
      devices['receipt-printer'].simulator.set({ ...HEALTHY, slipStation: 'slip' });
      return;
    default:
  }
}

/** A day on which nothing fails. */
export const NO_TROUBLES: Troubles = {
  strike: () => undefined,
  mend: () => undefined,
  struck: [],
};
