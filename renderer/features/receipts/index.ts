import type { Feature } from '../feature.ts';

export const receipts: Feature = {
  id: 'receipts',
  label: 'Receipts',
  icon: 'receipt',
  permission: ['receipt.read'],
  load: () => import('./Screen.tsx'),
  words: 'find void reprint',
};
