import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import {
  reportMachineSimulator,
  reportMachineState,
} from '../../currency-counter/simulator/report-machine.ts';
import type {
  ReportMachineSimulator,
  ReportMachineState,
} from '../../currency-counter/simulator/report-machine.ts';
import { sc350Simulator, sc350State } from '../../currency-counter/simulator/sc-350.ts';
import type { Sc350Simulator } from '../../currency-counter/simulator/sc-350.ts';
import { deed, setter, settingsOf, simpleDeed } from '../bench-device.ts';
import type { BenchDevice, Deed } from '../bench-device.ts';
import { simulatedLine } from '../simulated-line.ts';

const pieces = z.int().min(0).max(99_999).default(0);

/** How many of each denomination go in; the names say what they are worth, in cents. */
const notes = z.strictObject({
  '100': pieces,
  '500': pieces,
  '1000': pieces,
  '2000': pieces,
  '5000': pieces,
  '10000': pieces,
});
const coins = z.strictObject({
  '1': pieces,
  '5': pieces,
  '10': pieces,
  '25': pieces,
  '50': pieces,
  '100': pieces,
});

type OnBench<Simulator> = BenchDevice & { readonly simulator: Simulator };

export const billCounterOnBench = (clock: Clock): OnBench<ReportMachineSimulator> =>
  reportMachineOnBench(clock, 'bill-counter', 'Bill counter', 'noteList', notes);

export const coinSorterOnBench = (clock: Clock): OnBench<ReportMachineSimulator> =>
  reportMachineOnBench(clock, 'coin-sorter', 'Coin sorter', 'coinList', coins);

function reportMachineOnBench(
  clock: Clock,
  name: string,
  title: string,
  sample: ReportMachineState['sample'],
  pile: typeof notes | typeof coins,
): OnBench<ReportMachineSimulator> {
  const simulator = reportMachineSimulator({ clock, state: { sample } });
  return {
    name,
    title,
    device: simulator,
    simulator,
    line: simulatedLine(clock),
    settings: reportMachineState,
    state: () => ({
      settings: settingsOf(reportMachineState, simulator.state),
      seen: { profile: simulator.profile.name, reports: simulator.reports(), received: simulator.received() },
    }),
    set: setter(reportMachineState, (changes) => {
      simulator.set(changes);
    }),
    deeds: {
      run: runDeed(simulator, pile),
      resend: simpleDeed('Print the last report again', simulator.resend),
      'clear-jam': simpleDeed('Clear the jam', simulator.clearJam),
      'clear-day': simpleDeed('Clear the day’s total', simulator.clearDay),
    },
    shows: () =>
      [
        simulator.state.jammed ? 'JAM' : 'Ready',
        ...(simulator.state.waitsForAcknowledge ? ['COMM ERR: nobody has acknowledged the report'] : []),
        simulator.reports().at(-1) ?? 'No report yet',
      ].join('\n'),
  };
}

const runDeed = (simulator: ReportMachineSimulator, pile: typeof notes | typeof coins): Deed =>
  deed('Put these in and run', pile, (given) => {
    const put = Object.entries(given).filter(([, count]) => count > 0);
    return simulator.run(Object.fromEntries(put)) ? undefined : 'It is jammed, and printed nothing.';
  });

export function sc350OnBench(clock: Clock): OnBench<Sc350Simulator> {
  const simulator = sc350Simulator();
  const coinsIn = z.strictObject({ pieces: z.int().min(1).max(99_999).default(212) });
  return {
    name: 'sc-350',
    title: 'Coin counter SC-350',
    device: simulator,
    simulator,
    line: simulatedLine(clock),
    settings: sc350State,
    state: () => ({
      settings: settingsOf(sc350State, simulator.state),
      seen: { commands: simulator.commands() },
    }),
    set: setter(sc350State, (changes) => {
      simulator.set(changes);
    }),
    deeds: {
      run: deed('Pour coins in and let them run through', coinsIn, ({ pieces: poured }) => {
        simulator.run(poured);
        return undefined;
      }),
      pour: deed('Pour coins in', coinsIn, ({ pieces: poured }) => {
        simulator.pour(poured);
        return undefined;
      }),
      finish: simpleDeed('Let them run through', simulator.finish),
      clear: simpleDeed('Press C', simulator.clear),
    },
    shows: () => `${simulator.state.count}${simulator.state.counting ? ' counting' : ''}`,
  };
}
