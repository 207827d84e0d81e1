import type { OpenFault } from './connection.ts';

/**
 * Operating-system error codes of open(2), connect(2) and the serial bindings, as a person would sort them. Windows
 * reports a COM port held by another program as "Access denied", which is why that text means busy.
 */
const FAULTS: Readonly<Record<string, OpenFault>> = {
  EBUSY: 'busy',
  EAGAIN: 'busy',
  EWOULDBLOCK: 'busy',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  ETIMEDOUT: 'no-answer',
};

export function openFaultOf(error: unknown): { readonly fault: OpenFault; readonly detail: string } {
  const detail = error instanceof Error ? error.message : String(error);
  if (/cannot lock port|access denied|resource busy/i.test(detail)) return { fault: 'busy', detail };
  if (/permission denied/i.test(detail)) return { fault: 'not-permitted', detail };
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return { fault: FAULTS[code] ?? 'nothing-there', detail };
}
