import type { ErrorEnvelope } from '../../shared/contract/envelope.ts';
import { describeRefusal } from '../../shared/errors/describe.ts';
import type { Refusal } from '../../shared/kernel/result.ts';

export function errorEnvelope(refusal: Refusal): ErrorEnvelope {
  const { code, what, next } = describeRefusal(refusal);
  return {
    code,
    what,
    next,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...(refusal.value === undefined ? {} : { value: refusal.value }),
  };
}
