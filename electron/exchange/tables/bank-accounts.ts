import type { BankAccount } from '../../../shared/domain/reference/types.ts';
import { readRows } from './cells.ts';
import type { Cells, TableResult } from './cells.ts';
import { glKey } from './gl-accounts.ts';

const EVERYTHING_ELSE = 'everything not named below';

/** bank-accounts.csv: `takes` is `everything not named below`, or receipt type codes with blanks between them. */
export const readBankAccounts = (bytes: Uint8Array): TableResult<readonly BankAccount[]> =>
  readRows(
    'bank-accounts',
    bytes,
    ['code', 'name', 'account_ending', 'routing', 'cash_account', 'takes'],
    (cells) => ({
      code: cells.code('code'),
      name: cells.text('name'),
      accountEnding: cells.pattern('account_ending', /^\d{4}$/, 'the last four digits'),
      routing: cells.pattern('routing', /^\d{9}$/, 'a routing number of nine digits'),
      cashAccount: glKey(cells, 'cash_account'),
      takes: readTakes(cells),
    }),
  );

function readTakes(cells: Cells): BankAccount['takes'] {
  const text = cells.text('takes', 4000);
  return text.toLowerCase() === EVERYTHING_ELSE ? 'everything-else' : text.split(/\s+/);
}
