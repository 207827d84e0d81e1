/**
 * The simulator's control panel on a loopback port: what it does and has seen as JSON, and a small page for people.
 * A test or a hand pulls the plug, opens the cover, closes the drawer.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { printedText } from '../decode.ts';
import { controlPage } from './control-page.ts';
import type { PrinterSimulator } from './simulator.ts';
import { HEALTHY, simulatorState } from './state.ts';

export type ControlServer = { readonly port: number; close(): Promise<void> };

const drawerOrder = z.union([
  z.strictObject({ do: z.enum(['close', 'open-by-key']) }),
  z.strictObject({
    wire: z
      .strictObject({
        connected: z.boolean(),
        pin: z.literal([0, 1]),
        highWhen: z.enum(['open', 'closed']),
        stuck: z.boolean(),
      })
      .partial(),
  }),
]);

type Reply = { readonly status: number; readonly type: string; readonly body: string };

const json = (value: unknown, status = 200): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(value, null, 2)}\n`,
});
const text = (body: string): Reply => ({ status: 200, type: 'text/plain; charset=utf-8', body });

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

function overview(simulator: PrinterSimulator): unknown {
  return {
    state: simulator.state,
    drawer: { open: simulator.drawer.isOpen, pinHigh: simulator.drawer.pinHigh, ...simulator.drawer.wiring },
    sessions: simulator.sessions,
    papers: simulator.papers().length,
    slips: simulator.slips().length,
    station: simulator.station,
    kicks: simulator.kicks(),
  };
}

function papersText(simulator: PrinterSimulator): string {
  const papers = [...simulator.papers(), simulator.unfinished(), ...simulator.slips()].filter(
    (paper) => paper.items.length > 0,
  );
  return papers.map((paper) => `${printedText(paper)}\n`).join('\n');
}

/** Every address, its method, and what it does with the body. */
const ROUTES: Readonly<Record<string, (simulator: PrinterSimulator, body: unknown) => Reply>> = {
  'GET /': () => ({ status: 200, type: 'text/html; charset=utf-8', body: controlPage(HEALTHY) }),
  'GET /state': (simulator) => json(overview(simulator)),
  'GET /papers': (simulator) =>
    json({ papers: simulator.papers(), unfinished: simulator.unfinished(), slips: simulator.slips() }),
  'GET /papers.txt': (simulator) => text(papersText(simulator)),
  'GET /received': (simulator) =>
    json(simulator.received().map(({ atMs, bytes }) => ({ atMs, hex: hex(bytes) }))),
  'POST /state': (simulator, body) => {
    simulator.set(withoutUndefined(simulatorState.partial().parse(body)));
    return json(overview(simulator));
  },
  'POST /healthy': (simulator) => {
    simulator.set(HEALTHY);
    return json(overview(simulator));
  },
  'POST /drawer': (simulator, body) => {
    const order = drawerOrder.parse(body);
    if ('wire' in order) simulator.drawer.rewire(withoutUndefined(order.wire));
    else if (order.do === 'close') simulator.drawer.close();
    else simulator.drawer.openByKey();
    return json(overview(simulator));
  },
  'POST /clear': (simulator) => {
    simulator.clear();
    return json(overview(simulator));
  },
};

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

const withoutUndefined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;

const LARGEST_BODY = 16 * 1024;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > LARGEST_BODY) throw new Error('too long');
  }
  return body === '' ? {} : JSON.parse(body);
}

async function answer(simulator: PrinterSimulator, request: IncomingMessage): Promise<Reply> {
  const route = ROUTES[`${request.method ?? ''} ${request.url ?? ''}`];
  // A page from elsewhere must not steer it: another name for this machine is no name for this panel.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
    return json({ error: 'not here' }, 403);
  if (!route) return json({ error: 'unknown', known: Object.keys(ROUTES) }, 404);
  try {
    return route(simulator, await bodyOf(request));
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : 'not JSON';
    return json({ error: message }, 400);
  }
}

export async function serveControl(simulator: PrinterSimulator, port = 0): Promise<ControlServer> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void answer(simulator, request).then(({ status, type, body }) => {
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
