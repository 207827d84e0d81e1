/**
 * The magnetic line of a check, by the rules of US banks (PROTOCOL.md has them with their sources). Read means: every
 * character was recognised and every rule holds. Anything else is doubtful, with what is sure of it, or unreadable.
 * Nothing is ever repaired: a guessed digit pays from somebody else's account.
 */
import type {
  BankException,
  CheckDoubt,
  CheckReading,
  MicrAlphabet,
} from '../../../shared/devices/check-reader.ts';
import { isRoutingNumber } from '../../../shared/kernel/routing-number.ts';
import { parseOnUs } from './on-us.ts';
import { fieldsOf, normalized } from './tokens.ts';
import type { MicrFields } from './tokens.ts';

export type MicrRules = {
  readonly alphabet: MicrAlphabet;
  readonly exceptions: readonly BankException[];
};

/** What else speaks against a line, from its reader, and which parts of it are then not sure. */
export type ReaderSays = {
  readonly doubts: readonly CheckDoubt[];
  readonly unsure: readonly ('routing' | 'account' | 'number')[];
  readonly isBusiness?: true;
};

const NOTHING_SAID: ReaderSays = { doubts: [], unsure: [] };
const CANADIAN = /^\d{5}-\d{3}$/;
const UNREADABLE = '?';

/** @param line as the reader sent it, without framing and status */
export function parseMicr(line: string, rules: MicrRules, says: ReaderSays = NOTHING_SAID): CheckReading {
  const text = normalized(line, rules.alphabet);
  if (text.trim() === '') return { result: 'unreadable', why: 'no-line' };
  const fields = fieldsOf(text);
  if (!fields) return { result: 'unreadable', why: 'no-transit' };
  const doubts = new Set<CheckDoubt>(says.doubts);
  if (text.includes(UNREADABLE)) doubts.add('unreadable-character');
  if (fields.amount !== '') doubts.add('amount-encoded');
  const routing = routingOf(fields.transit, doubts);
  const parts = { routing, ...onUsOf(fields, routing, rules, doubts) };
  if (says.isBusiness && fields.auxiliary === undefined) doubts.add('reader-reported');
  return readingOf(parts, fields.auxiliary !== undefined, doubts, says.unsure);
}

/** The routing number, if it is surely one. */
function routingOf(transit: string, doubts: Set<CheckDoubt>): string | undefined {
  if (transit.includes(UNREADABLE)) return undefined;
  const text = transit.trim();
  if (isRoutingNumber(text)) return text;
  if (CANADIAN.test(text)) doubts.add('foreign');
  else {
    doubts.add('routing-check-digit');
    // Another count of digits is another country's number, or one was lost: nobody can tell.
    if (!/^\d{9}$/.test(text)) doubts.add('foreign');
  }
  return undefined;
}

type Parts = { readonly account?: string | undefined; readonly number?: string | undefined };

function onUsOf(
  { auxiliary, stray, onUs, amount }: MicrFields,
  routing: string | undefined,
  { exceptions }: MicrRules,
  doubts: Set<CheckDoubt>,
): Parts {
  if (stray.includes(UNREADABLE)) return {};
  if (stray !== '') doubts.add('unexpected-layout');
  if (auxiliary === '') doubts.add('no-serial-number');
  if (amount !== '' && !amount.includes(UNREADABLE) && !/^A\d{10}A? *$/.test(amount.replaceAll('-', '')))
    doubts.add('unexpected-layout');
  if (onUs.includes(UNREADABLE)) return { number: auxiliary };
  // Where the routing number is not sure, a table that might have spoken about it has not been heard.
  const isOrdinary = routing !== undefined || exceptions.length === 0;
  if (doubts.has('foreign') || (!isOrdinary && auxiliary === undefined)) return { number: auxiliary };
  const exception = exceptions.find((each) => each.routing === routing);
  const { account, serial, isBounded } = parseOnUs(onUs, exception, auxiliary);
  if (!isBounded || account === '') doubts.add('unexpected-layout');
  if (serial === undefined) doubts.add('no-serial-number');
  return isBounded && stray === '' ? { account, number: serial } : { number: auxiliary };
}

function readingOf(
  { routing, account, number }: Parts & { readonly routing: string | undefined },
  business: boolean,
  doubts: ReadonlySet<CheckDoubt>,
  unsure: ReaderSays['unsure'],
): CheckReading {
  if (doubts.size === 0 && routing !== undefined && account && number)
    return { result: 'read', routing, account, number, business };
  const sure = (name: 'routing' | 'account' | 'number', value: string | undefined) =>
    value && !unsure.includes(name) ? { [name]: value } : {};
  return {
    result: 'doubtful',
    doubts: [...doubts],
    ...sure('routing', routing),
    ...sure('account', account),
    ...sure('number', number),
    business,
  };
}
