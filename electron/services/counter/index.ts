import type { counterChannels } from '../../../shared/contract/channels/counter.ts';
import type { Handlers } from '../handler.ts';
import * as jobs from '../print/jobs.ts';
import * as accounts from './accounts.ts';
import * as parked from './parked.ts';
import { post } from './post.ts';
import * as receipts from './receipts.ts';
import { setup } from './setup.ts';
import { correctTender, voidPayment } from './void.ts';

export const counterHandlers: Handlers<keyof typeof counterChannels> = {
  'counter.setup': { mode: 'query', run: setup },
  'account.search': { mode: 'query', run: accounts.search },
  'account.show': { mode: 'query', run: accounts.show },
  'tender.check': { mode: 'query', run: receipts.checkTender },
  'payment.post': { mode: 'command', run: post },
  'payment.void': { mode: 'command', run: voidPayment },
  'tender.correct': { mode: 'command', run: correctTender },
  'payment.park': { mode: 'command', run: parked.park },
  'payment.recall': { mode: 'command', run: parked.recall },
  'payment.discard-parked': { mode: 'command', run: parked.discard },
  'parked.list': { mode: 'query', run: parked.list },
  'receipt.search': { mode: 'query', run: receipts.search },
  'receipt.show': { mode: 'query', run: receipts.show },
  'receipt.reprint': { mode: 'command', run: jobs.reprint },
  'receipt.pdf': { mode: 'query', run: receipts.pdf },
  'print.list': { mode: 'query', run: jobs.list },
  'print.show': { mode: 'query', run: jobs.show },
  'slip.print': { mode: 'command', run: jobs.printSlip },
  'slip.cancel': { mode: 'long', run: jobs.cancelSlip },
  'print.resolve': { mode: 'command', run: jobs.resolve },
};
