/** What the answers of a PAX terminal mean. Pure; an answer that is not wholly understood is `unusable`, never approved. */
import type {
  BatchTotals,
  CardApproval,
  CardLookUp,
  CardOutcome,
  CardRequest,
  EmvDetails,
} from '../../../../shared/devices/card-terminal.ts';
import { cleanText, isAcceptable, last4Of } from '../../approval.ts';
import { centsOf, extData, part } from './message.ts';
import type { PaxMessage } from './message.ts';

export const CODES = {
  ok: '000000',
  declined: '000100',
  timeout: '100001',
  aborted: '100002',
  duplicate: '100011',
  notFound: '100023',
} as const;

export type FinalAnswer = Extract<CardOutcome, { outcome: 'approved' | 'declined' | 'cancelled' }>;
export type ReadAnswer = FinalAnswer | 'unusable';

/** Where the groups stand after the text, in T01 and in R03. */
type Layout = {
  readonly host: number;
  readonly type: number;
  readonly amount: number;
  readonly account: number;
  readonly trace: number;
  readonly ext: number;
};
const T01: Layout = { host: 0, type: 1, amount: 2, account: 3, trace: 4, ext: 5 };
const R03: Layout = { host: 2, type: 4, amount: 6, account: 7, trace: 8, ext: 9 };
const R03_ORIGINAL_TYPE = 5;

const TYPE_OF: Readonly<Record<CardRequest['kind'], string>> = { sale: '01', refund: '02', void: '16' };

const BRANDS: Readonly<Record<string, string>> = {
  '01': 'Visa',
  '02': 'Mastercard',
  '03': 'American Express',
  '04': 'Discover',
  '05': 'Diners Club',
  '06': 'enRoute',
  '07': 'JCB',
};

const ENTRY_MODES: Readonly<Record<string, CardApproval['entryMode']>> = {
  '0': 'keyed',
  '1': 'swipe',
  '2': 'contactless',
  '4': 'chip',
  '5': 'swipe', // the chip could not be read
};

/** T01 to a T00. Codes that are not known to mean "nothing charged" are unusable: the terminal is asked afterwards. */
export function readCreditAnswer(message: PaxMessage, asked: CardRequest): ReadAnswer {
  const reference = part(message, T01.trace, 1);
  if (reference !== '' && reference !== asked.reference) return 'unusable';
  switch (message.code) {
    case CODES.ok: {
      const approval = approvalOf(message, T01, asked);
      const type = part(message, T01.type);
      const ofThis = reference === asked.reference && (type === '' || type === TYPE_OF[asked.kind]);
      return approval && ofThis && isAcceptable(approval, asked)
        ? { outcome: 'approved', approval }
        : 'unusable';
    }
    case CODES.declined:
    case CODES.duplicate:
      return { outcome: 'declined', code: message.code, text: declineText(message) };
    case CODES.aborted:
    case CODES.timeout:
      return { outcome: 'cancelled' };
    default:
      return 'unusable';
  }
}

const declineText = (message: PaxMessage): string =>
  cleanText(part(message, T01.host, 1)) || message.text || 'DECLINED';

/** Undefined: the report is of something else than was asked for. */
export function readDetailReport(
  message: PaxMessage,
  reference: string,
  expected: CardRequest,
): Exclude<CardLookUp, { found: 'no-answer' }> | undefined {
  if (message.code === CODES.notFound) return { found: 'nothing' };
  if (message.code !== CODES.ok || part(message, R03.trace, 1) !== reference) return undefined;
  const approval = approvalOf(message, R03, expected);
  if (!approval || !isAcceptable(approval, expected)) return undefined;
  const type = part(message, R03.type);
  const originally = part(message, R03_ORIGINAL_TYPE);
  if (type === TYPE_OF[expected.kind]) return { found: 'approved', approval };
  // The record of a sale that was voided since: its type is void, its original type what was asked for.
  if (type === TYPE_OF.void && originally === TYPE_OF[expected.kind]) return { found: 'voided', approval };
  return undefined;
}

function approvalOf(message: PaxMessage, at: Layout, asked: CardRequest): CardApproval | undefined {
  const said = centsOf(part(message, at.amount));
  // A void names its original; many terminals say no amount then.
  const approvedCents =
    asked.kind === 'void' && (said === undefined || said === 0) ? asked.amountCents : said;
  if (approvedCents === undefined) return undefined;
  const ext = extData(message, at.ext);
  const get = (key: string): string => cleanText(ext.get(key) ?? '');
  const token = get('TOKEN');
  const emv = emvOf(get);
  return {
    approvedCents,
    brand: BRANDS[part(message, at.account, 6)] ?? 'Card',
    last4: last4Of(part(message, at.account)),
    entryMode: ENTRY_MODES[part(message, at.account, 1)] ?? 'unknown',
    authorization: cleanText(part(message, at.host, 2)),
    hostReference: get('HREF') || cleanText(part(message, at.host, 3)),
    terminalId: get('TID') || get('SN'),
    trace: cleanText(part(message, at.trace)),
    batch: cleanText(part(message, at.host, 5)),
    ...(token === '' ? {} : { token }),
    ...(emv === undefined ? {} : { emv }),
  };
}

function emvOf(get: (key: string) => string): EmvDetails | undefined {
  const tags = { aid: 'AID', label: 'APPLAB', tvr: 'TVR', tsi: 'TSI', arc: 'ARC', cvm: 'CVM' } as const;
  const said = Object.entries(tags)
    .map(([name, key]) => [name, get(key)] as const)
    .filter(([, value]) => value !== '');
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

/** R01: groups per kind of card parted by `&`, counts and amounts inside by `=`. Undefined: not readable. */
export function readTotalReport(message: PaxMessage): BatchTotals | undefined {
  const [credit = '', debit = '', ebt = ''] = part(message, 1).split('&');
  // Sales, forced sales and completed authorizations are charges; returns are refunds. Voids are taken off by the terminal.
  const read = [sums(credit, [0, 2, 8], [4]), sums(debit, [0], [2]), sums(ebt, [0], [2])];
  if (credit === '') return undefined;
  const totals = { saleCount: 0, saleCents: 0, refundCount: 0, refundCents: 0 };
  for (const group of read) {
    if (!group) return undefined;
    totals.saleCount += group.saleCount;
    totals.saleCents += group.saleCents;
    totals.refundCount += group.refundCount;
    totals.refundCents += group.refundCents;
  }
  return { batch: '', ...totals };
}

function sums(
  group: string,
  sales: readonly number[],
  refunds: readonly number[],
): Omit<BatchTotals, 'batch'> | undefined {
  const numbers = group === '' ? [] : group.split('=').map(centsOf);
  if (numbers.includes(undefined)) return undefined;
  const sum = (places: readonly number[], offset: 0 | 1): number =>
    places.reduce((total, at) => total + (numbers[at + offset] ?? 0), 0);
  return {
    saleCount: sum(sales, 0),
    saleCents: sum(sales, 1),
    refundCount: sum(refunds, 0),
    refundCents: sum(refunds, 1),
  };
}

/** Of credit, debit and EBT; gift, loyalty, cash and checks, which stand behind them, are no cards of this program. */
const CARD_KINDS = 3;

/** B01: the terminal has netted refunds itself. Undefined: not readable. */
export function readBatchClose(message: PaxMessage): BatchTotals | undefined {
  const counts = netted(part(message, 1));
  const cents = netted(part(message, 2));
  if (counts === undefined || cents === undefined) return undefined;
  return {
    batch: cleanText(part(message, 0, 5)),
    saleCount: counts,
    saleCents: cents,
    refundCount: 0,
    refundCents: 0,
  };
}

function netted(text: string): number | undefined {
  if (!/^-?\d{1,12}(=-?\d{1,12})*$/.test(text)) return undefined;
  return text
    .split('=')
    .slice(0, CARD_KINDS)
    .reduce((sum, value) => sum + Number(value), 0);
}

/** A01 */
export const readIdentity = (message: PaxMessage): { readonly serial: string; readonly model: string } => ({
  serial: cleanText(part(message, 0)),
  model: cleanText(part(message, 1)),
});
