import { describe, expect, it } from 'vitest';
import type { PaymentPreview, Setup, TenderType } from './preview.ts';
import { entryForCheck, scannedOf } from './reading-entry.ts';
import type { TenderEntry } from './counter-state.ts';
import { checkDetails, doubtfulField, tenderInput, withDetail } from './tender-fields.ts';
import type { CheckRead } from './tender-fields.ts';

const type = (code: string, name: string, kind: TenderType['kind'], guaranteedFunds = false): TenderType => ({
  code,
  name,
  kind,
  guaranteedFunds,
  reference: kind === 'check' ? 'routing+number' : 'none',
  opensDrawer: true,
  changeLimitCents: 0,
});
const cash = type('CASH', 'Cash', 'cash', true);
const personal = type('CHECK', 'Personal check', 'check');
const business = type('BCHECK', 'Business check', 'check');
const cashiers = type('CCHECK', 'Cashier’s check', 'check', true);
const order: TenderType = { ...type('MO', 'Money order', 'item', true), reference: 'number' };
const setup = { tenderTypes: [cash, personal, business, cashiers, order] } as unknown as Setup;
const due = (changes: Partial<PaymentPreview> = {}) =>
  ({ dueCents: 8_000, stillDueCents: 8_000, guaranteedOnly: null, ...changes }) as PaymentPreview;
const read: CheckRead = {
  kind: 'check',
  readingId: 'r1',
  result: 'read',
  routing: '122105278',
  number: '1041',
  accountLast4: '6789',
  business: false,
  doubts: [],
};
const entry = (tenderType: string, details: Record<string, string> = {}): TenderEntry => ({
  tenderType,
  tenderId: null,
  amountCents: 4_000,
  details,
});

describe('a check that was read', () => {
  it('opens the check form with its numbers while something is due', () => {
    expect(entryForCheck(read, { setup, preview: due(), entry: null })).toEqual({
      tenderType: 'CHECK',
      tenderId: null,
      amountCents: undefined,
      details: { routing: '122105278', number: '1041', readingId: 'r1', accountLast4: '6789' },
    });
  });

  it('turns an open form to the other kind of check, and keeps the amount', () => {
    const taken = entryForCheck(
      { ...read, business: true },
      { setup, preview: due(), entry: entry('CHECK', { drawerName: 'A. Payer' }) },
    );
    expect(taken).toMatchObject({ tenderType: 'BCHECK', amountCents: 4_000 });
    expect(taken).toHaveProperty('details.drawerName', 'A. Payer');
  });

  it('stays a cashier’s check where one was chosen', () => {
    const taken = entryForCheck(read, { setup, preview: due(), entry: entry('CCHECK') });
    expect(taken).toHaveProperty('tenderType', 'CCHECK');
  });

  it('is not taken where nothing is due, nor over another tender that is being typed', () => {
    const idle = due({ dueCents: 0, stillDueCents: 0 });
    expect(entryForCheck(read, { setup, preview: idle, entry: null })).toContain('nothing is due');
    const covered = due({ stillDueCents: 0 });
    expect(entryForCheck(read, { setup, preview: covered, entry: null })).toContain('nothing more is due');
    const typing = entry('MO', { number: '2210' });
    expect(entryForCheck(read, { setup, preview: due(), entry: typing })).toContain('money order is typed');
  });

  it('is refused where only guaranteed funds pay', () => {
    const only = due({ guaranteedOnly: 'Guaranteed funds only' });
    expect(entryForCheck(read, { setup, preview: only, entry: null })).toContain('Personal check is refused');
  });

  it('brings its doubts along, and never its account when it could not be read', () => {
    const doubtful: CheckRead = { ...read, result: 'doubtful', number: '', doubts: ['No number.'] };
    expect(entryForCheck(doubtful, { setup, preview: due(), entry: null })).toMatchObject({
      doubts: ['No number.'],
    });
    const unreadable: CheckRead = {
      ...read,
      result: 'unreadable',
      routing: '',
      number: '',
      accountLast4: '',
      doubts: ['No line.'],
    };
    const typed = entry('CHECK', { routing: '122105278', number: '7' });
    expect(entryForCheck(unreadable, { setup, preview: due(), entry: typed })).toMatchObject({
      details: { routing: '122105278', number: '7' },
      doubts: ['No line.'],
    });
  });

  it('keeps nothing of the check that was read before it', () => {
    const before = checkDetails({ drawerName: 'A. Payer' }, read);
    const next: CheckRead = { ...read, result: 'unreadable', readingId: 'r2', routing: '', number: '' };
    expect(checkDetails(before, next)).toEqual({ drawerName: 'A. Payer' });
  });

  it('puts the keyboard on the number in doubt', () => {
    expect(doubtfulField(read)).toBeNull();
    const doubtful = { ...read, result: 'doubtful' } as const;
    expect(doubtfulField({ ...doubtful, number: '' })).toBe('number');
    expect(doubtfulField({ ...doubtful, routing: '122105279' })).toBe('routing');
    expect(doubtfulField(doubtful)).toBe('routing');
  });
});

describe('the account that the reader read', () => {
  const details = checkDetails({}, read);

  it('goes with the tender under the id of the reading, never as a number', () => {
    const input = tenderInput(personal, 4_000, details);
    expect(input.check).toEqual({ routing: '122105278', number: '1041', readingId: 'r1' });
  });

  it('is left behind when another routing number is typed', () => {
    expect(withDetail(details, 'routing', '021000021')).toEqual({ routing: '021000021', number: '1041' });
  });

  it('is left behind when a number that was read surely is another one', () => {
    expect(withDetail(details, 'number', '1042')).not.toHaveProperty('readingId');
    expect(withDetail(details, 'number', '1042', ['No number.'])).toHaveProperty('readingId', 'r1');
  });

  it('stays when something else is typed', () => {
    expect(withDetail(details, 'drawerName', 'A. Payer')).toHaveProperty('readingId', 'r1');
  });
});

describe('a scan', () => {
  const slip = { payee: '7312345678904', reference: '100002596', amountCents: 4_210 };

  it('of a payment slip finds the account of its reference, with its amount', () => {
    expect(scannedOf({ text: '(415)…', slip })).toEqual({ text: '100002596', amountCents: 4_210 });
    expect(scannedOf({ text: '(415)…', slip: { ...slip, amountCents: null } })).toEqual({
      text: '100002596',
    });
  });

  it('of anything else is typed as it is', () => {
    expect(scannedOf({ text: '10000000811232600000189881', slip: null })).toEqual({
      text: '10000000811232600000189881',
    });
    expect(scannedOf({ text: 'whole', slip: { ...slip, reference: 'PERMIT-1' } })).toEqual({ text: 'whole' });
  });
});
