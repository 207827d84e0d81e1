/** The bench over its real ports, as a test of another room or a person at its page uses it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { haveSocat } from '../transport/pty-pair.test-kit.ts';
import { transportOf } from '../transport/transport-of.ts';
import { startBench } from './bench.ts';
import type { Bench } from './bench.ts';
import { runBench } from './cli.ts';
import { serveBenchControl } from './control.ts';
import type { BenchControl } from './control.ts';
import { USUAL_CONTROL_PORT, USUAL_PORTS } from './devices.ts';
import type { BenchName } from './devices.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

const WAIT_MS = 5000;

let bench: Bench;
let control: BenchControl;
let at: string;
beforeEach(async () => {
  bench = await startBench({ clock: systemClock, ports: 'free' });
  control = await serveBenchControl(bench);
  at = `http://127.0.0.1:${control.port}`;
});
afterEach(async () => {
  await control.close();
  await bench.close();
});

const NAMES = Object.keys(USUAL_PORTS) as BenchName[];

type Described = {
  readonly name: string;
  readonly line: unknown;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly seen: unknown;
  readonly shows: string;
  readonly at: readonly unknown[];
  readonly may: { readonly do: Readonly<Record<string, unknown>> };
};

const get = async (path: string): Promise<unknown> => (await fetch(at + path)).json();
const all = async (): Promise<readonly Described[]> => (await get('/devices')) as Described[];
async function post(path: string, body: unknown): Promise<{ status: number; said: Record<string, unknown> }> {
  const answer = await fetch(at + path, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, said: (await answer.json()) as Record<string, unknown> };
}

const opens = async (name: BenchName): Promise<boolean> => {
  const opened = await transportOf(bench.transports[name], systemClock).open(WAIT_MS);
  if (opened.opened) await opened.connection.close();
  return opened.opened;
};

describe('the bench', () => {
  it('has every device of a counter on a port of its own', async () => {
    const described = await all();
    expect(described.map(({ name }) => name)).toEqual(NAMES);
    expect(new Set(described.map((device) => JSON.stringify(device.at))).size).toBe(NAMES.length);
    for (const name of NAMES) expect([name, await opens(name)]).toEqual([name, true]);
  });

  it('has usual ports that are told apart', () => {
    const ports = [...Object.values(USUAL_PORTS), USUAL_CONTROL_PORT];
    expect(new Set(ports).size).toBe(ports.length);
  });

  it.each(NAMES)('pulls the plug of %s and puts it back at the same address', async (name) => {
    const pulled = await post(`/devices/${name}/line`, { plugged: false });
    expect(pulled).toMatchObject({ status: 200, said: { line: { plugged: false } } });
    expect(await opens(name)).toBe(false);
    await post(`/devices/${name}/line`, { plugged: true });
    expect(await opens(name)).toBe(true);
  });

  it.each(NAMES)(
    'takes every setting of %s as it gives it, and refuses what it does not know',
    async (name) => {
      const before = (await get(`/devices/${name}`)) as Described;
      const again = await post(`/devices/${name}/state`, before.settings);
      expect([again.status, again.said['settings']]).toEqual([200, before.settings]);
      const wrong = await post(`/devices/${name}/state`, { colour: 'red' });
      expect(wrong.status).toBe(400);
      expect(wrong.said['error']).toContain('colour');
      expect(((await get(`/devices/${name}`)) as Described).settings).toEqual(before.settings);
    },
  );

  it.each(NAMES)(
    'refuses a deed of %s that is told something else, and one it does not know',
    async (name) => {
      for (const deed of Object.keys(bench.devices[name].deeds)) {
        const refused = await post(`/devices/${name}/do/${deed}`, { colour: 'red' });
        expect([deed, refused.status]).toEqual([deed, 400]);
      }
      expect((await post(`/devices/${name}/do/fly`, {})).status).toBe(404);
      expect((await post(`/devices/${name}/do/toString`, {})).status).toBe(404);
    },
  );

  it('refuses what is no device, no address, no JSON and no fault of a line', async () => {
    expect((await post('/devices/toaster/state', {})).status).toBe(404);
    expect((await post('/devices/__proto__/state', {})).status).toBe(404);
    expect((await post('/devices', {})).status).toBe(404);
    expect((await fetch(`${at}/devices/receipt-printer/line`)).status).toBe(405);
    const garbled = await fetch(`${at}/devices/receipt-printer/line`, { method: 'POST', body: '{' });
    expect(garbled.status).toBe(400);
    const flood = await fetch(`${at}/devices/receipt-printer/line`, {
      method: 'POST',
      body: ' '.repeat(100_000),
    });
    expect(flood.status).toBe(400);
    expect((await post('/devices/receipt-printer/line', { next: 'gnawed' })).status).toBe(400);
    expect((await post('/devices/receipt-printer/line', { delayMs: -1 })).status).toBe(400);
  });

  it('answers to its own name and its own page only', async () => {
    const statusOf = (headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve) => {
        request({ host: '127.0.0.1', port: control.port, path: '/devices', headers }, (response) => {
          resolve(response.statusCode);
          response.resume();
        }).end();
      });
    const host = `127.0.0.1:${control.port}`;
    expect(await statusOf({ host: 'bench.example' })).toBe(403);
    expect(await statusOf({ host, origin: 'http://elsewhere.example' })).toBe(403);
    expect(await statusOf({ host, origin: 'null' })).toBe(403);
    expect(await statusOf({ host, origin: `http://${host}` })).toBe(200);
  });

  it('is reached over serial ports too, which come and go with the plug', async (ctx) => {
    ctx.skip(!haveSocat, 'socat is not installed');
    const onPtys = await startBench({ clock: systemClock, ports: 'free', pty: true });
    try {
      const name = 'receipt-printer';
      const path = onPtys.serialLines[name]?.path ?? '';
      expect(existsSync(path)).toBe(true);
      const opened = await transportOf(onPtys.serialLines[name]!, systemClock).open(WAIT_MS);
      if (!opened.opened) throw new Error(opened.detail);
      const status = new Promise((resolve) => opened.connection.onBytes(resolve));
      await opened.connection.write(Uint8Array.of(0x10, 0x04, 0x01), WAIT_MS);
      expect(await status).toEqual(Uint8Array.of(0x12));
      await opened.connection.close();
      onPtys.devices[name].line.set({ plugged: false });
      await onPtys.settled();
      expect(existsSync(path)).toBe(false);
      onPtys.devices[name].line.set({ plugged: true });
      await onPtys.settled();
      expect(existsSync(path)).toBe(true);
    } finally {
      await onPtys.close();
    }
    for (const line of Object.values(onPtys.serialLines)) expect(existsSync(line.path)).toBe(false);
  });

  it('says which port is taken, and serves nothing then', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    const last = NAMES.at(-1)!;
    const free = Object.fromEntries(NAMES.map((name) => [name, 0])) as Record<BenchName, number>;
    await expect(startBench({ clock: systemClock, ports: { ...free, [last]: port } })).rejects.toThrow(
      `${bench.devices[last].title}: port ${port} cannot be used`,
    );
    await new Promise((resolve) => squatter.close(resolve));
  });
});

describe('the receipt printer on the bench', () => {
  const printer = '/devices/receipt-printer';

  it('shows its drawer, opened by its key and closed by hand', async () => {
    const opened = await post(`${printer}/do/open-drawer`, {});
    expect(opened.said).toMatchObject({ seen: { drawer: { open: true } }, shows: 'Drawer: open' });
    const closed = await post(`${printer}/do/close-drawer`, {});
    expect(closed.said).toMatchObject({ seen: { drawer: { open: false } } });
    const wire = { connected: true, pin: 0, highWhen: 'closed', stuck: true };
    expect((await post(`${printer}/do/wire-drawer`, wire)).said).toMatchObject({ seen: { drawer: wire } });
  });

  it('takes a slip where it has a station for it, and gives it back', async () => {
    const refused = await post(`${printer}/do/put-slip`, {});
    expect(refused).toMatchObject({
      status: 400,
      said: { error: expect.stringContaining('no slip station') as string },
    });
    await post(`${printer}/state`, { slipStation: 'slip' });
    const put = await post(`${printer}/do/put-slip`, { checkLine: 'T122105278T 6724301068U 1041' });
    expect(put.said['settings']).toMatchObject({
      slipPaper: 'inserted',
      checkLine: 'T122105278T 6724301068U 1041',
    });
    expect((await post(`${printer}/do/take-slip`, {})).said['settings']).toMatchObject({ slipPaper: 'none' });
  });

  it('has one plug, whether the cable is pulled or a fault of its own pulls it', async () => {
    const { simulator, line } = bench.devices['receipt-printer'];
    await post(`${printer}/line`, { plugged: false });
    expect(simulator.state.plugged).toBe(false);
    await post(`${printer}/do/heal`, {});
    expect(line.state.plugged).toBe(true);
    simulator.set({ plugged: false });
    await bench.settled();
    expect(await opens('receipt-printer')).toBe(false);
  });

  it('shows its papers as they can be read', async () => {
    const opened = await transportOf(bench.transports['receipt-printer'], systemClock).open(WAIT_MS);
    if (!opened.opened) throw new Error(opened.detail);
    const { connection } = opened;
    const answered = new Promise((resolve) => connection.onBytes(resolve));
    // Text, cut, and a status that comes in its turn: when it is there, so is the paper.
    await connection.write(Buffer.from('City of Cedar Bluff\n\x1dV\x00\x1dr\x01', 'latin1'), WAIT_MS);
    await answered;
    expect(((await get(printer)) as Described).shows).toContain('City of Cedar Bluff');
    await connection.close();
  });
});

/** What comes over the line after each deed, or what the machine then shows. */
const DEEDS: readonly {
  readonly name: BenchName;
  readonly deed: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly says?: RegExp;
  readonly shows?: RegExp;
}[] = [
  { name: 'scanner', deed: 'scan', params: { text: 'W-1041' }, says: /^\]C0W-1041\r$/ },
  { name: 'scanner', deed: 'scan-part', params: { text: 'W-1041', characters: 3 }, says: /^\]C0W-1\r$/ },
  { name: 'scanner', deed: 'scan-slip', says: /^\]C14150614141000005802012345678\x1d3912840008417\r$/ },
  { name: 'scanner', deed: 'scan-slip', params: { amountCents: null }, says: /802012345678\r$/ },
  { name: 'scanner', deed: 'swipe-card', says: /^%B4111/ },
  { name: 'check-reader', deed: 'swipe-check', says: /^T122105278T 6724301068O 1041\r$/ },
  { name: 'check-reader', deed: 'swipe-check', params: { smudgedAt: 3 }, says: /^T12\?105278T/ },
  { name: 'check-reader', deed: 'swipe-line', params: { line: 'T1?T' }, says: /^T1\?T\r$/ },
  { name: 'check-reader', deed: 'swipe-blank', says: /^.*\r$/ },
  { name: 'check-reader', deed: 'swipe-card', says: /%B4111/ },
  { name: 'bill-counter', deed: 'run', params: { '2000': 13 }, says: /260\.00/, shows: /260\.00/ },
  { name: 'coin-sorter', deed: 'run', params: { '25': 40, '10': 5 }, says: /10\.50/, shows: /10\.50/ },
  { name: 'sc-350', deed: 'run', params: { pieces: 212 }, shows: /^212$/ },
  { name: 'sc-350', deed: 'pour', params: { pieces: 40 }, shows: /^0 counting$/ },
  { name: 'sc-350', deed: 'finish', shows: /^0$/ },
  { name: 'sc-350', deed: 'clear', shows: /^0$/ },
  { name: 'pole-display', deed: 'power-cycle', shows: /^ {20}\n {20}$/ },
  { name: 'card-terminal-pax', deed: 'next', params: { ending: 'decline' }, shows: /Stage: idle/ },
  { name: 'card-terminal-zvt', deed: 'forget', shows: /Batch 1: 0 sales 0\.00/ },
];

describe('a deed at the bench', () => {
  it.each(DEEDS)('$deed at the $name is heard or seen', async ({ name, deed, params, says, shows }) => {
    const opened = await transportOf(bench.transports[name], systemClock).open(WAIT_MS);
    if (!opened.opened) throw new Error(opened.detail);
    let text = '';
    opened.connection.onBytes((bytes) => (text += Buffer.from(bytes).toString('latin1')));
    // The device has taken the call once the line to it is there; only then does it speak into it.
    await bench.settled();
    const { status, said } = await post(`/devices/${name}/do/${deed}`, params ?? {});
    expect(status).toBe(200);
    if (shows) expect(said['shows']).toMatch(shows);
    if (says) await vi.waitFor(() => expect(text).toMatch(says), WAIT_MS);
    await opened.connection.close();
  });

  it('prints nothing while the machine is jammed, and says so', async () => {
    await post('/devices/coin-sorter/state', { jamsAfterPieces: 10 });
    const jammed = await post('/devices/coin-sorter/do/run', { '25': 40 });
    expect(jammed).toMatchObject({
      status: 400,
      said: { error: expect.stringContaining('jammed') as string },
    });
    expect(((await get('/devices/coin-sorter')) as Described).shows).toContain('JAM');
    await post('/devices/coin-sorter/do/clear-jam', {});
    expect((await post('/devices/coin-sorter/do/run', {})).said['shows']).toMatch(/10\.00/);
    const reports = bench.devices['coin-sorter'].simulator.reports().length;
    await post('/devices/coin-sorter/do/resend', {});
    expect(bench.devices['coin-sorter'].simulator.reports()).toHaveLength(reports + 1);
    expect((await post('/devices/coin-sorter/do/clear-day', {})).said['settings']).toMatchObject({
      transaction: 1,
    });
  });

  it('decides what becomes of the next card', async () => {
    await post('/devices/card-terminal-zvt/do/next', { ending: 'lose-answer' });
    expect(bench.devices['card-terminal-zvt'].simulator.state.next).toBe('lose-answer');
    expect((await post('/devices/card-terminal-zvt/do/next', { ending: 'explode' })).status).toBe(400);
  });
});

describe('npm run devices', () => {
  it('says where everything is, serves it, and takes it all away at Ctrl-C', async () => {
    const main = join(import.meta.dirname, 'main.ts');
    const pty = haveSocat ? ['--pty'] : [];
    const child = spawn(process.execPath, [main, '--free-ports', ...pty], { stdio: 'pipe' });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    try {
      while (!said.includes('Control page')) await once(child.stdout, 'data');
      const page = /Control page at (\S+)/.exec(said)![1]!;
      expect(await (await fetch(page)).text()).toContain('<h1>Bench of simulated devices</h1>');
      const served = (await (await fetch(`${page}devices`)).json()) as Described[];
      expect(served.map(({ name }) => name)).toEqual(NAMES);
      for (const { at: ways } of served) expect(ways).toHaveLength(1 + pty.length);
      const closed = once(child, 'close');
      child.kill('SIGINT');
      expect(await closed).toEqual([0, null]);
      for (const [path] of said.matchAll(/\/\S+\/host/g)) expect(existsSync(path)).toBe(false);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('explains itself, and refuses what it does not know', async () => {
    const said: string[] = [];
    const run = async (...args: string[]) => (await runBench(args, (line) => said.push(line))).code;
    expect(await run('--help')).toBe(0);
    expect(said.join()).toContain('--free-ports');
    expect(await run('--nonsense')).toBe(2);
    expect(await run('--control', '65536')).toBe(2);
    expect(await run('--free-ports', '--control', String(control.port))).toBe(1);
  });
});
