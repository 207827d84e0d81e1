/**
 * Amount to reconnect = the extract's own figure, else charges past due + reconnect fee + deposit required (product
 * rules, accounts and allocation). Money taken here since the extract counts toward the extract's figure.
 */
import type { BusinessDate } from '../../kernel/time.ts';
import { sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { AccountRecord } from '../reference/extract.ts';
import { isPastDue } from './open-account.ts';
import type { OpenAccount, OpenCharge } from './open-account.ts';

export type ReconnectRules = {
  readonly today: BusinessDate;
  /** The extract's service code of the reconnect fee, as policy names it. */
  readonly reconnectService: string;
  /** The service deposit asked for beyond the one held. */
  readonly depositRequiredCents?: Cents;
};

/** Past due, or the reconnect fee itself. */
export const countsToReconnect = (
  { charge }: Pick<OpenCharge, 'charge'>,
  { today, reconnectService }: ReconnectRules,
): boolean => charge.kind !== 'credit' && (isPastDue(charge, today) || charge.service === reconnectService);

/** What is still to be paid before service returns; undefined for an account that is not disconnected, 0 when nothing is. */
export function reconnectNeededCents(
  account: Pick<AccountRecord, 'status' | 'reconnectCents'>,
  open: OpenAccount,
  rules: ReconnectRules,
): Cents | undefined {
  if (account.status !== 'disconnected') return undefined;
  if (account.reconnectCents !== undefined) {
    return Math.max(0, account.reconnectCents - paidHereCents(open));
  }
  const counted = open.charges.filter((each) => countsToReconnect(each, rules));
  return sumCents(counted.map(({ openCents }) => openCents)) + (rules.depositRequiredCents ?? 0);
}

const paidHereCents = (open: OpenAccount): Cents =>
  sumCents(open.charges.map((charge) => charge.paidHereCents));

/** @param towardCents all that one payment puts on the account: charges, deposits and credit */
export const reachesReconnect = (neededCents: Cents, towardCents: Cents): boolean =>
  neededCents > 0 && towardCents >= neededCents;
