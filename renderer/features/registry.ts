/** Every room, in the order of the rail. */
import type { ComponentType } from 'react';
import { lazy } from 'react';
import type { Permission } from '../../shared/domain/office/permissions.ts';
import { counter } from './counter/index.ts';
import type { Feature } from './feature.ts';
import { outbox } from './outbox/index.ts';
import { receipts } from './receipts/index.ts';

const FEATURES: readonly Feature[] = [counter, receipts, outbox];

/** A room with its screen, whose code is fetched when it is first entered. */
export type RoomEntry = Feature & { readonly Screen: ComponentType };

const ROOMS: readonly RoomEntry[] = FEATURES.map((feature) => ({
  ...feature,
  Screen: lazy(async () => ({ default: (await feature.load()).Screen })),
}));

export const roomsFor = (can: (permission: Permission) => boolean): readonly RoomEntry[] =>
  ROOMS.filter((room) => room.permission.some(can));
