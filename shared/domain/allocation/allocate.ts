/** How an amount toward an account spreads over what it owes, and the lines that this makes. */
import { assert } from '../../kernel/assert.ts';
import { ok, refuse } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { formatDate } from '../../kernel/time.ts';
import { formatCents, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { chargeKeyText } from '../reference/charge-key.ts';
import type { ChargeKey } from '../reference/charge-key.ts';
import { mapService } from '../reference/lookups.ts';
import type { ServiceMapping } from '../reference/types.ts';
import type { AccountLine, ChargeState, OpenAccount, OpenCharge } from './open-account.ts';

export type AllocatedCharge = OpenCharge & { readonly paysCents: Cents; readonly leftCents: Cents };

export type Allocation = {
  /** Every charge of the account in its order, also those that get nothing. */
  readonly charges: readonly AllocatedCharge[];
  /** What nothing payable is left for. */
  readonly overpaymentCents: Cents;
};

export type AllocateOptions = {
  /** A supervisor allowed charges billed before the petition date. */
  readonly includeBeforePetition?: boolean;
};

const mayBePaid = (state: ChargeState, options: AllocateOptions): boolean =>
  state === 'payable' || (state === 'before-petition' && options.includeBeforePetition === true);

/** What may be paid here at most: the amount that the screen proposes as “all”. */
export const payableCents = (account: OpenAccount, options: AllocateOptions = {}): Cents =>
  sumCents(
    account.charges.filter(({ state }) => mayBePaid(state, options)).map(({ openCents }) => openCents),
  );

/** Spreads an amount in the account's order. @param amountCents ≥ 0 */
export function allocate(
  account: OpenAccount,
  amountCents: Cents,
  options: AllocateOptions = {},
): Allocation {
  assert(amountCents >= 0, 'an amount toward an account is not negative');
  let leftCents = amountCents;
  const charges = account.charges.map((open): AllocatedCharge => {
    const paysCents = mayBePaid(open.state, options) ? Math.min(leftCents, open.openCents) : 0;
    leftCents -= paysCents;
    return { ...open, paysCents, leftCents: open.openCents - paysCents };
  });
  return { charges, overpaymentCents: leftCents };
}

export type Pays = { readonly charge: ChargeKey; readonly amountCents: Cents };

/**
 * Amounts chosen by hand instead of the usual order. Whether a reason or a supervisor is needed is decided at posting.
 * Errors: CHARGE_UNKNOWN, CHARGE_OVERPAID, CHARGE_NOT_MAPPED, BANKRUPTCY_PROTECTED.
 */
export function allocateByHand(
  account: OpenAccount,
  pays: readonly Pays[],
  options: AllocateOptions = {},
): Result<Allocation> {
  const byKey = new Map<string, Cents>();
  for (const [index, { charge, amountCents }] of pays.entries()) {
    const key = chargeKeyText(charge);
    const total = (byKey.get(key) ?? 0) + amountCents;
    byKey.set(key, total);
    const checked = checkChargePaid(account, charge, total, `charges.${index}`, options);
    if (!checked.ok) return checked;
  }
  const charges = account.charges.map((open): AllocatedCharge => {
    const paysCents = byKey.get(chargeKeyText(open.charge)) ?? 0;
    return { ...open, paysCents, leftCents: open.openCents - paysCents };
  });
  return ok({ charges, overpaymentCents: 0 });
}

export const findOpenCharge = (account: OpenAccount, key: ChargeKey): OpenCharge | undefined => {
  const text = chargeKeyText(key);
  return account.charges.find((open) => chargeKeyText(open.charge) === text);
};

/** `Water, due Oct 29, 2026`, with the city's own word for the service where the caller knows it. */
export const chargeWords = (key: ChargeKey, name: string = key.service): string =>
  `${name}, due ${formatDate(key.dueDate)}`;

/**
 * May this charge take so much? Errors: as `allocateByHand`.
 * @param totalCents all that one payment puts on the charge
 */
export function checkChargePaid(
  account: OpenAccount,
  key: ChargeKey,
  totalCents: Cents,
  field: string,
  options: AllocateOptions = {},
): Result<OpenCharge> {
  const open = findOpenCharge(account, key);
  const charge = chargeWords(key);
  if (!open || open.state === 'credit') return refuse('CHARGE_UNKNOWN', { field, value: charge });
  if (open.state === 'no-receipt-type') return refuse('CHARGE_NOT_MAPPED', { field, value: charge });
  if (!mayBePaid(open.state, options)) return refuse('BANKRUPTCY_PROTECTED', { field, value: charge });
  if (totalCents > open.openCents) {
    const params = { charge, open: formatCents(open.openCents) };
    return refuse('CHARGE_OVERPAID', { field, value: formatCents(totalCents), params });
  }
  return ok(open);
}

/** True when these amounts are what the usual order would have made of the same total. */
export function isUsualOrder(account: OpenAccount, pays: readonly Pays[], overpaymentCents: Cents): boolean {
  const paid = new Map<string, Cents>();
  for (const { charge, amountCents } of pays) {
    const key = chargeKeyText(charge);
    paid.set(key, (paid.get(key) ?? 0) + amountCents);
  }
  const usual = allocate(account, sumCents(paid.values()) + overpaymentCents);
  return (
    usual.overpaymentCents === overpaymentCents &&
    usual.charges.every((each) => each.paysCents === (paid.get(chargeKeyText(each.charge)) ?? 0))
  );
}

/**
 * The lines of an allocation: each charge through the service map to its receipt type, an overpayment as its own line.
 * Errors: CHARGE_NOT_MAPPED, OVERPAYMENT_REFUSED.
 */
export function linesForAllocation(
  account: string,
  allocation: Allocation,
  serviceMap: readonly ServiceMapping[],
  overpaymentReceiptType: string | null,
): Result<AccountLine[]> {
  const lines: AccountLine[] = [];
  for (const { charge, paysCents } of allocation.charges) {
    if (paysCents <= 0) continue;
    const receiptType = mapService(serviceMap, charge)?.receiptType;
    if (receiptType === undefined) return refuse('CHARGE_NOT_MAPPED', { value: chargeWords(charge) });
    lines.push({ receiptType, amountCents: paysCents, account, charge: keyOf(charge) });
  }
  if (allocation.overpaymentCents > 0) {
    if (overpaymentReceiptType === null) {
      const value = formatCents(allocation.overpaymentCents);
      return refuse('OVERPAYMENT_REFUSED', { value, params: { account } });
    }
    lines.push({ receiptType: overpaymentReceiptType, amountCents: allocation.overpaymentCents, account });
  }
  return ok(lines);
}

/** The key alone: what a line carries. */
export const keyOf = ({ service, billDate, dueDate, kind, forService }: ChargeKey): ChargeKey => ({
  service,
  billDate,
  dueDate,
  kind,
  ...(forService === undefined ? {} : { forService }),
});
