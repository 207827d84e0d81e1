/** A billing extract of two accounts and three charges, brought in as the import service does. */
import type { AccountRecord, ChargeRecord } from '../../shared/domain/reference/extract.ts';
import type { BooksStore } from '../../electron/services/ports.ts';
import { stream } from '../../shared/domain/events.ts';
import type { ExtractImported } from '../../shared/domain/office/types.ts';
import { sumCents } from '../../shared/money/money.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { taken } from './books.ts';
import type { TestBooks } from './books.ts';
import { AT } from './sample-events.ts';

export const sampleAccount = (account: string, name: string): AccountRecord => ({
  account,
  name,
  address: '1187 N Broadway Blvd Apt 130',
  city: 'CEDAR BLUFF',
  state: 'AZ',
  zip: '85230',
  status: 'active',
  class: 'residential',
  confidential: false,
  cycle: '1',
  depositHeldCents: 0,
  creditClass: 'A',
  phone: '6025550132',
});

export const sampleCharge = (account: string, service: string, amountCents: number): ChargeRecord => ({
  account,
  service,
  billDate: '2026-11-01' as BusinessDate,
  dueDate: '2026-11-23' as BusinessDate,
  kind: 'billed',
  amountCents,
});

export const TWO_ACCOUNTS = [
  sampleAccount('100000008', 'Martínez, Mei'),
  sampleAccount('100000375', 'Ivanova, Linda'),
];
export const THREE_CHARGES = [
  sampleCharge('100000008', 'EL', 9_494),
  sampleCharge('100000008', 'WA', 6_329),
  sampleCharge('100000375', 'EL', 100),
];

/** As many accounts as asked for, each owing 100.00 for electricity. */
export function importRows(store: BooksStore, importId: string, count: number): void {
  const accounts = Array.from({ length: count }, (_, at) =>
    sampleAccount(String(200_000_000 + at), importId),
  );
  bringIn(
    store,
    importId,
    accounts,
    accounts.map(({ account }) => sampleCharge(account, 'EL', 10_000)),
  );
}

export const importTwoAccounts = ({ store }: Pick<TestBooks, 'store'>): void => {
  bringIn(store, 'i1', TWO_ACCOUNTS, THREE_CHARGES);
};

function bringIn(
  store: BooksStore,
  importId: string,
  accounts: readonly AccountRecord[],
  charges: readonly ChargeRecord[],
): void {
  const staging = store.stageExtract();
  staging.accounts(accounts);
  staging.charges(charges);
  const result = store.transact((tx) => {
    const load = { stagingId: staging.stagingId, lossyTextCutAt: null, sameAsOf: false };
    const { rowsHash } = taken(tx.replaceExtract(importId, load));
    const event: ExtractImported = {
      type: 'import.extract-imported',
      v: 1,
      importId,
      fileName: 'sample.psv',
      fileHash: importId,
      system: 'CEDAR BLUFF CIS',
      mapping: 'delimited',
      mappingVersion: 1,
      asOf: '2026-11-19' as BusinessDate,
      accounts: accounts.length,
      charges: charges.length,
      totalCents: sumCents(charges.map((charge) => charge.amountCents)),
      rowsHash,
    };
    return tx.append(stream.import(importId), 0, [event], {
      actor: 'cli:root',
      at: AT,
      businessDate: null,
    });
  });
  taken(result);
  staging.discard();
}
