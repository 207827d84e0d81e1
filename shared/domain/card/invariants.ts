/** What must hold for any request to a terminal, whatever happened. Empty when it does; for tests and the simulation. */
import type { CardState } from './types.ts';

export function cardInvariants(state: CardState): readonly string[] {
  const { asked, approval, status, paymentId, reversedBy } = state;
  const broken: string[] = [];
  const say = (condition: boolean, what: string): void => {
    if (!condition) broken.push(`${asked.attemptId}: ${what}`);
  };
  const charged = status === 'captured' || status === 'receipted' || status === 'reversed';
  say(charged === (approval !== undefined), `${status} with${approval ? '' : 'out'} an approval`);
  if (approval) {
    say(approval.approvedCents > 0, 'approved nothing');
    say(approval.approvedCents <= asked.amountCents, 'approved more than was asked for');
  }
  say(status !== 'receipted' || paymentId !== undefined, 'on a receipt that is not named');
  say((status === 'reversed') === (reversedBy !== undefined), 'given back by nobody');
  say(asked.kind === 'sale' || paymentId === undefined, `a ${asked.kind} is a tender`);
  say(
    (asked.kind === 'sale') === (asked.originalAttemptId === undefined),
    'takes back nothing, or is a sale',
  );
  return broken;
}
