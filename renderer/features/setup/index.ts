import type { Feature } from '../feature.ts';

export const setup: Feature = {
  id: 'setup',
  label: 'Setup',
  icon: 'gear',
  permission: ['config.read', 'config.manage', 'config.import', 'users.read', 'users.manage', 'backup.make'],
  load: () => import('./Screen.tsx'),
  words: 'tables import extract billing policy people users pin permissions backup administrator',
};
