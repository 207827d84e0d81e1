import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../shared/kernel/time.ts';
import {
  askObstacle,
  cardWords,
  chargedCents,
  isPartial,
  outcomeOf,
  parkObstacle,
  sortOpen,
  stillCharged,
} from './card-dialogue.ts';
import type { CardView } from './card-dialogue.ts';

const card = (changes: Partial<CardView> = {}): CardView => ({
  attemptId: 'a1',
  reference: '000000000001',
  kind: 'sale',
  entry: 'presented',
  status: 'captured',
  step: null,
  amountCents: 8_000,
  approvedCents: 8_000,
  tenderType: 'CARD',
  brand: 'Visa',
  last4: '4242',
  authorization: '083112',
  said: '',
  next: '',
  paymentId: 'p1',
  originalAttemptId: null,
  terminal: 'Terminal, window 3',
  askedBy: 'Rosa Delgado',
  askedAt: '2026-11-19T20:31:00.000Z' as Instant,
  ...changes,
});
const nothing = { asking: [], doubts: [], unreceipted: [] };

describe('what a request means', () => {
  it.each([
    ['sale', 'asked', 'asking'],
    ['sale', 'in-doubt', 'in-doubt'],
    ['sale', 'captured', 'charged'],
    ['sale', 'not-charged', 'not-charged'],
    ['sale', 'receipted', 'over'],
    ['sale', 'reversed', 'over'],
    ['void', 'captured', 'given-back'],
    ['refund', 'captured', 'given-back'],
    ['void', 'not-charged', 'not-given-back'],
    ['refund', 'in-doubt', 'in-doubt'],
  ] as const)('%s that is %s: %s', (kind, status, outcome) => {
    expect(outcomeOf({ kind, status })).toBe(outcome);
  });

  it('is partial only when a sale was approved for less than it was asked for', () => {
    expect(isPartial(card({ approvedCents: 5_000 }))).toBe(true);
    expect(isPartial(card())).toBe(false);
    expect(isPartial(card({ approvedCents: 5_000, status: 'in-doubt' }))).toBe(false);
    expect(isPartial(card({ approvedCents: 5_000, kind: 'void' }))).toBe(false);
  });

  it('counts what was approved, never what was asked for', () => {
    expect(chargedCents(card({ approvedCents: 5_000 }))).toBe(5_000);
  });

  it('is named as it stands on the list, without what the terminal did not say', () => {
    expect(cardWords(card())).toBe('Visa ending 4242, authorization 083112');
    expect(cardWords({ brand: '', last4: '4242', authorization: '' })).toBe('Card ending 4242');
  });
});

describe('what hangs open', () => {
  const doubt = card({ attemptId: 'd', status: 'in-doubt' });
  const asked = card({ attemptId: 'q', status: 'asked', step: 'card' });
  const found = card({ attemptId: 'f' });

  it('is told apart, and a tender of this payment does not hang', () => {
    expect(sortOpen([doubt, asked, found, card()], null, ['a1'])).toEqual({
      asking: [asked],
      doubts: [doubt],
      unreceipted: [found],
    });
  });

  it('leaves out the request that is followed, but never its doubt', () => {
    expect(sortOpen([asked], 'q', [])).toEqual(nothing);
    expect(sortOpen([found], 'f', [])).toEqual(nothing);
    expect(sortOpen([doubt], 'd', [])).toEqual({ ...nothing, doubts: [doubt] });
  });

  it('never offers the money of a void or refund as a tender', () => {
    expect(sortOpen([card({ kind: 'refund' })], null, [])).toEqual(nothing);
  });
});

describe('asking the terminal', () => {
  it('waits for whatever is asked or in doubt', () => {
    expect(askObstacle({ ...nothing, asking: [card()] }, 'p1')?.code).toBe('CARD_TERMINAL_BUSY');
    expect(askObstacle({ ...nothing, doubts: [card()] }, 'p1')?.code).toBe('CARD_IN_DOUBT');
  });

  it('waits for a card that was charged for another visit, not for one of this visit', () => {
    const open = { ...nothing, unreceipted: [card()] };
    expect(askObstacle(open, 'p2')?.code).toBe('CARD_UNRECEIPTED');
    expect(askObstacle(open, 'p1')).toBeNull();
  });
});

describe('parking', () => {
  const free = { isAsking: false, isInDoubt: false, chargedCents: [] };

  it('is free without a card', () => expect(parkObstacle(free)).toBeNull());

  it('waits for the terminal and for the truth', () => {
    expect(parkObstacle({ ...free, isAsking: true })).toContain('is being asked');
    expect(parkObstacle({ ...free, isInDoubt: true })).toContain('may have been charged');
  });

  it('is refused with the sum that is on cards', () => {
    expect(parkObstacle({ ...free, chargedCents: [5_000, 3_050] })).toContain('80.50 is charged');
  });
});

it('gives back only what is still charged, in the order of the tenders', () => {
  const tender = (tenderNo: number, still: boolean | null) => ({
    tenderNo,
    amountCents: 100,
    terminalCard: still === null ? null : { attemptId: String(tenderNo), stillCharged: still },
  });
  const tenders = [tender(1, null), tender(2, false), tender(3, true), tender(4, true)];
  expect(stillCharged(tenders).map(({ tenderNo }) => tenderNo)).toEqual([3, 4]);
});
