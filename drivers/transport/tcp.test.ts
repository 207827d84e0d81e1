import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { tcpTransport } from './tcp.ts';

// Real cables and real time: patient with a machine that has other work.
vi.setConfig({ testTimeout: 30_000 });

const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function listen(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const to = (port: number) => tcpTransport({ host: '127.0.0.1', port }, systemClock);

describe('tcp', () => {
  it('delivers and receives, and lets the last bytes leave on close', async () => {
    const got: number[] = [];
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    const port = await listen((socket) => {
      socket.on('data', (bytes) => got.push(...bytes));
      socket.on('end', ended);
      socket.write(Uint8Array.of(0x16));
    });
    const opened = await to(port).open(5000);
    if (!opened.opened) throw new Error(opened.detail);
    const heard = new Promise<number[]>((resolve) =>
      opened.connection.onBytes((bytes) => resolve([...bytes])),
    );
    expect(await heard).toEqual([0x16]);
    await opened.connection.write(new Uint8Array(5000).fill(7), 5000);
    await opened.connection.close();
    await end;
    expect(got).toHaveLength(5000);
  });

  it('says that nothing is there when nobody listens', async () => {
    const port = await listen(() => undefined);
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect(await to(port).open(5000)).toMatchObject({ opened: false, fault: 'nothing-there' });
  });

  it('closes when the device hangs up', async () => {
    const port = await listen((socket) => socket.destroy());
    const opened = await to(port).open(5000);
    if (!opened.opened) throw new Error(opened.detail);
    expect(await opened.connection.closed).toMatchObject({ by: 'device' });
    expect(await opened.connection.write(Uint8Array.of(1), 100)).toMatchObject({ written: false });
  });

  it('gives a write up when the device takes nothing, and the rest never arrives', async () => {
    let stalled: Socket | undefined;
    const port = await listen((socket) => {
      socket.pause();
      stalled = socket;
    });
    const opened = await to(port).open(5000);
    if (!opened.opened) throw new Error(opened.detail);
    const outcome = await opened.connection.write(new Uint8Array(64 * 1024 * 1024), 300);
    expect(outcome).toMatchObject({ written: false, because: 'deadline' });
    let got = 0;
    const gone = new Promise<void>((resolve) => stalled!.on('close', () => resolve()));
    stalled!.on('data', (bytes) => (got += bytes.length));
    stalled!.resume();
    await gone;
    expect(got).toBeLessThan(64 * 1024 * 1024);
  });
});
