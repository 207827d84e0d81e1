/** Finding accounts, and what one owes now: the extract less own payments that it does not yet contain. */
import { openAccountOf } from '../../../shared/domain/allocation/account-facts.ts';
import { daysLate } from '../../../shared/domain/allocation/open-account.ts';
import type { OpenCharge } from '../../../shared/domain/allocation/open-account.ts';
import { accountNotices, isGuaranteedOnly } from '../../../shared/domain/allocation/notices.ts';
import { reconnectNeededCents } from '../../../shared/domain/allocation/reconnect.ts';
import { scanlinesOf } from '../../../shared/domain/policy/scanlines.ts';
import { mapService, receiptTypeOn } from '../../../shared/domain/reference/lookups.ts';
import { isAccountNumber } from '../../../shared/domain/stub/check-digit.ts';
import { readStub } from '../../../shared/domain/stub/scanline.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { daysBetween } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { QueryHandler } from '../handler.ts';
import type { Office } from '../office.ts';
import { workingDate } from './setup.ts';

export const search: QueryHandler<'account.search'> = (ctx, { text, limit }) => {
  const typed = text.trim();
  const stub = readStub(typed, scanlinesOf(ctx.office.policy));
  if (stub) {
    if (!stub.ok) return stub;
    const { account, dueDate, amountCents } = stub.value;
    if (!ctx.books.account(account)) return refuseAccount(account);
    const said = {
      ...(dueDate === undefined ? {} : { dueDate }),
      ...(amountCents === undefined ? {} : { amountCents }),
    };
    return ok({ hits: [], exact: { account, stub: said }, total: 1 });
  }
  if (/^\d{9}$/.test(typed)) {
    if (!isAccountNumber(typed)) return refuse('ACCOUNT_NUMBER_WRONG', { field: 'text', value: typed });
    return ctx.books.account(typed)
      ? ok({ hits: [], exact: { account: typed }, total: 1 })
      : refuseAccount(typed);
  }
  if (typed === '') return ok({ hits: [], total: 0 });
  const hits = ctx.books.searchAccounts(typed, limit);
  return ok({
    hits: hits.map((hit) => ({
      account: hit.account,
      name: hit.confidential ? null : hit.name,
      address: hit.confidential ? '' : hit.address,
      status: hit.status,
      openCents: hit.openCents,
    })),
    total: hits.length,
  });
};

const refuseAccount = (account: string): Result<never> =>
  refuse('NOT_FOUND', { field: 'account', value: account, params: { what: 'account' } });

export const show: QueryHandler<'account.show'> = (ctx, { account }) => {
  const full = ctx.books.account(account);
  if (!full) return refuseAccount(account);
  const { record } = full;
  const today = workingDate(ctx);
  const { policy, reference } = ctx.office;
  const open = openAccountOf(full, policy, reference.serviceMap, today);
  const reconnect = { today, reconnectService: policy.reconnectService };
  const needed = reconnectNeededCents(record, open, reconnect);
  const guaranteedOnly = isGuaranteedOnly(record, today);
  const view: Output<'account.show'> = {
    account,
    name: record.confidential ? null : record.name,
    address: record.confidential ? '' : `${record.address}, ${record.city} ${record.state} ${record.zip}`,
    status: record.status,
    class: record.class,
    cycle: record.cycle,
    asOf: full.asOf,
    importId: full.importId,
    ownPayments: new Set(full.ownPayments.map((payment) => payment.paymentId)).size,
    balanceCents: open.balanceCents,
    creditLeftCents: open.creditLeftCents,
    charges: open.charges.map((charge) => chargeView(charge, ctx.office, today, guaranteedOnly)),
    notices: accountNotices(record, open, reconnect),
    recent: full.recent
      .filter((payment) => daysBetween(payment.businessDate, today) <= policy.repeatPaymentDays)
      .map(({ receiptNumber, postedAt, source, amountCents }) => ({
        receiptNumber,
        at: postedAt,
        source,
        amountCents,
      })),
    ...(record.guaranteedUntil === undefined ? {} : { guaranteedUntil: record.guaranteedUntil }),
    ...(record.petitionDate === undefined ? {} : { petitionDate: record.petitionDate }),
    ...(needed === undefined ? {} : { reconnectCents: needed }),
  };
  return ok(view);
};

function chargeView(
  open: OpenCharge,
  office: Office,
  today: BusinessDate,
  guaranteedOnly: boolean,
): Output<'account.show'>['charges'][number] {
  const mapping = mapService(office.reference.serviceMap, open.charge);
  const code = mapping?.receiptType;
  const type = code === undefined ? undefined : receiptTypeOn(office.reference.receiptTypes, code, today);
  return {
    ...open,
    name: type?.name ?? (open.charge.kind === 'credit' ? 'Credit' : open.charge.service),
    daysLate: open.openCents > 0 ? daysLate(open.charge.dueDate, today) : 0,
    requiresGuaranteed:
      guaranteedOnly || (mapping?.guaranteedFunds ?? false) || (type?.guaranteedFunds ?? false),
  };
}
