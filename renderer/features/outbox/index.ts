import type { Feature } from '../feature.ts';

export const outbox: Feature = {
  id: 'outbox',
  label: 'Prints',
  icon: 'outbox',
  permission: ['receipt.reprint'],
  load: () => import('./Screen.tsx'),
  words: 'outbox print jobs printer',
};
