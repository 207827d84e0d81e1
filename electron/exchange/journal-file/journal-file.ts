/** The journal as a file, in any of its formats. */
import { assert } from '../../../shared/kernel/assert.ts';
import { balanceErrors, postingErrors } from '../../../shared/domain/ledger/invariants.ts';
import type { JournalEntry } from '../../../shared/domain/ledger/types.ts';
import type { GlAccount } from '../../../shared/domain/reference/types.ts';
import type { BatchHead, JournalFormat } from '../../services/outside.ts';
import { journalCsv } from './journal-csv.ts';
import { plainTextJournal } from './plain-text.ts';

/**
 * @returns the whole file (UTF-8); the same input gives the same bytes
 * @throws InvariantError when an entry does not balance in each fund: such a file must not leave the house
 */
export function journalFile(
  format: JournalFormat,
  head: BatchHead,
  entries: readonly JournalEntry[],
  chart: readonly GlAccount[],
): string {
  for (const { entryId, postings } of entries) {
    const errors = [...postingErrors(postings), ...balanceErrors(postings)];
    assert(errors.length === 0, `entry ${entryId}: ${errors.join('; ')}`);
  }
  return format === 'csv' ? journalCsv(head, entries, chart) : plainTextJournal(format, head, entries, chart);
}
