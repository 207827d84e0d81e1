/** People: add, new PIN, disable; the own PIN; the permission table. */
import { stream } from '../../../shared/domain/events.ts';
import { ALL_PERMISSIONS, PERMISSIONS } from '../../../shared/domain/office/permissions.ts';
import type { Role, UserEvent } from '../../../shared/domain/office/types.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { LongContext, LongHandler, QueryHandler, TxContext } from '../handler.ts';
import { authenticate } from './sign-in.ts';

/** Four digits are enough behind a lock-out, unless they are the first that anyone would try. */
export function checkSecret(secret: string): Result<string> {
  const weak = (reason: string): Result<string> =>
    refuse('SECRET_TOO_WEAK', { field: 'secret', params: { reason } });
  if (secret.length < 4) return weak('it is shorter than four');
  if (new Set(secret).size === 1) return weak('all its digits are the same');
  const codes = Array.from(secret, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  if (steps.every((step) => step === 1) || steps.every((step) => step === -1))
    return weak('its digits are in a row');
  return ok(secret);
}

export type NewUser = {
  readonly userName: string;
  readonly name: string;
  readonly role: Role;
  readonly secretHash: string | null;
};

/** Inside a transaction: the person's stream, and the hash in the side table. */
export function addUser(ctx: TxContext, user: NewUser): Result<unknown> {
  if (ctx.tx.user(user.userName)) return refuse('USER_EXISTS', { field: 'userName', value: user.userName });
  const { userName, name, role, secretHash } = user;
  const events: UserEvent[] = [{ type: 'user.added', v: 1, userName, name, role }];
  if (secretHash !== null) {
    ctx.tx.putSecret('user-secret', userName, secretHash);
    events.push({ type: 'user.secret-set', v: 1, userName });
  }
  ctx.changed('users');
  return ctx.append(stream.user(userName), 0, events);
}

function setSecret(ctx: LongContext, userName: string, hash: string): Result<Output<'users.set-secret'>> {
  const written = ctx.write((tx) => {
    tx.tx.putSecret('user-secret', userName, hash);
    tx.changed('users');
    return tx.append(stream.user(userName), tx.tx.streamVersion(stream.user(userName)), [
      { type: 'user.secret-set', v: 1, userName },
    ]);
  });
  return written.ok ? ok({}) : written;
}

export const list: QueryHandler<'users.list'> = (ctx) =>
  ok({
    users: ctx.books.users().map(({ userName, name, role, enabled, hasSecret, lockedUntil }) => ({
      userName,
      name,
      role,
      enabled,
      hasSecret,
      ...(lockedUntil === null || lockedUntil < ctx.at ? {} : { lockedUntil }),
    })),
  });

export const add: LongHandler<'users.add'> = async (ctx, input) => {
  const secret = checkSecret(input.secret);
  if (!secret.ok) return secret;
  const secretHash = await ctx.desk.passwords.hash(secret.value);
  const added = ctx.write((tx) =>
    addUser(tx, { userName: input.userName, name: input.name, role: input.role, secretHash }),
  );
  return added.ok ? ok({}) : added;
};

export const setUserSecret: LongHandler<'users.set-secret'> = async (ctx, input) => {
  const user = ctx.books.user(input.userName);
  if (!user)
    return refuse('NOT_FOUND', { field: 'userName', value: input.userName, params: { what: 'person' } });
  const secret = checkSecret(input.secret);
  if (!secret.ok) return secret;
  return setSecret(ctx, input.userName, await ctx.desk.passwords.hash(secret.value));
};

export const changeSecret: LongHandler<'access.change-secret'> = async (ctx, input) => {
  const known = await authenticate(ctx, ctx.person.userName, input.current);
  if (!known.ok) return known;
  const secret = checkSecret(input.next);
  if (!secret.ok) return secret;
  return setSecret(ctx, ctx.person.userName, await ctx.desk.passwords.hash(secret.value));
};

export const setEnabled: LongHandler<'users.set-enabled'> = (ctx, { userName, enabled }) => {
  const written = ctx.write((tx) => {
    const user = tx.tx.user(userName);
    if (!user) return refuse('NOT_FOUND', { field: 'userName', value: userName, params: { what: 'person' } });
    if (user.enabled === enabled) return ok(undefined);
    const others = tx.tx
      .users()
      .filter((other) => other.role === 'administrator' && other.enabled && other.userName !== userName);
    if (!enabled && user.role === 'administrator' && others.length === 0) {
      return refuse('LAST_ADMINISTRATOR', { field: 'userName', value: user.name });
    }
    tx.changed('users');
    const event: UserEvent = enabled
      ? { type: 'user.enabled', v: 1, userName }
      : { type: 'user.disabled', v: 1, userName };
    return tx.append(stream.user(userName), tx.tx.streamVersion(stream.user(userName)), [event]);
  });
  if (!written.ok) return Promise.resolve(written);
  if (!enabled) ctx.desk.seats.dropPerson(userName);
  return Promise.resolve(ok({}));
};

export const permissionTable: QueryHandler<'users.permissions'> = () =>
  ok({
    rows: ALL_PERMISSIONS.map((permission) => ({
      permission,
      does: PERMISSIONS[permission].does,
      roles: [...PERMISSIONS[permission].roles],
    })),
    total: ALL_PERMISSIONS.length,
  });
