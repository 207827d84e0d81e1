import type { Handlers } from '../handler.ts';
import type { accessChannels } from '../../../shared/contract/channels/access.ts';
import { approve, lock, signIn, signOut, unlock, who } from './sign-in.ts';
import { add, changeSecret, list, permissionTable, setEnabled, setUserSecret } from './users.ts';

export const accessHandlers: Handlers<keyof typeof accessChannels> = {
  'access.sign-in': { mode: 'long', run: signIn, forget: true },
  'access.who': { mode: 'query', run: who },
  'access.sign-out': { mode: 'command', run: signOut },
  'access.lock': { mode: 'command', run: lock },
  'access.unlock': { mode: 'long', run: unlock, forget: true },
  'access.approve': { mode: 'long', run: approve, forget: true },
  'access.change-secret': { mode: 'long', run: changeSecret },
  'users.list': { mode: 'query', run: list },
  'users.add': { mode: 'long', run: add },
  'users.set-secret': { mode: 'long', run: setUserSecret },
  'users.set-enabled': { mode: 'long', run: setEnabled },
  'users.permissions': { mode: 'query', run: permissionTable },
};
