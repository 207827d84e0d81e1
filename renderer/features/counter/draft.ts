/**
 * One visit of one payer while it is being taken: a value, changed only by the functions here, so that it survives a
 * change of screen, a lock and a park exactly as it was. It decides nothing; the desk does when it is posted.
 */
import type { ParkedDraft } from '../../../shared/domain/payment/types.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { Input } from '../../bridge/bridge.ts';
import { chargedCents } from '../card/card-dialogue.ts';
import type { CardView } from '../card/card-dialogue.ts';

export type PostInput = Input<'payment.post'>;
export type TenderInput = PostInput['tenders'][number];
export type OverrideKind = PostInput['overrides'][number]['kind'];

/** An amount toward one account, spread in the usual order unless a person chose another. */
export type AccountWork = {
  readonly account: string;
  readonly found: { readonly how: 'scanned' | 'typed'; readonly at: Instant; readonly stubCents?: Cents };
  /** `undefined` until the proposal or the person has said; null when the field was emptied. */
  readonly towardCents: Cents | null | undefined;
  /** Amounts by charge key, when another order than the usual one was chosen. */
  readonly byHand: Readonly<Record<string, Cents | null>> | null;
};

/** A line that pays no charge: a pass, a permit, a fine, a deposit on an account. */
export type ItemWork = {
  readonly itemId: string;
  readonly receiptType: string;
  readonly amountCents: Cents;
  readonly reference: string;
  readonly account?: string;
};

export type TenderWork = {
  readonly tenderId: string;
  readonly input: TenderInput;
  /** Charged at the connected terminal: what its tender says, to be given back and never to be mended. */
  readonly charged?: Pick<CardView, 'brand' | 'last4' | 'authorization'>;
};

export type Draft = {
  readonly paymentId: string;
  readonly payer: {
    readonly name: string | null;
    readonly relation: 'holder' | 'third-party' | 'walk-in' | null;
  };
  readonly accounts: readonly AccountWork[];
  /** The account on show in the first pane. */
  readonly current: string | null;
  readonly items: readonly ItemWork[];
  readonly tenders: readonly TenderWork[];
  readonly reasons: Readonly<Partial<Record<OverrideKind, string>>>;
  readonly language: 'en' | 'es';
};

export const emptyDraft = (paymentId: string): Draft => ({
  paymentId,
  payer: { name: null, relation: null },
  accounts: [],
  current: null,
  items: [],
  tenders: [],
  reasons: {},
  language: 'en',
});

export const isEmpty = (draft: Draft): boolean =>
  draft.accounts.length === 0 && draft.items.length === 0 && draft.tenders.length === 0;

/** Nothing goes toward it: it was looked at. */
const onlyLookedAt = ({ account, towardCents, byHand }: AccountWork, draft: Draft): boolean =>
  (towardCents === null || towardCents === 0) &&
  byHand === null &&
  !draft.items.some((item) => item.account === account);

/** Finding an account again only shows it again; one that was only looked at makes room for the next. */
export function withAccount(draft: Draft, work: AccountWork): Draft {
  const known = draft.accounts.some(({ account }) => account === work.account);
  const others = draft.accounts.filter((each) => !onlyLookedAt(each, draft));
  return {
    ...draft,
    current: work.account,
    accounts: known
      ? draft.accounts.map((each) =>
          each.account === work.account && work.found.stubCents !== undefined
            ? { ...each, found: work.found }
            : each,
        )
      : [...others, work],
  };
}

export const showAccount = (draft: Draft, account: string): Draft => ({ ...draft, current: account });

const changeAccount = (draft: Draft, account: string, change: (work: AccountWork) => AccountWork): Draft => ({
  ...draft,
  accounts: draft.accounts.map((work) => (work.account === account ? change(work) : work)),
});

export const withToward = (draft: Draft, account: string, towardCents: Cents | null): Draft =>
  changeAccount(draft, account, (work) => ({ ...work, towardCents }));

/** The first proposal only; what a person typed is never overwritten. */
export const withProposal = (draft: Draft, account: string, towardCents: Cents | null): Draft =>
  changeAccount(draft, account, (work) => (work.towardCents === undefined ? { ...work, towardCents } : work));

export const withByHand = (draft: Draft, account: string, byHand: AccountWork['byHand']): Draft => {
  const next = changeAccount(draft, account, (work) => ({ ...work, byHand }));
  return next.accounts.some((work) => work.byHand !== null) ? next : withoutReason(next, 'allocation');
};

export function withoutAccount(draft: Draft, account: string): Draft {
  const accounts = draft.accounts.filter((work) => work.account !== account);
  return {
    ...draft,
    accounts,
    current: draft.current === account ? (accounts.at(-1)?.account ?? null) : draft.current,
    items: draft.items.filter((item) => item.account !== account),
  };
}

export const withItem = (draft: Draft, item: ItemWork): Draft => ({
  ...draft,
  items: [...draft.items, item],
});

export const withoutItem = (draft: Draft, itemId: string): Draft => ({
  ...draft,
  items: draft.items.filter((item) => item.itemId !== itemId),
});

/** A tender that is being mended keeps its place. */
export const withTender = (draft: Draft, tender: TenderWork): Draft => ({
  ...draft,
  tenders: draft.tenders.some(({ tenderId }) => tenderId === tender.tenderId)
    ? draft.tenders.map((each) => (each.tenderId === tender.tenderId ? tender : each))
    : [...draft.tenders, tender],
});

/** A charged card is a tender under its attempt's own id, so that it is never two. */
export const withCard = (draft: Draft, card: CardView): Draft =>
  withTender(draft, {
    tenderId: card.attemptId,
    input: {
      tenderType: card.tenderType,
      amountCents: chargedCents(card),
      terminalCard: { attemptId: card.attemptId },
    },
    charged: { brand: card.brand, last4: card.last4, authorization: card.authorization },
  });

/** The amounts that are on cards and on no receipt yet. */
export const chargedIn = (draft: Draft): readonly Cents[] =>
  draft.tenders.filter(({ charged }) => charged !== undefined).map(({ input }) => input.amountCents);

/**
 * A card that was charged for another visit is used here. A visit that has charged no card of its own goes on under
 * the id of that one, so that the terminal may be asked for the rest.
 */
export const withFoundCard = (draft: Draft, card: CardView, mayTakeItsVisit: boolean): Draft =>
  withCard(
    mayTakeItsVisit && chargedIn(draft).length === 0 ? { ...draft, paymentId: card.paymentId } : draft,
    card,
  );

export function withoutTender(draft: Draft, tenderId: string): Draft {
  const next = { ...draft, tenders: draft.tenders.filter((tender) => tender.tenderId !== tenderId) };
  return next.tenders.some(({ input }) => input.check !== undefined || input.item !== undefined)
    ? next
    : withoutReason(next, 'check-repeat');
}

export const withoutTenders = (draft: Draft): Draft =>
  withoutReason({ ...draft, tenders: [] }, 'check-repeat');

export const withReason = (draft: Draft, kind: OverrideKind, reason: string): Draft => ({
  ...draft,
  reasons: { ...draft.reasons, [kind]: reason },
});

export const withoutReason = (draft: Draft, kind: OverrideKind): Draft => {
  const { [kind]: _gone, ...reasons } = draft.reasons;
  return { ...draft, reasons };
};

export const withPayer = (draft: Draft, payer: Draft['payer']): Draft => ({ ...draft, payer });
export const withLanguage = (draft: Draft, language: Draft['language']): Draft => ({ ...draft, language });

/**
 * What a parked payer's place keeps: unfinished amounts as text, so that they come back as they were. Amounts chosen
 * by hand come back as the usual order: their reason belonged to that moment.
 */
export function toParked(
  draft: Draft,
  preview: {
    readonly lines: ParkedDraft['lines'];
    readonly totalCents: Cents;
    readonly payer: ParkedDraft['payer'];
  },
): ParkedDraft {
  return {
    payer: preview.payer,
    lines: preview.lines,
    accounts: draft.accounts.map(({ account, towardCents }) => ({
      account,
      towardText: towardCents === undefined || towardCents === null ? '' : String(towardCents),
    })),
    language: draft.language,
    totalCents: preview.totalCents,
  };
}

/**
 * Accounts come back with their amounts, other lines as items; an overpayment is part of its account's amount.
 * @param made what only the caller can make: ids, the time, and the receipt type that takes overpayments
 */
export function fromParked(
  parked: ParkedDraft,
  made: {
    readonly paymentId: string;
    readonly at: Instant;
    readonly newId: () => string;
    readonly overpaymentReceiptType: string | null;
  },
): Draft {
  const accounts = parked.accounts.map(({ account, towardText }): AccountWork => ({
    account,
    found: { how: 'typed', at: made.at },
    towardCents: /^\d+$/.test(towardText) ? Number(towardText) : null,
    byHand: null,
  }));
  const spread = new Set(accounts.map(({ account }) => account));
  const isOverpayment = (line: ParkedDraft['lines'][number]): boolean =>
    line.receiptType === made.overpaymentReceiptType &&
    line.account !== undefined &&
    spread.has(line.account);
  return {
    ...emptyDraft(made.paymentId),
    payer: { name: parked.payer.name, relation: parked.payer.relation },
    accounts,
    current: accounts[0]?.account ?? null,
    items: parked.lines
      .filter((line) => line.charge === undefined && !isOverpayment(line))
      .map((line) => ({
        itemId: made.newId(),
        receiptType: line.receiptType,
        amountCents: line.amountCents,
        reference: line.reference ?? '',
        ...(line.account === undefined ? {} : { account: line.account }),
      })),
    language: parked.language,
  };
}
