/**
 * What the screen shows of a draft before it is posted: lines, due, change, and what still stands in the way. It uses
 * the same pure functions that decide, and decides nothing itself.
 */
import {
  allocate,
  allocateByHand,
  isUsualOrder,
  linesForAllocation,
  payableCents,
} from '../../../shared/domain/allocation/allocate.ts';
import type { Allocation } from '../../../shared/domain/allocation/allocate.ts';
import type { OpenAccount } from '../../../shared/domain/allocation/open-account.ts';
import { guaranteedShortCents } from '../../../shared/domain/payment/funding.ts';
import type { LineInput, ParkedDraft } from '../../../shared/domain/payment/types.ts';
import { chargeKeyText } from '../../../shared/domain/reference/charge-key.ts';
import { changeOf } from '../../../shared/domain/tender/change.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Refusal, Result } from '../../../shared/kernel/result.ts';
import { formatDayMonth } from '../../../shared/kernel/time.ts';
import { formatCents, sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import type { Output } from '../../bridge/bridge.ts';
import type { AccountWork, Draft, PostInput } from './draft.ts';

export type Setup = Output<'counter.setup'>;
export type AccountView = Output<'account.show'>;
export type ChargeView = AccountView['charges'][number];
export type ReceiptType = Setup['receiptTypes'][number];
export type TenderType = Setup['tenderTypes'][number];
/** Accounts that have been answered; others are still being asked. */
export type Accounts = ReadonlyMap<string, AccountView>;

/**
 * The amount that is proposed when an account is found: what the scanned stub says, as far as it is still open; else
 * what reconnects; else all that may be paid here. Null when nothing is.
 */
export function proposedCents(view: AccountView, found: AccountWork['found']): Cents | null {
  const payable = payableCents(view);
  if (payable === 0) return null;
  if (found.stubCents !== undefined && found.stubCents > 0) return Math.min(found.stubCents, payable);
  if (view.reconnectCents !== undefined && view.reconnectCents > 0)
    return Math.min(view.reconnectCents, payable);
  return payable;
}

/** Own payments of the last days, one entry per receipt: the desk lists what each put on the account. */
export function recentPayments(view: AccountView): AccountView['recent'] {
  const byReceipt = new Map<string, AccountView['recent'][number]>();
  for (const paid of view.recent) {
    const earlier = byReceipt.get(paid.receiptNumber);
    byReceipt.set(paid.receiptNumber, {
      ...paid,
      amountCents: (earlier?.amountCents ?? 0) + paid.amountCents,
    });
  }
  return [...byReceipt.values()];
}

export type AccountPreview = {
  readonly view: AccountView;
  readonly towardCents: Cents;
  readonly rows: readonly {
    readonly charge: ChargeView;
    readonly paysCents: Cents;
    readonly leftCents: Cents;
    readonly key: string;
  }[];
  readonly paysCents: Cents;
  readonly leftCents: Cents;
  readonly overpaymentCents: Cents;
  readonly lines: Result<readonly LineInput[]>;
  /** Another order than the usual one: a reason goes with it. */
  readonly unusual: boolean;
  /** Disconnected accounts: this amount brings service back. */
  readonly reconnects: boolean;
};

function spread(open: OpenAccount, work: AccountWork): Result<Allocation> {
  if (work.byHand === null) {
    return ok(allocate(open, work.towardCents ?? 0));
  }
  const { byHand } = work;
  const pays = open.charges
    .map(({ charge }) => ({ charge, amountCents: byHand[chargeKeyText(charge)] ?? 0 }))
    .filter(({ amountCents }) => amountCents > 0);
  return allocateByHand(open, pays, { includeBeforePetition: true });
}

export function previewAccount(view: AccountView, work: AccountWork, setup: Setup): AccountPreview {
  const allocation = spread(view, work);
  const charges = allocation.ok
    ? allocation.value.charges
    : view.charges.map((charge) => ({ ...charge, paysCents: 0, leftCents: charge.openCents }));
  const overpaymentCents = allocation.ok ? allocation.value.overpaymentCents : 0;
  const pays = charges
    .filter(({ paysCents }) => paysCents > 0)
    .map(({ charge, paysCents }) => ({ charge, amountCents: paysCents }));
  const paysCents = sumCents(charges.map((charge) => charge.paysCents));
  const towardCents = paysCents + overpaymentCents;
  const { reconnectCents } = view;
  return {
    view,
    towardCents,
    rows: charges.map((charge, index) => {
      const shown = view.charges[index];
      assert(shown !== undefined, 'as many charges as the account has');
      return {
        charge: shown,
        paysCents: charge.paysCents,
        leftCents: charge.leftCents,
        key: chargeKeyText(charge.charge),
      };
    }),
    paysCents,
    leftCents: view.balanceCents - towardCents,
    overpaymentCents,
    lines: allocation.ok
      ? linesForAllocation(view.account, allocation.value, setup.serviceMap, setup.overpaymentReceiptType)
      : allocation,
    unusual: work.byHand !== null && !isUsualOrder(view, pays, overpaymentCents),
    reconnects: reconnectCents !== undefined && reconnectCents > 0 && towardCents >= reconnectCents,
  };
}

export type LineRow = {
  readonly id: string;
  readonly title: string;
  readonly sub: string;
  readonly amountCents: Cents;
  readonly input: LineInput;
  readonly requiresGuaranteed: boolean;
  /** Lines of one account leave together. */
  readonly from: { readonly account: string } | { readonly itemId: string };
};

export type PaymentPreview = {
  readonly accounts: readonly AccountPreview[];
  readonly rows: readonly LineRow[];
  readonly dueCents: Cents;
  readonly tenderedCents: Cents;
  readonly stillDueCents: Cents;
  readonly changeCents: Cents;
  readonly payer: ParkedDraft['payer'];
  /** Only guaranteed funds pay any of this: why, in words. */
  readonly guaranteedOnly: string | null;
  /** What stands in the way of posting, in the order of the work; null when nothing does. */
  readonly obstacle: Refusal | string | null;
};

const isGuaranteedAccount = (view: AccountView | undefined): boolean =>
  view?.notices.some(({ kind }) => kind === 'guaranteed-only') === true;

const requiresGuaranteed = (line: LineInput, setup: Setup, view: AccountView | undefined): boolean => {
  if (setup.receiptTypes.find(({ code }) => code === line.receiptType)?.guaranteedFunds === true) return true;
  if (!view) return false;
  if (isGuaranteedAccount(view)) return true;
  const key = line.charge === undefined ? null : chargeKeyText(line.charge);
  return view.charges.some((charge) => chargeKeyText(charge.charge) === key && charge.requiresGuaranteed);
};

function lineRow(
  line: LineInput,
  id: string,
  from: LineRow['from'],
  setup: Setup,
  view: AccountView | undefined,
): LineRow {
  const type = setup.receiptTypes.find(({ code }) => code === line.receiptType);
  const guaranteed = requiresGuaranteed(line, setup, view);
  const about = [
    // A fee is known by its name; beside “guaranteed funds” its date says nothing.
    line.charge === undefined || (guaranteed && line.charge.kind === 'fee')
      ? ''
      : `due ${formatDayMonth(line.charge.dueDate)}`,
    line.reference ?? '',
    line.charge === undefined && line.account !== undefined ? line.account : '',
    // Where the whole account is so, its stamp says it once.
    guaranteed && !isGuaranteedAccount(view) ? 'guaranteed funds' : '',
  ];
  return {
    id,
    title: type?.name ?? line.receiptType,
    sub: about.filter((part) => part !== '').join(', '),
    amountCents: line.amountCents,
    input: line,
    requiresGuaranteed: guaranteed,
    from,
  };
}

const itemLine = (item: Draft['items'][number]): LineInput => ({
  receiptType: item.receiptType,
  amountCents: item.amountCents,
  ...(item.account === undefined ? {} : { account: item.account }),
  ...(item.reference === '' ? {} : { reference: item.reference }),
});

/** The name that goes on the receipt: what was typed, else the holder of the first account; none where it is confidential. */
function payerOf(draft: Draft, accounts: readonly AccountPreview[]): ParkedDraft['payer'] {
  const holder = accounts[0];
  const relation = draft.payer.relation ?? (holder ? 'holder' : 'walk-in');
  if (relation === 'holder') return { name: holder?.view.name ?? '', relation };
  return { name: draft.payer.name ?? '', relation };
}

export function previewPayment(draft: Draft, answered: Accounts, setup: Setup): PaymentPreview {
  const accounts = draft.accounts.flatMap((work) => {
    const view = answered.get(work.account);
    return view ? [previewAccount(view, work, setup)] : [];
  });
  const accountRows = accounts.flatMap((account) =>
    account.lines.ok
      ? account.lines.value.map((line, index) =>
          lineRow(
            line,
            `${account.view.account}-${index}`,
            { account: account.view.account },
            setup,
            account.view,
          ),
        )
      : [],
  );
  const itemRows = draft.items.map((item) =>
    lineRow(itemLine(item), item.itemId, { itemId: item.itemId }, setup, answered.get(item.account ?? '')),
  );
  const rows = [...accountRows, ...itemRows];
  const dueCents = sumCents(rows.map((row) => row.amountCents));
  const tenderedCents = sumCents(draft.tenders.map(({ input }) => input.amountCents));
  return {
    accounts,
    rows,
    dueCents,
    tenderedCents,
    stillDueCents: Math.max(0, dueCents - tenderedCents),
    changeCents: Math.max(0, tenderedCents - dueCents),
    payer: payerOf(draft, accounts),
    guaranteedOnly: guaranteedOnlyWords(rows, accounts),
    obstacle: obstacleOf(draft, accounts, rows, dueCents, setup),
  };
}

function guaranteedOnlyWords(rows: readonly LineRow[], accounts: readonly AccountPreview[]): string | null {
  if (rows.length === 0 || !rows.every((row) => row.requiresGuaranteed)) return null;
  const notice = accounts.flatMap(({ view }) => view.notices).find(({ kind }) => kind === 'guaranteed-only');
  return notice === undefined ? 'Guaranteed funds only' : `Guaranteed funds only. ${notice.text}`;
}

const tenderTypeOf = (setup: Setup, code: string): TenderType | undefined =>
  setup.tenderTypes.find((type) => type.code === code);

function obstacleOf(
  draft: Draft,
  accounts: readonly AccountPreview[],
  rows: readonly LineRow[],
  dueCents: Cents,
  setup: Setup,
): Refusal | string | null {
  if (accounts.length < draft.accounts.length) return 'The account is being looked up.';
  for (const account of accounts) if (!account.lines.ok) return account.lines.error;
  if (rows.length === 0) return 'Find an account or add an item';
  if (accounts.some(({ unusual }) => unusual) && (draft.reasons.allocation ?? '').trim() === '') {
    return 'Say why the order is changed';
  }
  const sources = draft.tenders.flatMap(({ input }) => {
    const type = tenderTypeOf(setup, input.tenderType);
    return type ? [{ amountCents: input.amountCents, type }] : [];
  });
  const change = changeOf(sources, dueCents);
  if (!change.ok)
    return change.error.code === 'UNDERPAID'
      ? stillToTake(
          sources.map((each) => each.amountCents),
          dueCents,
        )
      : change.error;
  const short = guaranteedShortCents(
    rows.map((row, index) => ({
      lineNo: index + 1,
      amountCents: row.amountCents,
      requiresGuaranteed: row.requiresGuaranteed,
    })),
    sources.map((source, index) => ({
      tenderNo: index + 1,
      guaranteed: source.type.guaranteedFunds,
      netCents: source.amountCents - (change.value.byTender[index] ?? 0),
    })),
  );
  return short > 0 ? `${formatCents(short)} more must be cash, card or money order` : null;
}

const stillToTake = (taken: readonly Cents[], dueCents: Cents): string => {
  const tendered = sumCents(taken);
  return tendered === 0 ? `Take ${formatCents(dueCents)}` : `Take ${formatCents(dueCents - tendered)} more`;
};

export function postInput(draft: Draft, preview: PaymentPreview, sessionId: string): PostInput {
  const reasons = Object.entries(draft.reasons) as [PostInput['overrides'][number]['kind'], string][];
  return {
    paymentId: draft.paymentId,
    sessionId,
    payer: preview.payer,
    lines: preview.rows.map(({ input }) => input),
    tenders: draft.tenders.map(({ input }) => input),
    language: draft.language,
    // A reason for nothing is refused: an order that came back to the usual one needs none.
    overrides: reasons
      .filter(([kind]) => kind !== 'allocation' || preview.accounts.some(({ unusual }) => unusual))
      .map(([kind, reason]) => ({ kind, reason: reason.trim() })),
  };
}
