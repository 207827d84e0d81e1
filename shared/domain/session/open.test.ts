import { describe, expect, it } from 'vitest';
import { cash, codeOf, openFacts, openSession, policy, valueOf } from '../../../test/support/city.ts';
import { balanceErrors } from '../ledger/invariants.ts';
import type { TenderSource } from '../reference/tender-source.ts';
import { sessionInvariants } from './invariants.ts';
import { assignedFloatCents, decideOpen } from './open.ts';
import type { OpenFacts, UnfinishedSession } from './open.ts';

const open = (parts: Partial<OpenFacts> = {}, countedCents = 300_00) =>
  decideOpen({ sessionId: 'session-1', count: cash(countedCents) }, openFacts(parts));

describe('opening a drawer', () => {
  it('with the float as assigned posts nothing', () => {
    expect(valueOf(open())).toMatchObject({
      sessionNumber: 2,
      cashier: 'rosa',
      businessDate: '2026-11-19',
      assignedFloatCents: 300_00,
      countedCents: 300_00,
      varianceCents: 0,
      limitCents: 2_500_00,
      entry: [],
    });
    expect(sessionInvariants(openSession())).toEqual([]);
  });

  it('1.00 short posts the variance at once, over/short against change funds, to the previous custodian', () => {
    const opened = valueOf(open({ previousCustodian: 'mei' }, 299_00));
    expect(opened).toMatchObject({ varianceCents: -1_00, previousCustodian: 'mei' });
    expect(
      opened.entry
        .slice(0, 2)
        .map(({ glAccount, debitCents, creditCents }) => [glAccount, debitCents, creditCents]),
    ).toEqual([
      [policy.ledger.overShort.cash, 1_00, 0],
      [policy.ledger.changeFunds, 0, 1_00],
    ]);
    expect(balanceErrors(opened.entry)).toEqual([]);
  });

  it('over posts the other way', () => {
    const opened = valueOf(open({}, 301_50));
    expect(opened.varianceCents).toBe(1_50);
    expect(opened.entry.find((posting) => posting.glAccount === policy.ledger.changeFunds)?.debitCents).toBe(
      1_50,
    );
  });

  it('assigns what the last close left of the float', () => {
    expect(assignedFloatCents(300_00)).toBe(300_00);
    expect(assignedFloatCents(300_00, { floatCents: 300_00, floatMissingCents: 20_00 })).toBe(280_00);
    expect(assignedFloatCents(300_00, { floatCents: 299_00, floatMissingCents: 0 })).toBe(299_00);
  });

  it('is refused without an open business date, for a drawer that is not there, and twice', () => {
    expect(codeOf(open({ businessDate: null }))).toBe('NO_BUSINESS_DATE');
    expect(codeOf(open({ source: undefined }))).toBe('SOURCE_UNKNOWN');
    expect(codeOf(open({ existing: openSession() }))).toBe('SESSION_EXISTS');
  });

  it('is refused with a count that is none', () => {
    const count = [{ form: 'bill', denominationCents: 3_00, loose: 1, bundles: 0 }] as const;
    expect(codeOf(decideOpen({ sessionId: 's', count }, openFacts()))).toBe('COUNT_FACE_UNKNOWN');
  });
});

describe('who may open what', () => {
  const drawer = (code: string): TenderSource => ({ kind: 'drawer', code, name: `Window ${code}` });
  const mail: TenderSource = { kind: 'mail', code: 'MAIL', name: 'Mail desk' };
  const unfinished = (source: TenderSource, cashier: string, status: UnfinishedSession['status']) => ({
    unfinished: [{ source, cashier, status }],
  });

  it.each(['open', 'suspended', 'balancing', 'balanced'] as const)(
    'not a drawer whose money is still in it: %s',
    (status) => {
      expect(open(unfinished(drawer('3'), 'mei', status))).toMatchObject({
        error: { code: 'SOURCE_TAKEN', value: 'Drawer 3', params: { cashier: 'mei' } },
      });
    },
  );
  it('a drawer whose last session was handed in', () => {
    expect(open(unfinished(drawer('3'), 'rosa', 'submitted')).ok).toBe(true);
  });
  it('one drawer at a time, the mail beside it', () => {
    expect(codeOf(open(unfinished(drawer('1'), 'rosa', 'suspended')))).toBe('DRAWER_ALREADY_OPEN');
    expect(open(unfinished(drawer('1'), 'mei', 'open')).ok).toBe(true);
    expect(open({ ...unfinished(drawer('1'), 'rosa', 'open'), source: mail }, 0).ok).toBe(true);
    expect(open(unfinished(mail, 'rosa', 'open')).ok).toBe(true);
  });
  it('a source without a drawer has no float and no count', () => {
    expect(valueOf(open({ source: mail }, 0))).toMatchObject({
      assignedFloatCents: 0,
      varianceCents: 0,
      count: [],
    });
    expect(valueOf(open({ source: mail }, 0))).not.toHaveProperty('limitCents');
    expect(codeOf(open({ source: mail }, 300_00))).toBe('COUNT_NOT_HERE');
  });
});
