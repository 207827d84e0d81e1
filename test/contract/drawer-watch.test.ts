/** The drawer between jobs, as its sensor shows it: opened by its key, opened by a payment, left standing open. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { printerSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import type { PrinterSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import { serveSimulator } from '../../drivers/receipt-printer/simulator/tcp-server.ts';
import type { SimulatorServer } from '../../drivers/receipt-printer/simulator/tcp-server.ts';
import type { Output } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { committed } from '../support/journal.ts';
import { shiftedClock } from '../support/shifted-clock.ts';
import type { ShiftedClock } from '../support/shifted-clock.ts';
import { cash, miscellaneous, openWindow } from '../support/window.ts';
import type { Window } from '../support/window.ts';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

const PATIENTLY = { timeout: 20_000, interval: 50 };

let clock: ShiftedClock;
let city: TestDesk;
let alex: Seat;
let rosa: Window;
let printer: PrinterSimulator;
let server: SimulatorServer;

async function assign(drawerSensor: 'none' | 'high-is-open'): Promise<void> {
  await alex.ask('device.assign-printer', {
    settings: {
      transport: { kind: 'tcp', host: server.host, port: server.port },
      columns: 42,
      codePage: 19,
      completion: 'process-id',
      drawerSensor,
      drawerPin: 0,
      logo: false,
    },
  });
}

beforeEach(async () => {
  clock = shiftedClock();
  printer = printerSimulator({ clock: systemClock });
  server = await serveSimulator(printer, { clock: systemClock });
  city = await openTestDesk({ trainingPrinter: false, deviceClock: clock });
  alex = await city.signIn('alex');
  await assign('high-is-open');
  rosa = await openWindow(city, 'rosa', '3');
  await seen('closed');
});
afterEach(async () => {
  await city.close();
  await server.close();
});

type Printer = Output<'desk.status'>['printer'];

const stands = async (): Promise<Printer> => (await rosa.seat.ask('desk.status', {})).printer;
/** Looked at, at least once since: the desk itself looks, a screen only asks what it knows. */
const seen = (drawer: Printer['drawer']): Promise<Printer> =>
  vi.waitFor(async () => {
    const state = await stands();
    expect(state.drawer).toBe(drawer);
    return state;
  }, PATIENTLY);
const noticed = () =>
  committed(city.folder, 'device.noticed').map(({ what, deviceId, sessionId }) => ({
    what,
    deviceId,
    sessionId,
  }));
const takeCash = async (): Promise<void> => {
  await rosa.post({ lines: [miscellaneous(500)], tenders: [cash(500)] });
  await city.desk.settled();
};
/** Longer than two looks. */
const aWhile = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 2_500);
  });

describe('a drawer with a sensor', () => {
  it('opened by its key is in the journal, with the session whose drawer it is, and once', async () => {
    printer.drawer.openByKey();
    await seen('open');
    await vi.waitFor(() => {
      expect(noticed()).toEqual([
        { what: 'drawer-opened-by-key', deviceId: 'printer', sessionId: rosa.sessionId },
      ]);
    }, PATIENTLY);
    await aWhile();
    expect(noticed()).toHaveLength(1);
    printer.drawer.close();
    await seen('closed');
    printer.drawer.openByKey();
    await vi.waitFor(() => {
      expect(noticed()).toHaveLength(2);
    }, PATIENTLY);
  });

  it('opened by a payment is no event', async () => {
    await takeCash();
    expect(printer.drawer.isOpen).toBe(true);
    await seen('open');
    await aWhile();
    expect(noticed()).toEqual([]);
  });

  it('opened without a sale, with a reason, is no event of the key', async () => {
    await rosa.seat.ask('session.no-sale', { sessionId: rosa.sessionId, reason: 'Change for a customer' });
    await city.desk.settled();
    expect(printer.drawer.isOpen).toBe(true);
    await seen('open');
    await aWhile();
    expect(noticed()).toEqual([]);
  });

  it('left open longer than change takes is said on every screen and in the journal, once', async () => {
    await takeCash();
    expect(await seen('open')).not.toHaveProperty('leftOpen');
    clock.pass(59_000 - 5_000);
    await aWhile();
    expect(noticed()).toEqual([]);
    clock.pass(60_000);
    await vi.waitFor(async () => {
      expect(await stands()).toMatchObject({ drawer: 'open', leftOpen: true });
    }, PATIENTLY);
    expect(noticed()).toEqual([{ what: 'drawer-left-open', deviceId: 'printer', sessionId: rosa.sessionId }]);
    clock.pass(60_000);
    await aWhile();
    expect(noticed()).toHaveLength(1);
    printer.drawer.close();
    expect(await seen('closed')).not.toHaveProperty('leftOpen');
  });
});

it('a drawer without a sensor is never said to be anything', async () => {
  await assign('none');
  await seen('no-sensor');
  printer.drawer.openByKey();
  await aWhile();
  expect(await stands()).toMatchObject({ drawer: 'no-sensor' });
  expect(noticed()).toEqual([]);
});
