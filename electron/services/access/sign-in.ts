/** Sign-in by user name and PIN or password, lock-out after failures, lock and unlock, sign-out. */
import { stream } from '../../../shared/domain/events.ts';
import type { UserEvent } from '../../../shared/domain/office/types.ts';
import { decideFailure, isLockedOut } from '../../../shared/domain/office/lock-out.ts';
import { permissionsOf } from '../../../shared/domain/office/permissions.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { formatTime } from '../../../shared/kernel/time.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { CommandHandler, LongContext, LongHandler, QueryHandler } from '../handler.ts';
import type { BooksReader, UserRow } from '../ports.ts';
import type { Person } from '../seats.ts';
import { NOTHING_SHOWN, showCustomer } from '../devices/customer.ts';
import { suspendOpenSession } from '../drawer/suspend.ts';

type Seat = Output<'access.sign-in'>;

export function seatView(books: BooksReader, person: Person, locked: boolean): Seat {
  const mine = books.sessions({
    cashier: person.userName,
    statuses: ['open', 'suspended', 'balancing', 'balanced', 'submitted'],
  })[0];
  return {
    person: { userName: person.userName, name: person.name, role: person.role },
    permissions: permissionsOf(person.role),
    locked,
    ...(mine === undefined ? {} : { sessionId: mine.sessionId }),
  };
}

/** A hash of nothing that anyone knows: an unknown name then takes as long to refuse as a known one. */
let decoyHash: Promise<string> | undefined;

/** Checks a secret and journals the outcome; the failure counts even though the command is refused. */
export async function authenticate(
  ctx: LongContext,
  userName: string,
  secret: string,
): Promise<Result<UserRow>> {
  const user = ctx.books.user(userName);
  const policy = ctx.office().policy;
  if (user && user.lockedUntil !== null && isLockedOut(user, ctx.at))
    return lockedOut(ctx, userName, user.lockedUntil);
  const stored = user ? ctx.books.secret('user-secret', userName) : undefined;
  decoyHash ??= ctx.desk.passwords.hash('decoy');
  const matches = await ctx.desk.passwords.verify(stored ?? (await decoyHash), secret);
  if (!user || stored === undefined) return failed(policy.signInTries, policy.lockOutMs);
  if (!user.enabled) return refuse('USER_DISABLED', { value: user.name });
  if (matches) return ok(user);

  // Decided on the count inside the transaction, so that guesses sent at once are as many tries as guesses in a row.
  const recorded = ctx.write((tx) => {
    const decided = decideFailure(userName, tx.tx.user(userName) ?? user, policy, ctx.at);
    const name = stream.user(userName);
    const appended = tx.append(name, tx.tx.streamVersion(name), [decided.event]);
    return appended.ok ? ok(decided) : appended;
  });
  if (!recorded.ok) return recorded;
  const { event, triesLeft } = recorded.value;
  return event.lockedUntil === undefined
    ? failed(triesLeft, policy.lockOutMs)
    : lockedOut(ctx, userName, event.lockedUntil);
}

const failed = (triesLeft: number, lockOutMs: number): Result<never> =>
  refuse('SIGN_IN_FAILED', {
    field: 'secret',
    params: {
      left: triesLeft === 1 ? '1 try' : `${String(triesLeft)} tries`,
      wait: String(Math.round(lockOutMs / 60_000)),
    },
  });

const lockedOut = (ctx: LongContext, userName: string, until: Instant): Result<never> =>
  refuse('SIGN_IN_LOCKED_OUT', {
    field: 'userName',
    value: userName,
    params: { until: formatTime(until, ctx.office().timeZone) },
  });

function journal(ctx: LongContext, userName: string, event: UserEvent): Result<unknown> {
  return ctx.write((tx) =>
    tx.append(stream.user(userName), tx.tx.streamVersion(stream.user(userName)), [event]),
  );
}

const personOf = (user: UserRow): Person => ({ userName: user.userName, name: user.name, role: user.role });

export const signIn: LongHandler<'access.sign-in'> = async (ctx, { userName, secret }) => {
  const user = await authenticate(ctx, userName, secret);
  if (!user.ok) return user;
  const person = personOf(user.value);
  const journaled = journal(ctx, userName, { type: 'user.signed-in', v: 1, userName });
  if (!journaled.ok) return journaled;
  ctx.desk.seats.signIn(ctx.caller.seatId, person, ctx.at);
  return ok(seatView(ctx.books, person, false));
};

export const unlock: LongHandler<'access.unlock'> = async (ctx, { secret }) => {
  const seat = ctx.desk.seats.at(ctx.caller.seatId);
  if (!seat) return refuse('NOT_SIGNED_IN');
  const user = await authenticate(ctx, seat.person.userName, secret);
  if (!user.ok) return user;
  ctx.desk.seats.unlock(ctx.caller.seatId, ctx.at);
  return ok(seatView(ctx.books, seat.person, false));
};

export const who: QueryHandler<'access.who'> = (ctx) => {
  const seat = ctx.desk.seats.at(ctx.caller.seatId);
  return ok(seat ? seatView(ctx.books, seat.person, seat.locked) : null);
};

export const lock: CommandHandler<'access.lock'> = (ctx) => {
  ctx.desk.seats.lock(ctx.caller.seatId);
  return ok({});
};

export const signOut: CommandHandler<'access.sign-out'> = (ctx) => {
  const suspended = suspendOpenSession(ctx);
  if (!suspended.ok) return suspended;
  const name = ctx.person.userName;
  const journaled = ctx.append(stream.user(name), ctx.tx.streamVersion(stream.user(name)), [
    { type: 'user.signed-out', v: 1, userName: name },
  ]);
  if (!journaled.ok) return journaled;
  ctx.desk.seats.signOut(ctx.caller.seatId);
  // Nobody serves here any more, and what the last customer saw is nobody else's.
  showCustomer(ctx.desk, NOTHING_SHOWN);
  return ok({});
};

export const approve: LongHandler<'access.approve'> = async (ctx, { userName, secret, channel }) => {
  if (userName === ctx.person.userName)
    return refuse('APPROVAL_SAME_PERSON', { field: 'userName', value: userName });
  const user = await authenticate(ctx, userName, secret);
  if (!user.ok) return user;
  const ticket = ctx.desk.newId();
  const person = personOf(user.value);
  ctx.desk.seats.giveTicket(ticket, person, channel, ctx.caller.seatId, ctx.at);
  return ok({ approval: ticket, person });
};
