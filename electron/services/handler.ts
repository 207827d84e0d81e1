/** What a use case is given, and the three shapes it may have. One file per verb implements one of them. */
import type { ChannelName, Input, Output } from '../../shared/contract/index.ts';
import type { ChangedTopic, Push } from '../../shared/contract/envelope.ts';
import type { CustomerView } from '../../shared/devices/customer-display.ts';
import type { DomainEvent } from '../../shared/domain/events.ts';
import type { PrintSubject } from '../../shared/domain/print/types.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { BusinessDate, Instant } from '../../shared/kernel/time.ts';
import type { Heard, Readings, Terminals, SlipsInHand } from './devices/live.ts';
import type { Office } from './office.ts';
import type { DevicesPort, FilesPort, PasswordPort } from './outside.ts';
import type { BooksStore, BooksWriter, BooksReader, Recorded } from './ports.ts';
import type { Person, Seats } from './seats.ts';

/** The desk's fixed parts, made once by the host. */
export type Desk = {
  readonly books: BooksStore;
  readonly devices: DevicesPort;
  readonly files: FilesPort;
  readonly passwords: PasswordPort;
  readonly seats: Seats;
  readonly now: () => Instant;
  readonly newId: () => string;
  readonly push: (push: Push) => void;
  readonly version: string;
  readonly dataFolder: string;
  /** Long tasks that may be stopped, by the id their command named. */
  readonly tasks: Map<string, AbortController>;
  readonly slips: SlipsInHand;
  readonly terminals: Terminals;
  readonly readings: Readings;
  readonly heard: Heard;
  /** What the customer sees now. */
  readonly customer: { view: CustomerView };
  /** Device jobs to run, in order, after the commit that queued them. */
  readonly enqueueJob: (jobId: string) => void;
};

export type Caller = {
  readonly seatId: string;
  /** The command line acts as `cli:<OS user>`, allowed by ownership of the data folder. */
  readonly commandLineUser?: string;
};

type Common = {
  readonly desk: Desk;
  readonly at: Instant;
  readonly caller: Caller;
  /** The person at the seat; for public channels before sign-in it is `nobody`. */
  readonly person: Person;
  /** Whoever signed in a second time on this screen, for exactly this channel. */
  readonly approver: Person | undefined;
};

/** Inside one write transaction: everything appended here is committed together or not at all. */
export type TxContext = Common & {
  readonly tx: BooksWriter;
  readonly office: Office;
  append(
    stream: string,
    expectedVersion: number,
    events: readonly DomainEvent[],
    businessDate?: BusinessDate | null,
  ): Result<readonly Recorded[]>;
  queuePrint(job: {
    subject: PrintSubject;
    copy: number;
    kick: boolean;
    sessionId?: string;
    businessDate?: BusinessDate | null;
  }): Result<string>;
  changed(...topics: readonly ChangedTopic[]): void;
};

/** Work that waits for something (a password hash, a file, a backup): it opens its own transactions through `write`. */
export type LongContext = Common & {
  readonly books: BooksStore;
  office(): Office;
  write<T>(work: (ctx: TxContext) => Result<T>): Result<T>;
  /** Reports what is done of how much, and can be stopped. */
  task(taskId: string): {
    readonly signal: AbortSignal;
    progress(step: string, done: number, total: number): void;
    end(): void;
  };
  changed(...topics: readonly ChangedTopic[]): void;
};

export type QueryContext = Common & { readonly books: BooksReader; readonly office: Office };

export type CommandHandler<C extends ChannelName> = (ctx: TxContext, input: Input<C>) => Result<Output<C>>;
export type LongHandler<C extends ChannelName> = (
  ctx: LongContext,
  input: Input<C>,
) => Promise<Result<Output<C>>>;
export type QueryHandler<C extends ChannelName> = (
  ctx: QueryContext,
  input: Input<C>,
) => Result<Output<C>> | Promise<Result<Output<C>>>;

export type Handler<C extends ChannelName> =
  | { readonly mode: 'command'; readonly run: CommandHandler<C> }
  | {
      readonly mode: 'long';
      readonly run: LongHandler<C>;
      /** Never remembered by command id: its input or answer must not be kept. */ readonly forget?: boolean;
    }
  | { readonly mode: 'query'; readonly run: QueryHandler<C> };

export type Handlers<Names extends ChannelName = ChannelName> = { readonly [C in Names]: Handler<C> };
