/**
 * What is to stand on paper, before any printer's bytes: a receipt, a slip, a report. Lines are formatted to the
 * column width by whoever lays the document out; a driver only encodes them. The same document makes the preview's
 * golden text, the printer's bytes and the PDF.
 */

/** 42 or 48 columns on 80 mm paper (font A), 32 on 58 mm. */
export type Columns = 32 | 42 | 48;

export type PaperLine =
  | {
      readonly kind: 'text';
      /** At most `columns` characters (half as many when `wide`); already padded and aligned. */
      readonly text: string;
      readonly bold?: boolean;
      /** Double height keeps the columns; used for TOTAL. */
      readonly tall?: boolean;
      readonly wide?: boolean;
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'barcode'; readonly symbology: 'code128'; readonly data: string }
  /** Printable ASCII, at most 200 characters; anything else stands as plain text. */
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'logo' };

export type Paper = {
  readonly columns: Columns;
  readonly lines: readonly PaperLine[];
};
