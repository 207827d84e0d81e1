import type { BusinessDate } from '../../kernel/time.ts';

/** A charge is known by account, service, bill date, due date and kind (and for whom a penalty or bad debt is). */
export type ChargeKey = {
  readonly service: string;
  readonly billDate: BusinessDate;
  readonly dueDate: BusinessDate;
  readonly kind: 'billed' | 'fee' | 'arrangement' | 'written-off' | 'credit';
  readonly forService?: string;
};

export const chargeKeyText = (key: ChargeKey): string =>
  [key.service, key.billDate, key.dueDate, key.kind, key.forService ?? ''].join('/');
