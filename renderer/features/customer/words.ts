/** What the customer reads. English or Spanish; names and amounts are not translated (screens, "Customer’s language"). */
import type { CustomerView } from '../../../shared/devices/customer-display.ts';

type Words = {
  readonly welcome: string;
  readonly welcomeSub: string;
  readonly closed: string;
  readonly closedSub: string;
  readonly total: string;
  readonly received: string;
  readonly stillDue: string;
  readonly change: string;
  readonly terminal: string;
  readonly terminalSub: string;
  readonly thanks: string;
  readonly thanksSub: string;
  readonly moreLines: (count: number) => string;
};

export const CUSTOMER_WORDS: Readonly<Record<CustomerView['language'], Words>> = {
  en: {
    welcome: 'Welcome',
    welcomeSub: 'Have your bill ready.',
    closed: 'Closed',
    closedSub: 'Go to another window.',
    total: 'Total',
    received: 'Received',
    stillDue: 'Still due',
    change: 'Your change',
    terminal: 'Follow the terminal',
    terminalSub: 'Tap, insert or swipe your card there.',
    thanks: 'Thank you',
    thanksSub: 'Keep this receipt.',
    moreLines: (count) => `and ${count} more`,
  },
  es: {
    welcome: 'Bienvenido',
    welcomeSub: 'Tenga su factura a la mano.',
    closed: 'Cerrado',
    closedSub: 'Pase a otra ventanilla.',
    total: 'Total',
    received: 'Recibido',
    stillDue: 'Saldo pendiente',
    change: 'Su cambio',
    terminal: 'Siga las instrucciones de la terminal',
    terminalSub: 'Acerque, inserte o deslice su tarjeta allí.',
    thanks: 'Gracias',
    thanksSub: 'Guarde este recibo.',
    moreLines: (count) => `y ${count} más`,
  },
};

/** How many lines fit at a size that is read at two metres; the last ones added are the ones that are looked for. */
export const LINES_IN_SIGHT = 7;

export function inSight<T>(lines: readonly T[]): { readonly shown: readonly T[]; readonly hidden: number } {
  const hidden = Math.max(0, lines.length - LINES_IN_SIGHT);
  return { shown: lines.slice(hidden), hidden };
}
