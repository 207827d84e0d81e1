import type { deskChannels } from '../../../shared/contract/channels/desk.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { CommandHandler, Handlers } from '../handler.ts';
import { backup, events, evidence, verify } from './books.ts';
import { closeDate, openDate } from './business-date.ts';
import { foundOffice } from './found-office.ts';
import { foundSampleCity } from './found-sample-city.ts';
import { status } from './status.ts';

const stop: CommandHandler<'desk.stop'> = (ctx, { task }) => {
  ctx.desk.tasks.get(task)?.abort();
  return ok({});
};

export const deskHandlers: Handlers<keyof typeof deskChannels> = {
  'desk.status': { mode: 'query', run: status },
  'desk.found-sample-city': { mode: 'long', run: foundSampleCity },
  'desk.found-office': { mode: 'long', run: foundOffice },
  'desk.stop': { mode: 'command', run: stop },
  'business-date.open': { mode: 'command', run: openDate },
  'business-date.close': { mode: 'command', run: closeDate },
  'books.verify': { mode: 'long', run: verify, forget: true },
  'books.backup': { mode: 'long', run: backup },
  'books.events': { mode: 'query', run: events },
  'books.evidence': { mode: 'query', run: evidence },
};
