import type { Feature } from '../feature.ts';

export const supervisor: Feature = {
  id: 'supervisor',
  label: 'Supervisor',
  icon: 'bars',
  permission: ['session.approve', 'session.see-cash'],
  homeOf: ['supervisor'],
  load: () => import('./Screen.tsx'),
  words: 'floor approve review drawers live business date over short',
};
