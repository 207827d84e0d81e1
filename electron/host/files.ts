/** Files in and out, as the services ask for them. */
import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { REFERENCE_TABLES } from '../../shared/domain/office/types.ts';
import type { ReferenceTable } from '../../shared/domain/office/types.ts';
import { POOLED_CASH } from '../../shared/domain/reference/interfund.ts';
import { rejectReason } from '../../shared/domain/reference/reject.ts';
import type { Reject } from '../../shared/domain/reference/reject.ts';
import { TABLE_FILES } from '../../shared/domain/reference/tables.ts';
import { validateReference } from '../../shared/domain/reference/validate.ts';
import { ok, refuse } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { BUILT_IN_MAPPINGS, findMapping } from '../exchange/cis/find-mapping.ts';
import { readExtract } from '../exchange/cis/read-extract.ts';
import { journalFile } from '../exchange/journal-file/journal-file.ts';
import { paymentsFile } from '../exchange/payments-file/payments-file.ts';
import { paperToPdf } from '../exchange/pdf/paper-to-pdf.ts';
import { readTable } from '../exchange/tables/read-tables.ts';
import type { ByteSource, ExtractOutcome, FileReject, FilesPort } from '../services/outside.ts';

const SAMPLE_CITY = join(import.meta.dirname, '../exchange/sample-city');

const shown = (reject: Reject): FileReject => ({
  line: reject.line,
  field: reject.field,
  value: reject.value,
  code: reject.code,
  reason: rejectReason(reject),
});

export function createFiles(): FilesPort {
  return {
    readTable(table, bytes) {
      const { rows, rejects } = readTable(table, bytes);
      const count = Array.isArray(rows) ? rows.length : Object.values(rows).flat().length;
      return { rows, count, rejects: rejects.map(shown) };
    },
    checkReference: (reference, pooledFund) =>
      validateReference(reference, { pooled: { ...POOLED_CASH, fund: pooledFund } }).map((reject) =>
        // Several tables are meant at once here: each reject says which.
        shown({ ...reject, field: `${reject.table}, ${reject.field}` }),
      ),
    mappings: () => BUILT_IN_MAPPINGS,
    readExtract: readWithMapping,
    paymentsFile,
    journalFile,
    pdf: paperToPdf,
    csv: (header, rows) =>
      stringify([[...header], ...rows.map((row) => [...row])], { record_delimiter: '\r\n' }),
    sampleCity: () => ({
      tables: Object.fromEntries(
        REFERENCE_TABLES.map((table) => [table, readFileSync(join(SAMPLE_CITY, TABLE_FILES[table]))]),
      ) as unknown as Record<ReferenceTable, Uint8Array>,
      extract: bytesSource('cis-extract.psv', readFileSync(join(SAMPLE_CITY, 'cis-extract.psv'))),
      extractMapping: 'delimited',
    }),
  };
}

const readWithMapping: FilesPort['readExtract'] = async (
  source,
  mappingName,
  sink,
  { signal, onProgress },
) => {
  const mapping = await findMapping(mappingName);
  if (!mapping.ok) return mapping;
  const outcome = await readExtract(source.open(), mapping.value, sink, {
    signal,
    onProgress,
    bytesTotal: source.bytesTotal,
  });
  switch (outcome.kind) {
    case 'refused':
      return { ok: false, error: outcome.refusal };
    case 'stopped':
      return ok<ExtractOutcome>({ outcome: 'stopped' });
    case 'rejected':
      return ok<ExtractOutcome>({
        outcome: 'rejected',
        rejects: outcome.rejects.map(shown),
        rejectCount: outcome.rejectCount,
      });
    case 'read': {
      const { name, version, lossy } = mapping.value;
      return ok<ExtractOutcome>({
        outcome: 'read',
        extract: {
          header: outcome.header,
          totals: outcome.totals,
          fileHash: outcome.sha256,
          mapping: name,
          mappingVersion: version,
          lossyTextCutAt: lossy === undefined ? null : Math.min(lossy.cutAt.name, lossy.cutAt.address),
        },
      });
    }
  }
};

const CHUNK_BYTES = 64 * 1024;

async function* chunks(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    yield await Promise.resolve(bytes.subarray(at, at + CHUNK_BYTES));
  }
}

const bytesSource = (fileName: string, bytes: Uint8Array): ByteSource => ({
  fileName,
  bytesTotal: bytes.length,
  open: () => chunks(bytes),
});

/** A file on this machine, read as a stream. Errors: FILE_UNREADABLE. */
export async function fileSource(path: string): Promise<Result<ByteSource>> {
  const found = await stat(path).catch((fault: unknown) => fault as NodeJS.ErrnoException);
  if (found instanceof Error)
    return refuse('FILE_UNREADABLE', {
      field: 'file',
      value: path,
      params: { reason: found.code ?? 'unknown' },
    });
  if (!found.isFile())
    return refuse('FILE_UNREADABLE', { field: 'file', value: path, params: { reason: 'it is not a file' } });
  return ok({
    fileName: basename(path),
    bytesTotal: found.size,
    open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
  });
}
