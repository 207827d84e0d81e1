import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyClosedSession,
  closedSession,
  countOf,
  sampleBanks as banks,
} from '../../../test/support/deposits.ts';
import { sampleInterfund, sampleLedgerPolicy } from '../../../test/support/ledger.ts';
import { date } from '../../../test/support/papers.ts';
import { slipOf } from '../receipt/deposit-slip.ts';
import type { Result } from '../../kernel/result.ts';
import { decideApproveDeposit, decideSendBack, depositActors } from './approval.ts';
import { depositCandidates, depositContents } from './contents.ts';
import type { SessionMoney } from './contents.ts';
import { decideConfirm, decideDissolve, decideSeal, decideSend, decideUnseal } from './custody.ts';
import { evolveDeposit } from './evolve.ts';
import { compositionErrors, depositErrors, depositTenderErrors } from './invariants.ts';
import { decidePrepare, depositNumber } from './prepare.ts';
import type { PrepareInput } from './prepare.ts';
import type { DepositEvent, DepositState } from './types.ts';

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const books = { interfund: sampleInterfund, ledger: sampleLedgerPolicy };

const prepareFacts = (sessions: readonly SessionMoney[]) => ({
  sessions,
  banks,
  prefix: 'CB',
  positionOn: () => 2,
  preparedBy: 'omar',
  secondCountBy: 'luis',
});
const prepare = (
  sessions: readonly SessionMoney[],
  bankAccount = 'POOL',
  change: Partial<PrepareInput> = {},
  facts: Partial<ReturnType<typeof prepareFacts>> = {},
) =>
  decidePrepare(
    undefined,
    {
      depositId: 'd1',
      bankAccount,
      sessionIds: sessions.map((session) => session.sessionId),
      cash: countOf(depositContents(bankAccount, sessions, banks).cashCents),
      ...change,
    },
    { ...prepareFacts(sessions), ...facts },
  );

const state = (...events: readonly DepositEvent[]): DepositState => {
  const folded = events.reduce<DepositState | undefined>(evolveDeposit, undefined);
  if (!folded) throw new Error('no events');
  return folded;
};

/** Drawer 3 of the design's day: 5.00 short, one check for the court, one bus pass in cash. */
const drawer3 = closedSession(
  '3',
  [
    { kind: 'cash', cents: 601_00, changeCents: 20_22 },
    { kind: 'cash', cents: 64_00, bank: 'BUS' },
    { kind: 'check', cents: 204_18 },
    { kind: 'check', cents: 585_36, bank: 'COURT' },
    { kind: 'item', cents: 100_00 },
    { kind: 'card', cents: 191_35 },
    { kind: 'voucher', cents: 150_00 },
  ],
  { cashDifferenceCents: -5_00 },
);

describe('what closes leave for each bank account', () => {
  it('sends a tender whole to its account, and over and short to the pooled one', () => {
    const [pool, court, bus] = depositCandidates([drawer3], banks);
    expect(pool).toMatchObject({ cashCents: 575_78, totalCents: 879_96, businessDate: '2026-11-19' });
    expect(pool!.items.map((item) => [item.kind, item.number, item.amountCents])).toEqual([
      ['check', '1002', 204_18],
      ['item', '2210004', 100_00],
    ]);
    expect(court).toMatchObject({ cashCents: 0, totalCents: 585_36 });
    expect(bus).toMatchObject({ cashCents: 64_00, items: [], totalCents: 64_00 });
  });

  it('names everything that stands between what was receipted and what is in the bag', () => {
    expect(depositContents('POOL', [drawer3], banks).composition).toEqual([
      {
        kind: 'cash',
        receiptedCents: 644_78,
        receiptedItems: 0,
        between: [
          { term: 'other bank accounts', amountCents: -64_00 },
          { term: 'short', amountCents: -5_00 },
        ],
        inBagCents: 575_78,
        inBagItems: 0,
      },
      {
        kind: 'check',
        receiptedCents: 789_54,
        receiptedItems: 2,
        between: [{ term: 'other bank accounts', amountCents: -585_36 }],
        inBagCents: 204_18,
        inBagItems: 1,
      },
      {
        kind: 'item',
        receiptedCents: 100_00,
        receiptedItems: 1,
        between: [],
        inBagCents: 100_00,
        inBagItems: 1,
      },
    ]);
  });

  it('keeps short of one drawer and over of another as two terms, never netted', () => {
    const over = closedSession('4', [{ kind: 'cash', cents: 50_00 }], { cashDifferenceCents: 5_00 });
    const [cash] = depositContents('POOL', [drawer3, over], banks).composition;
    expect(cash!.between).toContainEqual({ term: 'short', amountCents: -5_00 });
    expect(cash!.between).toContainEqual({ term: 'over', amountCents: 5_00 });
  });

  it('leaves a check that was not found out of the bag, under its own name', () => {
    const session = closedSession('3', [
      { kind: 'check', cents: 10_00 },
      { kind: 'check', cents: 12_00, missing: true },
    ]);
    const contents = depositContents('POOL', [session], banks);
    expect(contents.items.map((item) => item.amountCents)).toEqual([10_00]);
    expect(contents.composition[0]).toMatchObject({
      receiptedItems: 2,
      between: [{ term: 'missing', amountCents: -12_00 }],
      inBagItems: 1,
    });
  });

  it('takes from the other accounts in order what the pooled cash lacks, and says so on both sides', () => {
    const session = closedSession(
      '3',
      [
        { kind: 'cash', cents: 10_00, bank: 'COURT' },
        { kind: 'cash', cents: 64_00, bank: 'BUS' },
        { kind: 'check', cents: 100_00, changeCents: 20_00 },
      ],
      {},
    );
    expect(depositContents('POOL', [session], banks).composition[0]).toEqual({
      kind: 'cash',
      receiptedCents: 54_00,
      receiptedItems: 0,
      between: [
        { term: 'other bank accounts', amountCents: -74_00 },
        { term: 'from other bank accounts', amountCents: 20_00 },
      ],
      inBagCents: 0,
      inBagItems: 0,
    });
    expect(depositContents('COURT', [session], banks).cashCents).toBe(0);
    expect(depositContents('BUS', [session], banks)).toMatchObject({ cashCents: 54_00 });
    expect(depositContents('BUS', [session], banks).composition[0]!.between).toContainEqual({
      term: 'to the pooled account',
      amountCents: -10_00,
    });
  });

  it('deposits nothing when less than the float was counted: receipts never fill it', () => {
    const session = closedSession('3', [{ kind: 'cash', cents: 50_00 }], { cashDifferenceCents: -70_00 });
    expect(session.balanced).toMatchObject({ handInCashCents: 0, floatMissingCents: 20_00 });
    expect(depositCandidates([session], banks)).toEqual([]);
    expect(depositContents('POOL', [session], banks).composition[0]!.between).toEqual([
      { term: 'short', amountCents: -70_00 },
      { term: 'float incomplete', amountCents: 20_00 },
    ]);
  });

  it('offers nothing of a close that is not approved or whose part is in a deposit already', () => {
    expect(depositCandidates([{ ...drawer3, approved: false }], banks)).toEqual([]);
    const left = depositCandidates([{ ...drawer3, depositedTo: ['POOL', 'BUS'] }], banks);
    expect(left.map((candidate) => candidate.bankAccount.code)).toEqual(['COURT']);
  });

  it('notices tenders that are not what was handed in', () => {
    const wrong = { ...drawer3, balanced: { ...drawer3.balanced, handInCashCents: 1 } };
    expect(() => depositContents('POOL', [wrong], banks)).toThrow('Drawer 3, session 1: cash by its tenders');
  });

  it('is intact: over all accounts exactly the cash handed in and each item found, composition agreeing, for any closes', () => {
    fc.assert(
      fc.property(anyClosedSession('1'), anyClosedSession('2'), (one, two) => {
        const sessions = [one, two];
        const candidates = depositCandidates(sessions, banks);
        const cash = candidates.reduce((sum, candidate) => sum + candidate.cashCents, 0);
        expect(cash).toBe(one.balanced.handInCashCents + two.balanced.handInCashCents);
        const found = sessions.flatMap((session) =>
          session.tenders
            .filter(({ paymentId, tender }) => {
              const lost = session.balanced.missing.some((ref) => ref.paymentId === paymentId);
              return !lost && (tender.kind === 'check' || tender.kind === 'item');
            })
            .map(({ paymentId }) => paymentId),
        );
        const bagged = candidates.flatMap((candidate) => candidate.items.map((item) => item.paymentId));
        expect(bagged.toSorted()).toEqual(found.toSorted());
        for (const { bankAccount, sessions: rows } of candidates) {
          const chosen = sessions.filter((session) =>
            rows.some((row) => row.sessionId === session.sessionId),
          );
          const prepared = must(prepare(chosen, bankAccount.code));
          expect(compositionErrors(prepared)).toEqual([]);
          const sealed = evolveDeposit(undefined, prepared);
          expect(depositErrors(sealed)).toEqual([]);
          expect(depositTenderErrors(prepared, sessions, banks)).toEqual([]);
          expect(slipOf(sealed).totalCents).toBe(prepared.totalCents);
        }
      }),
    );
  });
});

describe('preparing', () => {
  const prepared = must(prepare([drawer3]));

  it('numbers by office, month and day, dense within the date, and is dated by its latest session', () => {
    expect(depositNumber('CB', date('2026-11-19'), 2)).toBe('CB-1119-2');
    const later = closedSession('4', [{ kind: 'cash', cents: 1_00 }], { businessDate: '2026-11-20' });
    const both = must(prepare([later, drawer3]));
    expect(both).toMatchObject({ number: 'CB-1120-2', businessDate: '2026-11-20' });
    expect(prepared).toMatchObject({ number: 'CB-1119-2', preparedBy: 'omar', secondCountBy: 'luis' });
  });

  it('refuses a count that is not what was handed in, and says both figures', () => {
    expect(prepare([drawer3], 'POOL', { cash: countOf(575_77) })).toEqual({
      ok: false,
      error: { code: 'DEPOSIT_CASH_DIFFERS', field: 'cash', value: '575.77', params: { expected: '575.78' } },
    });
  });

  it.each([
    ['DEPOSIT_NO_SESSION', prepare([drawer3], 'POOL', { sessionIds: [] })],
    ['SESSION_UNKNOWN', prepare([drawer3], 'POOL', { sessionIds: ['9'] })],
    ['DEPOSIT_BANK_UNKNOWN', prepare([drawer3], 'POOL', { bankAccount: 'NONE' })],
    ['DEPOSIT_CLOSE_NOT_APPROVED', prepare([{ ...drawer3, approved: false }])],
    ['DEPOSIT_ALREADY', prepare([{ ...drawer3, depositedTo: ['POOL'] }])],
    [
      'DEPOSIT_NOTHING',
      prepare([closedSession('5', [{ kind: 'card', cents: 1 }])], 'POOL', { sessionIds: ['5'] }),
    ],
    ['DEPOSIT_SECOND_PERSON', prepare([drawer3], 'POOL', {}, { secondCountBy: 'omar' })],
    [
      'COUNT_PIECES',
      prepare([drawer3], 'POOL', {
        cash: [{ form: 'bill', denominationCents: 100, loose: -1, bundles: 0 }],
      }),
    ],
  ])('refuses with %s', (code, result) => {
    expect(result).toMatchObject({ ok: false, error: { code } });
  });

  it('prepares once', () => {
    const again = decidePrepare(
      state(prepared),
      { depositId: 'd1', bankAccount: 'POOL', sessionIds: ['3'], cash: [] },
      prepareFacts([drawer3]),
    );
    expect(again).toMatchObject({ error: { code: 'DEPOSIT_EXISTS' } });
  });
});

describe('custody', () => {
  const prepared = must(prepare([drawer3]));
  const sealFacts = {
    sealedBy: 'omar',
    witness: 'luis' as string | undefined,
    bagNumberUsed: (bag: string) => bag === '0047 0001',
    journalHead: '7c1e90ab44d2f803',
  };
  const seal = (from: DepositState, bagNumber: string, facts = sealFacts) =>
    decideSeal(from, { bagNumber }, facts);
  const sealed = must(seal(state(prepared), ' 0047 2231 '));
  const send = (from: DepositState, day = '2026-11-20') =>
    decideSend(from, { date: date(day), courier: 'Mesa Armored' }, { ...books, by: 'omar' });
  const sent = must(send(state(prepared, sealed)));

  it('seals with a new bag number and a witness who is not the sealer', () => {
    expect(sealed).toMatchObject({ bagNumber: '0047 2231', witness: 'luis' });
    expect(seal(state(prepared), ' ')).toMatchObject({ error: { code: 'DEPOSIT_BAG_NUMBER' } });
    expect(seal(state(prepared), '0047 0001')).toMatchObject({ error: { code: 'DEPOSIT_BAG_USED' } });
    for (const witness of ['omar', undefined]) {
      expect(seal(state(prepared), '1', { ...sealFacts, witness })).toMatchObject({
        error: { code: 'DEPOSIT_WITNESS' },
      });
    }
  });

  it('opens a sealed bag only with a reason, and never seals in the same bag again', () => {
    const before = state(prepared, sealed);
    expect(decideUnseal(before, { reason: ' ' }, 'omar')).toMatchObject({
      error: { code: 'REASON_REQUIRED' },
    });
    const unsealed = must(decideUnseal(before, { reason: 'wrong count' }, 'omar'));
    const opened = state(prepared, sealed, unsealed);
    expect(opened).toMatchObject({ custody: 'preparing', bags: ['0047 2231'] });
    expect(opened.bagNumber).toBeUndefined();
    expect(seal(opened, '0047 2231')).toMatchObject({ error: { code: 'DEPOSIT_BAG_USED' } });
    expect(state(prepared, sealed, unsealed, must(seal(opened, '0047 2232')))).toMatchObject({
      custody: 'sealed',
      bagNumber: '0047 2232',
      bags: ['0047 2231', '0047 2232'],
    });
  });

  it('leaves unapproved as an exception, approved without one, and posts to the bank on the day it is sent', () => {
    expect(sent).toMatchObject({ asException: true, date: '2026-11-20' });
    expect(sent.entry).toEqual([
      { glAccount: '900-000-10100', debitCents: 879_96, creditCents: 0 },
      { glAccount: '900-000-10190', debitCents: 0, creditCents: 879_96 },
    ]);
    const approved: DepositEvent = { type: 'deposit.approved', v: 1, depositId: 'd1', approvedBy: 'dana' };
    expect(must(send(state(prepared, sealed, approved)))).toMatchObject({ asException: false });
    expect(depositErrors(state(prepared, sealed, sent))).toEqual([]);
  });

  it('does not leave before the day of its receipts, without a seal, or twice', () => {
    expect(must(send(state(prepared, sealed), '2026-11-01')).date).toBe('2026-11-19');
    expect(send(state(prepared))).toMatchObject({
      error: {
        code: 'DEPOSIT_CUSTODY',
        value: 'Deposit CB-1119-2',
        params: { custody: 'being prepared', needed: 'sealed' },
      },
    });
    expect(send(state(prepared, sealed, sent))).toMatchObject({ error: { code: 'DEPOSIT_CUSTODY' } });
  });

  it('is taken apart only before the seal', () => {
    const dissolved = must(decideDissolve(state(prepared), { reason: 'one more close' }, 'omar'));
    expect(state(prepared, dissolved).custody).toBe('dissolved');
    expect(decideDissolve(state(prepared, sealed), { reason: 'x' }, 'omar')).toMatchObject({
      error: { code: 'DEPOSIT_CUSTODY' },
    });
    expect(seal(state(prepared, dissolved), '2')).toMatchObject({ error: { code: 'DEPOSIT_CUSTODY' } });
  });

  const confirm = (creditedCents: number, note = '', day = '2026-11-21') =>
    decideConfirm(
      state(prepared, sealed, sent),
      { date: date(day), creditedCents, note },
      { ...books, by: 'noor' },
    );

  it('is confirmed by the same amount without an entry', () => {
    const confirmed = must(confirm(879_96));
    expect(confirmed.entry).toEqual([]);
    expect(state(prepared, sealed, sent, confirmed).custody).toBe('confirmed');
  });

  it('is adjusted by another amount, with what the bank says and an entry for the difference', () => {
    expect(confirm(879_46)).toMatchObject({
      error: { code: 'DEPOSIT_NOTE', value: '879.46', params: { sent: '879.96' } },
    });
    const confirmed = must(confirm(879_46, 'one half dollar less'));
    const adjusted = state(prepared, sealed, sent, confirmed);
    expect(adjusted.custody).toBe('adjusted');
    expect(confirmed.entry).toContainEqual({
      glAccount: '900-000-10100',
      debitCents: 0,
      creditCents: 50,
      memo: 'Bank correction',
    });
    expect(depositErrors(adjusted)).toEqual([]);
  });

  it('is not credited before it left', () => {
    expect(confirm(879_96, '', '2026-11-19')).toMatchObject({ error: { code: 'DEPOSIT_BANK_DATE' } });
  });
});

describe('approval', () => {
  const prepared = must(prepare([drawer3]));
  const sealed: DepositEvent = {
    type: 'deposit.sealed',
    v: 1,
    depositId: 'd1',
    bagNumber: '1',
    sealedBy: 'omar',
    witness: 'luis',
    journalHead: '00',
  };
  const unsealed: DepositEvent = {
    type: 'deposit.unsealed',
    v: 1,
    depositId: 'd1',
    bagNumber: '1',
    reason: 'torn',
    by: 'omar',
  };
  const events = [prepared, sealed];
  const facts = (person: string) => ({
    person,
    actors: [
      ...depositActors(events),
      { user: 'rosa', act: 'took' as const },
      { user: 'priya', act: 'corrected' as const },
      { user: 'dana', act: 'approved-close' as const },
    ],
    othersWhoMay: ['Dana Whitfield'],
  });

  it('is not by whoever took, corrected, prepared, counted, sealed or witnessed; having approved the close does not bar', () => {
    for (const person of ['rosa', 'priya', 'omar', 'luis']) {
      expect(decideApproveDeposit(state(...events), facts(person)), person).toMatchObject({
        error: { code: 'DEPOSIT_APPROVAL_BARRED', params: { others: 'Dana Whitfield' } },
      });
    }
    expect(decideApproveDeposit(state(...events), facts('dana'))).toMatchObject({
      value: { approvedBy: 'dana' },
    });
  });

  it('remembers who sealed a bag that was opened again', () => {
    const resealed: DepositEvent = { ...sealed, bagNumber: '2', sealedBy: 'karen', witness: 'mei' };
    const users = depositActors([prepared, sealed, unsealed, resealed]).map((actor) => actor.user);
    expect(users).toEqual(['omar', 'luis', 'omar', 'luis', 'karen', 'mei']);
  });

  it('needs a seal, may follow the bag, and happens once', () => {
    expect(decideApproveDeposit(state(prepared), facts('dana'))).toMatchObject({
      error: { code: 'DEPOSIT_CUSTODY' },
    });
    const sent = must(
      decideSend(state(...events), { date: date('2026-11-20'), courier: 'M' }, { ...books, by: 'omar' }),
    );
    const approved = must(decideApproveDeposit(state(...events, sent), facts('dana')));
    expect(state(...events, sent, approved)).toMatchObject({ custody: 'sent', approval: 'approved' });
    expect(decideApproveDeposit(state(...events, sent, approved), facts('dana'))).toMatchObject({
      error: { code: 'DEPOSIT_APPROVAL_STATE' },
    });
  });

  it('sent back, a bag does not leave until it is opened and sealed anew; then it waits for approval again', () => {
    const back = must(decideSendBack(state(...events), { reason: 'slip is unreadable' }, facts('dana')));
    const after = state(...events, back);
    expect(after).toMatchObject({ custody: 'sealed', approval: 'sent-back' });
    expect(
      decideSend(after, { date: date('2026-11-20'), courier: 'M' }, { ...books, by: 'omar' }),
    ).toMatchObject({ error: { code: 'DEPOSIT_SENT_BACK', params: { reason: 'slip is unreadable' } } });
    const opened = state(...events, back, unsealed);
    expect(opened).toMatchObject({ approval: 'unapproved', sentBack: { reason: 'slip is unreadable' } });
    const resealed = state(...events, back, unsealed, { ...sealed, bagNumber: '2' });
    expect(resealed.sentBack).toBeUndefined();
  });

  it('given before the bag was opened again, is asked for again', () => {
    const approved = must(decideApproveDeposit(state(...events), facts('dana')));
    expect(state(...events, approved, unsealed)).toMatchObject({ approval: 'unapproved' });
  });

  it('is sent back only while the bag is here and with a reason', () => {
    expect(decideSendBack(state(...events), { reason: '' }, facts('dana'))).toMatchObject({
      error: { code: 'REASON_REQUIRED' },
    });
    expect(decideSendBack(state(prepared), { reason: 'x' }, facts('dana'))).toMatchObject({ ok: false });
  });
});

describe('the invariants notice', () => {
  const prepared = must(prepare([drawer3]));
  const [first, ...rest] = prepared.items;

  it.each([
    ['a check taken out', { ...prepared, items: rest }, 'total is 879.96'],
    [
      'a check swapped for cash of the same amount',
      { ...prepared, items: rest, cash: [...prepared.cash, ...countOf(204_18)] },
      'cash by its faces is 779.96, it should be 575.78',
    ],
    [
      'a session’s share changed',
      { ...prepared, sessions: [{ ...prepared.sessions[0]!, cashCents: 1 }] },
      'cash of its sessions is 0.01',
    ],
    [
      'a term left out of the composition',
      {
        ...prepared,
        composition: prepared.composition.map((row) => (row.kind === 'cash' ? { ...row, between: [] } : row)),
      },
      'cash in the bag is 575.78, it should be 644.78',
    ],
    ['an item that is there twice', { ...prepared, items: [first!, ...prepared.items] }, 'in the bag twice'],
  ])('%s', (_, changed, message) => {
    expect(depositErrors(state(changed)).join('\n')).toContain(message);
  });

  it('a bag that is no longer what the tenders say', () => {
    const corrected = {
      ...drawer3,
      tenders: drawer3.tenders.map((each, index) =>
        index === 2 ? { ...each, tender: { ...each.tender, amountCents: 204_19 } } : each,
      ),
    };
    expect(depositTenderErrors(prepared, [corrected], banks)).toEqual([
      'tender 1 of receipt 03-100002 is 204.18, it should be 204.19',
    ]);
    expect(depositTenderErrors({ ...prepared, items: rest }, [drawer3], banks)).toEqual([
      'tender 1 of receipt 03-100002 is not in the bag',
    ]);
    expect(
      depositTenderErrors(
        { ...prepared, items: [...prepared.items, { ...first!, tenderNo: 7 }] },
        [drawer3],
        banks,
      ),
    ).toEqual(['tender 7 of receipt 03-100002 does not belong in the bag']);
  });

  it('an entry that does not move the deposit’s total', () => {
    const sent = must(
      decideSend(
        state(prepared, {
          type: 'deposit.sealed',
          v: 1,
          depositId: 'd1',
          bagNumber: '1',
          sealedBy: 'a',
          witness: 'b',
          journalHead: '',
        }),
        { date: date('2026-11-20'), courier: 'M' },
        { ...books, by: 'omar' },
      ),
    );
    const wrong = { ...sent, entry: sent.entry.map((posting) => ({ ...posting, debitCents: 0 })) };
    expect(depositErrors({ ...state(prepared), sent: wrong }).join('\n')).toContain(
      'bank account in the entry of sending is 0.00, it should be 879.96',
    );
  });
});
