import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../clock.ts';
import { printJob } from '../driver.ts';
import { RECEIPT, SETTINGS } from '../printer-rig.test-kit.ts';
import { runSimulator } from './cli.ts';
import { serveControl } from './control.ts';
import type { ControlServer } from './control.ts';
import { printerSimulator } from './simulator.ts';
import type { PrinterSimulator } from './simulator.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

describe('the control panel', () => {
  let simulator: PrinterSimulator;
  let control: ControlServer;
  let at: string;

  beforeEach(async () => {
    simulator = printerSimulator({ clock: systemClock });
    control = await serveControl(simulator);
    at = `http://127.0.0.1:${control.port}`;
  });
  afterEach(() => control.close());

  const post = (path: string, body: unknown) =>
    fetch(at + path, { method: 'POST', body: JSON.stringify(body) });

  it('switches faults while the printer runs, and back', async () => {
    const answer = await (await post('/state', { cover: 'open', answerDelayMs: 20 })).json();
    expect(answer).toMatchObject({ state: { cover: 'open', answerDelayMs: 20 }, drawer: { open: false } });
    expect(simulator.state.cover).toBe('open');
    await post('/healthy', {});
    expect(simulator.state.cover).toBe('closed');
  });

  it('refuses what it does not know, and says what', async () => {
    const answer = await post('/state', { cover: 'ajar', colour: 'red' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('colour');
    expect((await fetch(`${at}/state`, { method: 'POST', body: '{' })).status).toBe(400);
    expect((await fetch(`${at}/nothing`)).status).toBe(404);
    expect(simulator.state.cover).toBe('closed');
  });

  it('moves and rewires the drawer', async () => {
    await post('/drawer', { do: 'open-by-key' });
    expect(simulator.drawer.isOpen).toBe(true);
    await post('/drawer', { do: 'close' });
    await post('/drawer', { wire: { highWhen: 'closed', stuck: true } });
    expect(simulator.drawer.isOpen).toBe(false);
    expect(simulator.drawer.wiring).toMatchObject({ highWhen: 'closed', stuck: true, connected: true });
  });

  it('answers to its own name only, so that no page from elsewhere steers it', async () => {
    const status = await new Promise((resolve) => {
      const headers = { host: 'printer.example' };
      request({ host: '127.0.0.1', port: control.port, path: '/state', headers }, (response) => {
        resolve(response.statusCode);
        response.resume();
      }).end();
    });
    expect(status).toBe(403);
  });

  it('has a page with a switch for everything that can go wrong', async () => {
    const page = await (await fetch(at)).text();
    for (const name of Object.keys(simulator.state)) expect(page).toContain(`name="${name}"`);
  });
});

describe('the command', () => {
  it('serves a printer on TCP and its control panel, which shows paper, kicks and received bytes', async () => {
    const main = join(import.meta.dirname, 'main.ts');
    const child = spawn(process.execPath, [main, '--port', '0', '--control', '0'], { stdio: 'pipe' });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const [, port, control] = /port (\d+).*127\.0\.0\.1:(\d+)/.exec(line.toString())!;
      const settings = {
        ...SETTINGS,
        transport: { kind: 'tcp' as const, host: '127.0.0.1', port: Number(port) },
      };
      const outcome = await printJob(
        settings,
        { paper: RECEIPT, kick: true, processId: '0001' },
        { clock: systemClock },
      );
      expect(outcome).toMatchObject({ outcome: 'printed', kick: 'opened' });
      const at = `http://127.0.0.1:${control!}`;
      expect(await (await fetch(`${at}/papers.txt`)).text()).toContain('City of Cedar Bluff');
      expect(await (await fetch(`${at}/state`)).json()).toMatchObject({
        papers: 1,
        kicks: [{ onMs: 50, offMs: 500 }],
      });
      const received = (await (await fetch(`${at}/received`)).json()) as { atMs: number; hex: string }[];
      expect(received.map((chunk) => chunk.hex).join('')).toContain('1B700019FA');
      expect(received[0]!.atMs).toBeGreaterThan(1_600_000_000_000);
    } finally {
      child.kill();
    }
  });

  it('explains itself, and refuses what is no port', async () => {
    const said: string[] = [];
    expect(await runSimulator(['--help'], (line) => said.push(line))).toBe(0);
    expect(said.join()).toContain('--control');
    expect(await runSimulator(['--port', 'x'], (line) => said.push(line))).toBe(2);
    expect(await runSimulator(['--nonsense'], (line) => said.push(line))).toBe(2);
  });
});
