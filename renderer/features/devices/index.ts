import type { Feature } from '../feature.ts';

export const devices: Feature = {
  id: 'devices',
  label: 'Devices',
  icon: 'printer',
  permission: ['device.read', 'device.manage'],
  load: () => import('./Screen.tsx'),
  words: 'printer cash drawer self-test assign connection',
};
