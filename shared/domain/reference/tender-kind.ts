export type TenderKind = 'cash' | 'check' | 'item' | 'card' | 'voucher';

/** In this order everywhere a list of kinds is shown or stored. */
export const TENDER_KINDS = [
  'cash',
  'check',
  'item',
  'card',
  'voucher',
] as const satisfies readonly TenderKind[];
