import type { Feature } from '../feature.ts';

export const close: Feature = {
  id: 'close',
  label: 'Drawer',
  icon: 'drawer',
  permission: ['session.count-own', 'session.count-others'],
  load: () => import('./Screen.tsx'),
  words: 'close count balance blind seal over short open drawer float suspend',
};
