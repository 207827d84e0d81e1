/**
 * Every device may lie or vanish, so an outcome has three values, and `unknown` is legal: a person resolves it.
 * (A failed print of which no byte was sent may be printed again as the original; after any byte, or when unknown,
 * the copy says DUPLICATE.)
 */

import type { DeviceTransport } from './transport.ts';

export type PrinterFault =
  | 'unplugged'
  | 'busy'
  /** The operating system refuses the port to this account (on Linux: not in the group `dialout` or `lp`). */
  | 'not-permitted'
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
      /** `process-id`: the printer answered that all data before the id is on paper; `queued-status`: GS r answered in sequence, or StarPRNT's counter went up in sequence; `none`: the printer cannot tell. */
      readonly confirmedBy: 'process-id' | 'queued-status' | 'none';
      readonly paperLow: boolean;
      readonly kick: KickOutcome;
    }
  /** Nothing of the job left this machine: nothing was printed and no drawer was kicked. */
  | { readonly outcome: 'failed'; readonly fault: PrinterFault; readonly bytesSent: 0 }
  | {
      readonly outcome: 'unknown';
      readonly fault: PrinterFault;
      /** How many bytes of the job may have left, counted against us: at least as many as really did. */
      readonly bytesSent: number;
      readonly kick: KickOutcome;
    };

/**
 * `not-asked`: the job opens no drawer. `sent`: bytes left and nothing can confirm it. `opened`: the sensor changed
 * after the kick. `not-opened`: a sensor that said closed went on saying so.
 */
export type KickOutcome = 'not-asked' | 'sent' | 'opened' | 'not-opened';

/** What the top bar and the Devices screen say, in words, about the printer and its drawer. */
export type PrinterState = {
  readonly connection: 'not-assigned' | 'ready' | 'no-answer' | 'refused';
  readonly fault?: PrinterFault;
  readonly paperLow: boolean;
  /** `no-sensor` when nothing is configured: an unconnected sensor reads the same as one of the two states. */
  readonly drawer: 'open' | 'closed' | 'no-sensor' | 'unknown';
  /** It has stood open longer than change takes to give. */
  readonly leftOpen?: true;
};

export type PrinterSettings = {
  readonly transport: DeviceTransport;
  readonly columns: 42 | 48;
  /** ESC t n: 0 = PC437, 2 = PC850, 16 = WPC1252, 19 = PC858. */
  readonly codePage: 0 | 2 | 16 | 19;
  /**
   * How the printer tells that paper is printed: GS ( H function 48, GS r 1, or not at all. `none` is also for a
   * printer that never answers (a one-way port): its silence before the job is then no reason to refuse the job.
   */
  readonly completion: 'process-id' | 'queued-status' | 'none';
  readonly drawerSensor: 'none' | 'high-is-closed' | 'high-is-open';
  /** ESC p m: 0 = pin 2, 1 = pin 5. */
  readonly drawerPin: 0 | 1;
  readonly logo: boolean;
  /** What the printer is spoken to in; absent in settings of before there was a choice: ESC/POS. */
  readonly language?: 'esc-pos' | 'star-prnt';
  /** A station for stubs, checks and deposit slips; `itherm` has one of its own for validation. Absent: none. */
  readonly slip?: 'none' | 'slip' | 'itherm';
};
