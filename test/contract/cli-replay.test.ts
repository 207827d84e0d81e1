/** `devices replay` from the outside: what was captured of a simulated device is understood as it was then. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveDevice } from '../../drivers/bench/serve.ts';
import { simulatedLine } from '../../drivers/bench/simulated-line.ts';
import type { SimulatedDevice } from '../../drivers/bench/simulated-line.ts';
import { systemClock } from '../../drivers/clock.ts';
import { reportMachineSimulator } from '../../drivers/currency-counter/simulator/report-machine.ts';
import { scannerSimulator } from '../../drivers/scanner/simulator/simulator.ts';
import { resultOf, runCli } from '../support/cli.ts';
import { removeFolder, tempFolder } from '../support/desk.ts';

let place: string;
beforeAll(() => {
  place = tempFolder();
});
afterAll(() => {
  removeFolder(place);
});

/** Captures what the device says once somebody listens. */
async function capture(name: string, device: SimulatedDevice, speak: () => void): Promise<string> {
  const out = join(place, `${name}.jsonl`);
  const line = simulatedLine(systemClock);
  const served = await serveDevice(device, line, { clock: systemClock });
  let heard = false;
  const where = `tcp:${served.host}:${String(served.port)}`;
  const run = await runCli(['devices', 'capture', '--transport', where, '--out', out, '--seconds', '60'], {
    onStderr: (said, interrupt) => {
      if (!heard && said.includes('opened')) {
        heard = true;
        speak();
        setTimeout(interrupt, 500);
      }
    },
  });
  await served.close();
  expect(run.code).toBe(0);
  return out;
}

describe('devices replay', () => {
  it('reads a captured scan again', async () => {
    const scanner = scannerSimulator();
    const file = await capture('scan', scanner, () => {
      scanner.scan('PERMIT-2214', 'code-128');
    });
    const run = await runCli(['devices', 'replay', file, '--as', 'scanner', '--json']);
    expect(resultOf(run)).toEqual({ understood: ['code-128: PERMIT-2214'], deviation: null });
  });

  it('counts a captured report again, by the profile it was printed by', async () => {
    const machine = reportMachineSimulator({ clock: systemClock });
    const file = await capture('report', machine, () => {
      machine.run({ 2000: 13, 500: 2 });
    });
    const profile = join(place, 'profile.json');
    writeFileSync(profile, JSON.stringify(machine.profile));
    const run = await runCli(['devices', 'replay', file, '--as', 'counter', '--profile', profile]);
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(/13 × 20\.00.* = 270\.00/);
  });

  it('says what is wrong with what it is given', async () => {
    const missing = await runCli(['devices', 'replay', join(place, 'no.jsonl'), '--as', 'scanner', '--json']);
    expect([missing.code, resultOf(missing)]).toMatchObject([1, { error: { code: 'FILE_UNREADABLE' } }]);
    const broken = join(place, 'broken.json');
    writeFileSync(broken, '{"name":"x"}');
    const file = join(place, 'scan.jsonl');
    const run = await runCli(['devices', 'replay', file, '--as', 'counter', '--profile', broken, '--json']);
    expect([run.code, resultOf(run)]).toMatchObject([1, { error: { code: 'DEVICE_PROFILE_WRONG' } }]);
  });
});
