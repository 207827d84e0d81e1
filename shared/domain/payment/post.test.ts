import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  NUNEZ_CHARGES,
  TODAY,
  account,
  accountFacts,
  afterEvents,
  bankAccounts,
  busPass,
  cardTender,
  cashTender,
  charge,
  checkTender,
  codeOf,
  date,
  dana,
  fine,
  keyOfCharge,
  lena,
  misc,
  moneyOrder,
  nunez,
  openSession,
  paymentInput,
  permit,
  policy,
  postFacts,
  posted,
  priya,
  rosa,
  serviceMap,
  valueOf,
} from '../../../test/support/city.ts';
import { allocate, linesForAllocation } from '../allocation/allocate.ts';
import { openAccountOf } from '../allocation/account-facts.ts';
import type { AccountFacts } from '../allocation/account-facts.ts';
import { entryImbalance } from '../ledger/entries.ts';
import { paymentInvariants } from './invariants.ts';
import { decidePost, opensDrawer } from './post.ts';
import type { PostFacts } from './post.ts';
import type { LineInput, PaymentInput } from './types.ts';
import type { TenderInput } from '../tender/types.ts';

const post = (
  lines: readonly LineInput[],
  tenders: readonly TenderInput[],
  facts: Partial<PostFacts> = {},
  parts: Partial<PaymentInput> = {},
) => decidePost(paymentInput(lines, tenders, parts), postFacts(facts));

/** The lines that an amount toward an account makes in the usual order. */
function toward(facts: AccountFacts, amountCents: number): LineInput[] {
  const open = openAccountOf(facts, policy, serviceMap, TODAY);
  const allocation = allocate(open, amountCents);
  return valueOf(linesForAllocation(ACCOUNT, allocation, serviceMap, policy.overpaymentReceiptType));
}

const nunezFacts = accountFacts(nunez, NUNEZ_CHARGES);
const reason = (kind: PaymentInput['overrides'][number]['kind']) => ({
  overrides: [{ kind, reason: 'Asked by letter' }],
});

describe('the payment of the counter: 680.78 by money order and cash', () => {
  const lines = [...toward(nunezFacts, 584_28), busPass(), fine(32_50)];
  const payment = posted(lines, [moneyOrder(100_00), cashTender(601_00)], { accounts: [nunezFacts] });

  it('has eleven lines and change of 20.22, all from the cash', () => {
    expect(payment.posted).toMatchObject({
      totalCents: 680_78,
      changeCents: 20_22,
      receiptNumber: '03-018462',
    });
    expect(payment.posted.lines).toHaveLength(11);
    expect(payment.tenders.map((tender) => tender.changeCents)).toEqual([0, 20_22]);
    expect(paymentInvariants(payment)).toEqual([]);
  });

  it('records what it read from the account, and that service returns', () => {
    expect(payment.posted.accounts).toEqual([
      {
        account: ACCOUNT,
        name: 'Núñez, Oluwaseun',
        confidential: false,
        status: 'disconnected',
        importId: 'import-1',
        asOf: TODAY,
        openBeforeCents: 739_76,
        openAfterCents: 155_48,
        nextDue: '2026-11-30',
        reconnect: { neededCents: 584_28, reached: true },
      },
    ]);
  });

  it('requires guaranteed funds for the reconnect fee alone', () => {
    const requiring = payment.posted.lines.filter((line) => line.requiresGuaranteed);
    expect(requiring.map((line) => [line.name, line.amountCents])).toEqual([['Reconnect fee', 45_00]]);
  });

  it('funds the lines in entry order, the money order first', () => {
    const byMoneyOrder = payment.funding.filter((part) => part.tenderNo === 1);
    expect(byMoneyOrder).toEqual([
      { tenderNo: 1, lineNo: 1, amountCents: 53_20 },
      { tenderNo: 1, lineNo: 2, amountCents: 46_80 },
    ]);
  });

  it('goes to the pooled account, because cash funded lines of three accounts', () => {
    expect(payment.tenders.map((tender) => tender.bankAccount)).toEqual(['POOL', 'POOL']);
  });

  it('posts debits that equal its credits in each fund', () => {
    expect(entryImbalance(payment.posted.entry).size).toBe(0);
    const debit = payment.posted.entry.find((posting) => posting.glAccount === '900-000-10190');
    expect(debit?.debitCents).toBe(680_78);
  });

  it('opens the drawer; a card alone does not', () => {
    expect(opensDrawer(payment.posted)).toBe(true);
    expect(opensDrawer(posted([busPass()], [cardTender(64_00)]).posted)).toBe(false);
  });
});

describe('a line', () => {
  it('of a building permit splits 92.5 to 7.5, fixed when it was taken', () => {
    const { posted: payment } = posted([permit(437_31)], [cashTender(437_31)]);
    expect(payment.lines[0]?.distribution).toEqual([
      { glAccount: '100-120-42100', amountCents: 404_51 },
      { glAccount: '700-000-24100', amountCents: 32_80 },
    ]);
  });

  it('of one cent leaves out the share that gets nothing', () => {
    expect(posted([permit(1)], [cashTender(1)]).posted.lines[0]?.distribution).toEqual([
      { glAccount: '100-120-42100', amountCents: 1 },
    ]);
  });

  it('takes the price that is in force on the business date, and only that', () => {
    const license = (amountCents: number): LineInput => ({
      receiptType: 'LIC-BUS',
      amountCents,
      reference: 'L-1',
    });
    expect(post([license(55_00)], [cashTender(55_00)]).ok).toBe(true);
    expect(post([license(50_00)], [cashTender(50_00)])).toMatchObject({
      error: { code: 'PRICE_FIXED', params: { price: '55.00' } },
    });
    const june = openSession({ businessDate: date('2026-06-30') });
    const inJune = { receivedDate: date('2026-06-30') };
    expect(post([license(50_00)], [cashTender(50_00)], { session: june }, inJune).ok).toBe(true);
  });

  it.each([
    ['an unknown receipt type', { receiptType: 'NONE', amountCents: 1 }, 'RECEIPT_TYPE_UNKNOWN'],
    ['no amount', misc(0), 'LINE_AMOUNT'],
    ['a negative amount', misc(-1), 'LINE_AMOUNT'],
    ['a fraction of a cent', misc(0.5), 'LINE_AMOUNT'],
    ['no reference where one is asked for', misc(1, '  '), 'REFERENCE_REQUIRED'],
    ['a reference too long', misc(1, 'x'.repeat(61)), 'REFERENCE_TOO_LONG'],
    ['an account where none belongs', { ...misc(1), account: ACCOUNT }, 'ACCOUNT_UNEXPECTED'],
    ['no account', { receiptType: 'UTIL-DEP-WA', amountCents: 1 }, 'ACCOUNT_REQUIRED'],
    [
      'an account that nobody knows',
      { receiptType: 'UTIL-DEP-WA', amountCents: 1, account: '100000008' },
      'ACCOUNT_UNKNOWN',
    ],
    ['no charge', { receiptType: 'UTIL-WA', amountCents: 1, account: ACCOUNT }, 'CHARGE_REQUIRED'],
    [
      'a charge on a type that takes none',
      {
        receiptType: 'UTIL-DEP-WA',
        amountCents: 1,
        account: ACCOUNT,
        charge: keyOfCharge(NUNEZ_CHARGES[0]!),
      },
      'CHARGE_UNEXPECTED',
    ],
    [
      'another receipt type than the charge’s',
      { receiptType: 'UTIL-EL', amountCents: 1, account: ACCOUNT, charge: keyOfCharge(NUNEZ_CHARGES[9]!) },
      'CHARGE_WRONG_TYPE',
    ],
    [
      'a charge that is not open',
      {
        receiptType: 'UTIL-EL',
        amountCents: 1,
        account: ACCOUNT,
        charge: keyOfCharge(charge('EL', '2020-01-01', '2020-02-01', 1)),
      },
      'CHARGE_UNKNOWN',
    ],
  ] as const)('is refused with %s', (_name, line: LineInput, code) => {
    const cents = Math.max(1, Math.ceil(Math.abs(line.amountCents)));
    expect(codeOf(post([line], [cashTender(cents)], { accounts: [nunezFacts] }))).toBe(code);
  });

  it('may not pay more on a charge than is open, even over two lines', () => {
    const gas = keyOfCharge(NUNEZ_CHARGES[9]!);
    const line = (amountCents: number): LineInput => ({
      receiptType: 'UTIL-GA',
      amountCents,
      account: ACCOUNT,
      charge: gas,
    });
    const refused = post([line(53_00), line(21)], [cashTender(53_21)], { accounts: [nunezFacts] });
    expect(refused).toMatchObject({
      error: { code: 'CHARGE_OVERPAID', field: 'lines.1.charge', value: '53.21' },
    });
  });

  it('of a counted stock has its own serial number', () => {
    expect(codeOf(post([busPass('T31-1'), busPass('T31-1')], [cashTender(128_00)]))).toBe('REFERENCE_TWICE');
    expect(post([busPass('T31-1'), busPass('T31-2')], [cashTender(128_00)]).ok).toBe(true);
  });

  it('is refused when its fund could not be balanced', () => {
    expect(post([busPass()], [cashTender(64_00)], { interfund: {} })).toMatchObject({
      error: { code: 'INTERFUND_MISSING', value: '240' },
    });
  });
});

describe('a payment', () => {
  it('that is already in the books is refused with its receipt', () => {
    const existing = posted([misc(5_00)], [cashTender(5_00)]);
    expect(post([misc(5_00)], [cashTender(5_00)], { existing })).toMatchObject({
      error: { code: 'PAYMENT_EXISTS', params: { receipt: '03-018462' } },
    });
  });

  it.each([
    ['no session', undefined, 'SESSION_UNKNOWN'],
    [
      'a suspended one',
      afterEvents(openSession(), { type: 'session.suspended', v: 1, sessionId: 'session-1' }),
      'SESSION_STATUS',
    ],
    ['one of another cashier', openSession({ cashier: 'mei' }), 'SESSION_NOT_YOURS'],
  ])('needs an open session of its own: %s', (_name, session, code) => {
    expect(codeOf(post([misc(5_00)], [cashTender(5_00)], { session }))).toBe(code);
  });

  it('without lines is nothing', () => {
    expect(codeOf(post([], [cashTender(5_00)]))).toBe('PAYMENT_EMPTY');
  });

  it('has bounds: 200 lines, 50 tenders, a name of 80 characters', () => {
    const many = Array.from({ length: 201 }, (_, index) => misc(1, `copy ${index}`));
    expect(codeOf(post(many, [cashTender(2_01)]))).toBe('PAYMENT_TOO_LONG');
    expect(
      codeOf(
        post(
          [misc(51)],
          Array.from({ length: 51 }, () => cashTender(1)),
        ),
      ),
    ).toBe('PAYMENT_TOO_LONG');
    expect(post(many.slice(0, 200), [cashTender(2_00)]).ok).toBe(true);
    const named = (length: number) => ({ payer: { name: 'x'.repeat(length), relation: 'holder' } as const });
    expect(codeOf(post([misc(1)], [cashTender(1)], {}, named(81)))).toBe('PAYER_TEXT');
    expect(post([misc(1)], [cashTender(1)], {}, named(80)).ok).toBe(true);
  });

  it('is refused with a tender type or a bank account that is not there', () => {
    expect(codeOf(post([misc(1)], [{ tenderType: 'EBT', amountCents: 1 }]))).toBe('TENDER_TYPE_UNKNOWN');
    expect(codeOf(post([misc(1)], [cashTender(1)], { bankAccounts: [] }))).toBe('BANK_ACCOUNT_MISSING');
    const courtOnly = bankAccounts.filter((each) => each.code === 'COURT');
    expect(codeOf(post([fine(1)], [cashTender(1)], { bankAccounts: courtOnly }))).toBe(
      'BANK_ACCOUNT_MISSING',
    );
  });

  it('cannot be received after the business date; an earlier postmark stands', () => {
    const received = (text: string) => ({ receivedDate: date(text) });
    expect(codeOf(post([misc(1)], [cashTender(1)], {}, received('2026-11-20')))).toBe('RECEIVED_DATE');
    expect(codeOf(post([misc(1)], [cashTender(1)], {}, received('tomorrow')))).toBe('RECEIVED_DATE');
    expect(valueOf(post([misc(1)], [cashTender(1)], {}, received('2026-11-12'))).receivedDate).toBe(
      '2026-11-12',
    );
  });

  it('discards a card number typed anywhere and does not repeat it', () => {
    const refused = post([misc(1, 'card 4111-1111-1111-1111')], [cashTender(1)]);
    expect(refused).toEqual({
      ok: false,
      error: { code: 'CARD_NUMBER_DISCARDED', field: 'lines.0.reference' },
    });
  });

  it('is short of what is due by the figure', () => {
    expect(post([misc(5_00)], [cashTender(4_99)])).toMatchObject({
      error: { code: 'UNDERPAID', params: { short: '0.01' } },
    });
    expect(codeOf(post([misc(5_00)], []))).toBe('UNDERPAID');
  });

  it('takes each check and money order once', () => {
    const twoChecks = (a: string, b: string) =>
      post([misc(20_00)], [checkTender(10_00, a), checkTender(10_00, b)]);
    expect(codeOf(twoChecks('1041', '1041'))).toBe('INSTRUMENT_TWICE');
    expect(twoChecks('1041', '1042').ok).toBe(true);
    expect(post([misc(20_00)], [cashTender(10_00), cashTender(10_00)]).ok).toBe(true);
  });

  it('by mail gives no change, by telephone takes cards only', () => {
    const mail = openSession({ source: { kind: 'mail', code: 'MAIL', name: 'Mail desk' } }, 0);
    expect(codeOf(post([misc(90_00)], [moneyOrder(100_00)], { session: mail }))).toBe('CHANGE_NOT_HERE');
    expect(post([misc(100_00)], [moneyOrder(100_00)], { session: mail }).ok).toBe(true);
    const phone = openSession({ source: { kind: 'telephone', code: 'PHONE', name: 'Telephone' } }, 0);
    expect(codeOf(post([misc(5_00)], [cashTender(5_00)], { session: phone }))).toBe('TENDER_NOT_HERE');
    expect(post([misc(5_00)], [cardTender(5_00)], { session: phone }).ok).toBe(true);
  });
});

describe('guaranteed funds', () => {
  const until = accountFacts(account({ guaranteedUntil: TODAY }), [
    charge('WA', '2026-10-09', '2026-10-29', 61_32),
  ]);

  it('are required for all lines of such an account, that day included, in the words of the rule', () => {
    const refused = post(toward(until, 61_32), [checkTender(61_32)], { accounts: [until] });
    expect(refused).toMatchObject({
      error: {
        code: 'GUARANTEED_UNTIL',
        field: 'tenders.0',
        value: 'Personal check',
        params: { until: 'Nov 19, 2026', take: 'cash, money order, credit or debit card or agency pledge' },
      },
    });
    const dayAfter = accountFacts(account({ guaranteedUntil: date('2026-11-18') }), until.charges);
    expect(post(toward(dayAfter, 61_32), [checkTender(61_32)], { accounts: [dayAfter] }).ok).toBe(true);
  });

  it('must cover the lines that require them, net of change', () => {
    const lines = [...toward(until, 61_32), misc(38_68)];
    const by = (cashCents: number, checkCents: number) =>
      codeOf(post(lines, [checkTender(checkCents), cashTender(cashCents)], { accounts: [until] }));
    expect(by(61_32, 38_68)).toBeUndefined();
    expect(by(61_31, 38_69)).toBe('GUARANTEED_UNTIL');
    // 10.00 more cash comes back as change: it guarantees nothing.
    expect(by(70_00, 40_00)).toBe('GUARANTEED_UNTIL');
  });

  it('leave the check to the lines that do not require them, whatever the order of entry', () => {
    const payment = posted([...toward(until, 61_32), fine(38_68)], [checkTender(38_68), cashTender(61_32)], {
      accounts: [until],
    });
    expect(payment.funding).toEqual([
      { tenderNo: 1, lineNo: 2, amountCents: 38_68 },
      { tenderNo: 2, lineNo: 1, amountCents: 61_32 },
    ]);
    expect(payment.tenders.map((tender) => tender.bankAccount)).toEqual(['COURT', 'POOL']);
  });

  it('short on a reconnect fee say how much and what to take', () => {
    const refused = post(toward(nunezFacts, 584_28), [checkTender(584_28)], { accounts: [nunezFacts] });
    expect(refused).toMatchObject({
      error: { code: 'GUARANTEED_SHORT', value: '45.00', params: { needed: '45.00' } },
    });
  });

  it('are required for the whole reconnect amount where policy says so', () => {
    const strict = { ...policy, reconnectWholeAmountGuaranteed: true };
    const refused = post(toward(nunezFacts, 600_00), [checkTender(600_00)], {
      accounts: [nunezFacts],
      policy: strict,
    });
    expect(refused).toMatchObject({ error: { params: { needed: '584.28' } } });
  });
});

describe('where a tender is deposited', () => {
  it('is the one account that all its lines share, else the pooled one', () => {
    const accountsOf = (lines: readonly LineInput[], tenders: readonly TenderInput[]) =>
      posted(lines, tenders).tenders.map((tender) => tender.bankAccount);
    expect(accountsOf([fine(32_50), permit(10_00)], [checkTender(42_50)])).toEqual(['COURT']);
    expect(accountsOf([fine(32_50), busPass()], [checkTender(96_50)])).toEqual(['POOL']);
    expect(accountsOf([fine(32_50), busPass()], [checkTender(32_50), cashTender(64_00)])).toEqual([
      'COURT',
      'BUS',
    ]);
  });
  it('is nowhere for a card', () => {
    expect(posted([fine(32_50)], [cardTender(32_50)]).tenders[0]?.bankAccount).toBeNull();
  });
  it('is the pooled one for cash that was given back whole', () => {
    const payment = posted([fine(32_50)], [checkTender(32_50), cashTender(20_00)]);
    expect(payment.tenders[1]).toMatchObject({ changeCents: 20_00, bankAccount: 'POOL' });
    expect(paymentInvariants(payment)).toEqual([]);
  });
});

describe('an overpayment', () => {
  const small = accountFacts(account(), [charge('WA', '2026-10-09', '2026-10-29', 61_32)]);

  it('is its own line, and leaves the account in credit', () => {
    const payment = posted(toward(small, 70_00), [cashTender(70_00)], { accounts: [small] }).posted;
    expect(payment.lines.map((line) => [line.receiptType, line.amountCents])).toEqual([
      ['UTIL-WA', 61_32],
      ['UTIL-CR-WA', 8_68],
    ]);
    expect(payment.accounts[0]).toMatchObject({ openBeforeCents: 61_32, openAfterCents: -8_68 });
    expect(payment.accounts[0]).not.toHaveProperty('nextDue');
  });
});

describe('steps outside the usual', () => {
  const newest: LineInput = {
    receiptType: 'UTIL-WA',
    amountCents: 37_79,
    account: ACCOUNT,
    charge: keyOfCharge(NUNEZ_CHARGES[0]!),
  };
  const payNewest = (facts: Partial<PostFacts> = {}, parts: Partial<PaymentInput> = {}) =>
    post([newest], [cashTender(37_79)], { accounts: [nunezFacts], ...facts }, parts);

  it('another order needs a reason, and a second person only where policy says so', () => {
    expect(codeOf(payNewest())).toBe('OTHER_ORDER');
    expect(codeOf(payNewest({}, { overrides: [{ kind: 'allocation', reason: '  ' }] }))).toBe(
      'OVERRIDE_REASON',
    );
    expect(valueOf(payNewest({}, reason('allocation'))).overrides).toEqual([
      { kind: 'allocation', reason: 'Asked by letter' },
    ]);
    const strict = { policy: { ...policy, allocationOverrideNeedsSupervisor: true } };
    expect(codeOf(payNewest(strict, reason('allocation')))).toBe('APPROVAL_NEEDED');
    expect(valueOf(payNewest({ ...strict, approver: lena }, reason('allocation'))).overrides).toEqual([
      { kind: 'allocation', reason: 'Asked by letter', approvedBy: 'lena' },
    ]);
  });

  it('nobody approves their own', () => {
    const own = { session: openSession({ cashier: 'priya' }), cashier: 'priya' };
    const strict = { policy: { ...policy, allocationOverrideNeedsSupervisor: true } };
    expect(codeOf(payNewest({ ...own, ...strict, approver: priya }, reason('allocation')))).toBe(
      'APPROVAL_NOT_YOURS',
    );
    expect(payNewest({ ...own, ...strict, approver: dana }, reason('allocation')).ok).toBe(true);
  });

  it('a reason given for the usual order is not recorded', () => {
    const payment = valueOf(post([misc(5_00)], [cashTender(5_00)], {}, reason('allocation')));
    expect(payment.overrides).toEqual([]);
  });

  it('what bankruptcy protects needs a supervisor, a lead is not enough', () => {
    const bankrupt = accountFacts(account({ status: 'bankruptcy', petitionDate: date('2026-11-01') }), [
      charge('WA', '2026-10-09', '2026-10-29', 30_00),
      charge('WA', '2026-11-10', '2026-11-30', 20_00),
    ]);
    const line: LineInput = {
      receiptType: 'UTIL-WA',
      amountCents: 30_00,
      account: ACCOUNT,
      charge: keyOfCharge(charge('WA', '2026-10-09', '2026-10-29', 30_00)),
    };
    const pay = (facts: Partial<PostFacts>, parts: Partial<PaymentInput> = {}) =>
      post([line], [cashTender(30_00)], { accounts: [bankrupt], ...facts }, parts);
    expect(codeOf(pay({}))).toBe('BANKRUPTCY_PROTECTED');
    expect(codeOf(pay({}, reason('bankruptcy')))).toBe('APPROVAL_NEEDED');
    expect(codeOf(pay({ approver: lena }, reason('bankruptcy')))).toBe('APPROVER_MAY_NOT');
    expect(codeOf(pay({ approver: rosa }, reason('bankruptcy')))).toBe('APPROVAL_NOT_YOURS');
    expect(valueOf(pay({ approver: priya }, reason('bankruptcy'))).overrides[0]?.approvedBy).toBe('priya');
    expect(post(toward(bankrupt, 20_00), [cashTender(20_00)], { accounts: [bankrupt] }).ok).toBe(true);
  });

  it.each([
    ['one line', { maximumLineCents: 100_00 }, 'LINE_OVER_LIMIT'],
    ['the payment', { maximumLineCents: 100_00, maximumPaymentCents: 100_00 }, 'PAYMENT_OVER_LIMIT'],
  ])('an amount above the limit of %s needs a supervisor', (name, limits, code) => {
    const lines = name === 'one line' ? [misc(100_01)] : [misc(100_00), misc(1, 'more')];
    const over = (facts: Partial<PostFacts>, parts: Partial<PaymentInput> = {}) =>
      post(lines, [cashTender(100_01)], { policy: { ...policy, ...limits }, ...facts }, parts);
    expect(over({})).toMatchObject({ error: { code, value: '100.01', params: { limit: '100.00' } } });
    expect(codeOf(over({ approver: lena }, reason('over-limit')))).toBe('APPROVER_MAY_NOT');
    expect(over({ approver: priya }, reason('over-limit')).ok).toBe(true);
  });

  it('change above the limit needs a supervisor: a digit too many is not handed out', () => {
    const lines = [misc(10_00)];
    const over = (facts: Partial<PostFacts>, parts: Partial<PaymentInput> = {}) =>
      post(lines, [cashTender(600_00)], facts, parts);
    expect(over({})).toMatchObject({
      error: { code: 'CHANGE_OVER_LIMIT', value: '590.00', params: { limit: '500.00' } },
    });
    expect(over({ approver: priya }, reason('over-limit')).ok).toBe(true);
    expect(post(lines, [cashTender(510_00)], {}).ok).toBe(true);
  });

  it('a check above its type’s maximum needs a supervisor', () => {
    const lines = [misc(5_000_01)];
    expect(post(lines, [checkTender(5_000_01)])).toMatchObject({
      error: { code: 'TENDER_OVER_LIMIT', field: 'tenders.0.amountCents', params: { limit: '5,000.00' } },
    });
    expect(post(lines, [checkTender(5_000_01)], { approver: priya }, reason('over-limit')).ok).toBe(true);
  });

  it('a check number taken before is said with its receipt, and taken only with a reason', () => {
    const repeats = [{ tender: 0, receiptNumber: '02-000117' }];
    expect(post([misc(5_00)], [checkTender(5_00)], { repeats })).toMatchObject({
      error: {
        code: 'TENDER_TAKEN_BEFORE',
        field: 'tenders.0',
        value: '1041',
        params: { receipt: '02-000117' },
      },
    });
    expect(post([misc(5_00)], [checkTender(5_00)], { repeats }, reason('check-repeat')).ok).toBe(true);
  });

  it('an account of one’s own circle needs another person', () => {
    const related = { ...nunezFacts, related: ['rosa'] };
    const pay = (facts: Partial<PostFacts>, parts: Partial<PaymentInput> = {}) =>
      post(toward(related, 53_20), [cashTender(53_20)], { accounts: [related], ...facts }, parts);
    expect(codeOf(pay({}))).toBe('OWN_ACCOUNT');
    expect(codeOf(pay({}, reason('own-account')))).toBe('APPROVAL_NEEDED');
    expect(pay({ approver: lena }, reason('own-account')).ok).toBe(true);
  });
});

it('a newer extract without our payment still shows it as paid, and refuses to take it twice', () => {
  const gas = keyOfCharge(NUNEZ_CHARGES[9]!);
  const paid = accountFacts(nunez, NUNEZ_CHARGES, [{ charge: gas, amountCents: 53_20 }]);
  const again: LineInput = { receiptType: 'UTIL-GA', amountCents: 1, account: ACCOUNT, charge: gas };
  expect(post([again], [cashTender(1)], { accounts: [paid] })).toMatchObject({
    error: { code: 'CHARGE_OVERPAID', params: { open: '0.00' } },
  });
});
