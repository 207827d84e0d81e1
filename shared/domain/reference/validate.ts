/**
 * What no single table can tell: rows that name something another table lacks, periods that overlap, shares that are
 * not whole, funds whose money could not be posted. A list of pure checks, each for one rule.
 */
import { certain } from '../../kernel/assert.ts';
import type { ErrorCode } from '../../errors/codes.ts';
import type { ReferenceTable } from './table-names.ts';
import { facedFund, interfundAccounts, POOLED_CASH } from './interfund.ts';
import type { PooledCash } from './interfund.ts';
import { shownValue } from './reject.ts';
import type { Reject } from './reject.ts';
import { isRoutingNumber } from '../../kernel/routing-number.ts';
import { sharesAreWhole, sumOfShares } from './shares.ts';
import { fundOf, glKeyOf } from './types.ts';
import type { GlAccount, GlKind, ReceiptType, ReferenceData } from './types.ts';

export type TableReject = Reject & { readonly table: ReferenceTable };

/** Tells the line that a row (or one share of a receipt type) came from; 0 when it came from no file. */
export type LineOf = (row: object) => number;

export type ReferenceCheck = (data: ReferenceData, context: CheckContext) => TableReject[];

export type CheckContext = {
  readonly pooled: PooledCash;
  readonly chart: ReadonlyMap<string, GlAccount>;
  readonly reject: (
    table: ReferenceTable,
    row: object,
    field: string,
    value: string,
    code: ErrorCode,
    params?: Readonly<Record<string, string>>,
  ) => TableReject;
};

/** All checks, in the order in which a person should mend what they find. */
export const REFERENCE_CHECKS = {
  codesAreUnique,
  periodsDoNotOverlap,
  sharesAreWholeCheck,
  receiptTypesPostToTheChart,
  tenderTypesPostToTheChart,
  bankAccountsPostToTheChart,
  receiptTypesAreKnown,
  oneAccountTakesEverythingElse,
  routingNumbersAreValid,
  everyFundHasItsInterfundPair,
} as const satisfies Record<string, ReferenceCheck>;

/** @returns every reject of every check; an empty list means that the tables fit together */
export function validateReference(
  data: ReferenceData,
  options: { readonly lineOf?: LineOf; readonly pooled?: PooledCash } = {},
): TableReject[] {
  const lineOf = options.lineOf ?? (() => 0);
  const context: CheckContext = {
    pooled: options.pooled ?? POOLED_CASH,
    chart: new Map(data.glAccounts.map((account) => [glKeyOf(account), account])),
    reject: (table, row, field, value, code, params) => ({
      table,
      line: lineOf(row),
      field,
      value: shownValue(value),
      code,
      ...(params ? { params } : {}),
    }),
  };
  return Object.values(REFERENCE_CHECKS).flatMap((check: ReferenceCheck) => check(data, context));
}

function codesAreUnique(data: ReferenceData, { reject }: CheckContext): TableReject[] {
  const twice = <T extends object>(
    table: ReferenceTable,
    rows: readonly T[],
    field: string,
    key: (row: T) => string,
  ): TableReject[] => {
    const seen = new Set<string>();
    return rows.flatMap((row) => {
      const value = key(row);
      if (seen.has(value)) return [reject(table, row, field, value, 'TABLE_CODE_TWICE')];
      seen.add(value);
      return [];
    });
  };
  const places = [...data.drawers, ...data.sources, ...data.vaults];
  return [
    ...twice('gl-accounts', data.glAccounts, 'account', glKeyOf),
    ...twice('tender-types', data.tenderTypes, 'code', (row) => row.code),
    ...twice('bank-accounts', data.bankAccounts, 'code', (row) => row.code),
    ...twice('people-and-drawers', data.people, 'code', (row) => row.userName),
    ...twice('people-and-drawers', places, 'code', (row) => row.code),
    ...twice('service-map', data.serviceMap, 'service', (row) =>
      [row.service, row.kind, ...(row.forService === undefined ? [] : [row.forService])].join(' '),
    ),
    ...data.receiptTypes.flatMap((type) =>
      twice('receipt-types', type.distribution, 'gl_account', (share) => share.glAccount),
    ),
  ];
}

function periodsDoNotOverlap(data: ReferenceData, { reject }: CheckContext): TableReject[] {
  return data.receiptTypes.flatMap((type, index) => {
    const earlier = data.receiptTypes.slice(0, index).filter((other) => other.code === type.code);
    const found: TableReject[] = [];
    if (type.to !== undefined && type.to < type.from) {
      found.push(reject('receipt-types', type, 'to', type.to, 'TABLE_PERIOD_ENDS_FIRST'));
    }
    if (earlier.some((other) => overlap(other, type))) {
      found.push(reject('receipt-types', type, 'from', type.code, 'TABLE_PERIODS_OVERLAP'));
    }
    return found;
  });
}

const overlap = (a: ReceiptType, b: ReceiptType): boolean =>
  (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to);

function sharesAreWholeCheck(data: ReferenceData, { reject }: CheckContext): TableReject[] {
  return data.receiptTypes
    .filter((type) => !sharesAreWhole(type.distribution))
    .map((type) =>
      reject('receipt-types', type, 'percent', sumOfShares(type.distribution).toString(), 'TABLE_SHARES'),
    );
}

function receiptTypesPostToTheChart(data: ReferenceData, { chart, reject }: CheckContext): TableReject[] {
  return data.receiptTypes
    .flatMap((type) => type.distribution)
    .filter((share) => !chart.has(share.glAccount))
    .map((share) =>
      reject('receipt-types', share, 'gl_account', share.glAccount, 'TABLE_GL_ACCOUNT_UNKNOWN'),
    );
}

function tenderTypesPostToTheChart(data: ReferenceData, context: CheckContext): TableReject[] {
  return data.tenderTypes.flatMap((type) =>
    pooledAsset('tender-types', type, 'debit_account', type.debitAccount, context),
  );
}

function bankAccountsPostToTheChart(data: ReferenceData, context: CheckContext): TableReject[] {
  return data.bankAccounts.flatMap((bank) =>
    pooledAsset('bank-accounts', bank, 'cash_account', bank.cashAccount, context),
  );
}

/** Money on hand and money in the bank are assets of the pooled fund: the interfund legs rest on that. */
function pooledAsset(
  table: ReferenceTable,
  row: object,
  field: string,
  key: string,
  { chart, pooled, reject }: CheckContext,
): TableReject[] {
  const account = chart.get(key);
  if (!account) return [reject(table, row, field, key, 'TABLE_GL_ACCOUNT_UNKNOWN')];
  const wanted: GlKind = 'asset';
  return account.kind === wanted && account.fund === pooled.fund
    ? []
    : [
        reject(table, row, field, key, 'TABLE_GL_ACCOUNT_KIND', {
          expected: `an asset of fund ${pooled.fund}`,
        }),
      ];
}

function receiptTypesAreKnown(data: ReferenceData, { reject }: CheckContext): TableReject[] {
  const codes = new Set(data.receiptTypes.map((type) => type.code));
  const unknownInMap = data.serviceMap.flatMap((row) =>
    row.receiptType === undefined || codes.has(row.receiptType)
      ? []
      : [reject('service-map', row, 'receipt_type', row.receiptType, 'TABLE_RECEIPT_TYPE_UNKNOWN')],
  );
  const taken = new Set<string>();
  const inBanks = data.bankAccounts.flatMap((bank) =>
    (bank.takes === 'everything-else' ? [] : bank.takes).flatMap((code) => {
      if (!codes.has(code))
        return [reject('bank-accounts', bank, 'takes', code, 'TABLE_RECEIPT_TYPE_UNKNOWN')];
      if (taken.has(code)) return [reject('bank-accounts', bank, 'takes', code, 'TABLE_TAKEN_TWICE')];
      taken.add(code);
      return [];
    }),
  );
  return [...unknownInMap, ...inBanks];
}

function oneAccountTakesEverythingElse(data: ReferenceData, { reject }: CheckContext): TableReject[] {
  const takers = data.bankAccounts.filter((bank) => bank.takes === 'everything-else');
  if (takers.length === 1) return [];
  const row = takers[1] ?? data.bankAccounts[0] ?? {};
  return [reject('bank-accounts', row, 'takes', String(takers.length), 'TABLE_EVERYTHING_ELSE')];
}

function routingNumbersAreValid(data: ReferenceData, { reject }: CheckContext): TableReject[] {
  return data.bankAccounts
    .filter((bank) => !isRoutingNumber(bank.routing))
    .map((bank) => reject('bank-accounts', bank, 'routing', bank.routing, 'TABLE_ROUTING_NUMBER'));
}

/** Only funds that receipts can reach need the pair; the pooled fund faces itself and needs none. */
function everyFundHasItsInterfundPair(data: ReferenceData, context: CheckContext): TableReject[] {
  const { pooled, reject } = context;
  const legs = interfundAccounts(data.glAccounts, pooled);
  const firstUse = new Map<string, object>();
  for (const share of data.receiptTypes.flatMap((type) => type.distribution)) {
    const fund = fundOf(share.glAccount);
    if (fund !== pooled.fund && !firstUse.has(fund)) firstUse.set(fund, share);
  }
  const missing = [...firstUse.keys()]
    .filter((fund) => !Object.hasOwn(legs, fund))
    .map((fund) =>
      reject('receipt-types', certain(firstUse.get(fund), 'share'), 'fund', fund, 'INTERFUND_MISSING'),
    );
  const faced = new Set<string>();
  const twice = data.glAccounts.flatMap((account) => {
    const fund = facedFund(account, pooled);
    if (fund === undefined) return [];
    if (faced.has(fund)) return [reject('gl-accounts', account, 'name', fund, 'INTERFUND_TWICE')];
    faced.add(fund);
    return [];
  });
  return [...missing, ...twice];
}
