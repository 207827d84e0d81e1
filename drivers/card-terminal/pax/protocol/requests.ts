/** Requests to a PAX terminal. PROTOCOL.md has each field and where it is known from. */
import type { CardRequest } from '../../../../shared/devices/card-terminal.ts';
import { encodePaxFrame } from './frame.ts';
import { FS, PAX_VERSION, US } from './message.ts';

const TYPES: Readonly<Record<CardRequest['kind'], string>> = { sale: '01', refund: '02', void: '16' };

const request = (command: string, ...fields: readonly string[]): Uint8Array =>
  encodePaxFrame([command, PAX_VERSION, ...fields].join(FS));

const parts = (...values: readonly string[]): string => values.join(US).replace(/\u001f+$/, '');

export const INITIALISE = request('A00');
export const CANCEL = request('A14');

/** T00: the tip is switched off; `keyed` leaves manual entry, at the terminal, as the only way in. */
export function creditRequest(asked: CardRequest): Uint8Array {
  const { original } = asked;
  const trace = parts(asked.reference, asked.reference, original?.authorization ?? '', original?.trace ?? '');
  const ext = [
    'TIPREQ=0',
    ...(asked.entry === 'keyed' ? ['ENTRYMODEBITMAP=10000000'] : []),
    // One that was hidden, because it might have been a card's number, names nothing.
    ...(original && /^[A-Za-z0-9]+$/.test(original.hostReference) ? [`HREF=${original.hostReference}`] : []),
  ];
  return request(
    'T00',
    TYPES[asked.kind],
    String(asked.amountCents),
    '', // account: never from here
    trace,
    '', // address verification
    '', // cashier
    '', // commercial
    '', // e-commerce
    ext.join(US),
  );
}

/** R02 for all card kinds, by our reference. */
export const detailReport = (reference: string): Uint8Array =>
  request('R02', '00', '', '', '', '', '', reference, '');

/** R00 for all card kinds. */
export const totalReport = (): Uint8Array => request('R00', '00', '');

/** @param stamp YYYYMMDDhhmmss */
export const batchClose = (stamp: string): Uint8Array => request('B00', stamp);
