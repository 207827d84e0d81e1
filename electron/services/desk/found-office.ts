import { stream } from '../../../shared/domain/events.ts';
import { defaultPolicy } from '../../../shared/domain/policy/default-policy.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { isTimeZone } from '../../../shared/kernel/time.ts';
import { addUser, checkSecret } from '../access/users.ts';
import type { LongHandler } from '../handler.ts';

/** The own office begins with its first administrator; tables, people and the extract follow in Setup. */
export const foundOffice: LongHandler<'desk.found-office'> = async (ctx, input) => {
  const founded = ctx.office().founded;
  if (founded !== null) return refuse('ALREADY_FOUNDED', { value: founded.city });
  if (!isTimeZone(input.timeZone))
    return refuse('NOT_A_TIME_ZONE', { field: 'timeZone', value: input.timeZone });
  const secret = checkSecret(input.administrator.secret);
  if (!secret.ok) return secret;
  const secretHash = await ctx.desk.passwords.hash(secret.value);
  const written = ctx.write((tx) => {
    const { workstation } = tx.tx.head();
    if (input.workstation !== workstation)
      return refuse('WORKSTATION_FIXED', {
        field: 'workstation',
        value: input.workstation,
        params: { workstation },
      });
    const appended = tx.append(stream.office, 0, [
      {
        type: 'office.founded',
        v: 1,
        city: input.city,
        office: input.office,
        workstation,
        timeZone: input.timeZone,
        training: false,
      },
      {
        type: 'office.policy-set',
        v: 1,
        policy: {
          ...defaultPolicy,
          receipt: { ...defaultPolicy.receipt, heading: [input.city, input.office] },
        },
      },
    ]);
    if (!appended.ok) return appended;
    tx.changed('desk', 'setup');
    const { userName, name } = input.administrator;
    return addUser(tx, { userName, name, role: 'administrator', secretHash });
  });
  return written.ok ? ok({}) : written;
};
