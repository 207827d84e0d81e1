/** Policy as an administrator changes it: the office's own limits, and what ties them to its tables and paper. */
import { stream } from '../../../shared/domain/events.ts';
import { checkPolicy } from '../../../shared/domain/policy/check-policy.ts';
import { policyMisfits } from '../../../shared/domain/policy/misfits.ts';
import type { Policy } from '../../../shared/domain/policy/types.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { CommandHandler, TxContext } from '../handler.ts';

type PolicyValues = Output<'setup.overview'>['policy'];

export const policyValues = (policy: Policy): PolicyValues => ({
  closeAttempts: policy.closeAttempts,
  overShortToleranceCents: policy.overShortToleranceCents,
  voidLimitCents: policy.voidLimitCents,
  allocationOverrideNeedsSupervisor: policy.allocationOverrideNeedsSupervisor,
  maximumLineCents: policy.maximumLineCents,
  maximumPaymentCents: policy.maximumPaymentCents,
  maximumChangeCents: policy.maximumChangeCents,
  repeatPaymentDays: policy.repeatPaymentDays,
  checkStaleDays: policy.checkStaleDays,
  recallOthersParked: policy.recallOthersParked,
  lockAfterMs: policy.lockAfterMs,
  signInTries: policy.signInTries,
  lockOutMs: policy.lockOutMs,
  undepositedAlarmHours: policy.undepositedAlarmHours,
  impliedDecimals: policy.impliedDecimals,
});

export const setPolicy: CommandHandler<'setup.set-policy'> = (ctx, values) =>
  takePolicy(ctx, { ...ctx.office.policy, ...values });

type OfficeValues = Output<'setup.overview'>['office'];

export const officeValues = ({ receipt, ...policy }: Policy): OfficeValues => ({
  depositPrefix: policy.depositPrefix,
  overpaymentReceiptType: policy.overpaymentReceiptType,
  frequentReceiptTypes: policy.frequentReceiptTypes,
  servicePriority: policy.servicePriority,
  reconnectService: policy.reconnectService,
  columns: receipt.columns,
  heading: receipt.heading,
  closing: receipt.closing,
  serviceReturns: receipt.serviceReturns,
  ledger: policy.ledger,
});

export const setScanlines: CommandHandler<'setup.set-scanlines'> = (ctx, { scanlines }) =>
  takePolicy(ctx, { ...ctx.office.policy, scanlines });

export const setOffice: CommandHandler<'setup.set-office'> = (ctx, values) => {
  const { columns, heading, closing, serviceReturns, ...rest } = values;
  const policy = { ...ctx.office.policy, ...rest, receipt: { columns, heading, closing, serviceReturns } };
  const [misfit] = policyMisfits(policy, ctx.office.reference);
  if (!misfit) return takePolicy(ctx, policy);
  const { field, value, reason } = misfit;
  return refuse('POLICY_VALUE', { field, value, params: { reason } });
};

function takePolicy(ctx: TxContext, policy: Policy): Result<Record<string, never>> {
  const checked = checkPolicy(policy);
  if (!checked.ok) return checked;
  const appended = ctx.append(stream.office, ctx.office.version, [
    { type: 'office.policy-set', v: 1, policy: checked.value },
  ]);
  if (!appended.ok) return appended;
  ctx.changed('setup', 'desk');
  return ok({});
}
