import type { Feature } from '../feature.ts';

export const journal: Feature = {
  id: 'journal',
  label: 'Journal',
  icon: 'book',
  permission: ['journal.read', 'export.read'],
  homeOf: ['accountant'],
  load: () => import('./Screen.tsx'),
  words: 'journal entries funds ledger export billing erp card settlement accountant',
};
