/** Who is at the desk: sign in, lock, approve by a second sign-in, users. */
import { z } from 'zod';
import { command, query } from '../channel.ts';
import {
  count,
  done,
  id,
  instant,
  list,
  none,
  person,
  requiredText,
  role,
  secret,
  userName,
} from '../values.ts';

export const seat = z.strictObject({
  person,
  permissions: list(z.string()),
  locked: z.boolean(),
  /** The person's session that is not approved yet, if any: sign-in resumes it. */
  sessionId: z.string().exactOptional(),
});

const userRow = z.strictObject({
  userName: z.string(),
  name: z.string(),
  role,
  enabled: z.boolean(),
  hasSecret: z.boolean(),
  lockedUntil: instant.exactOptional(),
});

export const accessChannels = {
  'access.sign-in': command(
    'public',
    'Signs a person in at this seat. After too many failures the name is locked for a while.',
    z.strictObject({ userName, secret }),
    seat,
  ),
  'access.who': query('public', 'Who sits here, or null.', none, seat.nullable()),
  'access.sign-out': command(
    'signed-in',
    'Signs out; an open drawer session is suspended first.',
    none,
    done,
  ),
  'access.lock': command('signed-in', 'Locks the seat; the work stays.', none, done),
  'access.unlock': command(
    'public',
    'The same person, or nobody, takes the seat back.',
    z.strictObject({ secret }),
    seat,
  ),
  'access.approve': command(
    'signed-in',
    'A second sign-in on the same screen: gives a ticket, good once and for two minutes, that one command may carry as `approval`.',
    z.strictObject({ userName, secret, channel: z.string().max(64), about: requiredText(200) }),
    z.strictObject({ approval: id, person }),
  ),
  'access.change-secret': command(
    'signed-in',
    'Changes the own PIN or password.',
    z.strictObject({ current: secret, next: secret }),
    done,
  ),
  'users.list': query(
    ['users.read', 'users.manage'],
    'All people with their roles.',
    none,
    z.strictObject({ users: list(userRow) }),
  ),
  'users.add': command(
    'users.manage',
    'Adds a person.',
    z.strictObject({ userName, name: requiredText(80), role, secret }),
    done,
  ),
  'users.set-secret': command(
    'users.manage',
    'Gives a person a new PIN and lifts a lock-out.',
    z.strictObject({ userName, secret }),
    done,
  ),
  'users.set-enabled': command(
    'users.manage',
    'Disables or enables a person; the last administrator stays.',
    z.strictObject({ userName, enabled: z.boolean() }),
    done,
  ),
  'users.permissions': query(
    'signed-in',
    'The permission table: what each role may do.',
    none,
    z.strictObject({
      rows: list(z.strictObject({ permission: z.string(), does: z.string(), roles: list(role) })),
      total: count,
    }),
  ),
};
