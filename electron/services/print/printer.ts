import type { PrinterSettings } from '../../../shared/devices/outcome.ts';
import type { Desk } from '../handler.ts';
import type { Office } from '../office.ts';

/** The assigned printer; an office in training that has none prints on the simulated one; else null. */
export const printerFor = (desk: Pick<Desk, 'devices'>, office: Office): PrinterSettings | null =>
  office.printer ?? (office.training ? desk.devices.trainingPrinter : null);

/** True where it has a second path for paper that a person inserts. */
export const hasSlipStation = (settings: PrinterSettings | null): boolean =>
  (settings?.slip ?? 'none') !== 'none';
