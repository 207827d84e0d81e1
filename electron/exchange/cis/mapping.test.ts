import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccountRecord, ChargeRecord } from '../../../shared/domain/reference/extract.ts';
import { builtInMapping, findMapping } from './find-mapping.ts';
import { checkMapping, parseMapping } from './mapping.ts';
import type { ExtractMapping } from './mapping.ts';
import { readExtract } from './read-extract.ts';

const delimited = builtInMapping('delimited');
const fixed = builtInMapping('fixed');

/** A mapping with one member replaced, as the person who mistypes it would write it. */
function mutated(mapping: ExtractMapping, path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(mapping)) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const owner = keys.reduce((node, key) => node[key] as Record<string, unknown>, copy);
  owner[last] = value;
  return JSON.parse(JSON.stringify(copy));
}

const problem = (value: unknown): unknown => {
  const checked = checkMapping(value);
  return checked.ok ? 'ok' : [checked.error.code, checked.error.field, checked.error.params?.['reason']];
};

describe('a mapping file', () => {
  it('comes with the product for both sample layouts', () => {
    expect([delimited.name, delimited.version]).toEqual(['delimited', 1]);
    expect([fixed.name, fixed.lossy]).toEqual([
      'fixed',
      { replacement: '?', cutAt: { name: 32, address: 32 } },
    ]);
  });

  it('is found by name or read from a city’s own file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mapping-'));
    try {
      const path = join(folder, 'ours.json');
      await writeFile(path, `\ufeff${JSON.stringify({ ...delimited, name: 'ours' })}`);
      expect(await findMapping('fixed')).toEqual({ ok: true, value: fixed });
      expect(await findMapping(path)).toEqual({ ok: true, value: { ...delimited, name: 'ours' } });
      expect(await findMapping(join(folder, 'none.json'))).toMatchObject({
        ok: false,
        error: { code: 'FILE_UNREADABLE', params: { reason: 'ENOENT' } },
      });
      await writeFile(path, '{"name": ');
      expect(await findMapping(path)).toMatchObject({ ok: false, error: { code: 'MAPPING_NOT_JSON' } });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is refused with the path of what is wrong', () => {
    const notValid = 'MAPPING_NOT_VALID';
    expect(problem(mutated(delimited, 'encoding', 'ebcdic'))).toEqual([
      notValid,
      'encoding',
      expect.any(String),
    ]);
    expect(problem(mutated(delimited, 'charges.fields.amount', undefined))).toEqual([
      notValid,
      'charges.fields.amount',
      expect.any(String),
    ]);
    expect(problem(mutated(delimited, 'charges.fields.amuont', { at: 1 }))).toEqual([
      notValid,
      'charges.fields',
      expect.stringContaining('amuont'),
    ]);
    expect(problem(mutated(delimited, 'accounts.fields.status.values.AC', 'live'))).toEqual([
      notValid,
      'accounts.fields.status.values.AC',
      expect.any(String),
    ]);
    expect(problem(mutated(delimited, 'accounts.fields.name.at', 18))).toEqual([
      notValid,
      'accounts.fields.name',
      'field 18 is outside a record of 17 fields',
    ]);
    expect(problem(mutated(delimited, 'accounts.fields.name', { from: 1, to: 2 }))).toEqual([
      notValid,
      'accounts.fields.name',
      'a delimited record needs "at" and nothing else to say where',
    ]);
    expect(problem(mutated(fixed, 'charges.fields.amount.sign', { at: 4 }))).toEqual([
      notValid,
      'charges.fields.amount.sign',
      'a fixed record needs "from" and "to" to say where',
    ]);
    expect(problem(mutated(fixed, 'accounts.fields.name', { from: 44, to: 13 }))).toEqual([
      notValid,
      'accounts.fields.name',
      '"to" stands before "from"',
    ]);
    expect(problem(mutated(fixed, 'totals.fields.amount.to', 34))).toEqual([
      notValid,
      'totals.fields.amount',
      'column 34 is outside a record of 33 characters',
    ]);
    expect(problem(mutated(delimited, 'totals.type', 'C'))).toEqual([
      notValid,
      'type',
      'two records have the same type',
    ]);
    expect(problem(mutated(delimited, 'header.expect', [{ at: 9, value: 'x' }]))).toEqual([
      notValid,
      'header.fields.expect.0',
      'field 9 is outside a record of 6 fields',
    ]);
    expect(parseMapping('null')).toMatchObject({ ok: false, error: { code: notValid, field: 'mapping' } });
  });
});

describe('a city’s own layout', () => {
  it('is read with tabs, its own letters, forms and account numbers', async () => {
    const ours: ExtractMapping = {
      name: 'ours',
      version: 3,
      title: 'Our own',
      format: { kind: 'delimited', delimiter: '\t', quote: '' },
      encoding: 'iso-8859-1',
      recordType: { at: 2 },
      account: { digits: 6, check: null },
      header: {
        type: 'HDR',
        size: 4,
        fields: { system: { at: 1 }, asOf: { at: 3, date: 'MM/DD/YYYY' }, asOfInstant: { at: 4 } },
      },
      accounts: {
        type: 'ACC',
        size: 6,
        fields: {
          account: { at: 1 },
          name: { at: 3, mayBeEmpty: true },
          address: { at: 4 },
          status: { at: 5, values: { '': 'active', off: 'disconnected' } },
          class: { at: 6, values: { '1': 'residential', '2': 'commercial' } },
        },
      },
      charges: {
        type: 'CHG',
        size: 7,
        fields: {
          account: { at: 1 },
          service: { at: 3 },
          billDate: { at: 4, date: 'DD.MM.YYYY' },
          dueDate: { at: 5, date: 'DD.MM.YYYY' },
          amount: { at: 6, amount: 'cents', sign: { at: 7 }, emptyWhen: '00' },
          kind: { at: 2, values: { CHG: 'billed' } },
        },
      },
      totals: {
        type: 'END',
        size: 5,
        fields: { accounts: { at: 3 }, charges: { at: 4 }, amount: { at: 5, amount: 'cents' } },
      },
    };
    expect(checkMapping(ours).ok).toBe(true);
    const accounts: AccountRecord[] = [];
    const charges: ChargeRecord[] = [];
    const content = [
      'S\tHDR\t11/19/2026\t2026-11-19T07:00:00.000Z',
      '000042\tACC\t\t"1 \xc9lm" St\t\t2',
      '000042\tCHG\tWATER\t27.10.2026\t16.11.2026\t13410\t',
      'S\tEND\t1\t1\t13410',
      '',
    ].join('\n');
    const outcome = await readExtract(
      (async function* () {
        yield await Promise.resolve(Buffer.from(content, 'latin1'));
      })(),
      ours,
      { accounts: (batch) => void accounts.push(...batch), charges: (batch) => void charges.push(...batch) },
    );
    expect(outcome).toMatchObject({
      kind: 'read',
      header: { system: 'S', asOf: '2026-11-19', asOfInstant: '2026-11-19T07:00:00.000Z' },
    });
    expect(accounts).toEqual([
      {
        account: '000042',
        name: '',
        address: '"1 Élm" St',
        city: '',
        state: '',
        zip: '',
        status: 'active',
        class: 'commercial',
        confidential: false,
        cycle: '',
        depositHeldCents: 0,
        creditClass: '',
        phone: '',
      },
    ]);
    expect(charges).toEqual([
      {
        account: '000042',
        service: 'WATER',
        billDate: '2026-10-27',
        dueDate: '2026-11-16',
        amountCents: 13_410,
        kind: 'billed',
      },
    ]);
  });
});
