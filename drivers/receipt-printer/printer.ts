/** A receipt printer as the services see it: one job, one look at a time. */
import type { PrinterSettings, PrinterState } from '../../shared/devices/outcome.ts';
import type { ReceiptPrinter, SlipStation } from '../../shared/devices/receipt-printer.ts';
import type { Clock } from '../clock.ts';
import { createLane } from '../runtime/lane.ts';
import { createSupervisor } from '../runtime/supervisor.ts';
import type { Checked, DeviceCondition, Supervisor, SupervisorPlan } from '../runtime/supervisor.ts';
import { readCheck } from './check.ts';
import { identifyPrinter, openDrawer, printJob, queryState } from './driver.ts';
import type { PrinterDeps } from './session.ts';
import { printSlip } from './slip.ts';

export interface ReceiptPrinterDevice extends ReceiptPrinter, SlipStation {
  identify(): Promise<{ readonly maker: string; readonly model: string } | undefined>;
}

/** Network printers serve one session, so a look waits for a job, and a job for a look: never both. */
export function createReceiptPrinter(settings: PrinterSettings, deps: PrinterDeps): ReceiptPrinterDevice {
  const lane = createLane();
  return {
    print: (job) => lane(() => printJob(settings, job, deps)),
    openDrawer: () => lane(() => openDrawer(settings, deps)),
    state: () => lane(() => queryState(settings, deps)),
    printSlip: (job) => lane(() => printSlip(settings, job, deps)),
    readCheck: (options) => lane(() => readCheck(settings, deps, options)),
    identify: () => lane(() => identifyPrinter(settings, deps)),
  };
}

export type PrinterCondition = DeviceCondition<
  { readonly maker: string; readonly model: string },
  PrinterState
>;

export type PrinterSupervision = {
  readonly printer: ReceiptPrinterDevice;
  readonly clock: Clock;
  readonly plan?: SupervisorPlan;
  readonly changed: (condition: PrinterCondition) => void;
};

const NAMELESS = { maker: '', model: '' };

/**
 * Looks at the printer at intervals by short visits, without holding a connection: a network printer may serve the
 * other workstations of the lobby in between.
 */
export function superviseReceiptPrinter({
  printer,
  clock,
  plan,
  changed,
}: PrinterSupervision): Supervisor<{ readonly maker: string; readonly model: string }, PrinterState> {
  const look = async (): Promise<Checked<PrinterState>> => {
    const state = await printer.state();
    return state.connection === 'ready'
      ? { ok: true, value: state }
      : { ok: false, fault: state.fault ?? 'silent' };
  };
  return createSupervisor({
    clock,
    changed,
    ...(plan ? { plan } : {}),
    open: async () => ({
      ok: true,
      value: {
        identify: async () => {
          const reached = await look();
          return reached.ok ? { ok: true, value: (await printer.identify()) ?? NAMELESS } : reached;
        },
        look,
        lost: new Promise<string>(() => undefined),
        close: async () => undefined,
      },
    }),
  });
}
