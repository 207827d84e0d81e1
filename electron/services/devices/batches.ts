/** The terminal's own totals: read after a count is sealed, so that nobody counts toward them; and the batch's closing. */
import type { BatchOutcome } from '../../../shared/devices/card-terminal.ts';
import { deviceFor } from '../../../shared/devices/settings.ts';
import type { AssignedDevice } from '../../../shared/devices/settings.ts';
import { isSealed } from '../../../shared/domain/session/during.ts';
import { stream } from '../../../shared/domain/events.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Refused, Result } from '../../../shared/kernel/result.ts';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { LongContext, LongHandler } from '../handler.ts';
import { loadCard, loadSession } from '../load.ts';
import type { BooksReader } from '../ports.ts';

type BatchView = Output<'terminal.batch'>;

export const read: LongHandler<'terminal.batch'> = async (ctx, { sessionId }) => {
  const session = loadSession(ctx.books, sessionId);
  if (!session) return refuse('SESSION_UNKNOWN');
  if (!isSealed(session)) return refuse('BATCH_BEFORE_SEAL');
  const device = deviceFor(ctx.office().devices, 'card-terminal', session.opened.source.code);
  if (!device) return refuse('TERMINAL_NOT_SET_UP');
  const blind = mayKnowTotals(ctx, device);
  if (!blind.ok) return blind;
  const outcome = await ctx.desk.devices.terminal(device.deviceId)?.batchTotals();
  return keep(ctx, device, outcome, 'terminal.batch-read', sessionId);
};

export const close: LongHandler<'terminal.close-batch'> = async (ctx, { deviceId }) => {
  const device = ctx.office().devices.find((each) => each.deviceId === deviceId);
  if (device?.settings.kind !== 'card-terminal')
    return refuse('DEVICE_UNKNOWN', { field: 'deviceId', value: deviceId });
  const blind = mayKnowTotals(ctx, device);
  if (!blind.ok) return blind;
  const clear = nothingToLookUp(ctx.books, deviceId);
  if (!clear.ok) return clear;
  const outcome = await ctx.desk.devices.terminal(deviceId)?.closeBatch();
  return keep(ctx, device, outcome, 'terminal.batch-closed', undefined);
};

/**
 * The terminal's total tells whoever still has a drawer at it what their own cards come to: less what is sealed already,
 * it is what they are to count.
 * Errors: BATCH_BEFORE_SEAL.
 */
function mayKnowTotals({ books, office, person }: LongContext, { deviceId }: AssignedDevice): Result<null> {
  const { devices } = office();
  const counts = books
    .sessions({ statuses: ['open', 'suspended', 'balancing'] })
    .flatMap(({ sessionId }) => loadSession(books, sessionId) ?? [])
    .some(
      ({ opened, countedBy, witness }) =>
        [opened.cashier, countedBy, witness].includes(person.userName) &&
        deviceFor(devices, 'card-terminal', opened.source.code)?.deviceId === deviceId,
    );
  return counts ? refuse('BATCH_BEFORE_SEAL') : ok(null);
}

/**
 * A terminal looks up what is in its open batch; afterwards a card that it charged is one that it does not know.
 * Errors: CARD_TERMINAL_BUSY, CARD_IN_DOUBT.
 */
function nothingToLookUp(books: BooksReader, deviceId: string): Result<null> {
  for (const attemptId of books.waitingCards({})) {
    const card = loadCard(books, attemptId);
    if (card?.asked.deviceId !== deviceId) continue;
    const value = formatCents(card.asked.amountCents);
    if (card.status === 'asked') return refuse('CARD_TERMINAL_BUSY', { value });
    if (card.status === 'in-doubt') return refuse('CARD_IN_DOUBT', { value });
  }
  return ok(null);
}

function keep(
  ctx: LongContext,
  device: AssignedDevice,
  outcome: BatchOutcome | undefined,
  type: 'terminal.batch-read' | 'terminal.batch-closed',
  sessionId: string | undefined,
): Result<BatchView> {
  if (outcome?.outcome !== 'done') return failureOf(outcome, device);
  const { totals } = outcome;
  return ctx.write((tx) => {
    const name = stream.terminal(device.deviceId);
    const appended = tx.append(name, tx.tx.streamVersion(name), [
      {
        type,
        v: 1,
        deviceId: device.deviceId,
        ...totals,
        ...(sessionId === undefined ? {} : { sessionId }),
      },
    ]);
    if (!appended.ok) return appended;
    const own = sessionId === undefined ? null : terminalTenders(tx.tx, sessionId);
    return ok({
      deviceId: device.deviceId,
      terminal: device.name,
      ...totals,
      sessionCount: own?.length ?? null,
      sessionCents: own === null ? null : sumCents(own.map(({ tender }) => tender.amountCents)),
    });
  });
}

const terminalTenders = (books: BooksReader, sessionId: string) =>
  books
    .tenders({ sessionId, kinds: ['card'] })
    .filter(({ tender, status }) => status === 'taken' && tender.card?.terminal !== undefined);

function failureOf(
  outcome: Exclude<BatchOutcome, { outcome: 'done' }> | undefined,
  { name }: AssignedDevice,
): Refused {
  switch (outcome?.outcome) {
    case 'refused':
      return refuse('TERMINAL_BATCH_REFUSED', { params: { reason: outcome.text || outcome.code } });
    case undefined:
    case 'failed':
      return refuse('TERMINAL_BATCH_NO_ANSWER', { value: name });
    case 'unknown':
      return refuse('TERMINAL_BATCH_UNKNOWN');
  }
}
