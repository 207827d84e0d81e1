/** people-and-drawers.csv: rows of kind user, drawer, source and vault in one small table. */
import { ROLES } from '../../../shared/domain/office/types.ts';
import type { TenderSource } from '../../../shared/domain/session/types.ts';
import type { PeopleAndDrawers } from '../../../shared/domain/reference/tables.ts';
import type { Drawer, Person, Vault } from '../../../shared/domain/reference/types.ts';
import { readRows } from './cells.ts';
import type { Cells, TableResult } from './cells.ts';

const KINDS = ['user', 'drawer', 'source', 'vault'] as const;

const SOURCE_KINDS = {
  MAIL: 'mail',
  BOX: 'drop-box',
  PHONE: 'telephone',
} as const satisfies Record<string, TenderSource['kind']>;
const SOURCE_CODES = ['MAIL', 'BOX', 'PHONE'] as const satisfies readonly (keyof typeof SOURCE_KINDS)[];

type Row =
  | { readonly kind: 'user'; readonly value: Person }
  | { readonly kind: 'drawer'; readonly value: Drawer }
  | { readonly kind: 'source'; readonly value: TenderSource }
  | { readonly kind: 'vault'; readonly value: Vault };

/** `role_or_float` is a user's role or a drawer's or vault's float; `limit` is a drawer's only. */
export function readPeopleAndDrawers(bytes: Uint8Array): TableResult<PeopleAndDrawers> {
  const columns = ['kind', 'code', 'name', 'role_or_float', 'limit'];
  const read = readRows('people-and-drawers', bytes, columns, readRow);
  const lines = new Map<object, number>();
  for (const row of read.rows) lines.set(row.value, read.lines.get(row) ?? 0);
  return {
    rows: {
      people: read.rows.flatMap((row) => (row.kind === 'user' ? [row.value] : [])),
      drawers: read.rows.flatMap((row) => (row.kind === 'drawer' ? [row.value] : [])),
      sources: read.rows.flatMap((row) => (row.kind === 'source' ? [row.value] : [])),
      vaults: read.rows.flatMap((row) => (row.kind === 'vault' ? [row.value] : [])),
    },
    rejects: read.rejects,
    lines,
  };
}

function readRow(cells: Cells): Row {
  const kind = cells.oneOf('kind', KINDS);
  const name = cells.text('name');
  switch (kind) {
    case 'user': {
      const userName = cells.pattern('code', /^[a-z][a-z0-9._-]{0,31}$/, 'a user name in small letters');
      return { kind, value: { userName, name, role: cells.oneOf('role_or_float', ROLES) } };
    }
    case 'drawer':
      return {
        kind,
        value: {
          code: cells.code('code'),
          name,
          floatCents: cells.amount('role_or_float'),
          limitCents: cells.amount('limit'),
        },
      };
    case 'source': {
      const code = cells.oneOf('code', SOURCE_CODES);
      return { kind, value: { kind: SOURCE_KINDS[code], code, name } };
    }
    case 'vault':
      return { kind, value: { code: cells.code('code'), name, floatCents: cells.amount('role_or_float') } };
  }
}
