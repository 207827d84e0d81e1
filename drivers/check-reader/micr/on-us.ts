/**
 * Account and serial number in the on-us field (TH320, p. 97–98; Axiohm A758, p. 193). Banks deviate, so what a table says
 * about a routing number goes before the rules.
 */
import type { BankException } from '../../../shared/devices/check-reader.ts';
import { digitsIn } from './tokens.ts';

export type OnUs = {
  readonly account: string;
  /** Absent when no rule finds one. */
  readonly serial?: string;
  /** An on-us symbol ends the account, as on every ordinary check. */
  readonly isBounded: boolean;
};

/** Three or more digits right of the last on-us symbol; one or two are the bank's transaction code. */
const SHORTEST_SERIAL_RIGHT = 3;
/** Directly behind the transit, parted from the account by blanks or dashes. */
const SERIAL_LEFT = /^ *(?<serial>\d{3,5})[ -]+(?<account>[^]*\d[^]*)$/;

/**
 * @param field in the characters of `normalized`, without `?`
 * @param auxiliary the serial number left of the transit: then none is looked for here
 */
export function parseOnUs(
  field: string,
  exception: BankException | undefined,
  auxiliary: string | undefined,
): OnUs {
  const last = field.lastIndexOf('O');
  const isBounded = last >= 0;
  const [left, right] = isBounded ? [field.slice(0, last), digitsIn(field.slice(last + 1))] : [field, ''];
  if (auxiliary !== undefined) return { account: digitsIn(left), serial: auxiliary, isBounded };
  if (exception) return { ...byException(digitsIn(field), exception), isBounded };
  if (right.length >= SHORTEST_SERIAL_RIGHT) return { account: digitsIn(left), serial: right, isBounded };
  const { serial, account } = SERIAL_LEFT.exec(left)?.groups ?? {};
  if (serial !== undefined && account !== undefined) return { account: digitsIn(account), serial, isBounded };
  return { account: digitsIn(left), isBounded };
}

/** The table names the serial number; all the rest of the digits is the account. */
function byException(digits: string, { serialFrom, serialLength }: BankException): Omit<OnUs, 'isBounded'> {
  const serial = digits.slice(serialFrom, serialFrom + serialLength);
  const account = digits.slice(0, serialFrom) + digits.slice(serialFrom + serialLength);
  return serial.length === serialLength && serial !== '' ? { account, serial } : { account };
}
