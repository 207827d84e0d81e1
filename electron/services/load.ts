/** Streams folded into the states that decisions are made on. */
import { stream } from '../../shared/domain/events.ts';
import { evolveDeposit } from '../../shared/domain/deposit/evolve.ts';
import type { DepositEvent, DepositState } from '../../shared/domain/deposit/types.ts';
import { evolvePayment } from '../../shared/domain/payment/evolve.ts';
import type { PaymentEvent, PaymentState } from '../../shared/domain/payment/types.ts';
import { evolveSession } from '../../shared/domain/session/evolve.ts';
import type { SessionEvent, SessionState } from '../../shared/domain/session/types.ts';
import type { BooksReader, Recorded } from './ports.ts';

/** Every stream holds one kind of event; the journal's projection asserts it when it is appended. */
const fold = <S, E>(
  books: BooksReader,
  name: string,
  evolve: (state: S | undefined, event: E, recorded: Recorded) => S,
): S | undefined =>
  books
    .loadStream(name)
    .reduce<S | undefined>((state, recorded) => evolve(state, recorded.event as E, recorded), undefined);

export const loadSession = (books: BooksReader, sessionId: string): SessionState | undefined =>
  fold<SessionState, SessionEvent>(books, stream.session(sessionId), (state, event, { recordedAt }) =>
    evolveSession(state, event, recordedAt),
  );

export const loadPayment = (books: BooksReader, paymentId: string): PaymentState | undefined =>
  fold<PaymentState, PaymentEvent>(books, stream.payment(paymentId), (state, event, { recordedAt }) =>
    evolvePayment(state, event, recordedAt),
  );

export const loadDeposit = (books: BooksReader, depositId: string): DepositState | undefined =>
  fold<DepositState, DepositEvent>(books, stream.deposit(depositId), (state, event) =>
    evolveDeposit(state, event),
  );
