/** People who may sign in, from the command line. */
import type { Input } from '../../../shared/contract/index.ts';
import { readSecret } from '../read-secret.ts';
import { ask, withDesk } from './desk.ts';
import { report } from './output.ts';
import type { Common } from './output.ts';

export async function listUsers(options: Common): Promise<void> {
  await withDesk(options, async (desk) => {
    const value = await ask(options, desk, 'users.list', {});
    if (value === undefined) return;
    const words = value.users.map(
      (user) =>
        `${user.userName.padEnd(16)} ${user.role.padEnd(14)} ${user.name}${user.enabled ? '' : ', disabled'}${user.hasSecret ? '' : ', no PIN yet'}`,
    );
    report(options, value, words.join('\n'));
  });
}

type NewUser = Pick<Input<'users.add'>, 'name' | 'role'>;

export async function addUser(userName: string, options: Common & NewUser): Promise<void> {
  const { name, role } = options;
  const secret = await readSecret(`PIN or password for ${userName}: `);
  await withDesk(options, async (desk) => {
    const value = await ask(options, desk, 'users.add', { userName, name, role, secret });
    if (value !== undefined) report(options, { userName }, `${userName} may sign in as ${role}.`);
  });
}

export async function setPin(userName: string, options: Common): Promise<void> {
  const secret = await readSecret(`New PIN or password for ${userName}: `);
  await withDesk(options, async (desk) => {
    const value = await ask(options, desk, 'users.set-secret', { userName, secret });
    if (value !== undefined) report(options, { userName }, `${userName} has a new PIN.`);
  });
}

export async function setEnabled(userName: string, enabled: boolean, options: Common): Promise<void> {
  await withDesk(options, async (desk) => {
    const value = await ask(options, desk, 'users.set-enabled', { userName, enabled });
    const words = `${userName} is ${enabled ? 'enabled' : 'disabled'}.`;
    if (value !== undefined) report(options, { userName, enabled }, words);
  });
}
