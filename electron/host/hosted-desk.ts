/** The desk as its hosts see it: Electron's main process, the loopback server and the command line. */
import type { Answer, Push } from '../../shared/contract/envelope.ts';
import type { ImportOutcome } from '../services/setup/import-extract.ts';
import type { TrainingPrinter } from './devices/index.ts';

export type DeskCaller = {
  readonly seatId: string;
  readonly origin: 'electron' | 'browser' | 'command-line';
  /** The OS user behind the command line, who owns the data folder. */
  readonly osUser?: string;
};

export type HostedDesk = {
  readonly state: 'open' | 'recovery';
  call(caller: DeskCaller, channel: string, message: unknown): Promise<Answer>;
  subscribe(listener: (push: Push) => void): () => void;
  /** A billing extract from a file on this machine, of any size; the page sends small ones through the contract. */
  importExtract(
    caller: DeskCaller,
    file: { readonly path: string; readonly mapping: string },
    options: { readonly signal: AbortSignal; onProgress(step: string, done: number, total: number): void },
  ): Promise<Answer<ImportOutcome>>;
  /** Waits until no device job is running or queued. */
  settled(): Promise<void>;
  close(): Promise<void>;
  /** Only while the training printer serves: what its paper shows and how to make it fail. */
  readonly trainingPrinter: TrainingPrinter | undefined;
};
