/** The shape of every message and every answer, on whichever wire. An answer is always an envelope, never a throw. */
import { z } from 'zod';
import { id } from './values.ts';

/** A command carries the id that the renderer made when its form opened; the same id with the same content gets the stored answer. */
export const commandMessage = z.strictObject({
  commandId: id,
  input: z.unknown(),
  /** A ticket of `access.approve`: a supervisor's or a witness's second sign-in. */
  approval: id.exactOptional(),
});
export const queryMessage = z.strictObject({ input: z.unknown() });

export type CommandMessage = {
  readonly commandId: string;
  readonly input: unknown;
  readonly approval?: string;
};
export type QueryMessage = { readonly input: unknown };
export type Message = CommandMessage | QueryMessage;

export type ErrorEnvelope = {
  readonly code: string;
  readonly field?: string;
  readonly value?: string;
  /** What happened, to what. */
  readonly what: string;
  /** What the person does next. */
  readonly next: string;
};

export type Answer<T = unknown> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorEnvelope };

/** Pushes tell open screens what changed; they carry no figures, so nothing is shown to whom it is not for. */
export type Push =
  | { readonly topic: 'changed'; readonly payload: { readonly what: readonly ChangedTopic[] } }
  | {
      readonly topic: 'progress';
      readonly payload: {
        readonly task: string;
        readonly step: string;
        readonly done: number;
        readonly total: number;
        readonly ended: boolean;
      };
    }
  | { readonly topic: 'printer'; readonly payload: { readonly jobId?: string } }
  /** A reader read something: whoever may, asks for it by its id. A card that was swiped into it has none. */
  | {
      readonly topic: 'reading';
      readonly payload:
        | { readonly kind: 'check' | 'scan'; readonly readingId: string }
        | { readonly kind: 'card-discarded' | 'scan-refused'; readonly device: string };
    }
  | { readonly topic: 'customer'; readonly payload: Readonly<Record<string, never>> };

export const CHANGED_TOPICS = [
  'desk',
  'payments',
  'parked',
  'prints',
  'sessions',
  'deposits',
  'journal',
  'exports',
  'setup',
  'users',
  'cards',
  'counts',
  'devices',
] as const;
export type ChangedTopic = (typeof CHANGED_TOPICS)[number];
