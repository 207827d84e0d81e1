/** Paper that a person inserts: stubs and checks in a simulated printer's slip station, on a real socket. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../drivers/clock.ts';
import { systemClock } from '../../drivers/clock.ts';
import { printedText } from '../../drivers/receipt-printer/decode.ts';
import { printerSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import type { PrinterSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import { serveSimulator } from '../../drivers/receipt-printer/simulator/tcp-server.ts';
import type { SimulatorServer } from '../../drivers/receipt-printer/simulator/tcp-server.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { approveClose, cash, depositAll, miscellaneous, openWindow } from '../support/window.ts';
import type { Posted, Window } from '../support/window.ts';
import { committed } from '../support/journal.ts';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

type Job = Output<'print.show'>;
type SlipKind = Input<'slip.print'>['kind'];

const PATIENTLY = { timeout: 20_000, interval: 20 };

/** The printer's own patience, two minutes for a slip, is over in two seconds. */
const hasty: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms / 60, run) };

let city: TestDesk;
let alex: Seat;
let rosa: Window;
let printer: PrinterSimulator;
let server: SimulatorServer;
let posted: Posted;
let pushes: number;

async function assign(slip: 'none' | 'slip' | 'itherm' = 'slip'): Promise<void> {
  await alex.ask('device.assign-printer', {
    settings: {
      transport: { kind: 'tcp', host: server.host, port: server.port },
      columns: 42,
      codePage: 19,
      completion: 'process-id',
      drawerSensor: 'none',
      drawerPin: 0,
      logo: false,
      slip,
    },
  });
}

beforeEach(async () => {
  printer = printerSimulator({ clock: hasty });
  printer.set({ slipStation: 'slip' });
  server = await serveSimulator(printer, { clock: systemClock });
  city = await openTestDesk({ trainingPrinter: false });
  alex = await city.signIn('alex');
  await assign();
  rosa = await openWindow(city, 'rosa', '3');
  posted = await rosa.post({
    lines: [miscellaneous(100_00)],
    tenders: [
      { tenderType: 'CHECK', amountCents: 42_10, check: { routing: '122105278', number: '1041' } },
      cash(57_90),
    ],
  });
  await city.desk.settled();
  pushes = 0;
  city.desk.subscribe((push) => {
    if (push.topic === 'printer' && push.payload.jobId !== undefined) pushes += 1;
  });
});
afterEach(async () => {
  printer.set({ slipPaper: 'none' });
  await city.close();
  await server.close();
});

const job = (jobId: string): Promise<Job> => rosa.seat.ask('print.show', { jobId });
const until = (jobId: string, is: (job: Job) => boolean): Promise<Job> =>
  vi.waitFor(async () => {
    const shown = await job(jobId);
    if (!is(shown)) throw new Error(`still ${shown.status}, ${shown.slipStep ?? 'no step'}`);
    return shown;
  }, PATIENTLY);
const asks =
  (step: Job['slipStep']) =>
  ({ slipStep }: Job): boolean =>
    slipStep === step;
const isOver = ({ status }: Job): boolean => status !== 'queued' && status !== 'sent';

async function slip(kind: SlipKind = 'validation', tenderNo?: number): Promise<string> {
  const { printJobId } = await rosa.seat.ask('slip.print', {
    paymentId: posted.paymentId,
    kind,
    ...(tenderNo === undefined ? {} : { tenderNo }),
  });
  await until(printJobId, asks('insert'));
  return printJobId;
}

/** Puts it in, waits for the print, and takes it away. */
async function through(jobId: string): Promise<Job> {
  printer.set({ slipPaper: 'inserted' });
  await until(jobId, asks('remove'));
  printer.set({ slipPaper: 'none' });
  return until(jobId, isOver);
}
const slips = (): string[] => printer.slips().map(printedText);

describe('the validation of a stub', () => {
  it('asks for the stub, prints that it is paid, and asks to take it out', async () => {
    const jobId = await slip();
    expect(await job(jobId)).toMatchObject({
      kind: 'validation',
      status: 'sent',
      subject: `Stub of receipt ${posted.receiptNumber}`,
    });
    expect(slips()).toEqual([]);
    expect(await through(jobId)).toMatchObject({ status: 'printed', slipStep: null, copy: 0, fault: null });
    const [stub] = slips();
    expect(stub).toContain(`PAID ${posted.receiptNumber} Nov 19, 2026`);
    expect(stub).toContain('100.00 Rosa D. TRAINING');
    expect(stub).not.toContain('DUPLICATE');
    // Each step was told: intent, insert, printing, remove, outcome.
    expect(pushes).toBeGreaterThanOrEqual(5);
  });

  it('printed again says DUPLICATE', async () => {
    await through(await slip());
    expect(await through(await slip())).toMatchObject({ status: 'printed', copy: 1 });
    expect(slips()).toHaveLength(2);
    expect(slips()[1]).toContain('DUPLICATE 1');
  });

  it('without a stub inserted prints nothing, and the printer is on its roll again', async () => {
    const jobId = await slip();
    expect(await until(jobId, isOver)).toMatchObject({
      status: 'failed',
      fault: 'nothing was inserted',
      mayPrintOriginal: true,
    });
    expect(slips()).toEqual([]);
    expect(printer.station).toEqual({ selected: 'roll', waits: false });
    // A stub that comes too late is not printed on.
    printer.set({ slipPaper: 'inserted' });
    const receipts = printer.papers().length;
    await rosa.seat.ask('receipt.reprint', { paymentId: posted.paymentId });
    await city.desk.settled();
    expect(slips()).toEqual([]);
    expect(printer.papers()).toHaveLength(receipts + 1);
  });

  it('cancelled while it waits prints nothing, waits for nobody, and the next one is the original', async () => {
    const jobId = await slip();
    await rosa.seat.ask('slip.cancel', { jobId });
    expect(await until(jobId, isOver)).toMatchObject({
      status: 'abandoned',
      fault: 'cancelled before it was printed',
    });
    expect(committed(city.folder, 'print.resolved')).toMatchObject([
      { jobId, resolution: 'abandoned', by: 'rosa', reason: 'Given up before it was inserted' },
    ]);
    const { jobs } = await rosa.seat.ask('print.list', { open: true, limit: 50 });
    expect(jobs).toEqual([]);
    expect(await through(await slip())).toMatchObject({ status: 'printed', copy: 0 });
    expect(slips()).toHaveLength(1);
    expect(slips()[0]).not.toContain('DUPLICATE');
  });

  it('holds nobody up: a receipt that waits behind it prints as soon as it is given up', async () => {
    const jobId = await slip();
    const { printJobId } = await rosa.seat.ask('receipt.reprint', { paymentId: posted.paymentId });
    expect(await job(printJobId)).toMatchObject({ status: 'queued', slipStep: null });
    await rosa.seat.ask('slip.cancel', { jobId });
    expect(await until(printJobId, isOver)).toMatchObject({ status: 'printed' });
  });

  it('unplugged while it waits has printed nothing', async () => {
    const jobId = await slip();
    printer.set({ plugged: false });
    expect(await until(jobId, isOver)).toMatchObject({ status: 'failed', mayPrintOriginal: true });
    expect(slips()).toEqual([]);
  });

  it('unplugged while it prints is unknown, and the next one says DUPLICATE', async () => {
    const jobId = await slip();
    const taken = printer.received().reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(taken).toBeGreaterThan(0);
    printer.set({ losesCompletion: true, slipPaper: 'inserted' });
    await until(jobId, asks('printing'));
    printer.set({ plugged: false });
    expect(await until(jobId, isOver)).toMatchObject({ status: 'unknown', mayPrintOriginal: false });
    printer.set({ plugged: true, losesCompletion: false, slipPaper: 'none' });
    await server.settled();
    const { printJobId } = await rosa.seat.ask('print.resolve', { jobId, resolution: 'print-again' });
    await until(printJobId ?? '', asks('insert'));
    expect(await through(printJobId ?? '')).toMatchObject({ status: 'printed', copy: 1 });
    expect(slips().at(-1)).toContain('DUPLICATE 1');
  });

  it('in hand when the program stops is given up, without a mark on any paper', async () => {
    const jobId = await slip();
    await city.reopen();
    const seat = await city.signIn('rosa');
    const shown = await seat.ask('print.show', { jobId });
    expect(shown).toMatchObject({ status: 'failed', fault: 'cancelled before it was printed' });
    expect(slips()).toEqual([]);
  });
});

describe('the endorsement of a check', () => {
  it('prints for deposit only, to whom, and by which receipt', async () => {
    expect(await through(await slip('endorsement', 1))).toMatchObject({
      kind: 'endorsement',
      status: 'printed',
      subject: `Check 1 of receipt ${posted.receiptNumber}`,
    });
    const [back] = slips();
    expect(back).toContain('FOR DEPOSIT ONLY');
    expect(back).toContain('City of Cedar Bluff');
    expect(back).toContain('Bluff National Bank');
    expect(back).toContain(`${posted.receiptNumber} Nov 19, 2026 42.10`);
  });

  it('is counted for each check by itself', async () => {
    posted = await rosa.post({
      lines: [miscellaneous(30_00)],
      tenders: [
        { tenderType: 'CHECK', amountCents: 10_00, check: { routing: '122105278', number: '2001' } },
        { tenderType: 'CHECK', amountCents: 20_00, check: { routing: '122105278', number: '2002' } },
      ],
    });
    await city.desk.settled();
    expect((await through(await slip('endorsement', 1))).copy).toBe(0);
    expect((await through(await slip('endorsement', 2))).copy).toBe(0);
    expect((await through(await slip('endorsement', 1))).copy).toBe(1);
  });

  it('is refused for what is no check', async () => {
    for (const tenderNo of [2, 9])
      expect(
        await rosa.seat.refused('slip.print', { paymentId: posted.paymentId, kind: 'endorsement', tenderNo }),
      ).toMatchObject({ code: 'ENDORSE_NOT_A_CHECK', field: 'tenderNo' });
    expect(
      (await rosa.seat.refused('slip.print', { paymentId: posted.paymentId, kind: 'endorsement' })).code,
    ).toBe('ENDORSE_NOT_A_CHECK');
    expect(slips()).toEqual([]);
  });
});

it('a deposit slip is printed on a whole slip that the clerk inserts', async () => {
  await rosa.close();
  await approveClose(city, rosa);
  const [depositId] = await depositAll(city, '2026-11-19');
  const omar = await city.signIn('omar');
  const { printJobId } = await omar.ask('deposit.print-slip', { depositId: depositId ?? '' });
  expect(await until(printJobId, asks('insert'))).toMatchObject({ kind: 'deposit-slip', status: 'sent' });
  expect(slips()).toEqual([]);
  expect(await through(printJobId)).toMatchObject({ status: 'printed', copy: 0 });
  expect(slips()[0]).toContain('1041');
  expect(slips()[0]).toMatch(/100\.00/);
});

describe('a printer without a slip station', () => {
  it('that says so itself is not offered, and refuses', async () => {
    await assign('none');
    expect(await rosa.seat.ask('counter.setup', {})).toMatchObject({ slipStation: false });
    const refusal = await rosa.seat.refused('slip.print', {
      paymentId: posted.paymentId,
      kind: 'validation',
    });
    expect(refusal.code).toBe('SLIP_NOT_SET_UP');
  });

  it('that was set up as having one fails in words and prints nothing', async () => {
    expect(await rosa.seat.ask('counter.setup', {})).toMatchObject({ slipStation: true });
    printer.set({ slipStation: 'none' });
    const { printJobId } = await rosa.seat.ask('slip.print', {
      paymentId: posted.paymentId,
      kind: 'validation',
    });
    expect(await until(printJobId, isOver)).toMatchObject({
      status: 'failed',
      fault: 'the printer takes no slips',
    });
  });
});
