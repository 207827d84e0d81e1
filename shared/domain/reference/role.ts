export const ROLES = [
  'cashier',
  'clerk',
  'lead',
  'supervisor',
  'accountant',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];
