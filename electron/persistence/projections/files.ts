/** What came in and went out by file. The events themselves say all; these rows find them. */
import { stream } from '../../../shared/domain/events.ts';
import { keyOf } from './projection.ts';
import type { Projection } from './projection.ts';

const schema = `
CREATE TABLE p_import (seq INTEGER PRIMARY KEY, import_id TEXT NOT NULL) STRICT;
CREATE TABLE p_export (
  seq INTEGER PRIMARY KEY,
  batch_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, number)
) STRICT;
`;

export const files: Projection = {
  name: 'files',
  codeVersion: 1,
  tables: ['p_import', 'p_export'],
  schema,
  on: {
    'import.extract-imported': (c, event, recorded) => {
      c.sql('INSERT INTO p_import (seq, import_id) VALUES (?, ?)').run(recorded.sequence, event.importId);
    },
    'export.built': (c, event, recorded) => {
      c.sql(
        `INSERT INTO p_export (seq, batch_id, kind, number)
         VALUES (?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM p_export WHERE kind = ?))`,
      ).run(recorded.sequence, event.batchId, event.kind, event.kind);
    },
    'export.delivered': (c, event) => {
      c.sql('UPDATE p_export SET delivered = 1 WHERE seq = ?').run(keyOf(c, stream.export(event.batchId)));
    },
  },
};
