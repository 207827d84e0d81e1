/** Which approvals are believed. One that is not is no decline either: the card may have been charged. */
import { maskCardNumbers } from '../../shared/kernel/card-number.ts';
import type { CardApproval, CardRequest } from '../../shared/devices/card-terminal.ts';

/**
 * Refused: more than was asked for, nothing at all, a sale without the last four digits, the authorization or the
 * number that a void would name. Less than asked for is a partial approval. A void is whole or none.
 */
export function isAcceptable(approval: CardApproval, request: CardRequest): boolean {
  const { approvedCents, last4, authorization, trace } = approval;
  if (!Number.isSafeInteger(approvedCents) || approvedCents <= 0) return false;
  if (approvedCents > request.amountCents) return false;
  if (last4 !== '' && !/^\d{4}$/.test(last4)) return false;
  switch (request.kind) {
    case 'sale':
      return last4 !== '' && authorization !== '' && trace !== '';
    case 'refund':
      return last4 !== '' && trace !== '';
    case 'void':
      return approvedCents === request.amountCents;
  }
}

const LONGEST_TEXT = 80;

/** A field as it may be kept: printable, short, and without anything like a card number. */
export function cleanText(text: string): string {
  const printable = text.replace(/[^\x20-\x7e\u00a0-\u00ff]/g, ' ').trim();
  return maskCardNumbers(printable).slice(0, LONGEST_TEXT);
}

/** The last four digits of an account field, whatever stands before them; empty when there are none. */
export function last4Of(account: string): string {
  const digits = /(\d{4})\D*$/.exec(account)?.[1];
  return digits ?? '';
}
