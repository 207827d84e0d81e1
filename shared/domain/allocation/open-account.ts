/**
 * What an account owes now: the last extract, less own payments that it does not yet contain, with credits netted.
 * The main process decides with it and the renderer previews with it; both get the same charges in the same order.
 */
import { daysBetween } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import { chargeKeyText } from '../reference/charge-key.ts';
import type { ChargeKey } from '../reference/charge-key.ts';
import type { ChargeRecord } from '../reference/extract.ts';
import { mapService } from '../reference/lookups.ts';
import type { ServiceMapping } from '../reference/types.ts';

export type AllocationRules = {
  /** The business date: what was due before it is past due. */
  readonly today: BusinessDate;
  /** Ties of the same due date: earlier in this list is paid first. */
  readonly servicePriority: readonly string[];
  readonly serviceMap: readonly ServiceMapping[];
  /** Charges billed before it are protected by the bankruptcy. */
  readonly petitionDate?: BusinessDate;
};

/**
 * `before-petition`: not payable at the counter without a supervisor.
 * `no-receipt-type`: the service map does not say where its money goes. `credit`: netted, never paid.
 */
export type ChargeState = 'payable' | 'before-petition' | 'no-receipt-type' | 'credit';

export type OpenCharge = {
  readonly charge: ChargeRecord;
  readonly state: ChargeState;
  /** Own payments that the extract does not contain yet. */
  readonly paidHereCents: Cents;
  /** What an existing credit covers of it; of a credit, the part that is used so (negative). */
  readonly creditedCents: Cents;
  /** ≥ 0; for a credit ≤ 0: what of it covers no charge. */
  readonly openCents: Cents;
};

export type OpenAccount = {
  /** Credits first, then the charges in the order in which money goes to them. */
  readonly charges: readonly OpenCharge[];
  readonly balanceCents: Cents;
  /** Credits of the extract and own money beyond what is owed; ≥ 0, part of the balance. */
  readonly creditLeftCents: Cents;
};

/** What a line says about an account: also a payment's own lines have this shape. */
export type AccountLine = {
  readonly receiptType: string;
  readonly amountCents: Cents;
  readonly account?: string;
  readonly charge?: ChargeKey;
};

/** An own payment toward the account: `charge` names what it paid, null an overpayment to the account's credit. */
export type OwnPaid = { readonly charge: ChargeKey | null; readonly amountCents: Cents };

/**
 * What a posted line takes off the account's balance until the extract contains it; undefined for lines that do not
 * (service deposits, fees that billing does not know).
 */
export const ownPaidOf = (line: AccountLine, overpaymentReceiptType: string | null): OwnPaid | undefined =>
  line.account !== undefined && (line.charge !== undefined || line.receiptType === overpaymentReceiptType)
    ? { charge: line.charge ?? null, amountCents: line.amountCents }
    : undefined;

/** 0 for what is not past due. */
export const daysLate = (dueDate: BusinessDate, today: BusinessDate): number =>
  Math.max(0, daysBetween(dueDate, today));

export const isPastDue = (charge: ChargeKey, today: BusinessDate): boolean => charge.dueDate < today;

/** Own payments go to the charge they named; what that charge no longer takes goes to the oldest due of the others. */
export function openAccount(
  charges: readonly ChargeRecord[],
  ownPaid: readonly OwnPaid[],
  rules: AllocationRules,
): OpenAccount {
  const credits = charges.filter((charge) => charge.kind === 'credit');
  const owed = charges.filter((charge) => charge.kind !== 'credit').sort(compareForPayment(rules));
  const own = takeOff(owed, ownPaid);
  const creditCents = -sumCents(credits.map((charge) => charge.amountCents));

  let creditToUseCents = creditCents + own.leftCents;
  // A credit is not spent on what may not be paid here while something else is open.
  const payableFirst = owed
    .map((charge, index) => ({ index, state: stateOf(charge, rules) }))
    .sort((a, b) => Number(a.state !== 'payable') - Number(b.state !== 'payable') || a.index - b.index);
  const open: OpenCharge[] = [];
  for (const { index, state } of payableFirst) {
    const charge = owed[index];
    if (!charge) continue;
    const paidHereCents = own.paidCents[index] ?? 0;
    const creditedCents = Math.min(creditToUseCents, charge.amountCents - paidHereCents);
    creditToUseCents -= creditedCents;
    const openCents = charge.amountCents - paidHereCents - creditedCents;
    open[index] = { charge, state, paidHereCents, creditedCents, openCents };
  }
  return {
    charges: [...openCredits(credits, creditToUseCents), ...open],
    balanceCents: sumCents(open.map((each) => each.openCents)) - creditToUseCents,
    creditLeftCents: creditToUseCents,
  };
}

/** Past-due arrangement instalments, then the oldest due date, then the city's priority of services, then by name. */
function compareForPayment(rules: AllocationRules): (a: ChargeRecord, b: ChargeRecord) => number {
  const rank = (charge: ChargeRecord): number => {
    const index = rules.servicePriority.indexOf(charge.service);
    return index < 0 ? rules.servicePriority.length : index;
  };
  const isFirst = (charge: ChargeRecord): boolean =>
    charge.kind === 'arrangement' && isPastDue(charge, rules.today);
  return (a, b) =>
    Number(isFirst(b)) - Number(isFirst(a)) ||
    compareText(a.dueDate, b.dueDate) ||
    rank(a) - rank(b) ||
    compareText(chargeKeyText(a), chargeKeyText(b));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function stateOf(charge: ChargeRecord, rules: AllocationRules): ChargeState {
  if (mapService(rules.serviceMap, charge)?.receiptType === undefined) return 'no-receipt-type';
  const isProtected = rules.petitionDate !== undefined && charge.billDate < rules.petitionDate;
  return isProtected ? 'before-petition' : 'payable';
}

/** @param owed in the order of payment */
function takeOff(
  owed: readonly ChargeRecord[],
  ownPaid: readonly OwnPaid[],
): { readonly paidCents: readonly Cents[]; readonly leftCents: Cents } {
  const paidCents = owed.map(() => 0);
  const indexByKey = new Map(owed.map((charge, index) => [chargeKeyText(charge), index]));
  const pay = (index: number, amountCents: Cents): Cents => {
    const openCents = (owed[index]?.amountCents ?? 0) - (paidCents[index] ?? 0);
    const takenCents = Math.min(amountCents, openCents);
    paidCents[index] = (paidCents[index] ?? 0) + takenCents;
    return amountCents - takenCents;
  };
  let leftCents = 0;
  for (const { charge, amountCents } of ownPaid) {
    const index = charge === null ? undefined : indexByKey.get(chargeKeyText(charge));
    leftCents += index === undefined ? amountCents : pay(index, amountCents);
  }
  for (const index of owed.keys()) leftCents = pay(index, leftCents);
  return { paidCents, leftCents };
}

/** The part of each credit that is still unused, the newest used last. Own money beyond what is owed shows in no row. */
function openCredits(credits: readonly ChargeRecord[], creditLeftCents: Cents): OpenCharge[] {
  let unusedCents = creditLeftCents;
  return [...credits]
    .sort((a, b) => compareText(chargeKeyText(b), chargeKeyText(a)))
    .map((charge): OpenCharge => {
      const openCents = Math.max(charge.amountCents, -unusedCents);
      unusedCents += openCents;
      return {
        charge,
        state: 'credit',
        paidHereCents: 0,
        creditedCents: charge.amountCents - openCents,
        openCents: openCents === 0 ? 0 : openCents,
      };
    });
}

/** Earliest due date of what is left on the account; absent when nothing is. */
export const nextDueOf = (
  charges: readonly Pick<OpenCharge, 'charge' | 'openCents'>[],
): BusinessDate | undefined =>
  charges
    .filter(({ openCents }) => openCents > 0)
    .map(({ charge }) => charge.dueDate)
    .sort()[0];
