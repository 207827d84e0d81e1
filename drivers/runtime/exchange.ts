/**
 * Requests and answers over one connection. One request is under way at a time; an answer that comes after its
 * deadline is discarded.
 *
 * Discarding is only possible where an answer says what it answers. Most device answers do not: the single status byte
 * of DLE EOT 1 looks like that of DLE EOT 2. So once such a request has gone unanswered, no further one is sent on
 * this connection, whose next byte might be the late answer: `stale`. The cure is a fresh connection.
 */
import type { Clock } from '../clock.ts';
import type { CloseReason, Connection, WriteOutcome } from '../transport/connection.ts';

export type Answer<Frame> =
  | { readonly kind: 'answered'; readonly frame: Frame }
  | { readonly kind: 'silence' }
  /** Not even sent: see above. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'closed'; readonly reason: CloseReason };

/** Bytes in, frames out; any chunking gives the same frames; never throws. */
export type FrameDecoder<Frame> = (bytes: Uint8Array) => readonly Frame[];

export interface Exchange<Frame> {
  /** Sends and waits. @param deadlineMs for both together, counted from the moment this request's turn comes */
  request(bytes: Uint8Array, accepts: (frame: Frame) => boolean, deadlineMs: number): Promise<Answer<Frame>>;
  /** Waits for a frame that names what it answers, beside the requests: a completion, a report. */
  expect(accepts: (frame: Frame) => boolean, deadlineMs: number): Promise<Answer<Frame>>;
  /** Sends what has no answer of its own. */
  send(bytes: Uint8Array, deadlineMs: number): Promise<WriteOutcome>;
}

type Waiter<Frame> = {
  readonly accepts: (frame: Frame) => boolean;
  readonly settle: (answer: Answer<Frame>) => void;
};

export type ExchangeParts<Frame> = {
  readonly connection: Connection;
  readonly decode: FrameDecoder<Frame>;
  readonly clock: Clock;
  /**
   * Frames that nobody waits for: unsolicited, late, garbage. Bytes that came before the exchange was made are handed
   * over while it is being made, so it comes along.
   */
  readonly other: (frame: Frame, exchange: Exchange<Frame>) => void;
};

export function createExchange<Frame>({
  connection,
  decode,
  clock,
  other,
}: ExchangeParts<Frame>): Exchange<Frame> {
  const waiters = new Set<Waiter<Frame>>();
  let stale = false;
  let turn: Promise<unknown> = Promise.resolve();

  function wait(accepts: (frame: Frame) => boolean, deadlineMs: number): Promise<Answer<Frame>> {
    return new Promise((resolve) => {
      const settle = (answer: Answer<Frame>): void => {
        cancel();
        waiters.delete(waiter);
        resolve(answer);
      };
      const waiter = { accepts, settle };
      const cancel = clock.after(deadlineMs, () => {
        settle({ kind: 'silence' });
      });
      waiters.add(waiter);
      if (!connection.isOpen)
        void connection.closed.then((reason) => {
          settle({ kind: 'closed', reason });
        });
    });
  }

  async function ask(
    bytes: Uint8Array,
    accepts: (frame: Frame) => boolean,
    deadlineMs: number,
  ): Promise<Answer<Frame>> {
    if (stale) return { kind: 'stale' };
    const answer = wait(accepts, deadlineMs);
    void connection.write(bytes, deadlineMs);
    const got = await answer;
    if (got.kind === 'silence') stale = true;
    return got;
  }

  const exchange: Exchange<Frame> = {
    request(bytes, accepts, deadlineMs) {
      const mine = turn.then(() => ask(bytes, accepts, deadlineMs));
      turn = mine;
      return mine;
    },
    expect: wait,
    send: (bytes, deadlineMs) => connection.write(bytes, deadlineMs),
  };
  connection.onBytes((bytes) => {
    for (const frame of decode(bytes)) {
      const waiter = [...waiters].find((candidate) => candidate.accepts(frame));
      if (waiter) waiter.settle({ kind: 'answered', frame });
      else other(frame, exchange);
    }
  });
  void connection.closed.then((reason) => {
    for (const waiter of [...waiters]) waiter.settle({ kind: 'closed', reason });
  });
  return exchange;
}
