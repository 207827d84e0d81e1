/**
 * Reads a billing extract of any size in one pass and bounded memory: bytes → lines → cells → typed records, handed
 * over in batches. Any reject refuses the whole file; after the first, nothing more is handed over and reading goes on
 * only to list the others.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Refusal } from '../../../shared/kernel/result.ts';
import type {
  AccountRecord,
  ChargeRecord,
  ExtractHeader,
  ExtractTotals,
} from '../../../shared/domain/reference/extract.ts';
import type { Reject } from '../../../shared/domain/reference/reject.ts';
import { BlockJoiner, LINE_LIMIT_BYTES, LineTooLongError } from './blocks.ts';
import type { Block } from './blocks.ts';
import { byteOrderMark } from './decode.ts';
import { ExtractCheck } from './extract-check.ts';
import type { ExtractMapping } from './mapping.ts';

/** Where records go. Batches arrive in file order; an account always before its charges. */
export interface ExtractSink {
  /** Called once, before any record. A refusal (an extract older than the one at hand) ends the reading. */
  header?(header: ExtractHeader): Refusal | undefined;
  accounts(batch: readonly AccountRecord[]): void | Promise<void>;
  charges(batch: readonly ChargeRecord[]): void | Promise<void>;
}

export type ReadOptions = {
  readonly signal?: AbortSignal;
  /** Called after each chunk, and once more at the end with both figures equal. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number) => void;
  readonly bytesTotal?: number;
};

export type ExtractOutcome =
  | {
      readonly kind: 'read';
      readonly header: ExtractHeader;
      readonly totals: ExtractTotals;
      /** SHA-256 over the file's bytes, in hex. */
      readonly sha256: string;
      readonly bytes: number;
    }
  | {
      readonly kind: 'rejected';
      /** The first of them; `rejectCount` says how many there are. */
      readonly rejects: readonly Reject[];
      readonly rejectCount: number;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Stopped by its signal. */
  | { readonly kind: 'stopped' };

const CHUNK_BYTES = 64 * 1024;

/** Reads a file. One that cannot be read (missing, a folder, no permission) is `refused` with FILE_UNREADABLE. */
export async function readExtractFile(
  path: string,
  mapping: ExtractMapping,
  sink: ExtractSink,
  options: Omit<ReadOptions, 'bytesTotal'> = {},
): Promise<ExtractOutcome> {
  try {
    const { size } = await stat(path);
    const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    return await readExtract(stream, mapping, sink, { ...options, bytesTotal: size });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    return {
      kind: 'refused',
      refusal: { code: 'FILE_UNREADABLE', field: 'file', value: path, params: { reason: code } },
    };
  }
}

/** Reads any chunking of the file's bytes; the result does not depend on where the chunks end. */
export async function readExtract(
  source: AsyncIterable<Uint8Array>,
  mapping: ExtractMapping,
  sink: ExtractSink,
  options: ReadOptions = {},
): Promise<ExtractOutcome> {
  const hash = createHash('sha256');
  const check = new ExtractCheck(mapping);
  const joiner = new BlockJoiner();
  const isStopped = (): boolean => options.signal?.aborted === true;
  let bytes = 0;

  const take = async (block: Block | undefined): Promise<Refusal | undefined> => {
    if (!block) return undefined;
    const skipped = check.atStart ? startOf(block.bytes, mapping, check) : 0;
    if (check.isHopeless) return undefined;
    check.take(skipped === 0 ? block : { ...block, bytes: block.bytes.subarray(skipped) });
    return handOver(check, sink);
  };

  try {
    for await (const chunk of source) {
      if (isStopped()) return { kind: 'stopped' };
      hash.update(chunk);
      bytes += chunk.length;
      const refusal = await take(joiner.push(chunk));
      if (refusal) return { kind: 'refused', refusal };
      if (check.isHopeless) break;
      options.onProgress?.(bytes, Math.max(bytes, options.bytesTotal ?? bytes));
    }
    const refusal = check.isHopeless ? undefined : await take(joiner.end());
    if (refusal) return { kind: 'refused', refusal };
  } catch (error) {
    if (!(error instanceof LineTooLongError)) throw error;
    check.lineTooLong(LINE_LIMIT_BYTES);
  }
  if (isStopped()) return { kind: 'stopped' };
  const result = check.finish();
  if (result.kind === 'rejected') return result;
  options.onProgress?.(bytes, bytes);
  return { ...result, sha256: hash.digest('hex'), bytes };
}

/** @returns how many bytes of a byte order mark to skip */
function startOf(bytes: Uint8Array, mapping: ExtractMapping, check: ExtractCheck): number {
  const mark = byteOrderMark(bytes);
  if (mark === undefined) return 0;
  if (mark === 'utf-8' && mapping.encoding === 'utf-8') return 3;
  check.otherEncoding(mark === 'utf-8' ? 'UTF-8' : 'UTF-16');
  return 0;
}

async function handOver(check: ExtractCheck, sink: ExtractSink): Promise<Refusal | undefined> {
  const { header, accounts, charges } = check.drain();
  if (header) {
    const refusal = sink.header?.(header);
    if (refusal) return refusal;
  }
  // Awaited only where the sink is asynchronous: a batch is a few milliseconds of work.
  if (accounts.length > 0) {
    const done = sink.accounts(accounts);
    if (done) await done;
  }
  if (charges.length > 0) {
    const done = sink.charges(charges);
    if (done) await done;
  }
  return undefined;
}
