/**
 * A projection is what the journal says, arranged for one kind of question. It is updated inside the append, can be
 * dropped at any time, and a rebuilt one equals the stored one byte for byte: so a handler may use nothing but the
 * event and what earlier events left in the tables.
 *
 * Rows are keyed by the sequence of their stream's first event (a payment by its `payment.posted`): new rows then go
 * to the right edge of each tree, and the journal's own index on streams finds them by id.
 */
import type { DomainEvent, EventType } from '../../../shared/domain/events.ts';
import { certain } from '../../../shared/kernel/assert.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { Recorded } from '../../services/ports.ts';
import type { Connection } from '../connection.ts';
import { firstSequenceOf } from '../journal/journal.ts';

/** The events that may carry this type, also where one shape carries several. */
export type EventOf<T extends EventType> = DomainEvent extends infer E
  ? E extends { readonly type: infer U }
    ? T extends U
      ? E
      : never
    : never
  : never;

export type Handlers = {
  readonly [T in EventType]?: (c: Connection, event: EventOf<T>, recorded: Recorded) => void;
};

export type Projection = {
  readonly name: string;
  /** Raised with every change of its tables or of what its handlers write: the next opening rebuilds. */
  readonly codeVersion: number;
  /** In the order in which they are made. */
  readonly tables: readonly string[];
  readonly schema: string;
  readonly on: Handlers;
};

/** The key of a thing that an earlier event made. */
export const keyOf = (c: Connection, stream: string): number => certain(firstSequenceOf(c, stream), stream);

/** Money events always carry one. */
export const businessDateOf = (recorded: Recorded): BusinessDate =>
  certain(recorded.businessDate, `business date of event ${String(recorded.sequence)}`);
