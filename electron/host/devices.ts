/** The devices of this workstation, as the services ask for them; in training a simulated printer takes the place of none. */
import { createHash } from 'node:crypto';
import type { PrinterSettings, PrintOutcome } from '../../shared/devices/outcome.ts';
import type { PrintedItem, PrintedPaper } from '../../shared/devices/printed-paper.ts';
import { processIdOf } from '../../shared/devices/receipt-printer.ts';
import type { ReceiptPrinter } from '../../shared/devices/receipt-printer.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import { systemClock } from '../../drivers/clock.ts';
import { decodePaper } from '../../drivers/receipt-printer/decode.ts';
import { encodePaper } from '../../drivers/receipt-printer/encode.ts';
import { createReceiptPrinter } from '../../drivers/receipt-printer/printer.ts';
import { printerSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import type { PrinterSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import { serveSimulator } from '../../drivers/receipt-printer/simulator/tcp-server.ts';
import type { DevicesPort, PreviewPage } from '../services/outside.ts';

export type TrainingPrinter = PrinterSimulator;

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

export async function createDevices(options: { readonly training: boolean }): Promise<Devices> {
  const simulated = options.training ? await startTrainingPrinter() : undefined;
  const printers = new Map<string, ReceiptPrinter>();
  let jobs = 0;

  /** One device object per settings: its lane keeps jobs and looks from meeting on one printer. */
  function printerOf(settings: PrinterSettings): ReceiptPrinter {
    const key = canonicalJson(settings);
    const known = printers.get(key) ?? createReceiptPrinter(settings, { clock: systemClock });
    printers.set(key, known);
    return known;
  }

  const port: DevicesPort = {
    trainingPrinter: simulated?.settings ?? null,
    print(settings, { paper, kick, jobId }): Promise<PrintOutcome> {
      jobs += 1;
      const printer = printerOf(settings);
      return paper === null
        ? printer.openDrawer()
        : printer.print({ paper, kick, processId: processIdOf(firstId(jobId) + jobs) });
    },
    state: (settings) => printerOf(settings).state(),
    preview: (paper, settings) => {
      const bytes = encodePaper(paper, { codePage: settings?.codePage ?? PLAIN_CODE_PAGE });
      return previewOf(decodePaper(bytes), paper.columns);
    },
  };
  return {
    port,
    trainingPrinter: simulated?.simulator,
    close: async () => {
      await simulated?.close();
    },
  };
}

/** Spreads process ids over runs of the program, so that a late answer to an earlier run fits no job of this one. */
const firstId = (jobId: string): number => createHash('sha256').update(jobId).digest().readUInt32BE(0);

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
