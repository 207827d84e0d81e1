/**
 * Seats: who sits at which window of the program. Each tab or window has its own seat and signs in for itself. Seats
 * and approval tickets live in memory only: a restart signs everybody out, and loses nothing else.
 */
import type { Role } from '../../shared/domain/office/types.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import { instantToMs } from '../../shared/kernel/time.ts';

export type Person = { readonly userName: string; readonly name: string; readonly role: Role };

type Seat = { person: Person; locked: boolean; lastUsed: Instant };
type Ticket = {
  readonly person: Person;
  readonly channel: string;
  readonly seatId: string;
  readonly untilMs: number;
};

/** Long enough to finish the form that asked for it, short enough that a forgotten one opens nothing. */
const TICKET_MS = 120_000;

export type Seats = ReturnType<typeof createSeats>;

export function createSeats() {
  const seats = new Map<string, Seat>();
  const tickets = new Map<string, Ticket>();
  const dropTickets = (which: (ticket: Ticket) => boolean): void => {
    for (const [ticketId, ticket] of tickets) if (which(ticket)) tickets.delete(ticketId);
  };
  return {
    /** An approval was given to whoever sat here then: it goes with them. */
    signIn(seatId: string, person: Person, at: Instant): void {
      dropTickets((ticket) => ticket.seatId === seatId);
      seats.set(seatId, { person, locked: false, lastUsed: at });
    },
    signOut(seatId: string): void {
      dropTickets((ticket) => ticket.seatId === seatId);
      seats.delete(seatId);
    },
    at: (seatId: string): Readonly<Seat> | undefined => seats.get(seatId),
    lock(seatId: string): void {
      const seat = seats.get(seatId);
      if (seat) seat.locked = true;
    },
    unlock(seatId: string, at: Instant): void {
      const seat = seats.get(seatId);
      if (seat) {
        seat.locked = false;
        seat.lastUsed = at;
      }
    },
    /** Notes use, and locks by itself what was left alone for longer than the policy allows. */
    touch(seatId: string, at: Instant, lockAfterMs: number): void {
      const seat = seats.get(seatId);
      if (!seat) return;
      if (instantToMs(at) - instantToMs(seat.lastUsed) > lockAfterMs) seat.locked = true;
      if (!seat.locked) seat.lastUsed = at;
    },
    /** A disabled person loses every seat at once, and what they approved and is not used yet. */
    dropPerson(userName: string): void {
      dropTickets((ticket) => ticket.person.userName === userName);
      for (const [seatId, seat] of seats) if (seat.person.userName === userName) seats.delete(seatId);
    },
    giveTicket(ticketId: string, person: Person, channel: string, seatId: string, at: Instant): void {
      dropTickets((ticket) => ticket.untilMs < instantToMs(at));
      tickets.set(ticketId, { person, channel, seatId, untilMs: instantToMs(at) + TICKET_MS });
    },
    ticket(ticketId: string, channel: string, seatId: string, at: Instant): Person | undefined {
      const ticket = tickets.get(ticketId);
      if (!ticket || ticket.channel !== channel || ticket.seatId !== seatId) return undefined;
      return instantToMs(at) <= ticket.untilMs ? ticket.person : undefined;
    },
    /** Used once: called only after the command that carried it was accepted. */
    spendTicket(ticketId: string): void {
      tickets.delete(ticketId);
    },
  };
}
