import { GL_KINDS } from '../../../shared/domain/reference/types.ts';
import type { GlAccount, GlKey } from '../../../shared/domain/reference/types.ts';
import { readRows } from './cells.ts';
import type { Cells, TableResult } from './cells.ts';

const DIGITS = /^\d{1,8}$/;

const KEY = /^\d{1,8}-\d{1,8}-\d{1,8}$/;

export const glPart = (cells: Cells, column: string): string => cells.pattern(column, DIGITS, 'digits');
export const glKey = (cells: Cells, column: string): GlKey =>
  cells.pattern(column, KEY, 'an account as fund-department-account');

/** gl-accounts.csv: fund, department, account, name, kind. */
export const readGlAccounts = (bytes: Uint8Array): TableResult<readonly GlAccount[]> =>
  readRows('gl-accounts', bytes, ['fund', 'department', 'account', 'name', 'kind'], (cells) => ({
    fund: glPart(cells, 'fund'),
    department: glPart(cells, 'department'),
    account: glPart(cells, 'account'),
    name: cells.text('name'),
    kind: cells.oneOf('kind', GL_KINDS),
  }));
