/**
 * Paper and drawer, seen from the outside: a simulated printer on a TCP port, assigned by the administrator as any
 * other, that is told to fail in every way while payments go on.
 */
import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { printedText } from '../../drivers/receipt-printer/decode.ts';
import { printerSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import type { PrinterSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import { HEALTHY } from '../../drivers/receipt-printer/simulator/state.ts';
import { serveSimulator } from '../../drivers/receipt-printer/simulator/tcp-server.ts';
import type { SimulatorServer } from '../../drivers/receipt-printer/simulator/tcp-server.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { openTestDesk, removeFolder, tempFolder } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { approveClose, cash, miscellaneous, openWindow } from '../support/window.ts';
import type { Posted, PostSketch, Window } from '../support/window.ts';

/** ESC p 0, 25 × 2 ms on, 250 × 2 ms off. */
const KICK = '1B700019FA';

type Printer = { readonly simulator: PrinterSimulator; readonly server: SimulatorServer };
type Job = Output<'print.show'>;

async function startPrinter(): Promise<Printer> {
  const simulator = printerSimulator({ clock: systemClock });
  return { simulator, server: await serveSimulator(simulator, { clock: systemClock }) };
}

const settingsOf = ({ server }: Printer): Input<'device.assign-printer'>['settings'] => ({
  transport: { kind: 'tcp', host: server.host, port: server.port },
  columns: 42,
  codePage: 19,
  completion: 'process-id',
  drawerSensor: 'high-is-open',
  drawerPin: 0,
  logo: false,
});

async function openLobby(printer: Printer): Promise<{ city: TestDesk; window: Window }> {
  const city = await openTestDesk({ trainingPrinter: false });
  const alex = await city.signIn('alex');
  await alex.ask('device.assign-printer', { settings: settingsOf(printer) });
  return { city, window: await openWindow(city, 'rosa', '3') };
}

let printer: Printer;
let city: TestDesk;
let window: Window;
/** A printer that falls silent in mid-job keeps its job open for twenty seconds: it has a lobby of its own meanwhile. */
let silentLobby: Promise<{ city: TestDesk; window: Window; posted: Posted; printer: Printer }>;

beforeAll(async () => {
  printer = await startPrinter();
  ({ city, window } = await openLobby(printer));
  silentLobby = startPrinter().then(async (silent) => {
    const lobby = await openLobby(silent);
    silent.simulator.set({ hangsAfterBytes: 120 });
    const posted = await lobby.window.post({ lines: [miscellaneous(500)], tenders: [cash(500)] });
    return { ...lobby, posted, printer: silent };
  });
});
afterAll(async () => {
  await city.close();
  await printer.server.close();
  const silent = await silentLobby;
  await silent.city.close();
  await silent.printer.server.close();
});
beforeEach(async () => {
  await healthy();
});

async function healthy(): Promise<void> {
  await city.desk.settled();
  printer.simulator.set(HEALTHY);
  printer.simulator.drawer.close();
  await printer.server.settled();
  printer.simulator.clear();
}

/** DLE EOT n and GS I n: questions that a look at the printer asks, and that print nothing. */
const QUESTIONS: readonly (readonly [number, number])[] = [
  [0x10, 0x04],
  [0x1d, 0x49],
];

/** What arrived besides questions, in hexadecimal. */
function received(simulator = printer.simulator): string {
  const bytes = Buffer.concat(simulator.received().map((chunk) => chunk.bytes));
  const kept: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    if (QUESTIONS.some(([first, second]) => bytes[at] === first && bytes[at + 1] === second)) at += 2;
    else kept.push(bytes[at] ?? 0);
  }
  return Buffer.from(kept).toString('hex').toUpperCase();
}
const kicksIn = (hex: string): number => hex.split(KICK).length - 1;
const papers = (simulator = printer.simulator): string[] => simulator.papers().map(printedText);
const linesOf = (paper: string | undefined): string[] =>
  (paper ?? '').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('['));

async function jobOf(jobId: string | null, lobby: TestDesk = city, by: Window = window): Promise<Job> {
  await lobby.desk.settled();
  return by.seat.ask('print.show', { jobId: jobId ?? '' });
}

const take = (sketch: Partial<PostSketch> = {}): Promise<Posted> =>
  window.post({ lines: [miscellaneous(500)], tenders: [cash(500)], ...sketch });

const again = async (jobId: string | null): Promise<Job> => {
  const { printJobId } = await window.seat.ask('print.resolve', {
    jobId: jobId ?? '',
    resolution: 'print-again',
  });
  return jobOf(printJobId);
};

/** Types of a stream's events as another connection sees them: only what is committed. */
function committed(folder: string, streamLike: string): string[] {
  const books = new Database(join(folder, 'books.sqlite'), { readonly: true });
  try {
    return books
      .prepare<[string], { type: string }>('SELECT type FROM journal WHERE stream LIKE ? ORDER BY sequence')
      .all(streamLike)
      .map((row) => row.type);
  } finally {
    books.close();
  }
}

/** Calls back at the moment the drawer springs open. */
function whenDrawerOpens(work: () => void): () => void {
  let wasOpen = printer.simulator.drawer.isOpen;
  return printer.simulator.onChange(() => {
    const springsOpen = printer.simulator.drawer.isOpen && !wasOpen;
    wasOpen = printer.simulator.drawer.isOpen;
    if (springsOpen) work();
  });
}

const check = (amountCents: number, number: string, tenderType = 'CHECK') => ({
  tenderType,
  amountCents,
  check: { routing: '122105278', number },
});
const card = (amountCents: number) => ({
  tenderType: 'CARD',
  amountCents,
  card: { authorization: '083112', brand: 'Visa', last4: '4242' },
});

describe('the drawer', () => {
  it('is kicked only when the payment is on disk, and with the bytes of its connector', async () => {
    const paymentId = randomUUID();
    let seen: string[] = [];
    const ignore = whenDrawerOpens(() => {
      seen = committed(city.folder, `payment:${paymentId}`);
    });
    const posted = await take({ paymentId });
    expect(posted.drawerKick).toBe(true);
    expect(await jobOf(posted.printJobId)).toMatchObject({ status: 'printed', kick: 'opened', copy: 0 });
    ignore();
    expect(seen).toEqual(['payment.posted']);
    expect(kicksIn(received())).toBe(1);
    // The intent was journaled before contact: no byte of a job is older than its `print.sent`.
    expect(committed(city.folder, `print:${posted.printJobId ?? ''}`)).toEqual([
      'print.queued',
      'print.sent',
      'print.printed',
    ]);
  });

  it('stays shut for a refused payment, and for one that is answered a second time', async () => {
    await window.seat.refused(
      'payment.post',
      window.input({ lines: [miscellaneous(500)], tenders: [cash(400)] }),
    );
    await city.desk.settled();
    expect(received()).toBe('');
    const commandId = randomUUID();
    const input = window.input({ lines: [miscellaneous(500)], tenders: [check(500, '1001')] });
    await window.post(input, { commandId });
    expect((await window.seat.ask('payment.post', input, { commandId })).paymentId).toBe(input.paymentId);
    await city.desk.settled();
    expect(papers()).toHaveLength(1);
    expect(kicksIn(received())).toBe(1);
  });

  it.each<[string, Input<'payment.post'>['tenders'], number]>([
    ['cash', [cash(500)], 1],
    ['a personal check', [check(500, '2001')], 1],
    ['a business check', [check(500, '2002', 'BCHECK')], 1],
    ['a money order', [{ tenderType: 'MO', amountCents: 500, item: { number: '22108834197' } }], 1],
    ['a card alone', [card(500)], 0],
    [
      'an agency pledge',
      [{ tenderType: 'PLEDGE', amountCents: 500, pledge: { agency: 'St. Mark’s', number: 'SM-118' } }],
      0,
    ],
    ['a card with cash', [card(300), cash(200)], 1],
    [
      'three tenders that each open it',
      [
        cash(100),
        check(200, '2003'),
        { tenderType: 'MO', amountCents: 200, item: { number: '22108834198' } },
      ],
      1,
    ],
    ['change from a cashier’s check', [check(1500, '2004', 'CCHECK')], 1],
  ])('opens as its tender types say, once per payment: %s', async (_name, tenders, kicks) => {
    const totalCents = tenders.reduce((sum, tender) => sum + tender.amountCents, 0);
    const posted = await take({ lines: [miscellaneous(Math.min(totalCents, 500))], tenders });
    expect(posted.drawerKick).toBe(kicks > 0);
    const job = await jobOf(posted.printJobId);
    expect(job).toMatchObject({ status: 'printed', kick: kicks > 0 ? 'opened' : 'not-asked' });
    expect([kicksIn(received()), printer.simulator.kicks().length]).toEqual([kicks, kicks]);
  });

  it('of the window is not opened by money that came by mail', async () => {
    const mail = await openWindow(city, 'karen', 'MAIL');
    const posted = await mail.post({ lines: [miscellaneous(500)], tenders: [check(500, '3001')] });
    expect(posted.drawerKick).toBe(false);
    expect(await jobOf(posted.printJobId)).toMatchObject({ status: 'printed', kick: 'not-asked' });
    expect(received()).not.toContain('1B70');
  });

  it('opens without a sale for a reason, which is kept and counted, and is never opened again by a repeat', async () => {
    const refused = await window.seat.refused('session.no-sale', {
      sessionId: window.sessionId,
      reason: ' ',
    });
    expect(refused).toMatchObject({ code: 'BAD_INPUT', field: 'reason' });
    const { printJobId } = await window.seat.ask('session.no-sale', {
      sessionId: window.sessionId,
      reason: 'Rolls of quarters',
    });
    expect(await jobOf(printJobId)).toMatchObject({ status: 'printed', kind: 'drawer', kick: 'opened' });
    expect(kicksIn(received())).toBe(1);
    expect(papers()).toEqual([]);

    await healthy();
    printer.simulator.set({ plugged: false });
    await printer.server.settled();
    const second = await window.seat.ask('session.no-sale', {
      sessionId: window.sessionId,
      reason: 'Change for window 2',
    });
    expect(await jobOf(second.printJobId)).toMatchObject({ status: 'failed', fault: 'unplugged' });
    await healthy();
    const repeat = await window.seat.refused('print.resolve', {
      jobId: second.printJobId,
      resolution: 'print-again',
    });
    expect(repeat.code).toBe('KICK_NOT_REPEATED');
    await window.seat.ask('print.resolve', {
      jobId: second.printJobId,
      resolution: 'abandon',
      reason: 'Opened with the key',
    });
    await city.desk.settled();
    expect(received()).toBe('');
  });
});

describe('a printer that cannot begin', () => {
  const FAULTS: readonly (readonly [fault: string, change: Parameters<PrinterSimulator['set']>[0]])[] = [
    ['unplugged', { plugged: false }],
    ['out of paper', { paper: 'out' }],
    ['cover open', { cover: 'open' }],
    ['printer stopped answering', { silent: true }],
    ['busy with another program', { busy: true }],
    ['cutter jammed', { cutter: 'jammed' }],
    ['another device answered', { wrongDevice: 'modem' }],
  ];

  it.each(FAULTS)(
    'leaves the payment standing, kicks nothing, and prints the original later: %s',
    async (fault, change) => {
      printer.simulator.set(change);
      await printer.server.settled();
      const posted = await take();
      const job = await jobOf(posted.printJobId);
      expect(job).toMatchObject({ status: 'failed', fault, mayPrintOriginal: true });
      const { receipts } = await window.seat.ask('receipt.search', { text: posted.receiptNumber, limit: 5 });
      expect(receipts).toMatchObject([{ receiptNumber: posted.receiptNumber, status: 'posted' }]);
      expect(printer.simulator.kicks()).toEqual([]);
      expect(kicksIn(received())).toBe(0);

      await healthy();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(received(), 'nothing is printed by itself').toBe('');
      const printed = await again(posted.printJobId);
      expect(printed).toMatchObject({ status: 'printed', copy: 0, kick: 'not-asked' });
      expect(papers()).toHaveLength(1);
      expect(papers()[0]).toContain(posted.receiptNumber);
      expect(papers()[0]).not.toContain('DUPLICATE');
      expect(kicksIn(received())).toBe(0);
      expect(await jobOf(posted.printJobId)).toMatchObject({ status: 'reprinted' });
    },
  );

  it('that is not assigned at all fails the job the same way', async () => {
    const alex = await city.signIn('alex');
    await alex.ask('device.assign-printer', { settings: null });
    const posted = await take();
    expect(await jobOf(posted.printJobId)).toMatchObject({
      status: 'failed',
      fault: 'no printer is assigned',
      mayPrintOriginal: true,
    });
    await alex.ask('device.assign-printer', { settings: settingsOf(printer) });
    expect(await again(posted.printJobId)).toMatchObject({ status: 'printed', copy: 0 });
  });
});

/** The copy says so in its first and last line, with its number, the time and who asked for it. */
function expectDuplicate(paper: string | undefined, number: number, by: string): void {
  const lines = linesOf(paper);
  const mark = new RegExp(`DUPLICATE no\\. ${String(number)}, Nov 19.* \\d{1,2}:\\d{2}.*, ${by}`);
  expect(lines[0]).toMatch(mark);
  expect(lines.at(-1)).toMatch(mark);
}

describe('a printer that stops in the middle', () => {
  const FAULTS: readonly (readonly [fault: string, change: Parameters<PrinterSimulator['set']>[0]])[] = [
    ['unplugged', { unplugsAfterBytes: 200 }],
    ['out of paper', { linesLeft: 5 }],
  ];

  it.each(FAULTS)('is unknown, and the copy says DUPLICATE: %s', async (fault, change) => {
    printer.simulator.set(change);
    const posted = await take();
    const job = await jobOf(posted.printJobId);
    expect(job).toMatchObject({ status: 'unknown', fault, mayPrintOriginal: false });
    expect((await window.seat.ask('receipt.show', { paymentId: posted.paymentId })).row.status).toBe(
      'posted',
    );

    await healthy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(received(), 'nothing is sent by itself').toBe('');
    expect(await again(posted.printJobId)).toMatchObject({ status: 'printed', copy: 1, kick: 'not-asked' });
    expectDuplicate(papers()[0], 1, 'Rosa D\\.');
    expect(kicksIn(received())).toBe(0);
  });

  it('is unknown when its cover is opened while it prints', async () => {
    const ignore = whenDrawerOpens(() => {
      printer.simulator.set({ cover: 'open' });
    });
    const posted = await take();
    const job = await jobOf(posted.printJobId);
    ignore();
    expect(job).toMatchObject({ status: 'unknown', fault: 'cover open', kick: null });
    await window.seat.ask('print.resolve', {
      jobId: job.jobId,
      resolution: 'abandon',
      reason: 'Written by hand',
    });
  });

  it('is unknown when it falls silent after the first bytes', async () => {
    const silent = await silentLobby;
    const job = await jobOf(silent.posted.printJobId, silent.city, silent.window);
    expect(job).toMatchObject({
      status: 'unknown',
      fault: 'printer stopped answering',
      mayPrintOriginal: false,
    });
    expect(kicksIn(received(silent.printer.simulator))).toBe(1);
  });
});

describe('a person decides what became of a job', () => {
  const broken = async (change: Parameters<PrinterSimulator['set']>[0]): Promise<Job> => {
    printer.simulator.set(change);
    await printer.server.settled();
    const job = await jobOf((await take()).printJobId);
    await healthy();
    return job;
  };
  const open = async (): Promise<string[]> =>
    (await window.seat.ask('print.list', { open: true, limit: 200 })).jobs.map((job) => job.jobId);

  it('yes, it printed: only where a byte left', async () => {
    const failed = await broken({ plugged: false });
    const refusal = await window.seat.refused('print.resolve', {
      jobId: failed.jobId,
      resolution: 'printed',
    });
    expect(refusal.code).toBe('PRINT_NOT_STARTED');
    const unknown = await broken({ unplugsAfterBytes: 200 });
    expect(await open()).toContain(unknown.jobId);
    await window.seat.ask('print.resolve', { jobId: unknown.jobId, resolution: 'printed' });
    expect(await jobOf(unknown.jobId)).toMatchObject({ status: 'printed' });
    expect(await open()).not.toContain(unknown.jobId);
    const second = await window.seat.refused('print.resolve', {
      jobId: unknown.jobId,
      resolution: 'print-again',
    });
    expect(second.code).toBe('PRINT_NOT_OPEN');
    await window.seat.ask('print.resolve', {
      jobId: failed.jobId,
      resolution: 'abandon',
      reason: 'No paper',
    });
  });

  it('none is given: with a reason, and the next print of it is still the original when no byte had left', async () => {
    const failed = await broken({ plugged: false });
    const refusal = await window.seat.refused('print.resolve', {
      jobId: failed.jobId,
      resolution: 'abandon',
    });
    expect(refusal).toMatchObject({ code: 'PRINT_REASON', field: 'reason' });
    await window.seat.ask('print.resolve', {
      jobId: failed.jobId,
      resolution: 'abandon',
      reason: 'Payer has left',
    });
    expect(await jobOf(failed.jobId)).toMatchObject({ status: 'abandoned' });
    const { printJobId } = await window.seat.ask('receipt.reprint', { paymentId: failed.subjectId });
    expect(await jobOf(printJobId)).toMatchObject({ status: 'printed', copy: 0 });
    expect(papers()[0]).not.toContain('DUPLICATE');
  });
});

describe('reprints', () => {
  it('count up, and say when they were printed and by whom; none kicks', async () => {
    const posted = await take();
    await jobOf(posted.printJobId);
    await healthy();
    const mei = await city.signIn('mei');
    for (const [seat, name] of [
      [window.seat, 'Rosa D\\.'],
      [mei, 'Mei T\\.'],
      [window.seat, 'Rosa D\\.'],
    ] as const) {
      city.pass(60_000);
      const { printJobId } = await seat.ask('receipt.reprint', { paymentId: posted.paymentId });
      const { copy } = await jobOf(printJobId);
      expectDuplicate(papers().at(-1), copy, name);
    }
    expect(papers().map((paper) => /no\. (\d+)/.exec(paper)?.[1])).toEqual(['1', '2', '3']);
    expect(kicksIn(received())).toBe(0);
  });
});

describe('what stands on the paper', () => {
  it('is a void slip that opens the drawer for the money handed back', async () => {
    const posted = await take({ tenders: [cash(2000)] });
    await jobOf(posted.printJobId);
    await healthy();
    const voided = await window.seat.ask('payment.void', {
      paymentId: posted.paymentId,
      reason: 'Wrong permit',
      receiptReturned: true,
    });
    expect(await jobOf(voided.printJobId)).toMatchObject({
      status: 'printed',
      kind: 'void-slip',
      kick: 'opened',
    });
    expect(papers()[0]).toContain(`VOID of receipt ${posted.receiptNumber}`);
    expect(papers()[0]).toMatch(/Cash returned +5\.00/);
    expect(papers()[0]).toContain('Wrong permit');
    expect(kicksIn(received())).toBe(1);
  });

  it('is a void slip that leaves the drawer shut where a check is handed back', async () => {
    const posted = await take({ tenders: [check(500, '4001')] });
    await jobOf(posted.printJobId);
    await healthy();
    const voided = await window.seat.ask('payment.void', {
      paymentId: posted.paymentId,
      reason: 'Not signed',
      receiptReturned: false,
    });
    expect(await jobOf(voided.printJobId)).toMatchObject({ status: 'printed', kick: 'not-asked' });
    expect(papers()[0]).toMatch(/4001, handed\s+back/);
  });

  it('is in the payer’s language, with its accents', async () => {
    await jobOf(
      (
        await take({
          language: 'es',
          payer: { name: 'Peña, Núria', relation: 'walk-in' },
          lines: [{ receiptType: 'BUS-31', amountCents: 6400, reference: 'T31-1' }],
          tenders: [cash(7000)],
        })
      ).printJobId,
    );
    const paper = papers()[0] ?? '';
    for (const words of ['RECIBO', 'Pase de autobús, 31 días', 'Peña, Núria', 'EFECTIVO', 'Gracias.'])
      expect(paper).toContain(words);
    expect(paper).toMatch(/CAMBIO +6\.00/);
    expect(paper).not.toMatch(/CHANGE|Cash|Thank you|\?/);
  });

  it('shows the last four digits of account numbers, and no name where the account is confidential', async () => {
    const open = await take({
      lines: await window.toward('100000008', 2000),
      tenders: [cash(2000)],
      payer: { name: 'Martínez, Mei', relation: 'holder' },
    });
    await jobOf(open.printJobId);
    expect(papers()[0]).toContain('Account ending 0008');
    expect(papers()[0]).toContain('Martínez, Mei');
    expect(papers()[0]).not.toContain('100000008');

    await healthy();
    const confidential = await take({
      lines: [{ receiptType: 'UTIL-DEP-EL', amountCents: 1000, account: '100013325' }],
      tenders: [cash(1000)],
      payer: { name: 'John, Aaliyah', relation: 'holder' },
    });
    const { printJobId } = await window.seat.ask('receipt.reprint', { paymentId: confidential.paymentId });
    await jobOf(printJobId);
    expect(papers()).toHaveLength(2);
    for (const paper of papers()) {
      expect(paper).toContain('Account ending 3325');
      expect(paper).not.toMatch(/John|Aaliyah|100013325/);
    }
  });

  it('says TRAINING on everything in the sample city', async () => {
    const posted = await take();
    await window.seat.ask('receipt.reprint', { paymentId: posted.paymentId });
    await window.seat.ask('payment.void', {
      paymentId: posted.paymentId,
      reason: 'A test',
      receiptReturned: true,
    });
    const alex = await city.signIn('alex');
    await alex.ask('device.test-printer', {});
    await city.desk.settled();
    expect(papers()).toHaveLength(4);
    for (const paper of papers()) expect(paper).toContain('TRAINING');
  });
});

describe('after a stop of the program', () => {
  it('a job that was sent is unknown, one that waited has failed, and nothing is sent by itself', async () => {
    const folder = tempFolder();
    // What is on disk at the instant of the kick is what a power cut leaves.
    const ignore = whenDrawerOpens(() => {
      cpSync(city.folder, folder, { recursive: true });
    });
    printer.simulator.set({ answerDelayMs: 30 });
    const [first, second] = await Promise.all([take(), take({ tenders: [card(500)] })]);
    await jobOf(second.printJobId);
    ignore();
    await healthy();

    const reopened = await openTestDesk({ folder, trainingPrinter: false });
    const rosa = await reopened.signIn('rosa');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await reopened.desk.settled();
    const show = (jobId: string | null): Promise<Job> => rosa.ask('print.show', { jobId: jobId ?? '' });
    const restarted = 'the program stopped before it was done';
    expect(await show(first.printJobId)).toMatchObject({ status: 'unknown', fault: restarted });
    expect(await show(second.printJobId)).toMatchObject({
      status: 'failed',
      fault: restarted,
      mayPrintOriginal: true,
    });
    expect(received()).toBe('');

    for (const { printJobId } of [first, second]) {
      await rosa.ask('print.resolve', { jobId: printJobId ?? '', resolution: 'print-again' });
    }
    await reopened.desk.settled();
    expectDuplicate(papers()[0], 1, 'Rosa D\\.');
    expect(papers()[1]).toContain(second.receiptNumber);
    expect(papers()[1]).not.toContain('DUPLICATE');
    expect(kicksIn(received())).toBe(0);
    await reopened.close();
    removeFolder(folder);
  });
});

describe('the close', () => {
  it('counts the openings without a sale, and its report prints with DUPLICATE from the second on', async () => {
    await window.close();
    const priya = await city.signIn('priya');
    const review = await priya.ask('session.review', { sessionId: window.sessionId });
    expect(review.noSales.map((opening) => opening.reason)).toEqual([
      'Rolls of quarters',
      'Change for window 2',
    ]);
    await approveClose(city, window);
    for (let copy = 0; copy < 2; copy += 1) {
      await window.seat.ask('session.print-report', { sessionId: window.sessionId });
      await city.desk.settled();
    }
    expect(papers()[0]).not.toContain('DUPLICATE');
    expectDuplicate(papers()[1], 1, 'Rosa D\\.');
  });
});
