/** The six tables as files and as rows, and the one value that they make together. */
import type { TenderSource } from './tender-source.ts';
import type { ReferenceTable } from './table-names.ts';
import type {
  BankAccount,
  Drawer,
  GlAccount,
  Person,
  ReceiptType,
  ReferenceData,
  ServiceMapping,
  TenderType,
  Vault,
} from './types.ts';

export type PeopleAndDrawers = {
  readonly people: readonly Person[];
  readonly drawers: readonly Drawer[];
  readonly sources: readonly TenderSource[];
  readonly vaults: readonly Vault[];
};

/** What the journal records of each table; see `ReferenceSet`. */
export type TableRows = {
  readonly 'gl-accounts': readonly GlAccount[];
  readonly 'receipt-types': readonly ReceiptType[];
  readonly 'service-map': readonly ServiceMapping[];
  readonly 'tender-types': readonly TenderType[];
  readonly 'bank-accounts': readonly BankAccount[];
  readonly 'people-and-drawers': PeopleAndDrawers;
};

export const TABLE_FILES = {
  'gl-accounts': 'gl-accounts.csv',
  'receipt-types': 'receipt-types.csv',
  'service-map': 'service-map.csv',
  'tender-types': 'tender-types.csv',
  'bank-accounts': 'bank-accounts.csv',
  'people-and-drawers': 'people-and-drawers.csv',
} as const satisfies Record<ReferenceTable, string>;

export const assembleReference = (tables: TableRows): ReferenceData => ({
  glAccounts: tables['gl-accounts'],
  receiptTypes: tables['receipt-types'],
  serviceMap: tables['service-map'],
  tenderTypes: tables['tender-types'],
  bankAccounts: tables['bank-accounts'],
  ...tables['people-and-drawers'],
});
