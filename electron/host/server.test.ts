/** What the loopback server does with whoever is not its own page. */
import { connect } from 'node:net';
import { request } from 'node:http';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { startServer } from './server.ts';
import type { Server } from './server.ts';

let city: TestDesk;
let server: Server;
beforeAll(async () => {
  city = await openTestDesk({ sampleCity: false });
  server = await startServer(city.desk, { port: 0, page: join(city.folder, 'exports') });
});
afterAll(async () => {
  await server.close();
  await city.close();
});

type Sent = { readonly method?: string; readonly path: string; readonly headers?: Record<string, string> };
type Got = { readonly status: number; readonly body: string; readonly cookie: string };

const send = ({ method = 'POST', path, headers = {} }: Sent, body = ''): Promise<Got> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, method, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString('utf8'),
          cookie: (response.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '',
        });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });

const own = (): Record<string, string> => ({ origin: `http://127.0.0.1:${String(server.port)}` });
const cookie = async (): Promise<string> =>
  (await send({ path: '/session', headers: own() }, JSON.stringify({ token: server.token }))).cookie;

/** As a page of any site may, since a socket is not bound to its own origin. */
const upgrade = (path: string): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(
        [
          `GET ${path} HTTP/1.1`,
          `Host: 127.0.0.1:${String(server.port)}`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          'Origin: http://elsewhere.example',
          '\r\n',
        ].join('\r\n'),
      );
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve();
    });
  });

const alive = async (): Promise<number> => (await send({ method: 'GET', path: '/nothing' })).status;

describe('the loopback server', () => {
  it('outlives a socket or a request with a path that is no path', async () => {
    for (const path of ['//', '//[', '/push//', 'http://[']) await upgrade(path);
    expect(await alive()).toBe(404);
    expect((await send({ method: 'GET', path: '//' })).status).toBe(404);
  });

  it('outlives a page that sends more than it may over its own socket', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}/push`, {
      headers: { ...own(), cookie: await cookie() },
    });
    await new Promise<void>((resolve, reject) => {
      socket.on('open', () => {
        socket.send('x'.repeat(5000));
      });
      socket.on('error', reject);
      socket.on('close', () => {
        resolve();
      });
    });
    expect(await alive()).toBe(404);
  });

  it('answers no other name, no other origin, and nobody without the token', async () => {
    expect((await send({ method: 'GET', path: '/', headers: { host: 'evil.example' } })).status).toBe(421);
    expect(
      (await send({ path: '/rpc/desk.status', headers: { origin: 'http://evil.example' } })).status,
    ).toBe(403);
    expect((await send({ path: '/rpc/desk.status' })).status).toBe(403);
    expect(
      (await send({ path: '/session', headers: own() }, JSON.stringify({ token: 'guess' }))).status,
    ).toBe(401);
    const answer = await send({
      path: '/rpc/desk.status',
      headers: { ...own(), 'x-tillwright-seat': 'seat-0001' },
    });
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'ADDRESS_NEEDED' } });
  });
});
