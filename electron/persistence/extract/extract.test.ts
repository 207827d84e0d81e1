import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stream } from '../../../shared/domain/events.ts';
import type { ExportBuilt, ExtractImported } from '../../../shared/domain/office/types.ts';
import type { AccountRecord, ChargeRecord } from '../../../shared/domain/reference/extract.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { BusinessDate, Instant } from '../../../shared/kernel/time.ts';
import { findings, openTestBooks, refusedWith, taken, tamper } from '../../../test/support/books.ts';
import type { TestBooks } from '../../../test/support/books.ts';
import { approved, AT, DATE, founded, openDrawer, postPayment } from '../../../test/support/sample-events.ts';
import { connect } from '../connection.ts';
import { hashSlot } from './rows-hash.ts';
import { currentSlot } from './slots.ts';

let books: TestBooks;
beforeEach(async () => {
  books = await openTestBooks();
  books.append(stream.office, [founded]);
});
afterEach(() => {
  expect(findings(books.folder)).toEqual([]);
  books.remove();
});

const account = (number: string, name: string, more: Partial<AccountRecord> = {}): AccountRecord => ({
  account: number,
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
  ...more,
});

const charge = (number: string, service: string, amountCents: number): ChargeRecord => ({
  account: number,
  service,
  billDate: '2026-11-01' as BusinessDate,
  dueDate: '2026-11-23' as BusinessDate,
  kind: 'billed',
  amountCents,
});

const ACCOUNTS = [
  account('100000008', 'Martínez, Mei'),
  account('100000375', 'Ivanova, Linda', { address: '9180 S Bluff View Blvd' }),
  account('100000749', 'Jones, Linda', { confidential: true, address: '2703 E Mesa Ln' }),
  account('100001114', 'A & B Auto | Tire', { address: '4305 E Main Ave', reconnectCents: 0 }),
  account('100001189', 'Mário Łukasz', { guaranteedUntil: '2027-04-07' as BusinessDate }),
];
const CHARGES = [
  charge('100000008', 'WA', 6_329),
  charge('100000008', 'EL', 9_494),
  charge('100000375', 'EL', 100),
];

type Import = {
  readonly id?: string;
  readonly accounts?: readonly AccountRecord[];
  readonly charges?: readonly ChargeRecord[];
  readonly lossy?: boolean;
  readonly sameAsOf?: boolean;
  readonly event?: Partial<ExtractImported>;
};

function bringIn({ id = 'i1', accounts = ACCOUNTS, charges = CHARGES, ...more }: Import = {}): string {
  const staging = books.store.stageExtract();
  staging.accounts(accounts);
  staging.charges(charges);
  let rowsHash = '';
  books.write((tx) => {
    const { stagingId } = staging;
    rowsHash = taken(
      tx.replaceExtract(id, {
        stagingId,
        lossyTextCutAt: more.lossy === true ? 10 : null,
        sameAsOf: more.sameAsOf ?? false,
      }),
    ).rowsHash;
    const event: ExtractImported = {
      type: 'import.extract-imported',
      v: 1,
      importId: id,
      fileName: `${id}.psv`,
      fileHash: id,
      system: 'CEDAR BLUFF CIS',
      mapping: 'delimited',
      mappingVersion: 1,
      asOf: '2026-11-19' as BusinessDate,
      accounts: accounts.length,
      charges: charges.length,
      totalCents: sumCents(charges.map((each) => each.amountCents)),
      rowsHash,
      ...more.event,
    };
    return tx.append(stream.import(id), 0, [event], {
      actor: 'cli:root',
      at: AT,
      businessDate: null,
    });
  });
  staging.discard();
  return rowsHash;
}

const found = (text: string, limit = 10): string[] =>
  books.store.searchAccounts(text, limit).map((hit) => hit.account);

describe('an imported extract', () => {
  it('answers for an account with its charges in key order and what the row said', () => {
    bringIn();
    const full = books.store.account('100000008');
    expect(full?.record).toEqual(ACCOUNTS[0]);
    expect(full?.charges).toEqual([CHARGES[1], CHARGES[0]]);
    expect(full).toMatchObject({ importId: 'i1', asOf: '2026-11-19', ownPayments: [] });
    expect(books.store.account('100001114')?.record.reconnectCents).toBe(0);
    expect(books.store.account('100001189')?.record).toEqual(ACCOUNTS[4]);
    expect(books.store.account('999999999')).toBeUndefined();
    expect(books.store.accountCount()).toBe(5);
  });

  it('is found by number, and by the beginnings of words of name and address, whatever the case and accents', () => {
    bringIn();
    expect(found('1000003')).toEqual(['100000375']);
    expect(found('marti')).toEqual(['100000008']);
    expect(found('MARTÍNEZ')).toEqual(['100000008']);
    expect(found('lukasz mario')).toEqual(['100001189']);
    expect(found('auto')).toEqual(['100001114']);
    expect(found('main ave')).toEqual(['100001114']);
    expect(found('ivanova bluff')).toEqual(['100000375']);
    expect(found('1187 broad')).toEqual(['100000008', '100001189']);
    expect(found('artinez')).toEqual([]);
    expect(found('"; DROP TABLE r_account_a; --')).toEqual([]);
    expect(found('AND OR NOT NEAR(')).toEqual([]);
    expect(found('   ')).toEqual([]);
    expect(found('1', 2)).toHaveLength(2);
  });

  it('shows a confidential account by its number only, and without its name', () => {
    bringIn();
    expect(found('jones')).toEqual([]);
    expect(found('mesa')).toEqual([]);
    expect(books.store.searchAccounts('100000749', 5)).toEqual([
      {
        account: '100000749',
        name: '',
        address: '',
        status: 'active',
        confidential: true,
        openCents: 0,
      },
    ]);
  });

  it('is replaced whole by the next one', () => {
    bringIn();
    bringIn({ id: 'i2', accounts: [account('200000004', 'New, Person')], charges: [] });
    expect(books.store.accountCount()).toBe(1);
    expect(books.store.account('100000008')).toBeUndefined();
    expect(found('marti')).toEqual([]);
    expect(found('new')).toEqual(['200000004']);
    expect(books.store.imports().map((each) => each.importId)).toEqual(['i2', 'i1']);
  });

  it('changes nothing until its transaction, nor when that refuses', () => {
    bringIn();
    const staging = books.store.stageExtract();
    staging.accounts([account('200000004', 'New, Person')]);
    expect(books.store.accountCount()).toBe(5);
    const { stagingId } = staging;
    books.store.transact((tx) => {
      taken(tx.replaceExtract('i2', { stagingId, lossyTextCutAt: null, sameAsOf: false }));
      return { ok: false, error: { code: 'BAD_INPUT' } };
    });
    staging.discard();
    expect(books.store.accountCount()).toBe(5);
    expect(found('marti')).toEqual(['100000008']);
  });

  it('leaves no staged rows behind when the process dies in the middle', async () => {
    bringIn();
    books.close();
    tamper(books.folder, (db) => {
      db.exec(`INSERT INTO r_account_a SELECT * FROM r_account_b;
        INSERT INTO r_search_a (rowid, name, address) SELECT id, name, address FROM r_account_a`);
    });
    await books.reopen();
    expect(found('marti')).toEqual(['100000008']);
    const c = connect(`${books.folder}/books.sqlite`, { readonly: true });
    expect(currentSlot(c)).toBe('b');
    expect(c.raw.prepare('SELECT count(*) FROM r_account_a').pluck().get()).toBe(0);
    expect(c.raw.prepare(`SELECT count(*) FROM r_search_a WHERE r_search_a MATCH 'ma*'`).pluck().get()).toBe(
      0,
    );
    c.close();
  });

  it('belongs to the newest import that began: an older one is told so', () => {
    const older = books.store.stageExtract();
    older.accounts(ACCOUNTS);
    const newer = books.store.stageExtract();
    newer.accounts(ACCOUNTS.slice(0, 1));
    older.charges(CHARGES);
    const refused = books.store.transact((tx) =>
      tx.replaceExtract('i1', { stagingId: older.stagingId, lossyTextCutAt: null, sameAsOf: false }),
    );
    expect(refusedWith(refused)).toBe('STAGED_EXTRACT_GONE');
    older.discard();
    newer.discard();
    bringIn();
  });

  it.each([
    ['an account', { accounts: [...ACCOUNTS, account('100000375', 'Twice')] }],
    ['a charge', { charges: [...CHARGES, charge('100000008', 'EL', 1)] }],
  ])('is refused when it names %s twice', (_, rows: Import) => {
    expect(() => bringIn(rows)).toThrow('STAGED_ROW_REPEATED');
    expect(books.store.accountCount()).toBe(0);
  });

  it('has the same hash in whatever order its rows came, and another when one cent differs', () => {
    const inOrder = bringIn();
    const turned = bringIn({
      id: 'i2',
      accounts: ACCOUNTS.toReversed(),
      charges: CHARGES.toReversed(),
    });
    const cent = bringIn({ id: 'i3', charges: [...CHARGES.slice(1), charge('100000008', 'WA', 6_330)] });
    expect(turned).toBe(inOrder);
    expect(cent).not.toBe(inOrder);
    const c = connect(`${books.folder}/books.sqlite`, { readonly: true });
    expect(hashSlot(c, currentSlot(c)).hash).toBe(cent);
    c.close();
  });

  it('keeps a richer text of the same as-of date, not one of an earlier date, and never against a real change', () => {
    const cut = (name: string): AccountRecord[] => [account('100000008', name)];
    bringIn({ accounts: cut('Martínez-Gómez, Mei') });
    bringIn({ id: 'i2', accounts: cut('Mart?nez-G'), charges: [], lossy: true, sameAsOf: true });
    expect(books.store.account('100000008')?.record.name).toBe('Martínez-Gómez, Mei');
    expect(found('gomez')).toEqual(['100000008']);
    expect(found('nez')).toEqual([]);
    bringIn({ id: 'i3', accounts: cut('Jones, Lin'), charges: [], lossy: true, sameAsOf: true });
    expect(books.store.account('100000008')?.record.name).toBe('Jones, Lin');
    bringIn({ id: 'i4', accounts: cut('Martínez-Gómez, Mei'), charges: [] });
    bringIn({ id: 'i5', accounts: cut('Mart?nez-G'), charges: [], lossy: true, sameAsOf: false });
    expect(books.store.account('100000008')?.record.name).toBe('Mart?nez-G');
  });
});

describe('own payments', () => {
  const pay = (paymentId: string): void => {
    books.write((tx) => postPayment(tx, { paymentId, sessionId: 's1' }));
  };
  const open = (): number | undefined =>
    books.store.searchAccounts('100000008', 1).map((hit) => hit.openCents)[0];

  beforeEach(() => {
    books.write((tx) => openDrawer(tx, 's1'));
  });

  it('stay subtracted until the extract contains them by its date', () => {
    bringIn();
    expect(open()).toBe(15_823);
    pay('p1');
    expect(open()).toBe(0);
    expect(books.store.account('100000008')?.ownPayments).toHaveLength(2);
    // Posted at 16:00 UTC on the 19th, 9:00 in Phoenix: an extract as of the 20th began after it.
    bringIn({ id: 'i2', event: { asOf: '2026-11-20' as BusinessDate } });
    expect(open()).toBe(15_823);
    expect(books.store.account('100000008')).toMatchObject({ ownPayments: [] });
    expect(books.store.account('100000008')?.recent).toHaveLength(2);
  });

  it('are contained up to the instant that the extract says', () => {
    pay('p1');
    bringIn({ event: { asOfInstant: '2026-11-19T15:59:59.999Z' as Instant } });
    expect(open()).toBe(0);
    bringIn({ id: 'i2', event: { asOfInstant: '2026-11-19T16:00:00.000Z' as Instant } });
    expect(open()).toBe(15_823);
  });

  it('are contained when the extract names the batch that told billing', () => {
    pay('p1');
    books.append(stream.session('s1'), [approved('s1', 5)]);
    const built: ExportBuilt = {
      type: 'export.built',
      v: 1,
      batchId: 'P-000001',
      kind: 'payments',
      format: 'csv',
      scope: { from: DATE, to: DATE, throughSequence: books.store.head().sequence },
      fileName: 'P-000001.csv',
      records: 2,
      totalCents: 15_823,
      sha256: '0'.repeat(64),
    };
    books.append(stream.export('P-000001'), [built]);
    bringIn({ event: { lastPostingBatch: '000000' } });
    expect(open()).toBe(0);
    bringIn({ id: 'i2', event: { lastPostingBatch: 'P-000001' } });
    expect(open()).toBe(15_823);
  });
});
