/** What the customer sees: kept in memory, sent to the pole, and asked for by the window on the customer's side. */
import { ok } from '../../../shared/kernel/result.ts';
import type { CustomerView } from '../../../shared/devices/customer-display.ts';
import type { Desk, QueryHandler } from '../handler.ts';

export const NOTHING_SHOWN: CustomerView = {
  language: 'en',
  phase: 'closed',
  city: '',
  lines: [],
  totalCents: 0,
  tenderedCents: 0,
  changeCents: 0,
};

export function showCustomer(desk: Desk, shown: CustomerView): void {
  desk.customer.view = shown;
  desk.devices.showCustomer(shown);
  desk.push({ topic: 'customer', payload: {} });
}

export const show: QueryHandler<'customer.show'> = (ctx, shown) => {
  showCustomer(ctx.desk, shown);
  return ok({});
};

export const view: QueryHandler<'customer.view'> = (ctx) => {
  const shown = ctx.desk.customer.view;
  const { founded } = ctx.office;
  return ok({
    view: shown.city === '' ? { ...shown, city: founded?.city ?? '' } : shown,
    training: founded?.training ?? false,
  });
};
