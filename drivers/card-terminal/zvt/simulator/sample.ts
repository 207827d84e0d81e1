import type { CardRequest } from '../../../../shared/devices/card-terminal.ts';
import { simulatedBank } from '../../simulator/bank.ts';
import { READY } from '../../simulator/state.ts';
import { goodStatus } from './words.ts';

/** The message by which the simulated terminal approves this sale. */
export function zvtSampleStatus(asked: CardRequest): Uint8Array {
  const done = simulatedBank().post({
    kind: 'sale',
    reference: '',
    requestedCents: asked.amountCents,
    cents: asked.amountCents,
    last4: READY.last4,
    brand: READY.brand,
    entry: READY.entry,
    atMs: 0,
  });
  return goodStatus(done, done.number);
}
