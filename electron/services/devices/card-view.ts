/** One request to the terminal, in the words of the person who stands before it: what is true, and what to do next. */
import type { LinkFault } from '../../../shared/devices/fault.ts';
import { LINK_WORDS } from '../../../shared/devices/link-words.ts';
import type { CardState } from '../../../shared/domain/card/types.ts';
import { assertNever, certain } from '../../../shared/kernel/assert.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { Office } from '../office.ts';
import type { BooksReader } from '../ports.ts';
import type { LiveStep, Terminals } from './live.ts';

export type CardView = Output<'card.show'>;

type Viewer = { readonly books: BooksReader; readonly office: Office; readonly terminals: Terminals };

export function cardView(state: CardState, { office, terminals, books }: Viewer): CardView {
  const { asked, approval, status, askedAt } = state;
  const step = terminals.step(state.attemptId) ?? null;
  const terminal = office.devices.find(({ deviceId }) => deviceId === asked.deviceId)?.name ?? 'Terminal';
  return {
    attemptId: state.attemptId,
    reference: asked.reference,
    kind: asked.kind,
    entry: asked.cardEntry,
    // Captured is said when the terminal has heard that we know: until then it may still take it back.
    status: step === null ? status : 'asked',
    step,
    amountCents: asked.amountCents,
    approvedCents: step === null ? (approval?.approvedCents ?? null) : null,
    tenderType: asked.tenderType,
    brand: approval?.brand ?? '',
    last4: approval?.last4 ?? '',
    authorization: approval?.authorization ?? '',
    ...(step === null ? told(state) : asking(step, asked)),
    paymentId: asked.paymentId,
    originalAttemptId: asked.originalAttemptId ?? null,
    terminal,
    askedBy: books.user(asked.askedBy)?.name ?? asked.askedBy,
    askedAt: certain(askedAt, 'when it was journaled'),
  };
}

type Told = { readonly said: string; readonly next: string };

function asking(step: LiveStep, { kind, cardEntry }: CardState['asked']): Told {
  switch (step) {
    case 'connecting':
      return { said: 'Reaching the terminal.', next: 'Wait.' };
    case 'sent':
    case 'card':
      if (kind !== 'sale')
        return { said: 'The terminal is giving the money back.', next: 'Follow what it says.' };
      return cardEntry === 'keyed'
        ? {
            said: 'The terminal asks for the card number.',
            next: 'Key the card into the terminal, never here.',
          }
        : { said: 'The terminal asks for the card.', next: 'Ask the customer to tap, insert or swipe.' };
    case 'pin':
      return { said: 'The customer is asked for the PIN.', next: 'Wait for the customer.' };
    case 'host':
      return { said: 'The bank is being asked.', next: 'Wait.' };
    case 'remove-card':
      return { said: 'The terminal is done.', next: 'Ask the customer to take the card.' };
    case 'cancelling':
      return {
        said: 'The terminal is told to give up.',
        next: 'Wait for what it says: it may have charged already.',
      };
    default:
      return assertNever(step);
  }
}

/** A sentence of the registry's kind: what happened, what it means, one next step. */
function told({ status, asked, approval, notCharged, fault }: CardState): Told {
  const amount = formatCents(approval?.approvedCents ?? asked.amountCents);
  const card = approval ? `${approval.brand} ending ${approval.last4}` : 'The card';
  switch (status) {
    case 'asked':
      return { said: 'The terminal has not answered.', next: 'Ask the terminal.' };
    case 'in-doubt':
      return {
        said: `${asked.kind === 'sale' ? 'The card may have been charged' : 'The money may be back on the card'}: ${faultWords(fault)}.`,
        next: 'Ask the terminal before trying again.',
      };
    case 'captured':
      if (asked.kind !== 'sale') return { said: `${amount} is back on the card.`, next: '' };
      return approval && approval.approvedCents < asked.amountCents
        ? {
            said: `${card} approved only ${amount} of ${formatCents(asked.amountCents)}.`,
            next: 'Take the rest by another tender, or give this one back.',
          }
        : { said: `${card} charged ${amount}.`, next: '' };
    case 'receipted':
      return { said: `${card} charged ${amount}, on a receipt.`, next: '' };
    case 'reversed':
      return { said: `${amount} went back to ${card}.`, next: '' };
    case 'not-charged':
      return asked.kind === 'sale'
        ? {
            said: notChargedWords(notCharged, 'Nothing was charged.'),
            next: 'Try again, or take another tender.',
          }
        : {
            said: notChargedWords(notCharged, 'Nothing went back to the card.'),
            next: 'Try again, or give it back at the terminal itself and keep its slip.',
          };
    default:
      return assertNever(status);
  }
}

const isLinkFault = (fault: string): fault is LinkFault => fault in LINK_WORDS;

function faultWords(fault: CardState['fault']): string {
  if (fault === undefined || fault === 'restart') return 'the program stopped while the terminal was asked';
  return fault === 'silent' ? 'the terminal stopped answering' : `the terminal is ${LINK_WORDS[fault].said}`;
}

function notChargedWords(notCharged: CardState['notCharged'], nothing: string): string {
  if (notCharged === undefined) return nothing;
  const { why, text } = notCharged;
  switch (why) {
    case 'declined':
      return text === '' ? `Declined. ${nothing}` : `Declined: ${text}. ${nothing}`;
    case 'cancelled':
      return `Cancelled. ${nothing}`;
    case 'not-sent':
      return `The terminal was not reached${isLinkFault(text) ? ` (${LINK_WORDS[text].said})` : ''}. ${nothing}`;
    case 'not-found':
      return `The terminal was asked about it. ${nothing}`;
    case 'person':
      return `A supervisor looked it up. ${nothing}`;
    default:
      return assertNever(why);
  }
}
