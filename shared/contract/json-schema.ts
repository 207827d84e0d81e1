/** The contract as JSON Schema, one document, as `npm run contract` prints it. */
import { z } from 'zod';
import { PERMISSIONS } from '../domain/office/permissions.ts';
import { ERRORS } from '../errors/codes.ts';
import type { Channel } from './channel.ts';
import { CHANNELS } from './index.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): unknown =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' });

export function contractJson(): Readonly<Record<string, unknown>> {
  const channels: Record<string, unknown> = {};
  for (const [name, channel] of Object.entries(CHANNELS) as [string, Channel][]) {
    channels[name] = {
      kind: channel.kind,
      about: channel.about,
      access: channel.access,
      input: schemaOf(channel.input, 'input'),
      output: schemaOf(channel.output, 'output'),
    };
  }
  return { product: 'Tillwright', channels, permissions: PERMISSIONS, errors: ERRORS };
}
