/** Verify, back up, and read the journal of events. */
import { join } from 'node:path';
import { stream } from '../../../shared/domain/events.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { LongHandler, QueryHandler } from '../handler.ts';
import { jsonLinesFile } from '../files.ts';
import { summaryOf } from './event-summary.ts';

export const verify: LongHandler<'books.verify'> = async (ctx) => {
  const task = ctx.task('books-verify');
  const report = await ctx.books.verify({ signal: task.signal, onProgress: task.progress }).finally(() => {
    task.end();
  });
  if (task.signal.aborted) return refuse('TASK_STOPPED');
  ctx.changed('desk');
  return ok({
    ok: report.ok,
    at: ctx.at,
    events: report.events,
    head: report.head.hash,
    importedRows: report.importedRows,
    findings: report.findings,
  });
};

export const backup: LongHandler<'books.backup'> = async (ctx) => {
  const task = ctx.task('books-backup');
  const fileName = `books-${ctx.at.replace(/[-:]/g, '').slice(0, 15)}Z.sqlite`;
  const report = await ctx.books
    .backup(join(ctx.desk.dataFolder, 'backups', fileName), (done, total) => {
      task.progress('Copying the books', done, total);
    })
    .finally(() => {
      task.end();
    });
  if (!report.ok) return report;
  const { head, bytes, sha256 } = report.value;
  const journaled = ctx.write((tx) =>
    tx.append(stream.office, tx.tx.streamVersion(stream.office), [
      { type: 'office.backup-made', v: 1, fileName, head: head.hash, events: head.sequence },
    ]),
  );
  if (!journaled.ok) return journaled;
  ctx.changed('desk');
  return ok({ fileName, events: head.sequence, bytes, sha256, at: ctx.at });
};

export const events: QueryHandler<'books.events'> = (ctx, { stream: name, beforeSequence, limit }) => {
  const recorded =
    name === undefined
      ? ctx.books.events({
          limit,
          newestFirst: true,
          ...(beforeSequence === undefined ? {} : { beforeSequence }),
        })
      : ctx.books.loadStream(name).slice(-limit).reverse();
  return ok({
    events: recorded.map((each) => ({
      sequence: each.sequence,
      at: each.recordedAt,
      actor: each.actor,
      type: each.event.type,
      stream: each.stream,
      summary: summaryOf(each.event),
      hash: each.hash,
    })),
  });
};

export const evidence: QueryHandler<'books.evidence'> = (ctx, { fromSequence, toSequence }) => {
  const lines = ctx.books
    .events({ fromSequence, limit: Math.max(0, toSequence - fromSequence + 1) })
    .map((recorded) => canonicalJson(recorded));
  return ok(jsonLinesFile(`events-${String(fromSequence)}-${String(toSequence)}.jsonl`, lines));
};
