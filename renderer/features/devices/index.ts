import type { Feature } from '../feature.ts';

export const devices: Feature = {
  id: 'devices',
  label: 'Devices',
  icon: 'printer',
  permission: ['device.read', 'device.manage'],
  load: () => import('./Screen.tsx'),
  words:
    'printer cash drawer card terminal scanner check reader bill counter coin sorter pole display self-test traffic connection',
};
