import { go } from '../../shell/route.ts';
import type { Waiting } from './floor-words.ts';

/** Leads to the review of a close, or to the deposit itself. */
export const openWaiting = (item: Waiting): void => {
  if (item.kind === 'close') go('supervisor', 'close', item.id);
  else go('deposits', item.id);
};
