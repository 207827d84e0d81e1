/**
 * The contract is written once, here and in `channels/`: from it come the static types, the runtime validation, the
 * permission table, the preload's list of names and the JSON Schema. Schemas are JSON only (no Date, bigint or
 * transform), so that the JSON Schema loses nothing.
 */
import type { z } from 'zod';
import type { Permission } from '../domain/office/permissions.ts';

/**
 * Who may call: `public` before anyone has signed in; `signed-in` any person with a seat; else the permission.
 * A list means any one of them; the handler decides what each may see or do.
 */
export type Access = 'public' | 'signed-in' | Permission | readonly Permission[];

export type Channel = {
  readonly kind: 'query' | 'command';
  readonly access: Access;
  /** One line for the printed contract: what it is for, in the domain's words. */
  readonly about: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
};

export const query = <I extends z.ZodType, O extends z.ZodType>(
  access: Access,
  about: string,
  input: I,
  output: O,
) => ({ kind: 'query', access, about, input, output }) as const satisfies Channel;

export const command = <I extends z.ZodType, O extends z.ZodType>(
  access: Access,
  about: string,
  input: I,
  output: O,
) => ({ kind: 'command', access, about, input, output }) as const satisfies Channel;
