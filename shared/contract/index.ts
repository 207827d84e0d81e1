/** Every channel once. */
import type { z } from 'zod';
import { accessChannels } from './channels/access.ts';
import { counterChannels } from './channels/counter.ts';
import { deskChannels } from './channels/desk.ts';
import { deviceChannels } from './channels/devices.ts';
import { drawerChannels } from './channels/drawer.ts';
import { moneyChannels } from './channels/money.ts';
import { setupChannels } from './channels/setup.ts';

export const CHANNELS = {
  ...deskChannels,
  ...accessChannels,
  ...counterChannels,
  ...drawerChannels,
  ...moneyChannels,
  ...setupChannels,
  ...deviceChannels,
} as const;

export type ChannelName = keyof typeof CHANNELS;
export type Input<C extends ChannelName> = z.input<(typeof CHANNELS)[C]['input']>;
export type Output<C extends ChannelName> = z.output<(typeof CHANNELS)[C]['output']>;

export const CHANNEL_NAMES = Object.keys(CHANNELS) as readonly ChannelName[];

export const isChannel = (name: string): name is ChannelName => Object.hasOwn(CHANNELS, name);
