import { expect, it, describe } from 'vitest';
import { chargeKeyText } from '../../../shared/domain/reference/charge-key.ts';
import type { BusinessDate, Instant } from '../../../shared/kernel/time.ts';
import {
  emptyDraft,
  fromParked,
  toParked,
  withAccount,
  withByHand,
  withItem,
  withoutTender,
  withProposal,
  withReason,
  withTender,
  withToward,
} from './draft.ts';
import type { Draft } from './draft.ts';
import { postInput, previewPayment, proposedCents, recentPayments } from './preview.ts';
import type { AccountView, Setup } from './preview.ts';

const day = (text: string) => text as BusinessDate;
const at = '2026-11-19T21:29:00.000Z' as Instant;

const charge = (
  service: string,
  dueDate: string,
  cents: number,
  changes: Partial<AccountView['charges'][number]> = {},
) => ({
  charge: {
    account: '100002596',
    service,
    billDate: day('2026-09-01'),
    dueDate: day(dueDate),
    kind: 'billed' as const,
    amountCents: cents,
  },
  state: 'payable' as const,
  paidHereCents: 0,
  creditedCents: 0,
  openCents: cents,
  name: service,
  daysLate: 0,
  requiresGuaranteed: false,
  ...changes,
});

const view = (changes: Partial<AccountView> = {}): AccountView => ({
  account: '100002596',
  name: 'Núñez, Oluwaseun',
  address: '1392 S Juniper Ave Apt 152',
  status: 'disconnected',
  class: 'residential',
  cycle: '7',
  asOf: day('2026-11-19'),
  importId: 'i1',
  ownPayments: 0,
  balanceCents: 25_000,
  creditLeftCents: 0,
  charges: [
    charge('GA', '2026-09-17', 5_000),
    charge('WA', '2026-10-29', 14_000),
    charge('WA', '2026-11-30', 6_000),
  ],
  notices: [],
  reconnectCents: 19_000,
  recent: [],
  ...changes,
});

const setup: Setup = {
  receiptTypes: [
    {
      code: 'UTIL-GA',
      name: 'Gas bill',
      department: 'Utilities',
      amount: 'account',
      reference: 'account',
      guaranteedFunds: false,
    },
    {
      code: 'UTIL-WA',
      name: 'Water bill',
      department: 'Utilities',
      amount: 'account',
      reference: 'account',
      guaranteedFunds: false,
    },
    {
      code: 'UTIL-CR-WA',
      name: 'Credit on account',
      department: 'Utilities',
      amount: 'open',
      reference: 'account',
      guaranteedFunds: false,
    },
    {
      code: 'BUS-31',
      name: '31-day bus pass',
      department: 'Transit',
      amount: 'fixed',
      priceCents: 6_400,
      reference: 'serial',
      guaranteedFunds: false,
    },
    {
      code: 'RET-FEE',
      name: 'Returned item fee',
      department: 'Finance',
      amount: 'fixed',
      priceCents: 2_500,
      reference: 'account',
      guaranteedFunds: true,
    },
  ],
  frequent: ['BUS-31'],
  tenderTypes: [
    {
      code: 'CASH',
      name: 'Cash',
      kind: 'cash',
      guaranteedFunds: true,
      reference: 'none',
      opensDrawer: true,
      changeLimitCents: 'any',
    },
    {
      code: 'CHECK',
      name: 'Personal check',
      kind: 'check',
      guaranteedFunds: false,
      reference: 'routing+number',
      opensDrawer: true,
      changeLimitCents: 0,
      maximumCents: 500_000,
    },
    {
      code: 'MO',
      name: 'Money order',
      kind: 'item',
      guaranteedFunds: true,
      reference: 'number',
      opensDrawer: true,
      changeLimitCents: 2_000,
    },
  ],
  denominations: [],
  servicePriority: ['GA', 'WA'],
  serviceMap: [
    { service: 'GA', kind: 'billed', receiptType: 'UTIL-GA', guaranteedFunds: false },
    { service: 'WA', kind: 'billed', receiptType: 'UTIL-WA', guaranteedFunds: false },
  ],
  overpaymentReceiptType: 'UTIL-CR-WA',
  maximumLineCents: 25_000_000,
  impliedDecimals: false,
  allocationOverrideNeedsSupervisor: false,
  voidLimitCents: 50_000,
  terminal: null,
  slipStation: false,
  scanlines: [],
};

const found = (towardCents?: number): Draft => {
  const draft = withAccount(emptyDraft('p1'), {
    account: '100002596',
    found: { how: 'scanned', at },
    towardCents: undefined,
    byHand: null,
  });
  return towardCents === undefined ? draft : withToward(draft, '100002596', towardCents);
};
const answered = (account = view()) => new Map([[account.account, account]]);
const cash = (amountCents: number, tenderId = 't1') => ({
  tenderId,
  input: { tenderType: 'CASH', amountCents },
});
const made = { paymentId: 'p2', at, newId: () => 'i2', overpaymentReceiptType: 'UTIL-CR-WA' };
const check = (amountCents: number, tenderId = 't1') => ({
  tenderId,
  input: { tenderType: 'CHECK', amountCents, check: { routing: '122199912', number: '1041' } },
});

describe('the proposed amount', () => {
  it('is what the scanned stub says', () =>
    expect(proposedCents(view(), { how: 'scanned', at, stubCents: 18_988 })).toBe(18_988));
  it('is never more than is open, when the stub is older than a payment', () =>
    expect(proposedCents(view(), { how: 'scanned', at, stubCents: 90_000 })).toBe(25_000));
  it('is what reconnects, on a disconnected account', () =>
    expect(proposedCents(view(), { how: 'typed', at })).toBe(19_000));
  it('is all that is payable otherwise', () =>
    expect(proposedCents(view({ reconnectCents: 0 }), { how: 'typed', at })).toBe(25_000));
  it('is nothing when nothing is open', () =>
    expect(proposedCents(view({ charges: [], reconnectCents: 0 }), { how: 'typed', at })).toBeNull());
  it('never replaces what a person typed', () =>
    expect(withProposal(found(1_000), '100002596', 25_000).accounts[0]?.towardCents).toBe(1_000));
});

describe('the lines of a payment', () => {
  it('spread an amount over the oldest charges first and sum to it', () => {
    const preview = previewPayment(found(19_000), answered(), setup);
    expect(preview.rows.map((row) => [row.title, row.sub, row.amountCents])).toEqual([
      ['Gas bill', 'due Sep 17', 5_000],
      ['Water bill', 'due Oct 29', 14_000],
    ]);
    expect(preview.dueCents).toBe(19_000);
    expect(preview.accounts[0]).toMatchObject({ leftCents: 6_000, reconnects: true });
  });

  it('put an overpayment on its own line', () => {
    const preview = previewPayment(found(26_000), answered(), setup);
    expect(preview.rows.at(-1)).toMatchObject({ title: 'Credit on account', amountCents: 1_000 });
    expect(preview.accounts[0]?.leftCents).toBe(-1_000);
  });

  it('refuse an overpayment where policy names no place for it', () => {
    const preview = previewPayment(found(26_000), answered(), { ...setup, overpaymentReceiptType: null });
    expect(preview.obstacle).toMatchObject({ code: 'OVERPAYMENT_REFUSED' });
  });

  it('carry items with their reference beside them', () => {
    const draft = withItem(found(5_000), {
      itemId: 'i1',
      receiptType: 'BUS-31',
      amountCents: 6_400,
      reference: 'T31-004417',
    });
    expect(previewPayment(draft, answered(), setup).rows.at(-1)).toMatchObject({
      title: '31-day bus pass',
      sub: 'T31-004417',
      amountCents: 6_400,
    });
  });

  it('wait until the account has answered', () =>
    expect(previewPayment(found(5_000), new Map(), setup).obstacle).toBe('The account is being looked up.'));
});

describe('another order than the usual', () => {
  const key = chargeKeyText(view().charges[2]!.charge);
  const chosen = withByHand(found(19_000), '100002596', { [key]: 6_000 });

  it('pays what the person chose and asks for a reason', () => {
    const preview = previewPayment(chosen, answered(), setup);
    expect(preview.rows.map((row) => row.amountCents)).toEqual([6_000]);
    expect(preview.obstacle).toBe('Say why the order is changed');
  });

  it('sends the reason only while the order is unusual', () => {
    const reasoned = withReason(chosen, 'allocation', 'by letter');
    expect(postInput(reasoned, previewPayment(reasoned, answered(), setup), 's1').overrides).toEqual([
      { kind: 'allocation', reason: 'by letter' },
    ]);
    const usual = withByHand(reasoned, '100002596', { [chargeKeyText(view().charges[0]!.charge)]: 5_000 });
    expect(postInput(usual, previewPayment(usual, answered(), setup), 's1').overrides).toEqual([]);
  });

  it('refuses more than is open on a charge', () => {
    const preview = previewPayment(withByHand(found(), '100002596', { [key]: 6_001 }), answered(), setup);
    expect(preview.obstacle).toMatchObject({ code: 'CHARGE_OVERPAID' });
  });
});

describe('what stands in the way, in the order of the work', () => {
  const due = found(19_000);

  it('is the money still to take', () => {
    expect(previewPayment(due, answered(), setup).obstacle).toBe('Take 190.00');
    const part = previewPayment(withTender(due, cash(10_000)), answered(), setup);
    expect(part.obstacle).toBe('Take 90.00 more');
    expect(part.stillDueCents).toBe(9_000);
  });

  it('is nothing once the tenders cover the lines, and change is what is over', () => {
    const preview = previewPayment(withTender(due, cash(20_000)), answered(), setup);
    expect(preview.obstacle).toBeNull();
    expect(preview.changeCents).toBe(1_000);
  });

  it('is change that a check does not allow', () =>
    expect(previewPayment(withTender(due, check(20_000)), answered(), setup).obstacle).toMatchObject({
      code: 'CHANGE_TOO_LARGE',
    }));

  it('is a line that needs guaranteed funds and is paid by check', () => {
    const fee = withItem(emptyDraft('p2'), {
      itemId: 'i1',
      receiptType: 'RET-FEE',
      amountCents: 2_500,
      reference: '',
      account: '100002596',
    });
    const preview = previewPayment(withTender(fee, check(2_500)), answered(), setup);
    expect(preview.obstacle).toBe('25.00 more must be cash, card or money order');
    expect(preview.guaranteedOnly).toBe('Guaranteed funds only');
  });

  it('is nothing where a check pays the other lines and cash the guaranteed one', () => {
    const both = withItem(due, {
      itemId: 'i1',
      receiptType: 'RET-FEE',
      amountCents: 2_500,
      reference: '',
      account: '100002596',
    });
    const paid = withTender(withTender(both, check(19_000)), cash(2_500, 't2'));
    expect(previewPayment(paid, answered(), setup).obstacle).toBeNull();
  });
});

describe('the payer', () => {
  it('is the holder of the first account', () =>
    expect(previewPayment(found(100), answered(), setup).payer).toEqual({
      name: 'Núñez, Oluwaseun',
      relation: 'holder',
    }));
  it('has no name where the account is confidential', () =>
    expect(previewPayment(found(100), answered(view({ name: null })), setup).payer).toEqual({
      name: '',
      relation: 'holder',
    }));
  it('is a walk-in without an account', () =>
    expect(previewPayment(emptyDraft('p1'), new Map(), setup).payer).toEqual({
      name: '',
      relation: 'walk-in',
    }));
});

describe('parking', () => {
  it('brings back accounts with their amounts, items and language, and no money', () => {
    const draft = withTender(
      withItem(
        { ...found(19_000), language: 'es' },
        { itemId: 'i1', receiptType: 'BUS-31', amountCents: 6_400, reference: 'T31-1' },
      ),
      cash(30_000),
    );
    const preview = previewPayment(draft, answered(), setup);
    const parked = toParked(draft, {
      ...preview,
      lines: preview.rows.map((row) => row.input),
      totalCents: preview.dueCents,
    });
    expect(parked.totalCents).toBe(25_400);
    const back = fromParked(parked, made);
    expect(back).toMatchObject({ paymentId: 'p2', language: 'es', tenders: [], current: '100002596' });
    expect(previewPayment(back, answered(), setup).rows.map((row) => row.input)).toEqual(parked.lines);
  });

  it('does not bring an overpayment back twice', () => {
    const draft = found(26_000);
    const preview = previewPayment(draft, answered(), setup);
    const parked = toParked(draft, {
      ...preview,
      lines: preview.rows.map((row) => row.input),
      totalCents: preview.dueCents,
    });
    const back = fromParked(parked, made);
    expect(back.items).toEqual([]);
    expect(previewPayment(back, answered(), setup).dueCents).toBe(26_000);
  });
});

it('shows an earlier payment once, with all it put on the account', () => {
  const paid = { receiptNumber: '03-000001', at, source: '1' };
  const twice = view({
    recent: [
      { ...paid, amountCents: 4_500 },
      { ...paid, receiptNumber: '03-000002', amountCents: 100 },
      { ...paid, amountCents: 12_004 },
    ],
  });
  expect(recentPayments(twice).map((each) => [each.receiptNumber, each.amountCents])).toEqual([
    ['03-000001', 16_504],
    ['03-000002', 100],
  ]);
});

it('brings back a fee on an account that is also being paid', () => {
  const fee = {
    itemId: 'i1',
    receiptType: 'RET-FEE',
    amountCents: 2_500,
    reference: '',
    account: '100002596',
  };
  const draft = withItem(found(5_000), fee);
  const preview = previewPayment(draft, answered(), setup);
  const parked = toParked(draft, {
    ...preview,
    lines: preview.rows.map((row) => row.input),
    totalCents: preview.dueCents,
  });
  expect(fromParked(parked, made).items).toEqual([{ ...fee, itemId: 'i2' }]);
});

it('forgets why a check was taken twice when the check is gone', () => {
  const draft = withReason(withTender(found(1_000), check(1_000)), 'check-repeat', 'redeposited');
  expect(withoutTender(draft, 't1').reasons).toEqual({});
});
