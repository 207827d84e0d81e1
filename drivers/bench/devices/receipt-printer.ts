import { z } from 'zod';
import type { PrintedPaper } from '../../../shared/devices/printed-paper.ts';
import type { Clock } from '../../clock.ts';
import { printedText } from '../../receipt-printer/decode.ts';
import { HEALTHY, simulatorState } from '../../receipt-printer/simulator/state.ts';
import { printerSimulator } from '../../receipt-printer/simulator/simulator.ts';
import type { PrinterSimulator } from '../../receipt-printer/simulator/simulator.ts';
import { deed, setter, settingsOf, simpleDeed } from '../bench-device.ts';
import type { BenchDevice, Json } from '../bench-device.ts';
import { simulatedLine } from '../simulated-line.ts';

/** The line has the plug. */
const settings = simulatorState.omit({ plugged: true });

/** As it comes: whoever changes one of these on the page leaves the others whole. */
const wiring = z.strictObject({
  connected: z.boolean().default(true),
  pin: z.literal([0, 1]).default(0),
  highWhen: z.enum(['open', 'closed']).default('open'),
  stuck: z.boolean().default(false),
});

const PAPERS_SHOWN = 3;

export function printerOnBench(clock: Clock): BenchDevice & { readonly simulator: PrinterSimulator } {
  const simulator = printerSimulator({ clock });
  const line = simulatedLine(clock);
  // One plug: pulled at the line or by a fault of the printer, it is out for both.
  line.onChange(() => {
    if (simulator.state.plugged !== line.state.plugged) simulator.set({ plugged: line.state.plugged });
  });
  simulator.onChange(() => {
    if (simulator.state.plugged !== line.state.plugged) line.set({ plugged: simulator.state.plugged });
  });
  return {
    name: 'receipt-printer',
    title: 'Receipt printer and cash drawer',
    device: simulator,
    simulator,
    line,
    settings,
    state: () => ({ settings: settingsOf(settings, simulator.state), seen: seenBy(simulator) }),
    set: setter(settings, (changes) => {
      simulator.set(changes);
    }),
    deeds: {
      heal: simpleDeed('Make everything healthy', () => {
        simulator.set(HEALTHY);
      }),
      'put-slip': deed(
        'Put a slip or a check in',
        z.strictObject({ checkLine: simulatorState.shape.checkLine.default('') }),
        ({ checkLine }) => {
          if (simulator.state.slipStation === 'none') return 'It has no slip station: choose one first.';
          simulator.set({ slipPaper: 'inserted', checkLine });
          return undefined;
        },
      ),
      'take-slip': simpleDeed('Take the slip out', () => {
        simulator.set({ slipPaper: 'none' });
      }),
      'close-drawer': simpleDeed('Close the drawer', simulator.drawer.close),
      'open-drawer': simpleDeed('Open the drawer with its key', simulator.drawer.openByKey),
      'wire-drawer': deed('Wire the drawer differently', wiring, (params) => {
        simulator.drawer.rewire(params);
        return undefined;
      }),
      forget: simpleDeed('Throw papers away, forget kicks', simulator.clear),
    },
    shows: () => shownBy(simulator),
  };
}

const seenBy = ({ drawer, papers, slips, kicks, sessions }: PrinterSimulator): Json => ({
  drawer: { open: drawer.isOpen, ...drawer.wiring },
  sessions,
  papers: papers().length,
  slips: slips().length,
  kicks: kicks().map((kick) => ({ ...kick })),
});

function shownBy(simulator: PrinterSimulator): string {
  const papers = [...simulator.papers().slice(-PAPERS_SHOWN), simulator.unfinished()];
  const slips = simulator.slips().slice(-1);
  const textsOf = (those: readonly PrintedPaper[]): readonly string[] =>
    those.filter(({ items }) => items.length > 0).map(printedText);
  return [
    `Drawer: ${simulator.drawer.isOpen ? 'open' : 'closed'}`,
    ...textsOf(papers),
    ...textsOf(slips).map((text) => `Slip:\n${text}`),
  ].join('\n\n');
}
