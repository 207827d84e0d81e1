import type { drawerChannels } from '../../../shared/contract/channels/drawer.ts';
import type { Handlers } from '../handler.ts';
import * as count from './count.ts';
import * as open from './open.ts';
import { look, overview } from './overview.ts';
import * as result from './result.ts';
import * as review from './review.ts';
import { resume, suspend } from './suspend.ts';

export const drawerHandlers: Handlers<keyof typeof drawerChannels> = {
  'session.sources': { mode: 'query', run: open.sources },
  'session.open': { mode: 'command', run: open.open },
  'session.mine': { mode: 'query', run: open.mine },
  'session.suspend': { mode: 'command', run: suspend },
  'session.resume': { mode: 'command', run: resume },
  'session.no-sale': { mode: 'command', run: open.noSale },
  'session.begin-balancing': { mode: 'command', run: count.beginBalancing },
  'session.back-to-open': { mode: 'command', run: count.backToOpen },
  'session.seal-attempt': { mode: 'command', run: count.sealAttempt },
  'session.accept-attempt': { mode: 'command', run: count.acceptAttempt },
  'session.result': { mode: 'query', run: result.result },
  'session.submit': { mode: 'command', run: count.submit },
  'session.review': { mode: 'query', run: result.review },
  'session.approve': { mode: 'command', run: review.approve },
  'session.reject': { mode: 'command', run: review.reject },
  'session.reopen': { mode: 'command', run: review.reopen },
  'session.report': { mode: 'query', run: result.report },
  'session.report-pdf': { mode: 'query', run: result.reportPdf },
  'session.print-report': { mode: 'command', run: result.printReport },
  'supervisor.overview': { mode: 'query', run: overview },
  'supervisor.look': { mode: 'command', run: look },
};
