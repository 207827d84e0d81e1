import type { Feature } from '../feature.ts';

export const proof: Feature = {
  id: 'proof',
  label: 'Proof',
  icon: 'equals',
  permission: ['proof.read'],
  homeOf: ['auditor'],
  load: () => import('./Screen.tsx'),
  words: 'proof equation sides agree verify books trace drill',
};
