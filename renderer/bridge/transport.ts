/**
 * The one wire to the desk, in whichever host: Electron's preload, or the loopback server with its cookie and a seat
 * header. Nothing here knows a channel.
 */
import type { Answer, Message, Push } from '../../shared/contract/envelope.ts';

export interface Transport {
  call(channel: string, message: Message): Promise<Answer>;
  subscribe(listener: (push: Push) => void): () => void;
}

/** What the preload exposes; nothing generic, nothing else. */
type PreloadBridge = {
  readonly call: (channel: string, message: Message) => Promise<Answer>;
  readonly subscribe: (topic: Push['topic'], listener: (push: Push) => void) => () => void;
};

declare global {
  interface Window {
    readonly tillwright?: PreloadBridge;
  }
}

const SEAT_KEY = 'tillwright.seat';
const SEAT_HEADER = 'x-tillwright-seat';
const RECONNECT_MS = 1_000;

/** Each tab signs in for itself; a reload keeps its seat. */
function seatId(): string {
  const kept = sessionStorage.getItem(SEAT_KEY);
  if (kept !== null) return kept;
  const made = crypto.randomUUID();
  sessionStorage.setItem(SEAT_KEY, made);
  return made;
}

const noAnswer = (): Answer => ({
  ok: false,
  error: {
    code: 'NO_ANSWER',
    what: 'The desk did not answer. What you asked for may have been done.',
    next: 'Try again: the same request is never done twice.',
  },
});

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';

const browserTransport: Transport = {
  async call(channel, message) {
    try {
      const response = await fetch(`/rpc/${channel}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [SEAT_HEADER]: seatId() },
        body: JSON.stringify(message),
        credentials: 'same-origin',
        cache: 'no-store',
      });
      const body: unknown = await response.json();
      return isAnswer(body) ? body : noAnswer();
    } catch {
      return noAnswer();
    }
  },
  subscribe(listener) {
    let socket: WebSocket | null = null;
    let ended = false;
    let wasOpen = false;
    const connect = () => {
      if (ended) return;
      const { protocol, host } = window.location;
      socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/push?seat=${seatId()}`);
      socket.onopen = () => {
        // What was pushed while the line was down is not known: everything may have changed.
        if (wasOpen)
          listener({
            topic: 'changed',
            payload: {
              what: [
                'desk',
                'payments',
                'parked',
                'prints',
                'sessions',
                'deposits',
                'journal',
                'exports',
                'setup',
                'users',
                'cards',
                'counts',
                'devices',
              ],
            },
          });
        wasOpen = true;
      };
      socket.onmessage = (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(JSON.parse(event.data) as Push);
      };
      socket.onclose = () => setTimeout(connect, RECONNECT_MS);
    };
    connect();
    return () => {
      ended = true;
      socket?.close();
    };
  },
};

const electronTransport = (bridge: PreloadBridge): Transport => ({
  async call(channel, message) {
    try {
      return await bridge.call(channel, message);
    } catch {
      return noAnswer();
    }
  },
  subscribe(listener) {
    const ends = (['changed', 'progress', 'printer', 'reading', 'customer'] as const).map((topic) =>
      bridge.subscribe(topic, listener),
    );
    return () => {
      for (const end of ends) end();
    };
  },
});

export const transport: Transport =
  window.tillwright === undefined ? browserTransport : electronTransport(window.tillwright);

/** The token of the address line is exchanged once for a cookie and leaves the history. */
export async function exchangeToken(): Promise<void> {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (window.tillwright !== undefined || token === null) return;
  history.replaceState(null, '', window.location.pathname);
  await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
    credentials: 'same-origin',
  }).catch(() => undefined);
}
