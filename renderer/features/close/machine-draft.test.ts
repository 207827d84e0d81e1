import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../shared/kernel/time.ts';
import { draftCents, typedFor, withPieces } from '../../ui/cash-draft.ts';
import { EMPTY_DRAFT, nextAttempt } from './count-draft.ts';
import { offered, piecesText, reportName, takeIn, takeOut } from './machine-draft.ts';
import type { MachineCount } from './session-words.ts';

const quarter = { form: 'coin', denominationCents: 25 } as const;
const dime = { form: 'coin', denominationCents: 10 } as const;

const coins: MachineCount = {
  countId: 'm1',
  deviceId: 'sorter',
  device: 'Coin sorter',
  reportNumber: '2026-11-19 00007-0014',
  at: '2026-11-19T21:31:06.000Z' as Instant,
  medium: 'coin',
  rows: [
    { denominationCents: 10, pieces: 7 },
    { denominationCents: 25, pieces: 43 },
    { denominationCents: 1, pieces: 0 },
  ],
  totalPieces: 50,
  totalCents: 11_45,
};
const typed = {
  ...EMPTY_DRAFT,
  cash: withPieces(withPieces({}, quarter, 'loose', 2), quarter, 'bundles', 1),
};

describe('a machine’s report that is taken in', () => {
  it('adds to the loose pieces and leaves rolls as they were typed', () => {
    const { cash } = takeIn(typed, coins);
    expect(typedFor(cash, quarter)).toEqual({ loose: 45, bundles: 1 });
    expect(typedFor(cash, dime)).toEqual({ loose: 7, bundles: null });
    expect(draftCents(cash)).toBe(draftCents(typed.cash) + 11_45);
  });

  it('counts once, however often it is taken in', () => {
    const once = takeIn(typed, coins);
    expect(takeIn(once, coins)).toBe(once);
    expect(once.machines).toEqual([coins]);
  });

  it('of dollars goes to bills or to coins as the machine counts notes or coins', () => {
    const ones = { ...coins, medium: 'note', rows: [{ denominationCents: 100, pieces: 61 }] } as const;
    expect(typedFor(takeIn(typed, ones).cash, { form: 'bill', denominationCents: 100 }).loose).toBe(61);
  });

  it('can be taken out again, and what was typed is left', () => {
    const out = takeOut(takeIn(typed, coins), coins);
    expect(out.machines).toEqual([]);
    expect(draftCents(out.cash)).toBe(draftCents(typed.cash));
    expect(takeOut(out, coins)).toBe(out);
  });

  it('taken out of a face that was retyped since never leaves less than nothing', () => {
    const taken = takeIn(typed, coins);
    const retyped = { ...taken, cash: withPieces(taken.cash, quarter, 'loose', 40) };
    expect(typedFor(takeOut(retyped, coins).cash, quarter)).toEqual({ loose: null, bundles: 1 });
  });
});

describe('the next attempt', () => {
  it('of cash begins with nothing taken in, and offers the reports of the last one again', () => {
    const again = nextAttempt(takeIn(typed, coins), ['cash']);
    expect(again.machines).toEqual([]);
    expect(offered(again, [])).toEqual([coins]);
    expect(offered(takeIn(again, coins), [coins])).toEqual([]);
  });

  it('of other kinds keeps what the machines counted', () => {
    expect(nextAttempt(takeIn(typed, coins), ['check']).machines).toEqual([coins]);
  });
});

it('says what was counted from the largest, and by which report', () => {
  expect(piecesText(coins)).toBe('43 quarters, 7 dimes');
  expect(piecesText({ ...coins, rows: [] })).toBe('nothing');
  expect(reportName(coins)).toBe('Coin sorter, report 00007-0014');
  expect(reportName({ ...coins, reportNumber: '#a1b2c3' })).toBe('Coin sorter');
});
