/** The simulated printer and drawer of an office in training that has none of its own. */
import type { PrinterSettings } from '../../../shared/devices/outcome.ts';
import { systemClock } from '../../../drivers/clock.ts';
import type { PrinterDeps } from '../../../drivers/receipt-printer/session.ts';
import { printerSimulator } from '../../../drivers/receipt-printer/simulator/simulator.ts';
import type { PrinterSimulator } from '../../../drivers/receipt-printer/simulator/simulator.ts';
import { serveSimulator } from '../../../drivers/receipt-printer/simulator/tcp-server.ts';

/** A simulated printer that the caller keeps, at the end of a cable and on a clock of its own: for the simulation and the bench. */
export type KeptPrinter = { readonly simulator: PrinterSimulator; readonly deps: PrinterDeps };

export type TrainingPrinter = {
  readonly simulator: PrinterSimulator;
  readonly settings: PrinterSettings;
  close(): Promise<void>;
};

/** Somebody pushes the simulated drawer shut after as long as change takes to give. */
const DRAWER_SHUTS_MS = 6_000;

const SIMULATED: Omit<PrinterSettings, 'transport'> = {
  columns: 42,
  codePage: 19,
  completion: 'process-id',
  drawerSensor: 'high-is-open',
  drawerPin: 0,
  logo: false,
};

export const onItsCable = ({ simulator }: KeptPrinter): TrainingPrinter => ({
  simulator,
  settings: { ...SIMULATED, transport: { kind: 'tcp', host: 'kept-printer', port: 9100 } },
  close: () => Promise.resolve(),
});

export async function startTrainingPrinter(): Promise<TrainingPrinter> {
  const simulator = printerSimulator({ clock: systemClock });
  const server = await serveSimulator(simulator, { clock: systemClock });
  const ignore = simulator.onChange(() => {
    if (simulator.drawer.isOpen)
      systemClock.after(DRAWER_SHUTS_MS, () => {
        simulator.drawer.close();
      });
  });
  return {
    simulator,
    settings: { ...SIMULATED, transport: { kind: 'tcp', host: server.host, port: server.port } },
    close: async () => {
      ignore();
      await server.close();
    },
  };
}
