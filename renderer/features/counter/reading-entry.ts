/** What a reader read, as it would have been typed; or why it is not taken, in words. Pure. */
import type { Output } from '../../bridge/bridge.ts';
import type { PaymentPreview, Setup } from './preview.ts';
import type { Scanned, TenderEntry } from './counter-state.ts';
import { checkDetails, checkTypeFor } from './tender-fields.ts';
import type { CheckRead } from './tender-fields.ts';

export type ScanRead = Extract<Output<'device.reading'>, { kind: 'scan' }>;

const ACCOUNT = /^\d{9}$/;

/** A payment slip names its account by its reference; every other code goes into the find field as it is. */
export function scannedOf({ text, slip }: Pick<ScanRead, 'text' | 'slip'>): Scanned {
  if (slip === null || !ACCOUNT.test(slip.reference)) return { text };
  return slip.amountCents === null
    ? { text: slip.reference }
    : { text: slip.reference, amountCents: slip.amountCents };
}

export type CheckFacts = {
  readonly setup: Setup;
  readonly preview: PaymentPreview;
  readonly entry: TenderEntry | null;
};

/** The check form with the check in it; a string says why there is none. */
export function entryForCheck(read: CheckRead, { setup, preview, entry }: CheckFacts): TenderEntry | string {
  const current = setup.tenderTypes.find(({ code }) => code === entry?.tenderType);
  const isOpen = entry !== null && current?.kind === 'check';
  if (!isOpen && preview.dueCents === 0)
    return 'A check was read, but nothing is due. Find the payer, then read it again.';
  if (!isOpen && preview.stillDueCents === 0) return 'A check was read, but nothing more is due.';
  if (!isOpen && entry !== null && Object.values(entry.details).some((text) => text.trim() !== ''))
    return `A check was read while ${current?.name.toLowerCase() ?? 'another tender'} is typed. Choose check, then read it again.`;
  const type = checkTypeFor(read, setup.tenderTypes, current);
  if (!type) return 'A check was read, but this office takes none.';
  if (preview.guaranteedOnly !== null && !type.guaranteedFunds)
    return `${type.name} is refused: ${preview.guaranteedOnly}`;
  return {
    tenderType: type.code,
    tenderId: isOpen ? entry.tenderId : null,
    amountCents: entry?.amountCents,
    details: checkDetails(isOpen ? entry.details : {}, read),
    ...(read.doubts.length === 0 ? {} : { doubts: read.doubts }),
  };
}
