/**
 * The dialogue with card terminals, after the commit that holds its intent. What the terminal answers is on disk
 * before it is acknowledged; what it does not answer is in doubt until it is asked again. Nothing is sent twice.
 */
import type { CardOutcome, CardRequest, CardTerminal } from '../../../shared/devices/card-terminal.ts';
import { learnAnswer } from '../../../shared/domain/card/learn.ts';
import type { CardState } from '../../../shared/domain/card/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import type { DomainEvent } from '../../../shared/domain/events.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { FaultLog } from '../bus.ts';
import type { Desk } from '../handler.ts';
import { loadCard } from '../load.ts';
import type { BooksReader, BooksWriter } from '../ports.ts';
import { appendTo } from '../tx.ts';
import type { LiveStep, Terminals } from './live.ts';

type Run = { step: LiveStep; cancel: () => void };

export function createTerminals(desk: Desk, logFault: FaultLog): Terminals {
  const runs = new Map<string, Run>();
  const ended = new Set<Promise<void>>();

  function changed(): void {
    desk.push({ topic: 'changed', payload: { what: ['cards'] } });
  }

  function journal(attemptId: string, event: DomainEvent): void {
    const name = stream.card(attemptId);
    const written = desk.books.transact((tx) =>
      appendTo(
        tx,
        { actor: 'device', at: desk.now() },
        name,
        tx.streamVersion(name),
        [event],
        dateOf(tx, attemptId),
      ),
    );
    if (!written.ok) throw new Error(`card request ${attemptId}: ${written.error.code}`);
    changed();
  }

  async function run(attemptId: string): Promise<void> {
    const attempt = certain(loadCard(desk.books, attemptId), 'an attempt that was journaled');
    const terminal = desk.devices.terminal(attempt.asked.deviceId);
    let persisted: CardOutcome | undefined;
    const { promise: cancelled, resolve: cancel } = Promise.withResolvers<undefined>();
    const live: Run = {
      step: 'connecting',
      cancel: () => {
        live.step = 'cancelling';
        changed();
        cancel(undefined);
      },
    };
    runs.set(attemptId, live);
    const outcome = await ask(terminal, requestOf(desk.books, attempt), {
      persist: (final) => {
        journal(attemptId, learnAnswer(attemptId, final));
        persisted = final;
      },
      remember: (mark) => {
        journal(attemptId, { type: 'card.marked', v: 1, attemptId, mark });
      },
      cancelled,
      progress: (step) => {
        live.step = step;
        changed();
      },
    }).catch((fault: unknown): CardOutcome => {
      logFault(attemptId.slice(0, 8), 'card', fault);
      return { outcome: 'unknown', fault: 'silent' };
    });

    function keep(): void {
      if (persisted === undefined || canonicalJson(persisted) !== canonicalJson(outcome))
        journal(attemptId, learnAnswer(attemptId, outcome));
      persisted = outcome;
      settleReversal(desk, attemptId);
      runs.delete(attemptId);
      changed();
    }

    // Books that could not be written stay a request that is asked, until they can: whoever gives up writes again.
    live.cancel = keep;
    keep();
  }

  return {
    begin(attemptId) {
      const work = run(attemptId)
        .catch((fault: unknown) => {
          logFault(attemptId.slice(0, 8), 'card', fault);
        })
        .finally(() => ended.delete(work));
      ended.add(work);
    },
    step: (attemptId) => runs.get(attemptId)?.step,
    isAbout: (attemptId) =>
      [...runs.keys()].some(
        (running) =>
          running === attemptId || loadCard(desk.books, running)?.asked.originalAttemptId === attemptId,
      ),
    cancel(attemptId) {
      runs.get(attemptId)?.cancel();
    },
    async lookUp(attempt) {
      const terminal = desk.devices.terminal(attempt.asked.deviceId);
      if (!terminal) return { found: 'no-answer', fault: 'unplugged' };
      // A terminal that knows no reference of ours is compared with what it had done before: that says nothing of this
      // request once another one has followed it.
      if (attempt.mark !== undefined && !desk.books.newestCards().includes(attempt.attemptId))
        return { found: 'no-answer', fault: 'silent' };
      return terminal.lookUp(attempt.asked.reference, requestOf(desk.books, attempt), attempt.mark);
    },
    recoverAfterRestart() {
      const { books } = desk;
      const unanswered = books
        .waitingCards({})
        .filter((attemptId) => loadCard(books, attemptId)?.status === 'asked');
      const unsure = books.newestCards().filter((attemptId) => isUnsure(books, attemptId));
      for (const attemptId of new Set([...unanswered, ...unsure]))
        journal(attemptId, { type: 'card.in-doubt', v: 1, attemptId, fault: 'restart' });
    },
    settled: async () => {
      await Promise.all(ended);
    },
    async close() {
      for (const [attemptId, run] of [...runs])
        try {
          run.cancel();
        } catch (fault) {
          logFault(attemptId.slice(0, 8), 'card', fault);
        }
      await Promise.all(ended);
    },
  };
}

/**
 * An approval is on disk before the terminal is told so, and one that was never told may take it back. Nothing says how
 * far the last request came, except what follows it: a receipt, or the end of the sale that it reversed.
 */
function isUnsure(books: BooksReader, attemptId: string): boolean {
  const attempt = loadCard(books, attemptId);
  if (attempt?.status !== 'captured') return false;
  const last = books.loadStream(stream.card(attemptId)).at(-1)?.event;
  if (last?.type !== 'card.approved' || last.known.by !== 'answer') return false;
  const { originalAttemptId } = attempt.asked;
  return originalAttemptId === undefined || loadCard(books, originalAttemptId)?.status !== 'reversed';
}

const ask = (
  terminal: CardTerminal | undefined,
  request: CardRequest,
  run: Parameters<CardTerminal['run']>[1],
): Promise<CardOutcome> =>
  terminal ? terminal.run(request, run) : Promise.resolve({ outcome: 'failed', fault: 'unplugged' });

/** Events about money carry the business date of the session that they belong to. */
const dateOf = (tx: BooksReader, attemptId: string) => {
  const attempt = loadCard(tx, attemptId);
  return (attempt && tx.session(attempt.asked.sessionId)?.businessDate) ?? null;
};

export function requestOf(books: BooksReader, { asked }: CardState): CardRequest {
  const original =
    asked.originalAttemptId === undefined ? undefined : loadCard(books, asked.originalAttemptId);
  return {
    kind: asked.kind,
    amountCents: asked.amountCents,
    reference: asked.reference,
    entry: asked.cardEntry,
    ...(original?.approval
      ? {
          original: {
            reference: original.asked.reference,
            trace: original.approval.trace,
            authorization: original.approval.authorization,
            hostReference: original.approval.hostReference,
          },
        }
      : {}),
  };
}

/** The approval of a void or refund ends its sale. Done once, in a transaction of its own. */
export function settleReversal(desk: Pick<Desk, 'books' | 'now' | 'push'>, attemptId: string): void {
  const written = desk.books.transact((tx) => {
    reverseOriginal(tx, desk, attemptId);
    return ok(undefined);
  });
  if (!written.ok) throw new Error(`card request ${attemptId}: ${written.error.code}`);
}

export function reverseOriginal(tx: BooksWriter, desk: Pick<Desk, 'now'>, attemptId: string): void {
  const attempt = loadCard(tx, attemptId);
  const originalId = attempt?.asked.originalAttemptId;
  if (attempt?.status !== 'captured' || originalId === undefined) return;
  const original = loadCard(tx, originalId);
  if (original?.status !== 'captured' && original?.status !== 'receipted') return;
  const name = stream.card(originalId);
  const appended = appendTo(
    tx,
    { actor: 'device', at: desk.now() },
    name,
    tx.streamVersion(name),
    [{ type: 'card.reversed', v: 1, attemptId: originalId, byAttemptId: attemptId }],
    dateOf(tx, originalId),
  );
  if (!appended.ok) throw new Error(`card request ${originalId}: ${appended.error.code}`);
}
