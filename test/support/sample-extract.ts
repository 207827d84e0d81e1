/** A billing extract of two accounts and three charges, brought in as the import service does. */
import type { AccountRecord, ChargeRecord } from '../../shared/domain/reference/extract.ts';
import { stream } from '../../shared/domain/events.ts';
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

export function importTwoAccounts(books: Pick<TestBooks, 'store' | 'write'>): void {
  const staging = books.store.stageExtract();
  staging.accounts(TWO_ACCOUNTS);
  staging.charges(THREE_CHARGES);
  books.write((tx) => {
    const load = { stagingId: staging.stagingId, lossyTextCutAt: null, sameAsOf: false };
    const { rowsHash } = taken(tx.replaceExtract('i1', load));
    return tx.append(
      stream.import('i1'),
      0,
      [
        {
          type: 'import.extract-imported',
          v: 1,
          importId: 'i1',
          fileName: 'sample.psv',
          fileHash: 'f'.repeat(64),
          system: 'CEDAR BLUFF CIS',
          mapping: 'delimited',
          mappingVersion: 1,
          asOf: '2026-11-19' as BusinessDate,
          accounts: 2,
          charges: 3,
          totalCents: 15_923,
          rowsHash,
        },
      ],
      { actor: 'cli:root', at: AT, businessDate: null },
    );
  });
  staging.discard();
}
