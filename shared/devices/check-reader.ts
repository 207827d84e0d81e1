/** A check's magnetic line, read three ways: surely, doubtfully, not at all. Never repaired. */
import type { LinkFault } from './fault.ts';
import type { DeviceTransport } from './transport.ts';

export const MICR_ALPHABETS = [
  'magtek-0',
  'magtek-1',
  'magtek-2',
  'ach',
  'parenthesis',
  'oki',
  'unicode',
] as const;
/** Which characters a reader uses for the four symbols. Configured per device, never guessed: D is a dash in one and on-us in another. */
export type MicrAlphabet = (typeof MICR_ALPHABETS)[number];

/** Where a bank prints its serial number when it does not keep to the rules; by routing number. */
export type BankException = {
  readonly routing: string;
  /** Of the on-us field left of the amount, dashes and blanks taken out: where the serial number begins, from 0, and how long it is. */
  readonly serialFrom: number;
  readonly serialLength: number;
};

export const MICR_FRAMINGS = ['marked', 'packet', 'bare'] as const;
/**
 * How the reader ends a line. `marked`: CR, LF or ETX, with or without STX and ESC before it. `packet`: STX … ETX and a
 * check byte, the only one in which a damaged digit of the account is noticed. `bare`: by falling silent.
 */
export type MicrFraming = (typeof MICR_FRAMINGS)[number];

export type CheckReaderSettings = {
  readonly kind: 'check-reader';
  /** `magtek`: raw format over its own line. `epson`: the MICR head of the receipt printer. */
  readonly protocol: 'magtek' | 'epson';
  /** Ignored for `epson`, which is reached through the receipt printer. */
  readonly transport: DeviceTransport;
  readonly alphabet: MicrAlphabet;
  /** Absent means `marked`. */
  readonly framing?: MicrFraming;
  readonly exceptions: readonly BankException[];
};

export type CheckDoubt =
  | 'unreadable-character'
  | 'routing-check-digit'
  | 'no-serial-number'
  | 'foreign'
  | 'reader-reported'
  | 'amount-encoded'
  /** Symbols or digits where a check has none: a symbol was lost, or it is no ordinary check. */
  | 'unexpected-layout';

export type CheckReading =
  | {
      readonly result: 'read';
      readonly routing: string;
      /** As printed, dashes and blanks taken out. Secret: it goes to the encrypted side table or nowhere. */
      readonly account: string;
      readonly number: string;
      /** A serial number to the left of the routing number is a business check's. */
      readonly business: boolean;
    }
  | {
      readonly result: 'doubtful';
      readonly doubts: readonly CheckDoubt[];
      /** What could be read surely, for the person who compares it with the check in hand. */
      readonly routing?: string;
      readonly account?: string;
      readonly number?: string;
      readonly business: boolean;
    }
  | {
      readonly result: 'unreadable';
      /** `card-discarded`: a card was swiped through the reader's card slot; what it held is gone. */
      readonly why: 'no-line' | 'no-transit' | 'reader-error' | 'card-discarded';
    };

/** One pass of a check through a reader that is asked. */
export type CheckPass =
  | { readonly outcome: 'passed'; readonly reading: CheckReading }
  | { readonly outcome: 'nothing-inserted' }
  | { readonly outcome: 'failed'; readonly fault: LinkFault };
