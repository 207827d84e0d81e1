import type { Clock } from '../../clock.ts';
import { poleDisplaySimulator, poleDisplayState } from '../../pole-display/simulator/pole-display.ts';
import type { PoleDisplaySimulator } from '../../pole-display/simulator/pole-display.ts';
import { setter, settingsOf, simpleDeed } from '../bench-device.ts';
import type { BenchDevice } from '../bench-device.ts';
import { simulatedLine } from '../simulated-line.ts';

export function poleDisplayOnBench(clock: Clock): BenchDevice & { readonly simulator: PoleDisplaySimulator } {
  const simulator = poleDisplaySimulator();
  return {
    name: 'pole-display',
    title: 'Pole display',
    device: simulator,
    simulator,
    line: simulatedLine(clock),
    settings: poleDisplayState,
    state: () => ({
      settings: settingsOf(poleDisplayState, simulator.state),
      seen: { lines: simulator.lines(), unknown: simulator.unknown() },
    }),
    set: setter(poleDisplayState, simulator.set),
    deeds: { 'power-cycle': simpleDeed('Switch it off and on', simulator.powerCycle) },
    shows: () => simulator.lines().join('\n'),
  };
}
