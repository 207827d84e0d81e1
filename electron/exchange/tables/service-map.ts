import type { ChargeKind, ServiceMapping } from '../../../shared/domain/reference/types.ts';
import { readRows } from './cells.ts';
import type { TableResult } from './cells.ts';

/** The letters that billing extracts use for kinds of charge. */
const KINDS = {
  B: 'billed',
  F: 'fee',
  P: 'arrangement',
  W: 'written-off',
  X: 'credit',
} as const satisfies Record<string, ChargeKind>;
const LETTERS = ['B', 'F', 'P', 'W', 'X'] as const satisfies readonly (keyof typeof KINDS)[];

/**
 * service-map.csv: service, kind, for_service (empty: any that has no row of its own), receipt_type (empty for credits
 * only: they are netted, not paid), guaranteed_funds.
 */
export const readServiceMap = (bytes: Uint8Array): TableResult<readonly ServiceMapping[]> =>
  readRows(
    'service-map',
    bytes,
    ['service', 'kind', 'for_service', 'receipt_type', 'guaranteed_funds'],
    (cells) => {
      const kind = KINDS[cells.oneOf('kind', LETTERS)];
      if (kind !== 'credit' && cells.raw('receipt_type') === '') cells.reject('receipt_type', 'FIELD_EMPTY');
      return {
        service: cells.code('service'),
        kind,
        ...cells.optional('forService', 'for_service', (column) => cells.code(column)),
        ...cells.optional('receiptType', 'receipt_type', (column) => cells.code(column)),
        guaranteedFunds: cells.yesNo('guaranteed_funds'),
      };
    },
  );
