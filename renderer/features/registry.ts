/** Every room, in the order of the rail. */
import type { ComponentType } from 'react';
import { lazy } from 'react';
import type { Permission } from '../../shared/domain/office/permissions.ts';
import { close } from './close/index.ts';
import { counter } from './counter/index.ts';
import { deposits } from './deposits/index.ts';
import { devices } from './devices/index.ts';
import type { Feature } from './feature.ts';
import { journal } from './journal/index.ts';
import { outbox } from './outbox/index.ts';
import { proof } from './proof/index.ts';
import { receipts } from './receipts/index.ts';
import { setup } from './setup/index.ts';
import { supervisor } from './supervisor/index.ts';

const FEATURES: readonly Feature[] = [
  counter,
  receipts,
  close,
  deposits,
  supervisor,
  journal,
  proof,
  outbox,
  devices,
  setup,
];

/** A room with its screen, whose code is fetched when it is first entered. */
export type RoomEntry = Feature & { readonly Screen: ComponentType };

const ROOMS: readonly RoomEntry[] = FEATURES.map((feature) => ({
  ...feature,
  Screen: lazy(async () => ({ default: (await feature.load()).Screen })),
}));

export const roomsFor = (can: (permission: Permission) => boolean): readonly RoomEntry[] =>
  ROOMS.filter((room) => room.permission.some(can));
