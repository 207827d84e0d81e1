/** All reads over one connection: the same inside and outside a transaction. */
import type { BooksReader, StoredAnswer } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { events, headOf, loadStream, streamVersion } from '../journal/journal.ts';
import { accountReads } from './accounts.ts';
import { depositReads } from './deposits.ts';
import { deviceReads } from './devices.ts';
import { ledgerReads } from './ledger.ts';
import { officeReads } from './office.ts';
import { paymentReads } from './payments.ts';
import { sessionReads } from './sessions.ts';

export const createReader = (c: Connection): BooksReader => ({
  head: () => headOf(c),
  loadStream: (stream) => loadStream(c, stream),
  streamVersion: (stream) => streamVersion(c, stream),
  events: (query) => events(c, query),
  findCommand: (commandId) =>
    c
      .sql<StoredAnswer>('SELECT content_hash AS contentHash, answer FROM command WHERE command_id = ?')
      .get(commandId),
  ...officeReads(c),
  ...accountReads(c),
  ...sessionReads(c),
  ...paymentReads(c),
  ...depositReads(c),
  ...ledgerReads(c),
  ...deviceReads(c),
});
