/**
 * The browser host: the built page and the contract on 127.0.0.1 only. Whoever opens it needs the random token of the
 * printed address, which travels in the fragment (never in a request line or a log) and is exchanged for a cookie.
 * Host and Origin are checked, so that another page in the same browser can neither call it nor reach it by a
 * re-bound name; every response carries a strict content policy with a nonce of its own.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Answer } from '../../shared/contract/envelope.ts';
import { errorEnvelope } from '../services/envelope.ts';
import type { HostedDesk } from './hosted-desk.ts';
import { readPageFile, SECURITY_HEADERS } from './page.ts';

const COOKIE = 'tillwright';
/** An upload of 48 MiB in base64 and its envelope. */
const BODY_LIMIT_BYTES = 52 * 1024 * 1024;
const SEAT = /^[A-Za-z0-9-]{8,64}$/;
const RPC = /^\/rpc\/([a-z-]+\.[a-z-]+)$/;

export type Server = {
  readonly port: number;
  readonly token: string;
  readonly address: string;
  close(): Promise<void>;
};

export async function startServer(
  desk: HostedDesk,
  options: { readonly port: number; readonly page: string },
): Promise<Server> {
  const token = randomBytes(24).toString('base64url');
  const cookies = new Set<string>();
  let origin = '';

  const http = createServer((request, response) => {
    respond(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  const hostIsOurs = (request: IncomingMessage): boolean => {
    const host = request.headers.host ?? '';
    return `http://${host}` === origin || host === origin.replace('http://127.0.0.1', 'localhost');
  };
  const originIsOurs = (request: IncomingMessage): boolean => {
    const from = request.headers.origin;
    return from === origin || from === origin.replace('127.0.0.1', 'localhost');
  };
  const cookieOf = (request: IncomingMessage): string | undefined => {
    const found = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
    return found !== undefined && cookies.has(found) ? found : undefined;
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!hostIsOurs(request)) return refuse(response, 421);
    const path = pathOf(request);
    if (request.method === 'GET' || request.method === 'HEAD') return sendPage(path, options.page, response);
    if (request.method !== 'POST' || !originIsOurs(request)) return refuse(response, 403);
    if (path === '/session') return exchangeToken(request, response);
    const channel = RPC.exec(path)?.[1];
    if (channel === undefined) return refuse(response, 404);
    const cookie = cookieOf(request);
    const seat = String(request.headers['x-tillwright-seat'] ?? '');
    if (cookie === undefined || !SEAT.test(seat))
      return sendAnswer(response, { ok: false, error: errorEnvelope({ code: 'ADDRESS_NEEDED' }) });
    const body = await readBody(request);
    if (body === undefined) return refuse(response, 413);
    const message = parseJson(body);
    const answer: Answer =
      message === undefined
        ? { ok: false, error: errorEnvelope({ code: 'BAD_MESSAGE' }) }
        : await desk.call({ seatId: `${cookie}/${seat}`, origin: 'browser' }, channel, message.value);
    sendAnswer(response, answer);
  }

  async function exchangeToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const given =
      body === undefined ? undefined : (parseJson(body)?.value as { token?: unknown } | undefined)?.token;
    if (typeof given !== 'string' || !sameSecret(given, token)) return refuse(response, 401);
    const cookie = randomBytes(24).toString('base64url');
    cookies.add(cookie);
    response.setHeader('Set-Cookie', `${COOKIE}=${cookie}; HttpOnly; SameSite=Strict; Path=/`);
    send(response, 204, 'application/json', '');
  }

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  http.on('upgrade', (request, socket, head) => {
    if (
      pathOf(request) !== '/push' ||
      !hostIsOurs(request) ||
      !originIsOurs(request) ||
      cookieOf(request) === undefined
    ) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      // Without a listener a message that is too long would end the whole desk.
      client.on('error', () => {
        client.terminate();
      });
      sockets.emit('connection', client, request);
    });
  });
  const unsubscribe = desk.subscribe((push) => {
    const text = JSON.stringify(push);
    for (const client of sockets.clients) client.send(text);
  });

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  origin = `http://127.0.0.1:${String(port)}`;
  return {
    port,
    token,
    address: `${origin}/#token=${token}`,
    async close() {
      unsubscribe();
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      await new Promise<void>((resolve) =>
        http.close(() => {
          resolve();
        }),
      );
    },
  };
}

/** Taken apart by hand: `//` and the like are no URL to the parser, which throws, and anything may be asked for. */
const pathOf = (request: IncomingMessage): string => (request.url ?? '/').replace(/[?#].*$/s, '');

const sendAnswer = (response: ServerResponse, answer: Answer): void => {
  send(response, 200, 'application/json', JSON.stringify(answer));
};

const refuse = (response: ServerResponse, status: number): void => {
  send(response, status, 'text/plain; charset=utf-8', '');
};

function send(response: ServerResponse, status: number, mediaType: string, body: string): void {
  response.writeHead(status, { 'Content-Type': mediaType, 'Cache-Control': 'no-store', ...SECURITY_HEADERS });
  response.end(body);
}

const sameSecret = (a: string, b: string): boolean => {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
};

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > BODY_LIMIT_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function sendPage(path: string, folder: string, response: ServerResponse): Promise<void> {
  const file = await readPageFile(folder, path);
  if (file === undefined) return refuse(response, 404);
  response.writeHead(200, file.headers);
  response.end(file.body);
}
