/** What a till says in ZVT. PROTOCOL.md has each message and where it is known from. */
import type { CardRequest } from '../../../../shared/devices/card-terminal.ts';
import { encodeApdu } from './apdu.ts';
import { packed, packedCents } from './bitmaps.ts';

export const EURO = '0978';

/** The till prints payments (02) and reports (04), wants to hear of each step (08), and alone begins payments (10) and administration (20); print lines come as messages (80). */
const CONFIGURATION = 0xbe;

export const registration = (password: string): Uint8Array =>
  encodeApdu('0600', [...packed(password), CONFIGURATION, ...packed(EURO)]);

/** @param asked a sale without card data: also a number that is read out is typed into the terminal */
export function paymentRequest(asked: CardRequest, password: string): Uint8Array {
  const amount = [0x04, ...packedCents(asked.amountCents)];
  switch (asked.kind) {
    case 'sale':
      return encodeApdu('0601', amount);
    case 'refund':
      return encodeApdu('0631', [...packed(password), ...amount, 0x49, ...packed(EURO)]);
    case 'void':
      return encodeApdu('0630', [
        ...packed(password),
        0x87,
        ...packed((asked.original?.trace ?? '').padStart(4, '0')),
      ]);
  }
}

/** Service byte 03: the status of the last transaction, without printing it. */
export const repeatReceipt = (password: string): Uint8Array =>
  encodeApdu('0620', [...packed(password), 0x03, 0x03]);

export const turnoverTotals = (password: string): Uint8Array => encodeApdu('0610', packed(password));

export const endOfDay = (password: string): Uint8Array => encodeApdu('0650', packed(password));

export const statusEnquiry = (password: string): Uint8Array => encodeApdu('0501', packed(password));

export const ABORT = encodeApdu('06B0');

export const POSITIVE = encodeApdu('8000');
/** For what the terminal asks and this till does not know. */
export const UNKNOWN_COMMAND = encodeApdu('8483');
