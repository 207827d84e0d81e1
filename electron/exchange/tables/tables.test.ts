import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapService, receiptTypeOn } from '../../../shared/domain/reference/lookups.ts';
import { interfundAccounts } from '../../../shared/domain/reference/interfund.ts';
import { TABLE_FILES } from '../../../shared/domain/reference/tables.ts';
import type { ReferenceTable } from '../../../shared/domain/office/types.ts';
import { isDate } from '../../../shared/kernel/time.ts';
import { readTables, readTablesFolder } from './read-tables.ts';
import type { TableFiles, TablesOutcome } from './read-tables.ts';

const FOLDER = new URL('../sample-city/', import.meta.url);
const sample = Object.fromEntries(
  Object.entries(TABLE_FILES).map(([table, name]) => [table, readFileSync(new URL(name, FOLDER))]),
) as unknown as TableFiles;

const textOf = (table: ReferenceTable): string => Buffer.from(sample[table]).toString('utf8');

/** The sample city with one table changed. */
const changed = (table: ReferenceTable, change: (text: string) => string): TablesOutcome => {
  const text = textOf(table);
  const next = change(text);
  expect(next).not.toBe(text);
  return readTables({ ...sample, [table]: Buffer.from(next) });
};

const rejectsOf = (outcome: TablesOutcome): unknown[] =>
  outcome.kind === 'read'
    ? []
    : outcome.rejects.map(({ table, line, field, value, code }) => [table, line, field, value, code]);

const data = (() => {
  const outcome = readTables(sample);
  if (outcome.kind !== 'read') throw new Error(JSON.stringify(outcome.rejects));
  return outcome.data;
})();

const date = (text: string) => {
  if (!isDate(text)) throw new Error(text);
  return text;
};

describe('the sample city’s tables', () => {
  it('are read whole from their folder', async () => {
    const outcome = await readTablesFolder(new URL('.', FOLDER).pathname);
    expect(outcome.kind).toBe('read');
    expect(data.glAccounts).toHaveLength(63);
    expect(data.receiptTypes).toHaveLength(30);
    expect(data.serviceMap).toHaveLength(15);
    expect(data.tenderTypes).toHaveLength(7);
    expect(data.bankAccounts).toHaveLength(3);
    expect(data.people).toHaveLength(10);
    expect(data.drawers).toHaveLength(4);
    expect(data.sources.map((source) => source.kind)).toEqual(['mail', 'drop-box', 'telephone']);
    expect(data.vaults).toEqual([{ code: 'SAFE', name: 'Lobby safe', floatCents: 200_000 }]);
  });

  it('carry splits, prices by period, limits and floats', () => {
    expect(receiptTypeOn(data.receiptTypes, 'FINE-CODE', date('2026-11-19'))?.distribution).toEqual([
      { glAccount: '100-210-45150', percent: '66.6667' },
      { glAccount: '100-110-46990', percent: '33.3333' },
    ]);
    expect(receiptTypeOn(data.receiptTypes, 'LIC-BUS', date('2026-06-30'))?.priceCents).toBe(5000);
    expect(receiptTypeOn(data.receiptTypes, 'LIC-BUS', date('2026-07-01'))?.priceCents).toBe(5500);
    expect(data.tenderTypes.find((type) => type.code === 'CASH')).toEqual({
      code: 'CASH',
      name: 'Cash',
      kind: 'cash',
      guaranteedFunds: true,
      depositable: true,
      itemised: false,
      reference: 'none',
      opensDrawer: true,
      countedBy: 'denomination',
      changeLimitCents: 'any',
      debitAccount: '900-000-10190',
    });
    expect(data.tenderTypes.find((type) => type.code === 'MO')).toMatchObject({
      changeLimitCents: 2000,
      maximumCents: 100_000,
    });
    expect(data.drawers[3]).toEqual({ code: '4', name: 'Drive-up', floatCents: 20_000, limitCents: 150_000 });
    expect(data.people.find((person) => person.userName === 'dana')?.role).toBe('supervisor');
  });

  it('give every fund that receives money both interfund legs', () => {
    const legs = interfundAccounts(data.glAccounts);
    expect(Object.keys(legs).sort()).toEqual(['100', '240', '510', '520', '530', '540', '550', '560', '700']);
    expect(legs['530']).toEqual({ dueTo: '900-000-20153', dueFrom: '530-000-13900' });
  });

  it('map penalties of any service to one type, and recoveries to their own', () => {
    expect(mapService(data.serviceMap, { service: 'PN', kind: 'fee', forService: 'EL' })?.receiptType).toBe(
      'UTIL-PN',
    );
    expect(
      mapService(data.serviceMap, { service: 'BD', kind: 'written-off', forService: 'SW' }),
    ).toMatchObject({
      receiptType: 'BAD-SW',
      guaranteedFunds: true,
    });
  });
});

describe('a bad cell', () => {
  it('is a reject with table, line, column, value and code', () => {
    expect(
      rejectsOf(changed('gl-accounts', (text) => text.replace('Due from pooled cash,asset', ',assets'))),
    ).toEqual([
      ['gl-accounts', 2, 'name', '', 'FIELD_EMPTY'],
      ['gl-accounts', 2, 'kind', 'assets', 'FIELD_VALUE'],
    ]);
    expect(
      rejectsOf(changed('receipt-types', (text) => text.replace('fixed,64.00', 'fixed,64.005'))),
    ).toEqual([['receipt-types', 19, 'price', '64.005', 'AMOUNT_DECIMALS']]);
    expect(rejectsOf(changed('receipt-types', (text) => text.replace('2026-06-30', '2026-06-31')))).toEqual([
      ['receipt-types', 14, 'to', '2026-06-31', 'NOT_A_DATE'],
    ]);
    expect(rejectsOf(changed('receipt-types', (text) => text.replace('92.5', '0.0')))).toEqual([
      ['receipt-types', 11, 'percent', '0.0', 'FIELD_PATTERN'],
    ]);
    expect(
      rejectsOf(changed('tender-types', (text) => text.replace('no,none,yes', 'no,none,maybe'))),
    ).toEqual([['tender-types', 2, 'opens_drawer', 'maybe', 'FIELD_VALUE']]);
    expect(rejectsOf(changed('people-and-drawers', (text) => text.replace('300.00', '-300.00')))).toEqual([
      ['people-and-drawers', 12, 'role_or_float', '-300.00', 'AMOUNT_NEGATIVE'],
    ]);
  });

  it('lists all of one reading, not only the first', () => {
    const outcome = changed('people-and-drawers', (text) => text.replaceAll('cashier', 'boss'));
    expect(rejectsOf(outcome)).toHaveLength(4);
  });

  it('may not hide control characters or a card number, and never repeats the number', () => {
    expect(
      rejectsOf(changed('people-and-drawers', (text) => text.replace('Window 1', 'Window\u202e1'))),
    ).toEqual([['people-and-drawers', 12, 'name', 'Window\\u202e1', 'FIELD_CONTROL_CHARACTER']]);
    expect(
      rejectsOf(changed('people-and-drawers', (text) => text.replace('Window 1', '4111 1111 1111 1111'))),
    ).toEqual([['people-and-drawers', 12, 'name', '[card number discarded]', 'CARD_NUMBER_DISCARDED']]);
  });

  it('is text, not a formula: a leading = is kept as it is', () => {
    const outcome = changed('people-and-drawers', (text) => text.replace('Window 1', '=1+1'));
    expect(outcome.kind === 'read' && outcome.data.drawers[0]?.name).toBe('=1+1');
  });
});

describe('a table file', () => {
  it('is refused when a column is missing, a row is ragged or a quote stays open', () => {
    expect(rejectsOf(changed('bank-accounts', (text) => text.replace('routing', 'route')))).toEqual([
      ['bank-accounts', 1, 'routing', '', 'TABLE_COLUMN_MISSING'],
    ]);
    expect(rejectsOf(changed('service-map', (text) => text.replace('GA,B,,', 'GA,B,')))).toEqual([
      ['service-map', 3, 'row', 'GA,B,UTIL-GA,no', 'FILE_FIELD_COUNT'],
    ]);
    expect(rejectsOf(changed('service-map', (text) => text.replace('GA,B', 'GA,"B')))).toEqual([
      ['service-map', expect.any(Number), 'file', '', 'FILE_QUOTE'],
    ]);
  });

  it('is refused when it is empty, has no row, or is not UTF-8, naming the line', () => {
    expect(rejectsOf(readTables({ ...sample, 'service-map': new Uint8Array() }))).toContainEqual([
      'service-map',
      0,
      'file',
      '',
      'FILE_EMPTY',
    ]);
    const heading = textOf('service-map').split('\n')[0] ?? '';
    expect(rejectsOf(readTables({ ...sample, 'service-map': Buffer.from(heading) }))).toEqual([
      ['service-map', 0, 'file', '', 'FILE_EMPTY'],
    ]);
    const latin1 = Buffer.from(textOf('people-and-drawers').replace('Mei Tran', 'Mei Peña'), 'latin1');
    expect(rejectsOf(readTables({ ...sample, 'people-and-drawers': latin1 }))).toEqual([
      ['people-and-drawers', 3, 'file', '', 'FILE_ENCODING'],
    ]);
  });

  it('may have a byte order mark, CRLF, blank lines and columns of its own', () => {
    const outcome = changed(
      'service-map',
      (text) =>
        `\ufeff${text
          .replace('\n', ',note\n')
          .replace(/(yes|no)\n/g, '$1,x\n')
          .replaceAll('\n', '\r\n')}\r\n,,,,,\r\n`,
    );
    expect(outcome.kind === 'read' && outcome.data.serviceMap).toEqual(data.serviceMap);
  });

  it('that is not there is a reject with its name', async () => {
    const outcome = await readTablesFolder('/nowhere');
    expect(rejectsOf(outcome)).toHaveLength(6);
    expect(rejectsOf(outcome)).toContainEqual(['gl-accounts', 0, 'gl-accounts.csv', '', 'FILE_UNREADABLE']);
  });
});

describe('tables that do not fit together', () => {
  it('are refused when shares miss 100', () => {
    expect(rejectsOf(changed('receipt-types', (text) => text.replace('7.5', '7.6')))).toEqual([
      ['receipt-types', 11, 'percent', '100.1', 'TABLE_SHARES'],
    ]);
  });

  it('are refused when two rows of one type and period disagree', () => {
    expect(
      rejectsOf(
        changed('receipt-types', (text) =>
          text.replace(
            'PERMIT-BLD,Building permit,Development services,open,,permit,no,no,700',
            'PERMIT-BLD,Building permits,Development services,open,,permit,yes,no,700',
          ),
        ),
      ),
    ).toEqual([
      ['receipt-types', 12, 'name', 'Building permits', 'TABLE_ROWS_DISAGREE'],
      ['receipt-types', 12, 'guaranteed_funds', 'yes', 'TABLE_ROWS_DISAGREE'],
    ]);
  });

  it('are refused when periods of one code overlap or end before they begin', () => {
    expect(rejectsOf(changed('receipt-types', (text) => text.replace('2026-06-30', '2026-07-01')))).toEqual([
      ['receipt-types', 15, 'from', 'LIC-BUS', 'TABLE_PERIODS_OVERLAP'],
    ]);
    expect(rejectsOf(changed('receipt-types', (text) => text.replace('2026-06-30', '2025-06-30')))).toEqual([
      ['receipt-types', 14, 'to', '2025-06-30', 'TABLE_PERIOD_ENDS_FIRST'],
    ]);
  });

  it('are refused when a price is missing or stands where it means nothing', () => {
    expect(rejectsOf(changed('receipt-types', (text) => text.replace('fixed,4.00', 'fixed,')))).toEqual([
      ['receipt-types', 20, 'price', '', 'TABLE_PRICE_MISSING'],
    ]);
    expect(rejectsOf(changed('receipt-types', (text) => text.replace('fixed,4.00', 'open,4.00')))).toEqual([
      ['receipt-types', 20, 'price', '4.00', 'TABLE_PRICE_UNUSED'],
    ]);
  });

  it('are refused when something posts to an account that the chart lacks or that is no pooled asset', () => {
    expect(
      rejectsOf(
        changed('gl-accounts', (text) => text.replace('100,120,42150,Plan review fees,revenue\n', '')),
      ),
    ).toEqual([['receipt-types', 13, 'gl_account', '100-120-42150', 'TABLE_GL_ACCOUNT_UNKNOWN']]);
    expect(
      rejectsOf(changed('tender-types', (text) => text.replace('900-000-11910', '900-000-20200'))),
    ).toEqual([['tender-types', 8, 'debit_account', '900-000-20200', 'TABLE_GL_ACCOUNT_KIND']]);
    expect(
      rejectsOf(changed('bank-accounts', (text) => text.replace('900-000-10120', '240-000-13900'))),
    ).toEqual([['bank-accounts', 4, 'cash_account', '240-000-13900', 'TABLE_GL_ACCOUNT_KIND']]);
  });

  it('are refused when a fund that receives money lacks an interfund leg, or has two', () => {
    expect(
      rejectsOf(
        changed('gl-accounts', (text) => text.replace('240,000,13900,Due from pooled cash,asset\n', '')),
      ),
    ).toEqual([['receipt-types', 19, 'fund', '240', 'INTERFUND_MISSING']]);
    expect(
      rejectsOf(
        changed('gl-accounts', (text) => text.replace('Due to Transit fund (240)', 'Due to Transit fund')),
      ),
    ).toEqual([['receipt-types', 19, 'fund', '240', 'INTERFUND_MISSING']]);
    expect(
      rejectsOf(
        changed('gl-accounts', (text) => text.replace('Due to Gas fund (520)', 'Due to Gas fund (510)')),
      ),
    ).toEqual([
      ['receipt-types', 3, 'fund', '520', 'INTERFUND_MISSING'],
      ['gl-accounts', 57, 'name', '510', 'INTERFUND_TWICE'],
    ]);
  });

  it('are refused when a receipt type is unknown, taken twice, or nothing takes the rest', () => {
    expect(rejectsOf(changed('service-map', (text) => text.replace('UTIL-HY', 'UTIL-HYD')))).toEqual([
      ['service-map', 8, 'receipt_type', 'UTIL-HYD', 'TABLE_RECEIPT_TYPE_UNKNOWN'],
    ]);
    expect(
      rejectsOf(changed('bank-accounts', (text) => text.replace('BUS-31 BUS-1', 'BUS-31 FINE-PARK'))),
    ).toEqual([['bank-accounts', 4, 'takes', 'FINE-PARK', 'TABLE_TAKEN_TWICE']]);
    expect(
      rejectsOf(changed('bank-accounts', (text) => text.replace('everything not named below', 'MISC'))),
    ).toEqual([['bank-accounts', 2, 'takes', '0', 'TABLE_EVERYTHING_ELSE']]);
  });

  it('are refused for a routing number that fails its sum or is all zeros', () => {
    for (const bad of ['122199913', '000000000']) {
      expect(rejectsOf(changed('bank-accounts', (text) => text.replace('122199912', bad)))).toEqual([
        ['bank-accounts', 2, 'routing', bad, 'TABLE_ROUTING_NUMBER'],
      ]);
    }
  });

  it('are refused for a code that stands twice', () => {
    expect(rejectsOf(changed('tender-types', (text) => text.replace('\nMO,', '\nCHECK,')))).toEqual([
      ['tender-types', 6, 'code', 'CHECK', 'TABLE_CODE_TWICE'],
    ]);
    expect(rejectsOf(changed('service-map', (text) => text.replace('BD,W,GA', 'BD,W,EL')))).toEqual([
      ['service-map', 13, 'service', 'BD written-off EL', 'TABLE_CODE_TWICE'],
    ]);
    expect(rejectsOf(changed('people-and-drawers', (text) => text.replace('drawer,2', 'drawer,1')))).toEqual([
      ['people-and-drawers', 13, 'code', '1', 'TABLE_CODE_TWICE'],
    ]);
  });
});
