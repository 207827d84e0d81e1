/** The devices of this workstation, as the services ask for them; in training a simulated printer takes the place of none. */
import type { Bitmap } from '../../../shared/devices/receipt-printer.ts';
import type { ScanlineProfile } from '../../../shared/domain/stub/scanline.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import type { DrawerEvent } from '../../../drivers/cash-drawer/watch.ts';
import { systemClock } from '../../../drivers/clock.ts';
import type { Clock } from '../../../drivers/clock.ts';
import type { PrinterSimulator } from '../../../drivers/receipt-printer/simulator/simulator.ts';
import type { Transport } from '../../../drivers/transport/connection.ts';
import { trafficLog } from '../../../drivers/transport/traffic-log.ts';
import { PRINTER_ID } from '../../services/devices/admin.ts';
import type { DeviceEvent } from '../../services/devices/live.ts';
import type { DevicesPort } from '../../services/outside.ts';
import { assignedDevices, trafficLines } from './assigned.ts';
import { printerPart } from './printer.ts';
import { onItsCable, startTrainingPrinter } from './training-printer.ts';
import type { KeptPrinter } from './training-printer.ts';

export type { KeptPrinter } from './training-printer.ts';
export type TrainingPrinter = PrinterSimulator;

export type Devices = {
  readonly port: DevicesPort;
  readonly trainingPrinter: TrainingPrinter | undefined;
  close(): Promise<void>;
};

export type DevicesOptions = {
  readonly training: boolean | KeptPrinter;
  /** Of the drivers; another than the system's in tests of what takes minutes. */
  readonly clock?: Clock;
  readonly logo: Bitmap | undefined;
  /** Instead of the settings' own way to any assigned device, in tests. */
  readonly transport?: (settings: DeviceTransport) => Transport;
  /** The printer or its drawer is not as it was. */
  readonly changed: () => void;
  readonly heard: (event: DeviceEvent) => void;
  /** Of the office, as they are now. */
  readonly scanlines: () => readonly ScanlineProfile[];
};

export async function createDevices({
  training,
  clock = systemClock,
  logo,
  transport,
  changed,
  heard,
  scanlines,
}: DevicesOptions): Promise<Devices> {
  const kept = typeof training === 'object' ? training : undefined;
  const simulated = kept ? onItsCable(kept) : training === true ? await startTrainingPrinter() : undefined;
  const log = trafficLog();
  const printer = printerPart({
    deps: { clock, log, ...(logo ? { logo } : {}), ...kept?.deps },
    changed,
    ...(kept
      ? {}
      : {
          drawerSaid: (event) => {
            drawerSaid(event, heard);
          },
        }),
  });
  const assigned = assignedDevices({ clock, heard, scanlines, ...(transport ? { transport } : {}) });
  return {
    port: {
      trainingPrinter: simulated?.settings ?? null,
      ...printer,
      ...assigned,
      traffic: (deviceId) => (deviceId === PRINTER_ID ? trafficLines({ log }) : assigned.traffic(deviceId)),
    },
    trainingPrinter: simulated?.simulator,
    close: async () => {
      await assigned.close();
      await printer.close();
      await simulated?.close();
    },
  };
}

/** An opening that nobody asked for, and a drawer that stands open, are for the auditor; the rest is business. */
function drawerSaid(event: DrawerEvent, heard: DevicesOptions['heard']): void {
  if (event.kind === 'opened' && event.by === 'key')
    heard({ kind: 'noticed', deviceId: PRINTER_ID, what: 'drawer-opened-by-key' });
  if (event.kind === 'left-open') heard({ kind: 'noticed', deviceId: PRINTER_ID, what: 'drawer-left-open' });
}
