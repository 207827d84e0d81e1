/** What a bar code scanner read, and by which rule it was understood. */
import type { DeviceTransport } from './transport.ts';

export const SYMBOLOGIES = ['code-128', 'gs1-128', 'code-39', 'i2of5', 'qr', 'other', 'unknown'] as const;
export type Symbology = (typeof SYMBOLOGIES)[number];

export type ScannerSettings = {
  readonly kind: 'scanner';
  readonly transport: DeviceTransport;
  /** The scanner puts the AIM identifier (`]C1`) before each code. Without it the symbology is unknown. */
  readonly aimPrefix: boolean;
  /** Interleaved 2 of 5 is taken at this length only: a partial scan gives a valid shorter code. Null: never taken. */
  readonly i2of5Length: number | null;
  /** Code 39 is taken with its mod 43 check character only. */
  readonly code39Check: boolean;
};

/** A payment slip by GS1: (415) payee, (8020) reference, and where given (390n)/(391n) amount and (12) due date. */
export type Gs1Slip = {
  readonly payee: string;
  readonly reference: string;
  readonly amountCents?: number;
  /** ISO 4217 numeric, where the code says it. */
  readonly currency?: string;
  readonly dueDate?: string;
};

export type ScanReading =
  | { readonly kind: 'code'; readonly symbology: Symbology; readonly text: string; readonly slip?: Gs1Slip }
  /** A frame that breaks the rules of its own symbology. */
  | { readonly kind: 'refused'; readonly why: ScanRefusal; readonly symbology: Symbology }
  /** A card was swiped or its number scanned. What it held is gone; not even its length is kept. */
  | { readonly kind: 'card-discarded' };
export type ScanRefusal =
  | 'length'
  | 'check-digit'
  | 'gs1'
  | 'not-printable'
  | 'too-long'
  /** It was begun and not ended: a cable, or a scanner that is not set up to end its codes with CR. */
  | 'not-whole';
