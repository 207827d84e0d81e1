/** The simulator must be a printer, not a mirror of our driver: here it is met by other people's clients and by raw bytes. */
import { createConnection } from 'node:net';
import receiptio from 'receiptio';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { kickBytes } from '../../cash-drawer/kick.ts';
import { systemClock } from '../../clock.ts';
import { fakeClock } from '../../fake-clock.ts';
import { memoryPair } from '../../transport/memory.ts';
import { printedText } from '../decode.ts';
import {
  askProcessId,
  askStatus,
  CANCEL_WAITING,
  EJECT_CHECK,
  READ_CHECK,
  selectPaper,
} from '../protocol/bytes.ts';
import { printerSimulator } from './simulator.ts';
import type { PrinterSimulator } from './simulator.ts';
import { HEALTHY } from './state.ts';
import type { SimulatorState } from './state.ts';
import { serveSimulator } from './tcp-server.ts';
import type { SimulatorServer } from './tcp-server.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

const hex = (bytes: readonly number[]) =>
  Buffer.from(bytes).toString('hex').toUpperCase().replace(/../g, '$& ').trim();
const bytesOf = (text: string) => Uint8Array.from(text.split(' ').map((pair) => Number.parseInt(pair, 16)));

/** Raw bytes in, raw answers out. */
function wire(change: Partial<SimulatorState> = {}) {
  const clock = fakeClock();
  const simulator = printerSimulator({ clock });
  simulator.set(change);
  const pair = memoryPair(clock);
  const said: number[] = [];
  pair.host.onBytes((bytes) => said.push(...bytes));
  simulator.attach(pair.device);
  const tell = async (...parts: (string | Uint8Array)[]): Promise<string> => {
    said.length = 0;
    for (const part of parts) await pair.host.write(typeof part === 'string' ? bytesOf(part) : part, 100);
    await clock.advance(0);
    return hex(said);
  };
  return { clock, simulator, tell, said, pair };
}

describe('real-time status', () => {
  it('answers the four questions of an idle printer', async () => {
    const { tell } = wire();
    expect(await tell(askStatus(1), askStatus(2), askStatus(3), askStatus(4))).toBe('12 12 12 12');
  });

  it('answers them offline too, with the cause in its bit', async () => {
    expect(await wire({ cover: 'open' }).tell(askStatus(1), askStatus(2))).toBe('1A 16');
    expect(await wire({ paper: 'out' }).tell(askStatus(2), askStatus(4))).toBe('32 7E');
    expect(await wire({ paper: 'near-end' }).tell(askStatus(1), askStatus(4))).toBe('12 1E');
    expect(await wire({ cutter: 'jammed' }).tell(askStatus(2), askStatus(3))).toBe('52 1A');
    expect(await wire({ head: 'hot' }).tell(askStatus(3))).toBe('52');
    expect(await wire({ feedButton: 'pressed' }).tell(askStatus(1), askStatus(2))).toBe('5A 1A');
  });

  it('reads pin 3 HIGH for an open drawer, and for none at all', async () => {
    const { simulator, tell } = wire();
    simulator.drawer.openByKey();
    expect(await tell(askStatus(1))).toBe('16');
    simulator.drawer.close();
    simulator.drawer.rewire({ connected: false });
    expect(await tell(askStatus(1))).toBe('16');
  });

  it('is recognised even inside a picture, as on a real printer', async () => {
    const { tell } = wire();
    expect(await tell('1D 76 30 00 03 00 01 00 10 04 01')).toBe('12');
    const opened = wire();
    await opened.tell('1D 76 30 00 05 00 01 00 10 14 01 00 01');
    expect(opened.simulator.drawer.isOpen).toBe(true);
  });
});

describe('the slip station', () => {
  const LINES = '41 0A 42 0A';

  it('waits for paper, with its sensors in DLE EOT 5, prints on it, and ejects it', async () => {
    const { simulator, tell } = wire({ slipStation: 'slip' });
    expect(await tell(askStatus(5))).toBe('76');
    expect(await tell(selectPaper('slip'), askStatus(5))).toBe('7A');
    expect(await tell(LINES, '0C', selectPaper('roll'))).toBe('');
    simulator.set({ slipPaper: 'inserted' });
    expect(simulator.slips().map(printedText)).toEqual(['A\nB']);
    // On the roll again, the slip not taken away: nothing at TOF, paper at BOF.
    expect(await tell(askStatus(5))).toBe('36');
    expect(printedText(simulator.unfinished())).toBe('');
  });

  it('gives up after the minutes it was told, and what was to be printed is forgotten', async () => {
    const { simulator, tell, clock } = wire({ slipStation: 'slip' });
    await tell('1B 66 01 05', selectPaper('slip'), LINES);
    await clock.advance(59_000);
    expect(simulator.station.waits).toBe(true);
    await clock.advance(2000);
    expect(simulator.station).toEqual({ selected: 'roll', waits: false });
    simulator.set({ slipPaper: 'inserted' });
    expect([simulator.slips(), simulator.unfinished().items]).toEqual([[], []]);
  });

  it('is left by DLE ENQ 3 only while it waits', async () => {
    const { simulator, tell } = wire({ slipStation: 'slip' });
    await tell(selectPaper('slip'), LINES, CANCEL_WAITING);
    expect(simulator.station.selected).toBe('roll');
    simulator.set({ slipPaper: 'inserted' });
    await tell(selectPaper('slip'), CANCEL_WAITING);
    expect(simulator.station).toEqual({ selected: 'slip', waits: false });
  });

  it('has validation of its own on an iTherm, and none of it on a printer without', async () => {
    const itherm = wire({ slipStation: 'itherm' });
    await itherm.tell(selectPaper('itherm-validation'));
    expect(itherm.simulator.station.selected).toBe('slip');
    const without = wire();
    expect(await without.tell(selectPaper('slip'), LINES, askStatus(5))).toBe('');
    expect(printedText(without.simulator.unfinished())).toBe('A\nB');
  });

  it('reads a check, with its own status, and stays silent without a reader', async () => {
    const { simulator, tell } = wire({ slipStation: 'slip', checkReader: true, checkLine: 'T12T 3O' });
    expect(await tell(askStatus('check'))).toBe('76');
    expect(await tell(READ_CHECK, askStatus('check'))).toBe('7A');
    simulator.set({ slipPaper: 'inserted' });
    expect(await tell()).toBe('5F 50 54 31 32 54 20 33 4F 00');
    expect(await tell(askStatus('check'), EJECT_CHECK, askStatus('check'))).toBe('12 36');
    simulator.set({ slipPaper: 'none' });
    expect(await tell(READ_CHECK, CANCEL_WAITING)).toBe('5F 70 00');
    expect(await wire({ slipStation: 'slip' }).tell(askStatus('check'), READ_CHECK)).toBe('');
  });
});

describe('in StarPRNT', () => {
  it('answers with its whole status on reception, offline too, and within other commands', async () => {
    const { simulator, tell } = wire({ language: 'star-prnt' });
    expect(await tell('1B 06 01')).toBe('23 06 04 00 00 00 00 00 00');
    simulator.set({ cover: 'open', paper: 'near-end' });
    expect(await tell('1B 06 01')).toBe('23 06 2C 00 00 04 00 00 00');
    simulator.set({ cover: 'closed' });
    expect(await tell('1B 1D 53 01 03 00 01 00 00 1B 06 01')).toBe('23 06 04 00 00 04 00 00 00');
  });

  it('counts ETB up in its turn, says so once it was told to, and begins anew by ESC RS E and CAN', async () => {
    const { tell, clock, said } = wire({ language: 'star-prnt', lineMs: 100 });
    await tell('41 0A 17');
    expect(await tell('1B 06 01')).toBe('23 06 04 00 00 00 00 00 00');
    await clock.advance(150);
    expect(await tell('1B 06 01')).toBe('23 06 06 00 00 00 00 02 00');
    await tell('1B 1E 61 01');
    expect(await tell('17')).toBe('23 06 06 00 00 00 00 04 00');
    expect(await tell('1B 1E 45 00')).toBe('');
    expect(await tell('1B 06 01')).toBe('23 06 04 00 00 00 00 00 00');
    await tell('17 17 18');
    await clock.advance(10);
    expect(said.length).toBeGreaterThan(0);
    expect(await tell('1B 06 01')).toBe('23 06 04 00 00 00 00 00 00');
  });

  it('does not hear ESC/POS questions', async () => {
    expect(await wire({ language: 'star-prnt' }).tell(askStatus(1), askStatus(2))).toBe('');
    expect(await wire().tell('1B 06 01')).toBe('');
  });
});

describe('commands in turn', () => {
  it('answers a process id only when everything before it is printed', async () => {
    const { simulator, tell, clock, said } = wire({ lineMs: 100 });
    expect(await tell('41 0A 42 0A', askProcessId('0001'))).toBe('');
    await clock.advance(250);
    expect(hex(said)).toBe('37 22 30 30 30 31 00');
    expect(printedText(simulator.unfinished())).toBe('A\nB');
  });

  it('stands still while offline, goes on afterwards, and forgets all of it without power', async () => {
    const { simulator, tell } = wire({ cover: 'open' });
    expect(await tell('41 0A', kickBytes(0), askProcessId('0001'))).toBe('');
    expect(simulator.kicks()).toEqual([]);
    simulator.set({ cover: 'closed' });
    expect(simulator.kicks()).toHaveLength(1);

    const cut = wire({ cover: 'open' });
    await cut.tell('41 0A', kickBytes(0));
    cut.simulator.set({ plugged: false });
    cut.simulator.set(HEALTHY);
    expect(cut.simulator.kicks()).toEqual([]);
  });

  it('waits for the time bytes of a kick and takes them from the next receipt', async () => {
    const { simulator, tell } = wire();
    await tell('1B 70 00');
    expect(simulator.drawer.isOpen).toBe(false);
    await tell('1B 40 41 0A');
    expect(simulator.kicks()).toMatchObject([{ onMs: 54, offMs: 128, opened: true }]);
    expect(printedText(simulator.unfinished())).toBe('[drawer 0]\nA');
  });

  it('answers GS r and GS I, and reports automatically once told to', async () => {
    const { simulator, tell } = wire();
    expect(await tell('1D 72 01')).toBe('00');
    expect(await tell('1D 49 42')).toBe('5F 45 50 53 4F 4E 00');
    expect(await tell('1D 61 FF')).toBe('10 00 00 0F');
    simulator.drawer.openByKey();
    expect(await tell()).toBe('14 00 00 0F');
    simulator.set({ paper: 'near-end' });
    expect(await tell('1D 72 01')).toBe('14 00 03 0F 03');
    await tell('1D 61 00');
    simulator.drawer.close();
    expect(await tell()).toBe('');
  });

  it('recovers from a cutter error when told to clear its buffers', async () => {
    const { simulator, tell } = wire({ jamsAtNextCut: true });
    await tell('41 0A 1D 56 00');
    expect(simulator.state.cutter).toBe('jammed');
    expect(simulator.papers()).toEqual([]);
    await tell('10 05 02');
    expect(simulator.state.cutter).toBe('ok');
    expect(simulator.papers()).toEqual([]);
  });

  it('runs out of paper in the middle of a receipt, and ends it when a new roll is in', async () => {
    const { simulator, tell } = wire({ linesLeft: 2 });
    await tell('41 0A 42 0A 43 0A 1D 56 00');
    expect(simulator.state.paper).toBe('out');
    expect(printedText(simulator.unfinished())).toBe('A\nB');
    simulator.set({ linesLeft: null, paper: 'ok' });
    expect(printedText(simulator.papers()[0]!)).toBe('A\nB\nC\n[cut]');
  });

  it('remembers what came and when, within its bound', async () => {
    const { simulator, tell, clock } = wire();
    await clock.advance(5000);
    await tell('41 0A');
    expect(simulator.received()).toEqual([{ atMs: 5000, bytes: bytesOf('41 0A') }]);
    for (let n = 0; n < 40; n += 1) await tell(new Uint8Array(64 * 1024));
    const kept = simulator.received().reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(kept).toBeLessThanOrEqual(1024 * 1024);
    simulator.clear();
    expect(simulator.received()).toEqual([]);
  });
});

/** receiptio always calls port 9100, so the printer gets an address of its own in the loopback net. */
const address = `127.77.${1 + (process.pid % 250)}.${1 + (Math.trunc(process.pid / 250) % 250)}`;
const canUseAddress = process.platform === 'linux';

describe.skipIf(!canUseAddress)(
  'receiptio, an independent client, reads the state rightly (Linux loopback)',
  () => {
    let simulator: PrinterSimulator;
    let server: SimulatorServer;

    beforeEach(async () => {
      simulator = printerSimulator({ clock: systemClock });
      server = await serveSimulator(simulator, { clock: systemClock, host: address, port: 9100 });
    });
    afterEach(() => server.close());

    it.each([
      { name: 'online', wrong: {}, answer: 'online' },
      {
        name: 'paper near its end is no reason not to print',
        wrong: { paper: 'near-end' },
        answer: 'online',
      },
      { name: 'cover open', wrong: { cover: 'open' }, answer: 'coveropen' },
      { name: 'paper out', wrong: { paper: 'out' }, answer: 'paperempty' },
      { name: 'cutter jammed', wrong: { cutter: 'jammed' }, answer: 'error' },
      { name: 'broken', wrong: { broken: true }, answer: 'error' },
      { name: 'StarPRNT online', wrong: { language: 'star-prnt' }, answer: 'online' },
      {
        name: 'StarPRNT near end',
        wrong: { language: 'star-prnt', paper: 'near-end' },
        answer: 'online',
      },
      { name: 'StarPRNT cover open', wrong: { language: 'star-prnt', cover: 'open' }, answer: 'coveropen' },
      { name: 'StarPRNT paper out', wrong: { language: 'star-prnt', paper: 'out' }, answer: 'paperempty' },
      { name: 'StarPRNT cutter jammed', wrong: { language: 'star-prnt', cutter: 'jammed' }, answer: 'error' },
      { name: 'StarPRNT broken', wrong: { language: 'star-prnt', broken: true }, answer: 'error' },
    ] as const)('$name', async ({ wrong, answer }) => {
      simulator.set(wrong);
      expect(await receiptio.print('', `-d ${address} -q printer`)).toBe(answer);
    });

    it('the drawer, in both polarities', async () => {
      expect(await receiptio.print('', `-d ${address} -q drawer2`)).toBe('drawerclosed');
      simulator.drawer.openByKey();
      expect(await receiptio.print('', `-d ${address} -q drawer2`)).toBe('draweropen');
      simulator.drawer.rewire({ highWhen: 'closed' });
      expect(await receiptio.print('', `-d ${address} -q drawer`)).toBe('draweropen');
      simulator.drawer.close();
      expect(await receiptio.print('', `-d ${address} -q drawer`)).toBe('drawerclosed');
    });

    it('the drawer of a StarPRNT printer, whose closed contact is a LOW pin', async () => {
      simulator.set({ language: 'star-prnt' });
      simulator.drawer.rewire({ highWhen: 'closed' });
      expect(await receiptio.print('', `-d ${address} -q drawer`)).toBe('drawerclosed');
      simulator.drawer.openByKey();
      expect(await receiptio.print('', `-d ${address} -q drawer`)).toBe('draweropen');
      simulator.drawer.rewire({ highWhen: 'open' });
      expect(await receiptio.print('', `-d ${address} -q drawer2`)).toBe('draweropen');
    });

    it('prints a whole receipt of its own in StarPRNT, ended by the same counter that this program reads', async () => {
      simulator.set({ language: 'star-prnt' });
      const result = await receiptio.print(
        'Cedar Bluff\n\nWater | 84.17\n{c:R0001234;o:code128}',
        `-d ${address} -c 42 -l en`,
      );
      expect(result).toBe('success');
      const [paper] = simulator.papers();
      expect(printedText(paper!)).toMatch(/Cedar Bluff[^]*Water +84\.17/);
      expect(paper!.unexplained).toEqual([]);
      expect(paper!.items).toContainEqual(
        expect.objectContaining({ symbology: 'code128', data: 'R0001234' }),
      );
    });

    it('unplugged is a disconnect', async () => {
      simulator.set({ plugged: false });
      await server.settled();
      expect(await receiptio.print('', `-d ${address} -q printer`)).toBe('disconnect');
    });

    it('prints a whole receipt of its own by automatic status, and the paper says what it should', async () => {
      const result = await receiptio.print(
        'Cedar Bluff\n\nWater | 84.17\n{c:R0001234;o:code128}',
        `-d ${address} -c 42 -l en`,
      );
      expect(result).toBe('success');
      const [paper] = simulator.papers();
      expect(printedText(paper!)).toMatch(/Cedar Bluff[^]*Water +84\.17/);
      // Its greeting to printers of another make, ESC ACK SOH, is the only thing that this one does not know.
      expect(paper!.unexplained).toEqual(['1B06']);
      expect(paper!.items).toContainEqual(
        expect.objectContaining({ symbology: 'code128', data: 'R0001234' }),
      );
    });
  },
);

describe('on TCP', () => {
  it('refuses calls while unplugged and takes them on the same port afterwards', async () => {
    const simulator = printerSimulator({ clock: systemClock });
    const server = await serveSimulator(simulator, { clock: systemClock });
    const call = (): Promise<string> =>
      new Promise((resolve) => {
        const socket = createConnection({ host: server.host, port: server.port });
        socket.once('connect', () => {
          socket.destroy();
          resolve('taken');
        });
        socket.once('error', () => {
          resolve('refused');
        });
      });
    expect(await call()).toBe('taken');
    simulator.set({ plugged: false });
    await server.settled();
    expect(await call()).toBe('refused');
    simulator.set({ plugged: true });
    await server.settled();
    expect(await call()).toBe('taken');
    await server.close();
    expect(await call()).toBe('refused');
  });
});
