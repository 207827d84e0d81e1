/** Files in and out of the books, from the command line. */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { ReferenceTable } from '../../../shared/domain/office/types.ts';
import { formatCentsAscii } from '../../../shared/money/money.ts';
import { errorEnvelope } from '../../services/envelope.ts';
import type { HostedDesk } from '../hosted-desk.ts';
import { ask, CALLER, reasonOf, withDesk } from './desk.ts';
import { report, reportError, showProgress } from './output.ts';
import type { Common } from './output.ts';

export async function importExtract(file: string, options: Common & { mapping: string }): Promise<void> {
  await withDesk(options, async (desk, signal) => {
    const answer = await desk.importExtract(
      CALLER,
      { path: resolve(file), mapping: options.mapping },
      { signal, onProgress: showProgress },
    );
    if (!answer.ok) {
      reportError(options, answer.error);
      return;
    }
    const { value } = answer;
    const taken = value.changed
      ? `${basename(file)}: ${String(value.accounts)} accounts, ${String(value.charges)} charges, ${formatCentsAscii(value.totalCents)} in all.`
      : `${basename(file)} is already in the books; nothing changed.`;
    report(options, value, value.accepted ? taken : notTaken(file, value), !value.accepted);
  });
}

export async function importTable(file: string, options: Common & { table: ReferenceTable }): Promise<void> {
  await withDesk(options, async (desk) => {
    const bytes = await readBytes(options, file);
    if (bytes === undefined) return;
    const value = await ask(options, desk, 'setup.import-table', {
      table: options.table,
      file: { fileName: basename(file), base64: bytes.toString('base64') },
    });
    if (value === undefined) return;
    const taken = `${options.table}: ${String(value.rows)} rows${value.changed ? '' : ', as before'}.`;
    report(options, value, value.accepted ? taken : notTaken(file, value), !value.accepted);
  });
}

type Rejected = Pick<Output<'setup.import-table'>, 'rejects' | 'rejectCount'>;

const notTaken = (file: string, { rejects, rejectCount }: Rejected): string =>
  [
    `${basename(file)} was not taken, because of ${String(rejectCount)} rejects; nothing changed.`,
    ...rejects.map((reject) => `  line ${String(reject.line)}, ${reject.field}: ${reject.reason}`),
  ].join('\n');

async function readBytes(common: Common, file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (fault) {
    const params = { reason: reasonOf(fault) };
    reportError(common, errorEnvelope({ code: 'FILE_UNREADABLE', field: 'file', value: file, params }));
    return undefined;
  }
}

export type ExportOptions = Common & {
  readonly format: Input<'export.build'>['format'];
  readonly out: string;
  readonly from: string;
  readonly to: string;
  readonly batch?: string;
};
export type ExportKind = Input<'export.build'>['kind'];

export async function exportBatch(kind: ExportKind, options: ExportOptions): Promise<void> {
  await withDesk(options, async (desk) => {
    const batch = await batchOf(desk, kind, options);
    if (batch === undefined) return;
    const { batchId } = batch;
    const file = await ask(options, desk, 'export.file', { batchId, format: options.format });
    if (file === undefined) return;
    const out = resolve(options.out);
    try {
      writeFileSync(out, Buffer.from(file.base64, 'base64'));
    } catch (fault) {
      const params = { reason: reasonOf(fault), batch: batchId };
      reportError(options, errorEnvelope({ code: 'FILE_UNWRITABLE', field: 'out', value: out, params }));
      return;
    }
    const words = `${batchId}: ${String(batch.records)} records, ${formatCentsAscii(batch.totalCents)}, SHA-256 ${batch.sha256}\n${out}`;
    report(options, { ...batch, out }, words);
  });
}

/** A new batch, or the earlier one that was asked for by its id. */
async function batchOf(
  desk: HostedDesk,
  kind: ExportKind,
  options: ExportOptions,
): Promise<Output<'export.build'> | undefined> {
  const { format, from, to, batch: wanted } = options;
  if (wanted === undefined) {
    const range = { from, to } as Input<'export.build'>['range'];
    return ask(options, desk, 'export.build', { kind, format, range });
  }
  const known = await ask(options, desk, 'export.list', {});
  const found = known?.exports.find((each) => each.batchId === wanted && each.kind === kind);
  if (known !== undefined && found === undefined) {
    const params = { what: `${kind} batch` };
    reportError(options, errorEnvelope({ code: 'NOT_FOUND', field: 'batch', value: wanted, params }));
  }
  return found;
}
