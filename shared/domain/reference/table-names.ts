export const REFERENCE_TABLES = [
  'gl-accounts',
  'receipt-types',
  'service-map',
  'tender-types',
  'bank-accounts',
  'people-and-drawers',
] as const;
export type ReferenceTable = (typeof REFERENCE_TABLES)[number];
