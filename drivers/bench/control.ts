/**
 * The bench's control panel on a loopback port: what every device is set to, shows and has seen, as JSON and as one
 * page. A test or a hand pulls plugs, damages answers, swipes a check.
 *
 *     GET  /devices                    all of them, with what may be set and done
 *     GET  /devices/:name              one of them
 *     POST /devices/:name/line         {"plugged":false}, {"next":"damaged"} …
 *     POST /devices/:name/state        its own settings, some or all
 *     POST /devices/:name/do/:deed     the deed's own words
 *
 * Every POST answers with the device as it then is; what was not done is 400 with the reason.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { setter } from './bench-device.ts';
import type { BenchDevice, BenchResult } from './bench-device.ts';
import { BENCH_PAGE } from './page.ts';
import type { LineState } from './simulated-line.ts';

export const lineSettings = z.strictObject({
  plugged: z.boolean(),
  silent: z.boolean(),
  delayMs: z.int().min(0).max(600_000),
  next: z.enum(['half', 'damaged', 'twice', 'lost-cable']).nullable(),
}) satisfies z.ZodType<LineState>;

export type ControlledBench = {
  readonly devices: Readonly<Record<string, BenchDevice>>;
  readonly transports: Readonly<Record<string, DeviceTransport>>;
  readonly serialLines: Readonly<Record<string, DeviceTransport | undefined>>;
  settled(): Promise<void>;
};

export type BenchControl = { readonly port: number; close(): Promise<void> };

type Reply = { readonly status: number; readonly type: string; readonly body: string };

const json = (value: unknown, status = 200): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(value, null, 2)}\n`,
});

function described(bench: ControlledBench, { name, title, line, ...device }: BenchDevice): unknown {
  return {
    name,
    title,
    at: [bench.transports[name], bench.serialLines[name]].filter((way) => way !== undefined),
    line: line.state,
    ...device.state(),
    shows: device.shows(),
    may: {
      line: z.toJSONSchema(lineSettings),
      state: z.toJSONSchema(device.settings),
      do: Object.fromEntries(
        Object.entries(device.deeds).map(([deed, { about, params }]) => [
          deed,
          { about, params: z.toJSONSchema(params) },
        ]),
      ),
    },
  };
}

const ADDRESS = /^\/devices\/([\w-]+)(?:\/(line|state|do\/([\w-]+)))?$/;

async function answer(bench: ControlledBench, request: IncomingMessage): Promise<Reply> {
  const { method = '', url = '' } = request;
  if (!fromHere(request)) return json({ error: 'not here' }, 403);
  if (method === 'GET' && url === '/')
    return { status: 200, type: 'text/html; charset=utf-8', body: BENCH_PAGE };
  if (method === 'GET' && url === '/devices')
    return json(Object.values(bench.devices).map((device) => described(bench, device)));
  const [, name = '', what, deed] = ADDRESS.exec(url) ?? [];
  const device = Object.hasOwn(bench.devices, name) ? bench.devices[name] : undefined;
  if (device === undefined) return json({ error: 'unknown', known: Object.keys(bench.devices) }, 404);
  if (what === undefined) return method === 'GET' ? json(described(bench, device)) : noSuchMethod;
  if (method !== 'POST') return noSuchMethod;
  const body = await bodyOf(request);
  const done =
    body === undefined ? { ok: false as const, reason: 'not JSON' } : change(device, what, deed, body);
  if (done === undefined) return json({ error: 'unknown', known: Object.keys(device.deeds) }, 404);
  if (!done.ok) return json({ error: done.reason }, 400);
  await bench.settled();
  return json(described(bench, device));
}

const noSuchMethod = json({ error: 'GET reads, POST changes' }, 405);

/** A page from elsewhere must not steer it: under another name for this machine, or by a request across origins. */
function fromHere({ headers: { host = '', origin } }: IncomingMessage): boolean {
  const here = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
  return here && (origin === undefined || origin === `http://${host}`);
}

/** @returns undefined when there is no such deed */
function change(
  device: BenchDevice,
  what: string,
  deed: string | undefined,
  body: unknown,
): BenchResult | undefined {
  if (what === 'line') return setter(lineSettings, device.line.set)(body);
  if (what === 'state') return device.set(body);
  return deed !== undefined && Object.hasOwn(device.deeds, deed) ? device.deeds[deed]?.do(body) : undefined;
}

const LARGEST_BODY = 64 * 1024;

/** @returns undefined for what is no JSON, or too much of it */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > LARGEST_BODY) return undefined;
  }
  try {
    return body === '' ? {} : (JSON.parse(body) as unknown);
  } catch {
    return undefined;
  }
}

/** @param port 0 takes a free one; @throws when it is taken */
export async function serveBenchControl(bench: ControlledBench, port = 0): Promise<BenchControl> {
  const server = createServer((request, response) => {
    void answer(bench, request).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
