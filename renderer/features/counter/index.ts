import type { Feature } from '../feature.ts';

export const counter: Feature = {
  id: 'counter',
  label: 'Counter',
  icon: 'register',
  permission: ['payment.take'],
  load: () => import('./Screen.tsx'),
  words: 'pay take payment cashier till',
};
