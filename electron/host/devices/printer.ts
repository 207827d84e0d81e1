/** The receipt printer in use and its drawer: jobs one at a time, looked at in between, its drawer watched. */
import { createHash } from 'node:crypto';
import type { CheckPass, CheckReaderSettings } from '../../../shared/devices/check-reader.ts';
import { LINK_FAULTS } from '../../../shared/devices/fault.ts';
import type { PrinterSettings, PrinterState } from '../../../shared/devices/outcome.ts';
import { processIdOf } from '../../../shared/devices/receipt-printer.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { calibrate, CALIBRATION_STEPS } from '../../../drivers/cash-drawer/calibration.ts';
import type { CalibrationReading, CalibrationResult } from '../../../drivers/cash-drawer/calibration.ts';
import { readingOfPrinterPass } from '../../../drivers/check-reader/epson/printer-pass.ts';
import { readDrawerPin } from '../../../drivers/receipt-printer/driver.ts';
import { watchDrawer } from '../../../drivers/cash-drawer/watch.ts';
import type { DrawerEvent } from '../../../drivers/cash-drawer/watch.ts';
import { documentBytes, printedDocument } from '../../../drivers/receipt-printer/language.ts';
import { createReceiptPrinter, superviseReceiptPrinter } from '../../../drivers/receipt-printer/printer.ts';
import type { ReceiptPrinterDevice } from '../../../drivers/receipt-printer/printer.ts';
import type { PrinterDeps } from '../../../drivers/receipt-printer/session.ts';
import type { CalibrationLook, DevicesPort } from '../../services/outside.ts';
import { previewOf } from './preview.ts';

export type PrinterPart = Pick<
  DevicesPort,
  'print' | 'printSlip' | 'state' | 'look' | 'preview' | 'readCheck' | 'calibrate'
> & { close(): Promise<void> };

/** What a preview shows where no printer is assigned: the plainest page that most printers have. */
const PLAIN_CODE_PAGE = 19;

export type PrinterPartOptions = {
  readonly deps: PrinterDeps;
  /** The printer or its drawer is not as it was. */
  readonly changed: () => void;
  /** What the drawer did by itself; absent where nobody asks, in a simulation whose clock runs ahead. */
  readonly drawerSaid?: (event: DrawerEvent) => void;
};

export function printerPart({ deps, changed, drawerSaid }: PrinterPartOptions): PrinterPart {
  let watched: Watched | undefined;
  let jobs = 0;
  let looks: CalibrationReading[] = [];

  /** The printer in use is watched; other settings than before end the watch over the old one. */
  function watch(settings: PrinterSettings): Watched {
    const key = canonicalJson(settings);
    if (watched?.key !== key) {
      void watched?.stop();
      watched = watchPrinter(key, settings, { deps, changed, ...(drawerSaid ? { drawerSaid } : {}) });
    }
    return watched;
  }

  return {
    print(settings, { paper, kick, jobId }) {
      jobs += 1;
      const { printer, nudge, kicked } = watch(settings);
      if (kick || paper === null) kicked();
      const outcome =
        paper === null
          ? printer.openDrawer()
          : printer.print({ paper, kick, processId: processIdOf(firstId(jobId) + jobs) });
      void outcome.then((ended) => {
        // It may have waited for another job since: the opening is this kick's all the same.
        if ('kick' in ended && (ended.kick === 'opened' || ended.kick === 'sent')) kicked();
      });
      return outcome.finally(nudge);
    },
    printSlip(settings, { jobId, ...job }) {
      jobs += 1;
      const { printer, nudge } = watch(settings);
      return printer.printSlip({ ...job, processId: processIdOf(firstId(jobId) + jobs) }).finally(nudge);
    },
    state: (settings) => watch(settings).known(),
    look: (settings) => watch(settings).printer.state(),
    preview: (paper, settings) => {
      const shown: Pick<PrinterSettings, 'codePage' | 'language'> = settings ?? { codePage: PLAIN_CODE_PAGE };
      const bytes = documentBytes(paper, { ...shown, logo: true }, deps.logo);
      return previewOf(printedDocument(bytes, shown), paper.columns);
    },
    readCheck: (settings, reader) => readCheck(watch(settings).printer, reader),
    async calibrate(settings, { drawerIs, first }) {
      if (first) looks = [];
      const pin = await readDrawerPin(settings, deps);
      looks.push({ asked: drawerIs === 'open' ? 'open-it' : 'close-it', pin });
      return lookResult(pin, calibrate(looks), looks.length);
    },
    close: async () => {
      await watched?.stop();
    },
  };
}

/** Spreads process ids over runs of the program, so that a late answer to an earlier run fits no job of this one. */
const firstId = (jobId: string): number => createHash('sha256').update(jobId).digest().readUInt32BE(0);

async function readCheck(printer: ReceiptPrinterDevice, reader: CheckReaderSettings): Promise<CheckPass> {
  const pass = await printer.readCheck({ cancelled: new Promise<void>(() => undefined) });
  switch (pass.outcome) {
    case 'passed':
      return { outcome: 'passed', reading: readingOfPrinterPass(pass, reader) };
    case 'nothing-inserted':
      return pass;
    case 'failed':
      return { outcome: 'failed', fault: LINK_FAULTS.find((fault) => fault === pass.fault) ?? 'silent' };
  }
}

const WHY_WORDS: Readonly<Record<Extract<CalibrationResult, { calibrated: false }>['why'], string>> = {
  'not-finished': '',
  'no-answer': 'The printer did not answer. Test it, then begin again.',
  'never-changed':
    'The sensor read the same open and closed: the drawer has no sensor, or its cable is not in.',
  contradictory: 'The readings contradict each other: a loose cable, or the drawer was not moved.',
};

function lookResult(
  pin: CalibrationReading['pin'],
  result: CalibrationResult,
  looks: number,
): CalibrationLook {
  if (result.calibrated) return { read: pin, next: null, sensor: result.sensor, said: '' };
  const next = result.why === 'not-finished' ? (CALIBRATION_STEPS[looks] ?? null) : null;
  return { read: pin, next, sensor: null, said: WHY_WORDS[result.why] };
}

type Watched = {
  readonly key: string;
  readonly printer: ReceiptPrinterDevice;
  known(): Promise<PrinterState>;
  nudge(): void;
  /** A kick leaves: the opening that follows is no opening by key. */
  kicked(): void;
  stop(): Promise<void>;
};

/** Often enough for an audit, seldom enough for a printer that other windows share. */
const DRAWER_LOOK_MS = 1000;
/** Longer than change takes to give. */
const LEFT_OPEN_MS = 60_000;

/** Short visits at intervals: a screen then never waits for a printer that is switched off. */
function watchPrinter(
  key: string,
  settings: PrinterSettings,
  { deps, changed, drawerSaid }: PrinterPartOptions,
): Watched {
  const { clock } = deps;
  const device = createReceiptPrinter(settings, deps);
  let last: PrinterState | undefined;
  let leftOpen = false;
  const seen = (state: PrinterState): PrinterState => {
    const shown = leftOpen && state.drawer === 'open' ? { ...state, leftOpen: true as const } : state;
    const isNew = last !== undefined && canonicalJson(shown) !== canonicalJson(last);
    last = shown;
    if (isNew) changed();
    return shown;
  };
  const printer: ReceiptPrinterDevice = { ...device, state: async () => seen(await device.state()) };
  const supervisor = superviseReceiptPrinter({ printer, clock, changed: () => undefined });
  supervisor.start();
  const drawer =
    drawerSaid === undefined || settings.drawerSensor === 'none'
      ? undefined
      : watchDrawer({
          read: async () => (await printer.state()).drawer,
          clock,
          pollMs: DRAWER_LOOK_MS,
          leftOpenAfterMs: LEFT_OPEN_MS,
          said(event) {
            leftOpen = event.kind === 'left-open';
            drawerSaid(event);
          },
        });
  return {
    key,
    printer,
    known: async () => last ?? printer.state(),
    nudge: () => {
      supervisor.nudge();
    },
    kicked: () => {
      drawer?.kicked();
    },
    stop: async () => {
      await drawer?.stop();
      await supervisor.stop();
    },
  };
}
