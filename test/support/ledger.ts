/** The pooled fund of the sample city, as far as entries need it, and arbitraries for payments on it. */
import fc from 'fast-check';
import type { InterfundAccounts, LedgerPolicy } from '../../shared/domain/ledger/types.ts';
import type { EntryLine, EntryTender } from '../../shared/domain/ledger/entries.ts';
import type { TenderKind } from '../../shared/domain/tender/types.ts';

export const sampleLedgerPolicy: LedgerPolicy = {
  pooledFund: '900',
  undeposited: '900-000-10190',
  changeFunds: '900-000-10195',
  cardClearing: '900-000-10150',
  cardFees: '100-110-53400',
  overShort: {
    cash: '100-110-46900',
    check: '100-110-46900',
    item: '100-110-46900',
    card: '100-110-46900',
    voucher: '100-110-46900',
  },
};

const faces = (fund: string, dueTo: string) => ({
  dueTo: `900-000-${dueTo}`,
  dueFrom: `${fund}-000-13900`,
});

export const sampleInterfund: InterfundAccounts = {
  '100': faces('100', '20110'),
  '240': faces('240', '20124'),
  '510': faces('510', '20151'),
  '520': faces('520', '20152'),
  '530': faces('530', '20153'),
  '540': faces('540', '20154'),
  '550': faces('550', '20155'),
  '560': faces('560', '20156'),
  '700': faces('700', '20170'),
};

export const debitAccountByKind = {
  cash: '900-000-10190',
  check: '900-000-10190',
  item: '900-000-10190',
  card: '900-000-10150',
  voucher: '900-000-11910',
} as const satisfies Record<TenderKind, string>;

/** Accounts that lines credit; two of them in the pooled fund itself. */
export const lineAccounts = [
  '100-120-42100',
  '700-000-24100',
  '240-350-44700',
  '510-000-11500',
  '520-000-11500',
  '530-000-11500',
  '900-000-11910',
  '900-000-20950',
] as const;

const cents = fc.integer({ min: 1, max: 5_000_000 });

const line: fc.Arbitrary<EntryLine> = fc
  .array(fc.record({ glAccount: fc.constantFrom(...lineAccounts), amountCents: cents }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((distribution) => ({ distribution }));

/** A payment that could be posted: tenders − change = lines, change at most the cash tendered. */
export const paymentParts: fc.Arbitrary<{
  readonly lines: readonly EntryLine[];
  readonly tenders: readonly EntryTender[];
  readonly changeCents: number;
}> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    kinds: fc.array(fc.constantFrom<TenderKind>('cash', 'check', 'item', 'card', 'voucher'), {
      minLength: 1,
      maxLength: 5,
    }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
    overpaidCents: fc.integer({ min: 0, max: 20_000 }),
  })
  .map(({ lines, kinds, cuts, overpaidCents }) => {
    const totalCents = lines.flatMap((l) => l.distribution).reduce((sum, part) => sum + part.amountCents, 0);
    let leftCents = totalCents;
    const tenders: EntryTender[] = [];
    kinds.forEach((kind, index) => {
      const last = index === kinds.length - 1;
      const amountCents = last ? leftCents : Math.floor(leftCents * (cuts[index] ?? 0));
      leftCents -= amountCents;
      if (amountCents > 0) tenders.push({ kind, amountCents, debitAccount: debitAccountByKind[kind] });
    });
    const cash = tenders.findIndex((tender) => tender.kind === 'cash');
    if (cash < 0) return { lines, tenders, changeCents: 0 };
    const withChange = tenders.map((tender, index) =>
      index === cash ? { ...tender, amountCents: tender.amountCents + overpaidCents } : tender,
    );
    return { lines, tenders: withChange, changeCents: overpaidCents };
  });
