/** The devices of this workstation, as the services ask for them; in training a simulated printer takes the place of none. */
import { createHash } from 'node:crypto';
import type { PrinterSettings, PrinterState, PrintOutcome } from '../../shared/devices/outcome.ts';
import type { PrintedItem, PrintedPaper } from '../../shared/devices/printed-paper.ts';
import { processIdOf } from '../../shared/devices/receipt-printer.ts';
import type { Bitmap, ReceiptPrinter } from '../../shared/devices/receipt-printer.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import { systemClock } from '../../drivers/clock.ts';
import type { Clock } from '../../drivers/clock.ts';
import { decodePaper } from '../../drivers/receipt-printer/decode.ts';
import { encodePaper } from '../../drivers/receipt-printer/encode.ts';
import { createReceiptPrinter, superviseReceiptPrinter } from '../../drivers/receipt-printer/printer.ts';
import type { ReceiptPrinterDevice } from '../../drivers/receipt-printer/printer.ts';
import type { PrinterDeps } from '../../drivers/receipt-printer/session.ts';
import { printerSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import type { PrinterSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import { serveSimulator } from '../../drivers/receipt-printer/simulator/tcp-server.ts';
import type { DevicesPort, PreviewPage } from '../services/outside.ts';

export type TrainingPrinter = PrinterSimulator;

/** A simulated printer that the caller keeps, at the end of a cable and on a clock of its own: for the simulation and the bench. */
export type KeptPrinter = { readonly simulator: PrinterSimulator; readonly deps: PrinterDeps };

export type Devices = {
  readonly port: DevicesPort;
  readonly trainingPrinter: TrainingPrinter | undefined;
  close(): Promise<void>;
};

/** What a preview shows where no printer is assigned: the plainest page that most printers have. */
const PLAIN_CODE_PAGE = 19;
/** Somebody pushes the simulated drawer shut after as long as change takes to give. */
const DRAWER_SHUTS_MS = 6_000;

const SIMULATED: Omit<PrinterSettings, 'transport'> = {
  columns: 42,
  codePage: PLAIN_CODE_PAGE,
  completion: 'process-id',
  drawerSensor: 'high-is-open',
  drawerPin: 0,
  logo: false,
};

export async function createDevices(options: {
  readonly training: boolean | KeptPrinter;
  readonly logo: Bitmap | undefined;
  /** The printer or its drawer is not as it was. */
  readonly changed: () => void;
}): Promise<Devices> {
  const logo = options.logo === undefined ? {} : { logo: options.logo };
  const { training } = options;
  const kept = typeof training === 'object' ? training : undefined;
  const simulated = kept ? onItsCable(kept) : training ? await startTrainingPrinter() : undefined;
  const deps: PrinterDeps = { clock: systemClock, ...logo, ...kept?.deps };
  let watched: Watched | undefined;
  let jobs = 0;

  /** The printer in use is watched; other settings than before end the watch over the old one. */
  function watch(settings: PrinterSettings): Watched {
    const key = canonicalJson(settings);
    if (watched?.key !== key) {
      void watched?.stop();
      watched = watchPrinter(key, createReceiptPrinter(settings, deps), deps.clock, options.changed);
    }
    return watched;
  }

  const port: DevicesPort = {
    trainingPrinter: simulated?.settings ?? null,
    print(settings, { paper, kick, jobId }): Promise<PrintOutcome> {
      jobs += 1;
      const { printer, nudge } = watch(settings);
      const outcome =
        paper === null
          ? printer.openDrawer()
          : printer.print({ paper, kick, processId: processIdOf(firstId(jobId) + jobs) });
      return outcome.finally(nudge);
    },
    state: (settings) => watch(settings).known(),
    look: (settings) => watch(settings).printer.state(),
    preview: (paper, settings) => {
      const bytes = encodePaper(paper, { codePage: settings?.codePage ?? PLAIN_CODE_PAGE, ...logo });
      return previewOf(decodePaper(bytes), paper.columns);
    },
  };
  return {
    port,
    trainingPrinter: simulated?.simulator,
    close: async () => {
      await watched?.stop();
      await simulated?.close();
    },
  };
}

type Watched = {
  readonly key: string;
  readonly printer: ReceiptPrinter;
  known(): Promise<PrinterState>;
  nudge(): void;
  stop(): Promise<void>;
};

/** Short visits at intervals: a screen then never waits for a printer that is switched off. */
function watchPrinter(key: string, device: ReceiptPrinterDevice, clock: Clock, changed: () => void): Watched {
  let last: PrinterState | undefined;
  const seen = (state: PrinterState): PrinterState => {
    const isNew = last !== undefined && canonicalJson(state) !== canonicalJson(last);
    last = state;
    if (isNew) changed();
    return state;
  };
  const printer: ReceiptPrinterDevice = { ...device, state: async () => seen(await device.state()) };
  const supervisor = superviseReceiptPrinter({ printer, clock, changed: () => undefined });
  supervisor.start();
  return {
    key,
    printer,
    known: async () => last ?? printer.state(),
    nudge: () => {
      supervisor.nudge();
    },
    stop: () => supervisor.stop(),
  };
}

/** Spreads process ids over runs of the program, so that a late answer to an earlier run fits no job of this one. */
const firstId = (jobId: string): number => createHash('sha256').update(jobId).digest().readUInt32BE(0);

const onItsCable = ({ simulator }: KeptPrinter) => ({
  simulator,
  settings: { ...SIMULATED, transport: { kind: 'tcp', host: 'kept-printer', port: 9100 } } as const,
  close: () => Promise.resolve(),
});

async function startTrainingPrinter() {
  const simulator = printerSimulator({ clock: systemClock });
  const server = await serveSimulator(simulator, { clock: systemClock });
  const ignore = simulator.onChange(() => {
    if (simulator.drawer.isOpen)
      systemClock.after(DRAWER_SHUTS_MS, () => {
        simulator.drawer.close();
      });
  });
  const settings: PrinterSettings = {
    ...SIMULATED,
    transport: { kind: 'tcp', host: server.host, port: server.port },
  };
  return {
    simulator,
    settings,
    close: async () => {
      ignore();
      await server.close();
    },
  };
}

const previewOf = (printed: PrintedPaper, columns: number): PreviewPage => ({
  columns,
  lines: printed.items.map(previewLine),
});

type PreviewLine = PreviewPage['lines'][number];
const UNSTYLED = { bold: false, tall: false, wide: false } as const;

function previewLine(item: PrintedItem): PreviewLine {
  switch (item.kind) {
    case 'line':
      return {
        kind: 'text',
        text: item.text,
        align: item.align,
        bold: item.spans.some((span) => span.bold),
        tall: item.spans.some((span) => span.tall),
        wide: item.spans.some((span) => span.wide),
      };
    case 'barcode':
      return { kind: 'barcode', text: item.data, align: item.align, ...UNSTYLED };
    case 'raster':
      return { kind: 'image', text: '', align: item.align, ...UNSTYLED };
    case 'cut':
      return { kind: 'cut', text: '', align: 'left', ...UNSTYLED };
    case 'kick':
      return { kind: 'kick', text: '', align: 'left', ...UNSTYLED };
  }
}
