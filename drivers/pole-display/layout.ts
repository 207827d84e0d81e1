/**
 * What a customer reads on two lines of twenty: an amount is never cut, the text before it is. The customer's language,
 * figures as everywhere (`1,234.56`).
 */
import { assertNever } from '../../shared/kernel/assert.ts';
import { formatCentsAscii } from '../../shared/money/money.ts';
import type { Cents } from '../../shared/money/money.ts';
import type { CustomerView } from '../../shared/devices/customer-display.ts';
import { asciiOf } from './ascii.ts';

export const COLUMNS = 20;

/** Two texts of exactly twenty ASCII characters. */
export type DisplayLines = readonly [upper: string, lower: string];

const WORDS = {
  en: {
    closed: 'WINDOW CLOSED',
    nextWindow: 'Next window, please',
    welcome: 'Welcome',
    total: 'TOTAL',
    terminal: 'Use the terminal',
    paid: 'Paid',
    change: 'CHANGE',
    thanks: 'Thank you',
  },
  es: {
    closed: 'VENTANILLA CERRADA',
    nextWindow: 'Pase a la siguiente',
    welcome: 'Bienvenido',
    total: 'TOTAL',
    terminal: 'Use la terminal',
    paid: 'Pagado',
    change: 'CAMBIO',
    thanks: 'Gracias',
  },
} as const satisfies Readonly<Record<CustomerView['language'], Readonly<Record<string, string>>>>;

export function layout(view: CustomerView): DisplayLines {
  const words = WORDS[view.language];
  const city = centred(view.city);
  switch (view.phase) {
    case 'closed':
      return [centred(words.closed), centred(words.nextWindow)];
    case 'welcome':
      return [city, centred(words.welcome)];
    case 'items': {
      const last = view.lines.at(-1);
      return [
        last ? withAmount(last.text, last.amountCents) : city,
        withAmount(words.total, view.totalCents),
      ];
    }
    case 'terminal':
      return [centred(words.terminal), withAmount(words.total, view.totalCents)];
    case 'change':
      return [withAmount(words.paid, view.tenderedCents), withAmount(words.change, view.changeCents)];
    case 'thanks':
      return [centred(words.thanks), city];
    default:
      return assertNever(view.phase);
  }
}

/** The largest amount of the books takes fifteen columns, so there is always room for its beginning. */
export function withAmount(text: string, amountCents: Cents): string {
  const amount = formatCentsAscii(amountCents);
  const room = COLUMNS - amount.length - 1;
  return `${asciiOf(text).trim().slice(0, room).padEnd(room)} ${amount}`;
}

export function centred(text: string): string {
  const ascii = asciiOf(text).trim().slice(0, COLUMNS).trimEnd();
  const left = Math.floor((COLUMNS - ascii.length) / 2);
  return ascii.padStart(ascii.length + left).padEnd(COLUMNS);
}
