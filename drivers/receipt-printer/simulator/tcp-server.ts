/** The simulator on a TCP port, as a network printer. It has its own ways to fail, so its line has only a plug. */
import { serveDevice } from '../../bench/serve.ts';
import type { ServedDevice, ServeOptions } from '../../bench/serve.ts';
import type { PrinterSimulator } from './simulator.ts';

export type SimulatorServer = ServedDevice;

/** @param options port 0, the default, takes a free one */
export const serveSimulator = (
  simulator: PrinterSimulator,
  options: ServeOptions,
): Promise<SimulatorServer> =>
  serveDevice(
    simulator,
    {
      get state() {
        return simulator.state;
      },
      set: (changes) => {
        simulator.set(changes);
      },
      onChange: (listener) => simulator.onChange(listener),
      over: (cable) => cable,
    },
    options,
  );
