/** What is in force on a business date. Pure look-ups; business dates are text in ISO form, so they compare as they sort. */
import type { BusinessDate } from '../../kernel/time.ts';
import type { BankAccount, ReceiptType, ServiceMapping, TenderType } from './types.ts';
import type { ChargeKey } from './charge-key.ts';

export const isInForce = (period: Pick<ReceiptType, 'from' | 'to'>, date: BusinessDate): boolean =>
  period.from <= date && (period.to === undefined || date <= period.to);

/** The period of a receipt type that is in force on the business date, both ends included. */
export const receiptTypeOn = (
  types: readonly ReceiptType[],
  code: string,
  date: BusinessDate,
): ReceiptType | undefined => types.find((type) => type.code === code && isInForce(type, date));

/** All receipt types in force on the date, in table order. */
export const receiptTypesOn = (types: readonly ReceiptType[], date: BusinessDate): ReceiptType[] =>
  types.filter((type) => isInForce(type, date));

/**
 * The row for a charge: one that names its `forService`, else the row that leaves it empty. Undefined when the table
 * has neither: the charge is shown and cannot be paid here until the table says where its money goes.
 */
export function mapService(
  map: readonly ServiceMapping[],
  charge: Pick<ChargeKey, 'service' | 'kind' | 'forService'>,
): ServiceMapping | undefined {
  const rows = map.filter((row) => row.service === charge.service && row.kind === charge.kind);
  return (
    rows.find((row) => row.forService !== undefined && row.forService === charge.forService) ??
    rows.find((row) => row.forService === undefined)
  );
}

/** Where money of this receipt type is deposited: the account that names it, else the one that takes everything else. */
export function bankAccountFor(
  accounts: readonly BankAccount[],
  receiptTypeCode: string,
): BankAccount | undefined {
  return (
    accounts.find(
      (account) => account.takes !== 'everything-else' && account.takes.includes(receiptTypeCode),
    ) ?? pooledBankAccount(accounts)
  );
}

export const pooledBankAccount = (accounts: readonly BankAccount[]): BankAccount | undefined =>
  accounts.find((account) => account.takes === 'everything-else');

export const tenderTypeOf = (types: readonly TenderType[], code: string): TenderType | undefined =>
  types.find((type) => type.code === code);
