/** A deposit by its events: custody and approval run in parallel. */
import { assert, assertNever } from '../../kernel/assert.ts';
import type { DepositEvent, DepositState } from './types.ts';

/** @throws InvariantError when the first event is not `deposit.prepared`, or a second one is */
export function evolveDeposit(state: DepositState | undefined, event: DepositEvent): DepositState {
  if (event.type === 'deposit.prepared') {
    assert(state === undefined, `deposit ${event.depositId} is prepared twice`);
    return {
      depositId: event.depositId,
      custody: 'preparing',
      approval: 'unapproved',
      prepared: event,
      bags: [],
    };
  }
  assert(state !== undefined, `${event.type} before deposit.prepared`);
  switch (event.type) {
    case 'deposit.sealed': {
      const { bagNumber, journalHead, sealedBy, witness } = event;
      const { sentBack, ...rest } = state;
      return {
        ...rest,
        custody: 'sealed',
        bagNumber,
        journalHead,
        sealedBy,
        witness,
        bags: [...state.bags, bagNumber],
      };
    }
    case 'deposit.unsealed': {
      // The signature was for that bag: what is sealed next is looked at afresh. Why it was sent back stays until then.
      const { bagNumber, journalHead, sealedBy, witness, approvedBy, ...rest } = state;
      return { ...rest, custody: 'preparing', approval: 'unapproved' };
    }
    case 'deposit.sent':
      return { ...state, custody: 'sent', sent: event };
    case 'deposit.approved': {
      const { sentBack, ...rest } = state;
      return { ...rest, approval: 'approved', approvedBy: event.approvedBy };
    }
    case 'deposit.sent-back': {
      const { approvedBy, ...rest } = state;
      return { ...rest, approval: 'sent-back', sentBack: event };
    }
    case 'deposit.dissolved':
      return { ...state, custody: 'dissolved' };
    case 'deposit.confirmed':
      return {
        ...state,
        custody: event.creditedCents === state.prepared.totalCents ? 'confirmed' : 'adjusted',
        confirmed: event,
      };
    default:
      return assertNever(event);
  }
}
