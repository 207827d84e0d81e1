/**
 * A billing extract becomes the accounts and charges that can be paid, all or nothing: rows stream into staging, are
 * checked to the last control total, and only then take the place of the old ones, together with the event that says so.
 */
import { stream } from '../../../shared/domain/events.ts';
import type { ExtractImported } from '../../../shared/domain/office/types.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { formatDate } from '../../../shared/kernel/time.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { LongContext, LongHandler, TxContext } from '../handler.ts';
import type { ByteSource, ExtractRead } from '../outside.ts';

export type ImportOutcome = Output<'setup.import-extract'>;
type Task = ReturnType<LongContext['task']>;

export async function importExtract(
  ctx: LongContext,
  source: ByteSource,
  mapping: string,
  task: Task,
): Promise<Result<ImportOutcome>> {
  const staging = ctx.books.stageExtract();
  try {
    const read = await ctx.desk.files.readExtract(source, mapping, staging, {
      signal: task.signal,
      onProgress: (done, total) => {
        task.progress(`Reading ${source.fileName}`, done, total);
      },
    });
    if (!read.ok) return read;
    switch (read.value.outcome) {
      case 'stopped':
        return refuse('TASK_STOPPED');
      case 'rejected':
        return ok({
          ...NOTHING,
          accepted: false,
          changed: false,
          rejects: read.value.rejects,
          rejectCount: read.value.rejectCount,
        });
      case 'read': {
        const { extract } = read.value;
        const written = ctx.write((tx) => takeIn(tx, source.fileName, extract, staging.stagingId));
        if (!written.ok) return written;
        const { accounts, charges, amountCents } = extract.totals;
        return ok({
          ...NOTHING,
          accepted: true,
          changed: written.value.changed,
          accounts,
          charges,
          totalCents: amountCents,
        });
      }
    }
  } finally {
    staging.discard();
  }
}

const NOTHING = { accounts: 0, charges: 0, totalCents: 0, rejects: [], rejectCount: 0 } as const;

/** Inside the transaction: the same file twice changes nothing, an older one is refused, a newer one replaces the snapshot. */
function takeIn(
  ctx: TxContext,
  fileName: string,
  extract: ExtractRead,
  stagingId: string,
): Result<{ changed: boolean }> {
  const imports = ctx.tx.imports();
  const current = imports[0];
  // Also when another file came in between: an old file must not take back what a later one of the same date said.
  if (imports.some((each) => each.fileHash === extract.fileHash)) return ok({ changed: false });
  if (current && extract.header.asOf < current.asOf) {
    return refuse('EXTRACT_OLDER', {
      value: formatDate(extract.header.asOf),
      params: { current: formatDate(current.asOf) },
    });
  }
  const importId = ctx.desk.newId();
  const replaced = ctx.tx.replaceExtract(importId, {
    stagingId,
    lossyTextCutAt: extract.lossyTextCutAt,
    sameAsOf: current?.asOf === extract.header.asOf,
  });
  if (!replaced.ok) return replaced;
  const { header, totals } = extract;
  const event: ExtractImported = {
    type: 'import.extract-imported',
    v: 1,
    importId,
    fileName,
    fileHash: extract.fileHash,
    system: header.system,
    mapping: extract.mapping,
    mappingVersion: extract.mappingVersion,
    asOf: header.asOf,
    accounts: totals.accounts,
    charges: totals.charges,
    totalCents: totals.amountCents,
    rowsHash: replaced.value.rowsHash,
    ...(header.asOfInstant === undefined ? {} : { asOfInstant: header.asOfInstant }),
    ...(header.lastPostingBatch === undefined ? {} : { lastPostingBatch: header.lastPostingBatch }),
  };
  const appended = ctx.append(stream.import(importId), 0, [event]);
  if (!appended.ok) return appended;
  ctx.changed('setup', 'desk');
  return ok({ changed: true });
}

export const importUploadedExtract: LongHandler<'setup.import-extract'> = async (
  ctx,
  { mapping, file, task: taskId },
) => {
  const bytes = Buffer.from(file.base64, 'base64');
  const source: ByteSource = {
    fileName: file.fileName,
    bytesTotal: bytes.length,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
        // Gives the event loop a turn, so that the stop button is heard.
        await new Promise(setImmediate);
        yield bytes.subarray(at, at + CHUNK_BYTES);
      }
    },
  };
  const task = ctx.task(taskId);
  return importExtract(ctx, source, mapping, task).finally(() => {
    task.end();
  });
};
const CHUNK_BYTES = 256 * 1024;
