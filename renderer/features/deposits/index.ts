import type { Feature } from '../feature.ts';

export const deposits: Feature = {
  id: 'deposits',
  label: 'Deposits',
  icon: 'bank',
  permission: ['deposit.read'],
  homeOf: ['clerk'],
  load: () => import('./Screen.tsx'),
  words: 'deposit bank bag seal courier slip approve safe',
};
