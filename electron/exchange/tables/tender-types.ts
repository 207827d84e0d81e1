import { TENDER_KINDS } from '../../../shared/domain/tender/types.ts';
import { COUNTED_BY, TENDER_REFERENCES } from '../../../shared/domain/reference/types.ts';
import type { TenderType } from '../../../shared/domain/reference/types.ts';
import { readRows } from './cells.ts';
import type { TableResult } from './cells.ts';
import { glKey } from './gl-accounts.ts';

const COLUMNS = [
  'code',
  'name',
  'kind',
  'guaranteed_funds',
  'depositable',
  'itemised',
  'reference',
  'opens_drawer',
  'counted_by',
  'change_limit',
  'maximum',
  'debit_account',
] as const;

/** tender-types.csv; `change_limit` is an amount or `any`, an empty `maximum` is none. */
export const readTenderTypes = (bytes: Uint8Array): TableResult<readonly TenderType[]> =>
  readRows('tender-types', bytes, COLUMNS, (cells) => ({
    code: cells.code('code'),
    name: cells.text('name'),
    kind: cells.oneOf('kind', TENDER_KINDS),
    guaranteedFunds: cells.yesNo('guaranteed_funds'),
    depositable: cells.yesNo('depositable'),
    itemised: cells.yesNo('itemised'),
    reference: cells.oneOf('reference', TENDER_REFERENCES),
    opensDrawer: cells.yesNo('opens_drawer'),
    countedBy: cells.oneOf('counted_by', COUNTED_BY),
    changeLimitCents: cells.raw('change_limit') === 'any' ? 'any' : cells.amount('change_limit'),
    ...cells.optional('maximumCents', 'maximum', (column) => cells.amount(column)),
    debitAccount: glKey(cells, 'debit_account'),
  }));
