/** The desk when the books cannot be opened as they are: it serves one answer, which says why and what to do. */
import type { Answer } from '../../shared/contract/envelope.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import { errorEnvelope } from '../services/envelope.ts';
import type { HostedDesk } from './hosted-desk.ts';

export function createRecoveryDesk(refusal: Refusal, now: () => Instant, version: string): HostedDesk {
  const error = errorEnvelope(refusal);
  const status = (): Output<'desk.status'> => ({
    state: 'recovery',
    recovery: { code: error.code, what: error.what, next: error.next },
    version,
    now: now(),
    training: false,
    city: '',
    office: '',
    workstation: '',
    timeZone: 'UTC',
    businessDate: null,
    lockAfterMs: 0,
    people: [],
    drawers: [],
    books: { events: 0, head: '' },
    printer: { connection: 'not-assigned', paperLow: false, drawer: 'unknown' },
  });
  const answer = (channel: string): Answer => {
    if (channel === 'desk.status') return { ok: true, value: status() };
    return channel === 'access.who' ? { ok: true, value: null } : { ok: false, error };
  };
  return {
    state: 'recovery',
    call: (_caller, channel) => Promise.resolve(answer(channel)),
    subscribe: () => () => undefined,
    importExtract: () => Promise.resolve({ ok: false, error }),
    settled: () => Promise.resolve(),
    close: () => Promise.resolve(),
    trainingPrinter: undefined,
  };
}
