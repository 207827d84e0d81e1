import { describe, expect, it } from 'vitest';
import type { PaymentPreview } from '../counter/preview.ts';
import { CUSTOMER_LINES_AT_MOST, postedView, servingView } from './customer-view.ts';
import { inSight, LINES_IN_SIGHT } from './words.ts';

const row = (title: string, amountCents: number, account?: string) => ({
  title,
  sub: 'due Sep 17',
  amountCents,
  input: { receiptType: 'GAS', amountCents, ...(account === undefined ? {} : { account }) },
});
const preview = (changes: object = {}): PaymentPreview =>
  ({
    accounts: [{ view: { account: '100002596', name: 'Núñez, Oluwaseun' } }],
    rows: [
      row('Gas bill', 5_320, '100002596'),
      row('Water bill', 1_000, '100002596'),
      row('Bus pass', 6_400),
    ],
    dueCents: 12_720,
    tenderedCents: 0,
    changeCents: 0,
    payer: { name: 'Núñez, Oluwaseun', relation: 'holder' },
    ...changes,
  }) as unknown as PaymentPreview;
const at = { city: 'Cedar Bluff', language: 'en', isAtTerminal: false } as const;

describe('what the customer sees', () => {
  it('is what each line is for and its amount, and no name and no account', () => {
    const view = servingView(preview(), at);
    expect(view).toMatchObject({ phase: 'items', totalCents: 12_720 });
    expect(view.lines).toEqual([
      { text: 'Gas bill', amountCents: 5_320 },
      { text: 'Water bill', amountCents: 1_000 },
      { text: 'Bus pass', amountCents: 6_400 },
    ]);
    expect(JSON.stringify(view)).not.toMatch(/Núñez|100002596/);
  });

  it.each([
    ['of a confidential account', { accounts: [{ view: { account: '100002596', name: null } }] }],
    ['of an account that somebody else pays', { payer: { name: 'A. Friend', relation: 'third-party' } }],
  ])('is one line %s, in the customer’s language', (_what, changes) => {
    expect(servingView(preview(changes), { ...at, language: 'es' }).lines).toEqual([
      { text: 'Pago a cuenta', amountCents: 6_320 },
      { text: 'Bus pass', amountCents: 6_400 },
    ]);
  });

  it('is a welcome while there is nothing', () => {
    const empty = preview({ accounts: [], rows: [], dueCents: 0 });
    expect(servingView(empty, at).phase).toBe('welcome');
    expect(servingView(empty, { ...at, isAtTerminal: true }).phase).toBe('terminal');
  });

  it('adds up when there are more lines than it holds', () => {
    const rows = Array.from({ length: CUSTOMER_LINES_AT_MOST + 5 }, () => row('Bus pass', 100));
    const { lines } = servingView(preview({ rows }), at);
    expect(lines).toHaveLength(CUSTOMER_LINES_AT_MOST);
    expect(lines.at(-1)).toEqual({ text: 'Other items', amountCents: 600 });
  });

  it('is the change, or thanks, after the payment', () => {
    const answer = { totalCents: 1_000, tenderedCents: 2_000, changeCents: 1_000 };
    expect(postedView(answer, at).phase).toBe('change');
    expect(postedView({ ...answer, changeCents: 0 }, at).phase).toBe('thanks');
  });
});

it('the newest lines are in sight, and how many are not is said', () => {
  const lines = Array.from({ length: LINES_IN_SIGHT + 3 }, (_, index) => index);
  expect(inSight(lines)).toEqual({ shown: lines.slice(3), hidden: 3 });
  expect(inSight([1])).toEqual({ shown: [1], hidden: 0 });
});
