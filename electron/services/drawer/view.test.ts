import { expect, it } from 'vitest';
import { defaultPolicy } from '../../../shared/domain/policy/default-policy.ts';
import type { AttemptSealed, SessionState } from '../../../shared/domain/session/types.ts';
import type { BusinessDate, Instant } from '../../../shared/kernel/time.ts';
import type { Office } from '../office.ts';
import type { BooksReader } from '../ports.ts';
import { sessionView } from './view.ts';

const books = { user: () => undefined, parked: () => [] } as unknown as BooksReader;
const office = { policy: defaultPolicy } as Office;

const attempt: AttemptSealed = {
  type: 'session.attempt-sealed',
  v: 1,
  sessionId: 's',
  attempt: 1,
  countedBy: 'rosa',
  count: { cash: [], checks: [], items: [], vouchers: [], cards: { slips: 0, totalCents: 0 } },
  countedCents: { cash: 0, check: 0, item: 0, card: 0, voucher: 0 },
  disagreeing: ['cash'],
};

const balancing = (lastAttemptStands: boolean): SessionState => ({
  sessionId: 's',
  status: 'balancing',
  opened: {
    type: 'session.opened',
    v: 1,
    sessionId: 's',
    sessionNumber: 1,
    source: { kind: 'drawer', code: '3', name: 'Window 3' },
    cashier: 'rosa',
    businessDate: '2026-11-19' as BusinessDate,
    assignedFloatCents: 30_000,
    count: [],
    countedCents: 30_000,
    varianceCents: 0,
    entry: [],
  },
  openedAt: '2026-11-19T15:00:00.000Z' as Instant,
  version: 1,
  extraAttempts: 0,
  attempts: [attempt],
  lastAttemptStands,
  reasons: [],
  lookedBy: [],
  witnesses: [],
  approvalEntry: [],
  noSales: 0,
});

it('tells which kinds disagreed only while that count still stands', () => {
  expect(sessionView(books, office, balancing(true)).disagreeing).toEqual(['cash']);
  const again = sessionView(books, office, balancing(false));
  expect(again.disagreeing).toEqual([]);
  expect(again.attemptsMade).toBe(1);
});
