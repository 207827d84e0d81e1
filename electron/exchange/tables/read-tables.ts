/** All six tables at once: read, then checked against each other. Any reject refuses them all. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReferenceTable } from '../../../shared/domain/office/types.ts';
import { assembleReference, TABLE_FILES } from '../../../shared/domain/reference/tables.ts';
import type { TableRows } from '../../../shared/domain/reference/tables.ts';
import type { ReferenceData } from '../../../shared/domain/reference/types.ts';
import { validateReference } from '../../../shared/domain/reference/validate.ts';
import type { TableReject } from '../../../shared/domain/reference/validate.ts';
import type { TableResult } from './cells.ts';
import { readBankAccounts } from './bank-accounts.ts';
import { readGlAccounts } from './gl-accounts.ts';
import { readPeopleAndDrawers } from './people-and-drawers.ts';
import { readReceiptTypes } from './receipt-types.ts';
import { readServiceMap } from './service-map.ts';
import { readTenderTypes } from './tender-types.ts';

export type TableFiles = Readonly<Record<ReferenceTable, Uint8Array>>;

/** One reader per table; a row of any other shape does not compile. */
const READERS: { readonly [T in ReferenceTable]: (bytes: Uint8Array) => TableResult<TableRows[T]> } = {
  'gl-accounts': readGlAccounts,
  'receipt-types': readReceiptTypes,
  'service-map': readServiceMap,
  'tender-types': readTenderTypes,
  'bank-accounts': readBankAccounts,
  'people-and-drawers': readPeopleAndDrawers,
};

/** Reads one table by itself; what concerns several tables is `validateReference`'s. */
export const readTable = <T extends ReferenceTable>(table: T, bytes: Uint8Array): TableResult<TableRows[T]> =>
  READERS[table](bytes);

export type FileDigest = { readonly fileName: string; readonly sha256: string };

export type TablesOutcome =
  | {
      readonly kind: 'read';
      readonly data: ReferenceData;
      readonly tables: TableRows;
      readonly files: Readonly<Record<ReferenceTable, FileDigest>>;
    }
  | { readonly kind: 'rejected'; readonly rejects: readonly TableReject[] };

export function readTables(bytes: TableFiles): TablesOutcome {
  const read = {
    'gl-accounts': readTable('gl-accounts', bytes['gl-accounts']),
    'receipt-types': readTable('receipt-types', bytes['receipt-types']),
    'service-map': readTable('service-map', bytes['service-map']),
    'tender-types': readTable('tender-types', bytes['tender-types']),
    'bank-accounts': readTable('bank-accounts', bytes['bank-accounts']),
    'people-and-drawers': readTable('people-and-drawers', bytes['people-and-drawers']),
  };
  const results = Object.values(read);
  const badCells = results.flatMap((result) => result.rejects);
  // Rows that could not be read would make every other table look wrong as well.
  if (badCells.length > 0) return { kind: 'rejected', rejects: badCells };
  const tables: TableRows = {
    'gl-accounts': read['gl-accounts'].rows,
    'receipt-types': read['receipt-types'].rows,
    'service-map': read['service-map'].rows,
    'tender-types': read['tender-types'].rows,
    'bank-accounts': read['bank-accounts'].rows,
    'people-and-drawers': read['people-and-drawers'].rows,
  };
  const data = assembleReference(tables);
  const lineOf = (row: object): number =>
    results.map((result) => result.lines.get(row)).find((line) => line !== undefined) ?? 0;
  const rejects = validateReference(data, { lineOf });
  if (rejects.length > 0) return { kind: 'rejected', rejects };
  return { kind: 'read', data, tables, files: describeFiles(bytes) };
}

/** Reads the six files of a folder by their names. A file that cannot be read is a reject like any other. */
export async function readTablesFolder(folder: string): Promise<TablesOutcome> {
  const names = Object.entries(TABLE_FILES) as [ReferenceTable, string][];
  const rejects: TableReject[] = [];
  const files = await Promise.all(
    names.map(async ([table, name]): Promise<[ReferenceTable, Uint8Array]> => {
      try {
        return [table, await readFile(join(folder, name))];
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
        rejects.push({ table, line: 0, field: name, value: '', code: 'FILE_UNREADABLE', params: { reason } });
        return [table, new Uint8Array()];
      }
    }),
  );
  return rejects.length > 0
    ? { kind: 'rejected', rejects }
    : readTables(Object.fromEntries(files) as Record<ReferenceTable, Uint8Array>);
}

const describeFiles = (bytes: TableFiles): Record<ReferenceTable, FileDigest> =>
  Object.fromEntries(
    (Object.entries(bytes) as [ReferenceTable, Uint8Array][]).map(([table, content]) => [
      table,
      { fileName: TABLE_FILES[table], sha256: createHash('sha256').update(content).digest('hex') },
    ]),
  ) as Record<ReferenceTable, FileDigest>;
