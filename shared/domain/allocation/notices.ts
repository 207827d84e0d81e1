/** What must be said at once, in words and colour, before money is taken on an account. */
import { formatDate } from '../../kernel/time.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import { formatCents, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { AccountRecord } from '../reference/extract.ts';
import type { OpenAccount, OpenCharge } from './open-account.ts';
import { reconnectNeededCents } from './reconnect.ts';
import type { ReconnectRules } from './reconnect.ts';

export type AccountNotice = {
  readonly kind: 'disconnected' | 'bankruptcy' | 'written-off' | 'guaranteed-only' | 'confidential' | 'final';
  /** The stamp: `GUARANTEED FUNDS ONLY`. */
  readonly badge: string;
  readonly text: string;
  readonly severity: 'danger' | 'warn' | 'note';
};

/** Guaranteed funds only, through the date, inclusive. */
export const isGuaranteedOnly = (
  account: Pick<AccountRecord, 'guaranteedUntil'>,
  date: BusinessDate,
): account is { readonly guaranteedUntil: BusinessDate } =>
  account.guaranteedUntil !== undefined && date <= account.guaranteedUntil;

/** Gravest first. */
export function accountNotices(
  account: AccountRecord,
  open: OpenAccount,
  rules: ReconnectRules,
): readonly AccountNotice[] {
  const notices: AccountNotice[] = [];
  const say = (
    kind: AccountNotice['kind'],
    severity: AccountNotice['severity'],
    badge: string,
    text: string,
  ): void => {
    notices.push({ kind, badge, text, severity });
  };
  const neededCents = reconnectNeededCents(account, open, rules);
  if (neededCents !== undefined) {
    say('disconnected', 'danger', 'DISCONNECTED', `${formatCents(neededCents)} to reconnect.`);
  }
  if (account.status === 'bankruptcy' || account.petitionDate !== undefined) {
    say('bankruptcy', 'danger', 'BANKRUPTCY', bankruptcyText(account.petitionDate, open));
  }
  const writtenOffCents = openCents(open, (each) => each.charge.kind === 'written-off');
  if (account.status === 'written-off' || writtenOffCents > 0) {
    const text =
      writtenOffCents > 0
        ? `${formatCents(writtenOffCents)} was written off and goes to bad-debt recovery.`
        : 'Nothing written off is left to pay here.';
    say('written-off', 'warn', 'WRITTEN OFF', text);
  }
  if (isGuaranteedOnly(account, rules.today)) {
    const until = formatDate(account.guaranteedUntil);
    say('guaranteed-only', 'warn', 'GUARANTEED FUNDS ONLY', `Until ${until}, that day included.`);
  }
  if (account.confidential) {
    say('confidential', 'note', 'CONFIDENTIAL', 'No name on tabs, displays or receipts.');
  }
  if (account.status === 'final')
    say('final', 'note', 'FINAL BILLED', 'Service has ended; this is the final bill.');
  return notices;
}

function bankruptcyText(petitionDate: BusinessDate | undefined, open: OpenAccount): string {
  if (petitionDate === undefined)
    return 'No petition date came with the account. Ask a supervisor before taking money.';
  const protectedCents = openCents(open, (each) => each.state === 'before-petition');
  return protectedCents > 0
    ? `${formatCents(protectedCents)} billed before the petition of ${formatDate(petitionDate)} needs a supervisor; new money goes to later charges.`
    : `Petition of ${formatDate(petitionDate)}; nothing billed before it is open.`;
}

const openCents = (open: OpenAccount, which: (charge: OpenCharge) => boolean): Cents =>
  sumCents(open.charges.filter(which).map((each) => each.openCents));
