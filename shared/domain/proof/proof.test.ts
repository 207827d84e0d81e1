import { describe, expect, it } from 'vitest';
import { MoneyDay } from '../../../test/model/money-day.ts';
import { date } from '../../../test/support/papers.ts';
import { proofOf } from './proof.ts';
import type { ProofFacts } from './types.ts';

const thursday = date('2026-11-19');
const friday = date('2026-11-20');

/**
 * A lobby's day: drawer 3 closes 5.00 short and its pooled money is at the bank, which found 0.50 less; the court's bag
 * is sealed; drawer 2 opened 1.00 short and is still taking payments; cards are settled in part.
 */
function lobbyDay(): MoneyDay {
  const day = new MoneyDay();
  day.openSession('3', thursday, 300_00, 0);
  day.openSession('2', thursday, 300_00, -1_00);
  day.pay('3', {
    bank: 'POOL',
    lines: [
      { glAccount: '510-000-11500', amountCents: 189_88 },
      { glAccount: '530-000-11500', amountCents: 141_42 },
    ],
    tenders: [
      { kind: 'check', amountCents: 204_18 },
      { kind: 'cash', amountCents: 130_00 },
    ],
  });
  day.pay('3', {
    bank: 'COURT',
    lines: [
      { glAccount: '100-120-42100', amountCents: 92_50 },
      { glAccount: '700-000-24100', amountCents: 7_50 },
    ],
    tenders: [{ kind: 'check', amountCents: 100_00 }],
  });
  day.pay('3', {
    bank: 'POOL',
    lines: [{ glAccount: '520-000-11500', amountCents: 80_00 }],
    tenders: [
      { kind: 'card', amountCents: 50_00 },
      { kind: 'voucher', amountCents: 30_00 },
    ],
  });
  day.pay('3', {
    bank: 'POOL',
    lines: [{ glAccount: '240-350-44700', amountCents: 64_00 }],
    tenders: [{ kind: 'cash', amountCents: 64_00 }],
  });
  day.voidPayment('p4');
  day.pay('2', {
    bank: 'POOL',
    lines: [{ glAccount: '550-000-11500', amountCents: 45_00 }],
    tenders: [{ kind: 'cash', amountCents: 50_00 }],
  });
  day.close('3', -5_00, false);
  day.prepare(0);
  day.prepare(0);
  day.seal('d1');
  day.send('d1', friday);
  day.confirm('d1', -50);
  day.seal('d2');
  day.settle(thursday, 40_00, 1_20);
  return day;
}

const facts = (): ProofFacts => lobbyDay().proofFacts(thursday, thursday);

describe('the proof', () => {
  const proof = proofOf(facts());

  it('agrees on all six sides', () => {
    expect(proof.agrees).toBe(true);
    expect(proof.sides.map((side) => [side.side, side.label, side.cents])).toEqual([
      [1, 'Lines', 556_30],
      [2, 'Tenders − change', 556_30],
      [3, 'Δ drawers, by tender', 556_30],
      [4, 'Deposits', 556_30],
      [5, 'Bank credits', 556_30],
      [6, 'Journal, by fund', 556_30],
    ]);
  });

  it('says under each side what makes it up', () => {
    expect(proof.sides.map((side) => side.detail)).toEqual([
      ['6 lines', '4 payments'],
      ['564.18 −', '7.88 change'],
      ['555.30 moved', '+ 1.00 opening short'],
      ['426.30 and', '130.00 side terms'],
      ['364.60 and', '191.70 side terms'],
      ['8 funds', 'each balances'],
    ]);
  });

  it('names every side term with its state, and where to look behind it', () => {
    expect(
      proof.terms.map(({ label, state, depositsCents, bankCents, drill }) => [
        label,
        state,
        depositsCents,
        bankCents,
        drill,
      ]),
    ).toEqual([
      ['Deposit CB-1119-1', 'Bank credit', 326_30, 325_80, 'deposit:d1'],
      ['Deposit CB-1119-2', 'Sealed, in transit', 100_00, 100_00, 'deposit:d2'],
      ['Undeposited, drawer 2, session 1', 'Drawer open', 45_00, 45_00, 'undeposited:2'],
      ['Card clearing', 'To settle', 50_00, 10_00, 'counted:card'],
      ['Pledges billed', 'Billed', 30_00, 30_00, 'counted:voucher'],
      [expect.stringMatching(/^Card settlement /), 'Bank credit', null, 38_80, expect.any(String)],
      ['Processor fees', 'Expense', null, 1_20, 'processor-fees'],
      ['Bank corrections', 'Posted', null, 50, 'bank-corrections'],
      ['+ Short, cash, drawer 3, session 1', '100-110-46900', 5_00, 5_00, 'short:3:cash'],
    ]);
  });

  it('shows the drawers by tender and the opening variance, signed', () => {
    expect(proof.drawers.map(({ label, cents }) => [label, cents])).toEqual([
      ['Cash, net of change', 171_12],
      ['Checks', 304_18],
      ['Cards', 50_00],
      ['Pledges', 30_00],
      ['Moved', 555_30],
      ['Opening short, drawer 2, session 1', 1_00],
    ]);
    expect(proof.corrections).toEqual([
      { label: 'Opening variance, drawer 2, session 1', cents: -1_00, drill: 'opening:2' },
    ]);
  });

  it('keeps a day by itself when its money is deposited with another day’s', () => {
    const day = lobbyDay();
    day.openSession('4', friday, 200_00, 0);
    day.pay('4', {
      bank: 'POOL',
      lines: [{ glAccount: '540-000-11500', amountCents: 24_07 }],
      tenders: [{ kind: 'cash', amountCents: 24_07 }],
    });
    day.close('2', 0, false);
    day.close('4', 0, false);
    day.prepare(0);
    day.seal('d3');
    expect(day.deposits.get('d3')!.prepared.sessions).toHaveLength(2);
    const both = proofOf(day.proofFacts(thursday, friday));
    const second = proofOf(day.proofFacts(friday, friday));
    expect(both.differences).toEqual([]);
    expect(second.differences).toEqual([]);
    expect(second.sides[0]!.cents).toBe(24_07);
    expect(second.terms.find((term) => term.key === 'deposit:d3')).toMatchObject({ depositsCents: 24_07 });
  });

  it('counts a bag that is being prepared as undeposited, and says so', () => {
    const day = lobbyDay();
    day.unseal('d2');
    const prepared = proofOf(day.proofFacts(thursday, thursday));
    expect(prepared.agrees).toBe(true);
    expect(prepared.terms.find((term) => term.key === 'undeposited:3')).toMatchObject({
      state: 'Being prepared',
      depositsCents: 100_00,
    });
  });

  it('is empty, and agrees, on a day without sessions', () => {
    const empty = proofOf(new MoneyDay().proofFacts(friday, friday));
    expect(empty.agrees).toBe(true);
    expect(empty.sides.map((side) => side.cents)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('a figure that went astray', () => {
  const session3 = (change: Partial<ProofFacts['sessions'][number]>) => (f: ProofFacts) => ({
    ...f,
    sessions: f.sessions.map((session) => (session.sessionId === '3' ? { ...session, ...change } : session)),
  });
  const close = facts().sessions.find((session) => session.sessionId === '3')!.close!;

  it.each<[string, (f: ProofFacts) => ProofFacts, number, number]>([
    [
      'a line that is gone',
      (f) => ({ ...f, lines: { ...f.lines, cents: f.lines.cents - 141_42 } }),
      1,
      -141_42,
    ],
    [
      'a tender that is gone',
      (f) => ({ ...f, tenders: { ...f.tenders, tenderedCents: f.tenders.tenderedCents - 204_18 } }),
      2,
      -204_18,
    ],
    ['change that was not taken off', (f) => ({ ...f, tenders: { ...f.tenders, changeCents: 0 } }), 2, 7_88],
    [
      'a drawer that forgot a check',
      session3({ expectedCents: { cash: 427_12, check: 100_00, item: 0, card: 50_00, voucher: 30_00 } }),
      3,
      -204_18,
    ],
    [
      'an opening variance that was dropped',
      (f) => ({ ...f, sessions: f.sessions.map((session) => ({ ...session, varianceCents: 0 })) }),
      3,
      -1_00,
    ],
    [
      'a fund whose credit is gone',
      (f) => ({ ...f, funds: f.funds.filter((fund) => fund.fund !== '700') }),
      6,
      -7_50,
    ],
    [
      'a bank correction whose entry is not the difference',
      (f) => ({
        ...f,
        deposits: f.deposits.map((deposit) =>
          deposit.credited === undefined
            ? deposit
            : { ...deposit, credited: { ...deposit.credited, correctionCents: 0 } },
        ),
      }),
      5,
      -50,
    ],
    [
      'a settlement that took more out of clearing than it brought',
      (f) => ({
        ...f,
        settlements: f.settlements.map((each) => ({ ...each, netCents: each.netCents - 10 })),
      }),
      5,
      -10,
    ],
  ])('%s is a side that differs, by its amount', (_, change, side, cents) => {
    const proof = proofOf(change(facts()));
    expect(proof.agrees).toBe(false);
    expect(proof.differences.map((difference) => [difference.side, difference.cents])).toEqual([
      [side, cents],
    ]);
  });

  it.each([
    [
      'cash that was handed in less than counted',
      { ...close, handInCashCents: close.handInCashCents - 2_00 },
    ],
    [
      'a shortage that was left out of over and short',
      { ...close, results: close.results.map((result) => ({ ...result, differenceCents: 0 })) },
    ],
  ])('%s differs on both sides that name it', (_, changed) => {
    const proof = proofOf(session3({ close: changed })(facts()));
    expect(proof.differences.map((difference) => difference.side)).toEqual([4, 5]);
  });

  it('says in words which side, how much, and which way', () => {
    const proof = proofOf({ ...facts(), tenders: { tenderedCents: 564_18, changeCents: 8_88 } });
    expect(proof.differences).toEqual([
      {
        side: 2,
        cents: -1_00,
        text: 'Side 2, tenders − change: 555.30 is 1.00 less than the other sides say.',
      },
    ]);
  });

  it('names the fund that does not balance, although the sides agree', () => {
    const f = facts();
    const funds = f.funds.map((fund) => (fund.fund === '510' ? { ...fund, outOfBalanceCents: -3 } : fund));
    expect(proofOf({ ...f, funds }).differences).toEqual([
      { side: 6, cents: -3, text: 'Fund 510, Fund 510: debits and credits differ by 0.03.' },
    ]);
  });
});
