/**
 * The last net against card numbers: every text of every message is looked at before anything else sees it. Fields
 * whose digits are something else by contract are exempt by name, never by value.
 */
import { looksLikeCard } from '../../shared/kernel/card-like.ts';

/** Accounts, check fields, ids, hashes, file contents, and the find field, which takes scanned stubs of 26 digits. */
const EXEMPT: ReadonlySet<string> = new Set(['account', 'routing', 'base64', 'commandId', 'paymentId', 'sessionId', 'jobId', 'depositId', 'parkedId', 'settlementId', 'batchId', 'task', 'secret']);

/** The path of the first field that looks like a card number, or undefined. */
export function findCardLike(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return looksLikeCard(value) ? path || 'input' : undefined;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [key, member] of Object.entries(value)) {
    if (EXEMPT.has(key)) continue;
    const found = findCardLike(member, path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
