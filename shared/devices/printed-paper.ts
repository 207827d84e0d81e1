/**
 * What stands on paper after a printer has executed a job's bytes: the receipt preview, and what the simulator keeps.
 * Drawn from bytes, never from the document, so that it shows what the customer will really hold.
 */

export type PrintedSpan = {
  readonly text: string;
  readonly bold: boolean;
  /** Double height. */
  readonly tall: boolean;
  /** Double width. */
  readonly wide: boolean;
  readonly underline: boolean;
};

export type Alignment = 'left' | 'center' | 'right';

export type PrintedItem =
  | {
      readonly kind: 'line';
      /** The spans' text together; empty for a blank line. */
      readonly text: string;
      readonly align: Alignment;
      readonly spans: readonly PrintedSpan[];
    }
  | {
      readonly kind: 'barcode';
      readonly symbology: 'code128' | 'qr' | 'other';
      readonly data: string;
      readonly align: Alignment;
      /** The number is printed in plain text under or over the bars. */
      readonly labelled: boolean;
    }
  | {
      readonly kind: 'raster';
      readonly widthDots: number;
      /** One hexadecimal text per row of dots, most significant bit left. */
      readonly rows: readonly string[];
      readonly align: Alignment;
    }
  | { readonly kind: 'cut'; readonly cut: 'full' | 'partial' }
  | { readonly kind: 'kick'; readonly pin: 0 | 1; readonly onMs: number; readonly offMs: number };

export type PrintedPaper = {
  readonly items: readonly PrintedItem[];
  /** Bytes that no known command explains, in hexadecimal; empty for everything this program prints. */
  readonly unexplained: readonly string[];
};
