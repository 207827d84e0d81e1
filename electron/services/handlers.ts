/** Every channel's use case. A channel of the contract without one does not compile. */
import { accessHandlers } from './access/index.ts';
import { counterHandlers } from './counter/index.ts';
import { deskHandlers } from './desk/index.ts';
import { deviceHandlers } from './devices/index.ts';
import { drawerHandlers } from './drawer/index.ts';
import type { Handlers } from './handler.ts';
import { moneyHandlers } from './money/index.ts';
import { setupHandlers } from './setup/index.ts';

export const handlers: Handlers = {
  ...deskHandlers,
  ...accessHandlers,
  ...counterHandlers,
  ...drawerHandlers,
  ...moneyHandlers,
  ...setupHandlers,
  ...deviceHandlers,
};
