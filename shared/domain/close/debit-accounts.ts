import type { LedgerPolicy } from '../ledger/types.ts';
import type { TenderKind } from '../reference/tender-kind.ts';
import type { TenderType } from '../reference/types.ts';
import { perKind } from './expected.ts';

/** Where the tenders of each kind are until they are deposited, settled or billed: what over and short is set against. */
export const debitAccountsByKind = (
  tenderTypes: readonly Pick<TenderType, 'kind' | 'debitAccount'>[],
  ledger: Pick<LedgerPolicy, 'undeposited'>,
): Readonly<Record<TenderKind, string>> =>
  perKind((kind) => tenderTypes.find((type) => type.kind === kind)?.debitAccount ?? ledger.undeposited);
