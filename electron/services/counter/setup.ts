import { deviceFor } from '../../../shared/devices/settings.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { DENOMINATIONS, faceName } from '../../../shared/domain/count/cash.ts';
import { scanlinesOf } from '../../../shared/domain/policy/scanlines.ts';
import { receiptTypesOn } from '../../../shared/domain/reference/lookups.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { dateOf } from '../../../shared/kernel/time.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { hasSlipStation, printerFor } from '../print/printer.ts';
import type { QueryContext, QueryHandler } from '../handler.ts';

/** The date that money taken now counts on: the person's session's, else the open one, else the calendar's. */
export function workingDate(ctx: Pick<QueryContext, 'books' | 'office' | 'person' | 'at'>): BusinessDate {
  const mine = ctx.books.sessions({
    cashier: ctx.person.userName,
    statuses: ['open', 'suspended', 'balancing'],
  })[0];
  return mine?.businessDate ?? ctx.office.businessDate ?? dateOf(ctx.at, ctx.office.timeZone);
}

/** The card terminal at the person's own drawer. */
function terminalOf(ctx: QueryContext): Output<'counter.setup'>['terminal'] {
  const mine = ctx.books.sessions({ cashier: ctx.person.userName, statuses: ['open', 'suspended'] })[0];
  const device = mine && deviceFor(ctx.office.devices, 'card-terminal', mine.source.code);
  return device ? { deviceId: device.deviceId, name: device.name } : null;
}

export const setup: QueryHandler<'counter.setup'> = (ctx) => {
  const { reference, policy } = ctx.office;
  const types = receiptTypesOn(reference.receiptTypes, workingDate(ctx));
  return ok({
    receiptTypes: types.map(
      ({ code, name, department, amount, priceCents, reference: asks, guaranteedFunds }) => ({
        code,
        name,
        department,
        amount,
        reference: asks,
        guaranteedFunds,
        ...(priceCents === undefined ? {} : { priceCents }),
      }),
    ),
    frequent: policy.frequentReceiptTypes
      .filter((code) => types.some((type) => type.code === code))
      .slice(0, 9),
    tenderTypes: reference.tenderTypes.map(
      ({
        code,
        name,
        kind,
        guaranteedFunds,
        reference: asks,
        opensDrawer,
        changeLimitCents,
        maximumCents,
      }) => ({
        code,
        name,
        kind,
        guaranteedFunds,
        reference: asks,
        opensDrawer,
        changeLimitCents,
        ...(maximumCents === undefined ? {} : { maximumCents }),
      }),
    ),
    denominations: DENOMINATIONS.map((face) => ({
      form: face.form,
      denominationCents: face.denominationCents,
      name: faceName(face, 1),
      bundleOf: face.bundlePieces,
    })),
    servicePriority: policy.servicePriority,
    serviceMap: reference.serviceMap,
    overpaymentReceiptType: policy.overpaymentReceiptType,
    maximumLineCents: policy.maximumLineCents,
    impliedDecimals: policy.impliedDecimals,
    allocationOverrideNeedsSupervisor: policy.allocationOverrideNeedsSupervisor,
    voidLimitCents: policy.voidLimitCents,
    terminal: terminalOf(ctx),
    scanlines: scanlinesOf(policy),
    slipStation: hasSlipStation(printerFor(ctx.desk, ctx.office)),
  });
};
