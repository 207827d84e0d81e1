/** Streams folded into the states that decisions are made on. */
import { stream } from '../../shared/domain/events.ts';
import type { DomainEvent } from '../../shared/domain/events.ts';
import { evolveCard } from '../../shared/domain/card/evolve.ts';
import type { CardEvent, CardState } from '../../shared/domain/card/types.ts';
import { evolveDeposit } from '../../shared/domain/deposit/evolve.ts';
import type { DepositEvent, DepositState } from '../../shared/domain/deposit/types.ts';
import { evolveMachineCount } from '../../shared/domain/machine-count/evolve.ts';
import type { MachineCountEvent, MachineCountState } from '../../shared/domain/machine-count/types.ts';
import { evolvePayment } from '../../shared/domain/payment/evolve.ts';
import type { PaymentEvent, PaymentState } from '../../shared/domain/payment/types.ts';
import { evolveSession } from '../../shared/domain/session/evolve.ts';
import type { SessionEvent, SessionState } from '../../shared/domain/session/types.ts';
import type { BooksReader, Recorded } from './ports.ts';

/** Every stream holds one kind of event; the projections assert it when it is appended. */
const eventsOf = <E extends DomainEvent>(books: BooksReader, name: string): readonly Recorded<E>[] =>
  books.loadStream(name) as readonly Recorded<E>[];

/** @param through the journal's sequence to which it is asked for; without it as it stands now */
export const loadSession = (
  books: BooksReader,
  sessionId: string,
  through = Infinity,
): SessionState | undefined =>
  eventsOf<SessionEvent>(books, stream.session(sessionId))
    .filter(({ sequence }) => sequence <= through)
    .reduce<SessionState | undefined>(
      (state, { event, recordedAt }) => evolveSession(state, event, recordedAt),
      undefined,
    );

/** @param through as of `loadSession` */
export const loadPayment = (
  books: BooksReader,
  paymentId: string,
  through = Infinity,
): PaymentState | undefined =>
  eventsOf<PaymentEvent>(books, stream.payment(paymentId))
    .filter(({ sequence }) => sequence <= through)
    .reduce<PaymentState | undefined>(
      (state, { event, recordedAt }) => evolvePayment(state, event, recordedAt),
      undefined,
    );

export const loadDeposit = (books: BooksReader, depositId: string): DepositState | undefined =>
  eventsOf<DepositEvent>(books, stream.deposit(depositId)).reduce<DepositState | undefined>(
    (state, { event }) => evolveDeposit(state, event),
    undefined,
  );

export const loadCard = (books: BooksReader, attemptId: string): CardState | undefined =>
  eventsOf<CardEvent>(books, stream.card(attemptId)).reduce<CardState | undefined>(
    (state, { event, recordedAt }) => evolveCard(state, event, recordedAt),
    undefined,
  );

export const loadMachineCount = (books: BooksReader, countId: string): MachineCountState | undefined =>
  eventsOf<MachineCountEvent>(books, stream.machineCount(countId)).reduce<MachineCountState | undefined>(
    (state, { event, recordedAt }) => evolveMachineCount(state, event, recordedAt),
    undefined,
  );
