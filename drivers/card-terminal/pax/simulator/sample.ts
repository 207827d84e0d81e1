import type { CardRequest } from '../../../../shared/devices/card-terminal.ts';
import { simulatedBank } from '../../simulator/bank.ts';
import { READY } from '../../simulator/state.ts';
import { encodePaxFrame } from '../protocol/frame.ts';
import { FS } from '../protocol/message.ts';
import { creditFields } from './words.ts';

/** The frame by which the simulated terminal approves this sale. */
export function paxSampleAnswer(asked: CardRequest): Uint8Array {
  const done = simulatedBank().post({
    kind: 'sale',
    reference: asked.reference,
    requestedCents: asked.amountCents,
    cents: asked.amountCents,
    last4: READY.last4,
    brand: READY.brand,
    entry: READY.entry,
    atMs: 0,
  });
  return encodePaxFrame(creditFields.approved(done, '01', 'approve').join(FS));
}
