/**
 * What the customer may see of the counter: amounts and what they are for, never an account, a name, or anything of an
 * account that is confidential or another person's. Pure.
 */
import type { CustomerLine, CustomerView } from '../../../shared/devices/customer-display.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Output } from '../../bridge/bridge.ts';
import type { PaymentPreview } from '../counter/preview.ts';

export const CUSTOMER_LINES_AT_MOST = 60;
const LINE_CHARS = 60;

type Language = CustomerView['language'];

const WORDS: Readonly<Record<Language, { readonly account: string; readonly more: string }>> = {
  en: { account: 'Payment on account', more: 'Other items' },
  es: { account: 'Pago a cuenta', more: 'Otros conceptos' },
};

export const closedView = (city: string): CustomerView => ({
  language: 'en',
  phase: 'closed',
  city,
  lines: [],
  totalCents: 0,
  tenderedCents: 0,
  changeCents: 0,
});

/** Whose bills they are is nobody else's business: a confidential account and a third party get one line per account. */
function linesOf(preview: PaymentPreview, language: Language): readonly CustomerLine[] {
  const hidden = new Set(
    preview.accounts
      .filter(({ view }) => view.name === null || preview.payer.relation !== 'holder')
      .map(({ view }) => view.account),
  );
  const lines: CustomerLine[] = [];
  const folded = new Map<string, number>();
  for (const { title, amountCents, input } of preview.rows) {
    const { account } = input;
    if (account === undefined || !hidden.has(account)) {
      lines.push({ text: title.slice(0, LINE_CHARS), amountCents });
      continue;
    }
    const at = folded.get(account) ?? lines.length;
    folded.set(account, at);
    lines[at] = {
      text: WORDS[language].account,
      amountCents: (lines[at]?.amountCents ?? 0) + amountCents,
    };
  }
  if (lines.length <= CUSTOMER_LINES_AT_MOST) return lines;
  const shown = lines.slice(0, CUSTOMER_LINES_AT_MOST - 1);
  const rest = lines.slice(CUSTOMER_LINES_AT_MOST - 1).map(({ amountCents }) => amountCents);
  return [...shown, { text: WORDS[language].more, amountCents: sumCents(rest) }];
}

export function servingView(
  preview: PaymentPreview,
  at: { readonly city: string; readonly language: Language; readonly isAtTerminal: boolean },
): CustomerView {
  const { city, language, isAtTerminal } = at;
  const lines = linesOf(preview, language);
  const isEmpty = lines.length === 0 && preview.tenderedCents === 0 && !isAtTerminal;
  return {
    language,
    city,
    phase: isAtTerminal ? 'terminal' : isEmpty ? 'welcome' : 'items',
    lines,
    totalCents: preview.dueCents,
    tenderedCents: preview.tenderedCents,
    changeCents: preview.changeCents,
  };
}

export const postedView = (
  answer: Pick<Output<'payment.post'>, 'totalCents' | 'tenderedCents' | 'changeCents'>,
  at: { readonly city: string; readonly language: Language },
): CustomerView => ({
  ...at,
  phase: answer.changeCents > 0 ? 'change' : 'thanks',
  lines: [],
  totalCents: answer.totalCents,
  tenderedCents: answer.tenderedCents,
  changeCents: answer.changeCents,
});
