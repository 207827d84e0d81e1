/** Serial and device-file transports on a real character device. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { pause, systemClock } from '../clock.ts';
import { fileTransport } from './file.ts';
import { haveSocat, ptyPair } from './pty-pair.test-kit.ts';
import { serialTransport } from './serial.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);

const kinds = [
  { kind: 'serial', at: (path: string) => serialTransport({ path, baudRate: 9600 }, systemClock) },
  { kind: 'device file', at: (path: string) => fileTransport(path, systemClock) },
];

async function openAt(transport: ReturnType<typeof fileTransport>) {
  const opened = await transport.open(8000);
  if (!opened.opened) throw new Error(opened.detail);
  const got: number[] = [];
  opened.connection.onBytes((bytes) => got.push(...bytes));
  return { connection: opened.connection, got };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 800 && !condition(); tries += 1) await pause(systemClock, 10);
  expect(condition()).toBe(true);
}

describe.skipIf(!haveSocat).each(kinds)('$kind (needs socat)', ({ at }) => {
  it('carries every byte value both ways', async () => {
    const pty = await ptyPair();
    const host = await openAt(at(pty.hostPath));
    const device = await openAt(at(pty.devicePath));
    expect(await host.connection.write(ALL_BYTES, 5000)).toEqual({ written: true });
    expect(await device.connection.write(ALL_BYTES, 5000)).toEqual({ written: true });
    await until(() => device.got.length === 256 && host.got.length === 256);
    expect(device.got).toEqual([...ALL_BYTES]);
    expect(host.got).toEqual([...ALL_BYTES]);
    await host.connection.close();
    await device.connection.close();
    await pty.unplug();
  });

  it('notices an unplugged cable while idle, and a fresh connection finds it again after replugging', async () => {
    const pty = await ptyPair();
    const host = await openAt(at(pty.hostPath));
    await pty.unplug();
    expect(await host.connection.closed).toMatchObject({ by: 'device' });
    expect(await host.connection.write(Uint8Array.of(0x1b, 0x70, 0, 0x19, 0xfa), 500)).toEqual({
      written: false,
      because: 'closed',
      bytesMayHaveLeft: 0,
    });
    expect(await at(pty.hostPath).open(500)).toMatchObject({ opened: false, fault: 'nothing-there' });

    const replugged = await ptyPair();
    const device = await openAt(at(replugged.devicePath));
    const again = await openAt(at(replugged.hostPath));
    await again.connection.write(Uint8Array.of(0x41), 5000);
    await until(() => device.got.length > 0);
    expect(device.got).toEqual([0x41]);
    await again.connection.close();
    await device.connection.close();
    await replugged.unplug();
  });

  it('can be opened again after it was closed', async () => {
    const pty = await ptyPair();
    for (let n = 0; n < 3; n += 1) {
      const host = await openAt(at(pty.hostPath));
      await host.connection.close();
    }
    await pty.unplug();
  });
});

describe.skipIf(!haveSocat)('a busy serial port (needs socat)', () => {
  it('is told apart from a missing one', async () => {
    const pty = await ptyPair();
    const transport = serialTransport({ path: pty.hostPath, baudRate: 9600 }, systemClock);
    const first = await openAt(transport);
    expect(await transport.open(500)).toMatchObject({ opened: false, fault: 'busy' });
    await first.connection.close();
    await pty.unplug();
  });
});

describe('what is not a device', () => {
  it('is refused: neither a missing file nor a plain one is printed to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tillwright-file-'));
    expect(await fileTransport(join(folder, 'lp0'), systemClock).open(500)).toMatchObject({
      opened: false,
      fault: 'nothing-there',
    });
    writeFileSync(join(folder, 'plain'), '');
    expect(await fileTransport(join(folder, 'plain'), systemClock).open(500)).toMatchObject({
      opened: false,
    });
    expect(await serialTransport({ path: folder, baudRate: 9600 }, systemClock).open(500)).toMatchObject({
      opened: false,
    });
  });

  it('gives a fault, not an exception, for settings that no port accepts', async () => {
    const transport = serialTransport({ path: '/dev/null', baudRate: Number.NaN }, systemClock);
    expect(await transport.open(500)).toMatchObject({ opened: false });
  });
});
