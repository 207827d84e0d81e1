import type { Output } from '../../bridge/bridge.ts';

/** One receipt with everything that hangs on it. */
export type ReceiptView = Output<'receipt.show'>;
