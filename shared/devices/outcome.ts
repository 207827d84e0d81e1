/**
 * Every device may lie or vanish, so an outcome has three values, and `unknown` is legal: a person resolves it.
 * (A failed print of which no byte was sent may be printed again as the original; after any byte, or when unknown,
 * the copy says DUPLICATE.)
 */

export type PrinterFault =
  | 'unplugged'
  | 'busy'
  | 'cover-open'
  | 'paper-out'
  | 'cutter-error'
  | 'unrecoverable-error'
  | 'offline'
  | 'silent'
  | 'wrong-device';

export type PrintOutcome =
  | {
      readonly outcome: 'printed';
      /** `process-id`: the printer answered that all data before the id is on paper; `queued-status`: GS r answered in sequence; `none`: the printer cannot tell. */
      readonly confirmedBy: 'process-id' | 'queued-status' | 'none';
      readonly paperLow: boolean;
      readonly kick: KickOutcome;
    }
  | { readonly outcome: 'failed'; readonly fault: PrinterFault; readonly bytesSent: 0 }
  | { readonly outcome: 'unknown'; readonly fault: PrinterFault; readonly bytesSent: number };

/** `not-asked`: the job opens no drawer. `sent`: bytes left and nothing can confirm it. `opened`: the sensor changed. */
export type KickOutcome = 'not-asked' | 'sent' | 'opened' | 'not-opened';

/** What the top bar and the Devices screen say, in words, about the printer and its drawer. */
export type PrinterState = {
  readonly connection: 'not-assigned' | 'ready' | 'no-answer' | 'refused';
  readonly fault?: PrinterFault;
  readonly paperLow: boolean;
  /** `no-sensor` when nothing is configured: an unconnected sensor reads the same as one of the two states. */
  readonly drawer: 'open' | 'closed' | 'no-sensor' | 'unknown';
};

export type PrinterTransport =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number }
  | { readonly kind: 'file'; readonly path: string };

export type PrinterSettings = {
  readonly transport: PrinterTransport;
  readonly columns: 42 | 48;
  /** ESC t n: 0 = PC437, 2 = PC850, 16 = WPC1252, 19 = PC858. */
  readonly codePage: 0 | 2 | 16 | 19;
  readonly completion: 'process-id' | 'queued-status' | 'none';
  readonly drawerSensor: 'none' | 'high-is-closed' | 'high-is-open';
  /** ESC p m: 0 = pin 2, 1 = pin 5. */
  readonly drawerPin: 0 | 1;
  readonly logo: boolean;
};
