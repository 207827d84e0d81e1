/** Print jobs: queued in the payment's own transaction, sent after the commit; `unknown` is resolved by a person. */
import type { KickOutcome, PrinterFault } from '../../devices/outcome.ts';
import type { SlipFault } from '../../devices/receipt-printer.ts';

export type PrintSubject =
  | { readonly kind: 'receipt'; readonly paymentId: string }
  | { readonly kind: 'void-slip'; readonly paymentId: string }
  | { readonly kind: 'deposit-slip'; readonly depositId: string }
  | { readonly kind: 'balancing-report'; readonly sessionId: string }
  /** On the customer's own stub, and on the back of a check: paper that a person inserts. */
  | { readonly kind: 'validation'; readonly paymentId: string }
  | { readonly kind: 'endorsement'; readonly paymentId: string; readonly tenderNo: number }
  | { readonly kind: 'drawer'; readonly sessionId: string }
  | { readonly kind: 'self-test' };

export type PrintQueued = {
  readonly type: 'print.queued';
  readonly v: 1;
  readonly jobId: string;
  readonly subject: PrintSubject;
  /** 0 is the original; n ≥ 1 prints DUPLICATE no. n with time and name, first and last line. */
  readonly copy: number;
  readonly kick: boolean;
  readonly sessionId?: string;
  readonly requestedBy: string;
};
/** The intent, journaled before contact. A job that has it and no outcome after a restart is unknown. */
export type PrintSent = { readonly type: 'print.sent'; readonly v: 1; readonly jobId: string };
export type PrintEnded =
  | {
      readonly type: 'print.printed';
      readonly v: 1;
      readonly jobId: string;
      readonly confirmedBy: 'process-id' | 'queued-status' | 'none';
      readonly kick: KickOutcome;
    }
  | {
      readonly type: 'print.failed';
      readonly v: 1;
      readonly jobId: string;
      readonly fault: SlipFault | 'not-assigned' | 'restart';
    }
  | {
      readonly type: 'print.unknown';
      readonly v: 1;
      readonly jobId: string;
      readonly fault: PrinterFault | 'restart';
      readonly bytesSent: number;
    };
export type PrintResolved = {
  readonly type: 'print.resolved';
  readonly v: 1;
  readonly jobId: string;
  readonly resolution: 'printed' | 'reprinted' | 'abandoned';
  /** The job that took its place, when reprinted. */
  readonly replacedBy?: string;
  readonly reason?: string;
  readonly by: string;
};
export type PrintEvent = PrintQueued | PrintSent | PrintEnded | PrintResolved;

export type PrintStatus = 'queued' | 'sent' | 'printed' | 'failed' | 'unknown' | 'reprinted' | 'abandoned';
