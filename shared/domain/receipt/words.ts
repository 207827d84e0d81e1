/**
 * The payer's language: every word a customer reads, in English and Spanish, in this one file. Names of people,
 * numbers and amounts are not translated; names of receipt and tender types are, where the table below knows them,
 * because a city's tables hold them in one language only.
 */
import type { CardApproval } from '../../devices/card-terminal.ts';
import { formatDate, formatDayMonth } from '../../kernel/time.ts';
import type { BusinessDate, Language } from '../../kernel/time.ts';
import { NO_BREAK } from './layout.ts';
import type { TenderKind } from '../tender/types.ts';

export type PayerWords = {
  readonly receipt: string;
  readonly cashier: string;
  readonly accountEnding: string;
  readonly received: string;
  readonly total: string;
  readonly tendered: string;
  readonly change: string;
  readonly left: string;
  readonly credit: string;
  readonly due: string;
  readonly duplicate: string;
  readonly training: string;
  readonly voided: string;
  readonly voidOf: string;
  readonly reason: string;
  readonly approvedBy: string;
  readonly cashReturned: string;
  readonly handedBack: string;
  readonly receiptReturned: string;
  readonly receiptNotReturned: string;
  readonly terminalSlip: string;
  readonly terminal: string;
  readonly trace: string;
  readonly entryModes: Readonly<Record<CardApproval['entryMode'], string>>;
  readonly corrected: string;
  readonly signature: string;
  readonly ending: string;
};

export const payerWords: Readonly<Record<Language, PayerWords>> = {
  en: {
    receipt: 'Receipt',
    cashier: 'Cashier',
    accountEnding: 'Account ending',
    received: 'Received',
    total: 'TOTAL',
    tendered: 'Tendered',
    change: 'CHANGE',
    left: 'Left on account ending',
    credit: 'Credit on account ending',
    due: 'due',
    duplicate: 'DUPLICATE no.',
    training: 'TRAINING - NOT VALID',
    voided: 'VOID - NO LONGER VALID',
    voidOf: 'VOID of receipt',
    reason: 'Reason:',
    approvedBy: 'Approved by',
    cashReturned: 'Cash returned',
    handedBack: 'handed back',
    receiptReturned: 'Receipt was handed back.',
    receiptNotReturned: 'Receipt was not handed back.',
    terminalSlip: 'Terminal void slip',
    terminal: 'Terminal',
    trace: 'trace',
    entryModes: { chip: 'Chip', contactless: 'Contactless', swipe: 'Swiped', keyed: 'Keyed', unknown: '' },
    corrected: 'Tender corrected after posting',
    signature: 'Customer',
    ending: 'ending',
  },
  es: {
    receipt: 'RECIBO',
    cashier: 'Cajero',
    accountEnding: 'Cuenta terminada en',
    received: 'Recibido el',
    total: 'TOTAL',
    tendered: 'RECIBIDO',
    change: 'CAMBIO',
    left: 'SALDO PENDIENTE, cuenta',
    credit: 'SALDO A FAVOR, cuenta',
    due: 'vence',
    duplicate: 'DUPLICADO n.º',
    training: 'TRAINING - SIN VALOR',
    voided: 'ANULADO - SIN VALOR',
    voidOf: 'ANULACIÓN del recibo',
    reason: 'Motivo:',
    approvedBy: 'Autorizado por',
    cashReturned: 'EFECTIVO devuelto',
    handedBack: 'devuelto',
    receiptReturned: 'El recibo fue devuelto.',
    receiptNotReturned: 'El recibo no fue devuelto.',
    terminalSlip: 'Comprobante de anulación',
    terminal: 'Terminal',
    trace: 'operación',
    entryModes: {
      chip: 'Chip',
      contactless: 'Sin contacto',
      swipe: 'Banda magnética',
      keyed: 'Tecleada',
      unknown: '',
    },
    corrected: 'Forma de pago corregida después',
    signature: 'Cliente',
    ending: 'terminada en',
  },
};

const SPANISH_TENDER: Readonly<Record<TenderKind, string>> = {
  cash: 'EFECTIVO',
  check: 'CHEQUE',
  item: 'GIRO POSTAL',
  card: 'TARJETA',
  voucher: 'VALE DE AGENCIA',
};

/** English names as the tables write them → what a Spanish-speaking payer reads. */
const SPANISH_NAMES: Readonly<Partial<Record<string, string>>> = {
  'Electric bill': 'Electricidad',
  'Gas bill': 'Gas',
  'Water bill': 'Agua',
  'Wastewater bill': 'Aguas residuales',
  'Solid waste bill': 'Residuos sólidos',
  'Irrigation bill': 'Riego',
  'Late penalty': 'Recargo por mora',
  'Electric service deposit': 'Depósito de electricidad',
  'Water service deposit': 'Depósito de agua',
  'Building permit': 'Permiso de construcción',
  'Plan review': 'Revisión de planos',
  'Business license': 'Licencia comercial',
  'Parking fine': 'Multa de estacionamiento',
  'Code violation fine': 'Multa por infracción',
  '31-day bus pass': 'Pase de autobús, 31 días',
  '1-day bus pass': 'Pase de autobús, 1 día',
  'Returned item fee': 'Cargo por pago devuelto',
  'Miscellaneous receipt': 'Ingresos varios',
  'Hydrant meter': 'Medidor de hidrante',
  'Reconnect fee': 'Cargo de reconexión',
  'Payment arrangement instalment': 'Cuota de convenio de pago',
  'Credit on account - electric': 'Crédito a cuenta, electricidad',
  'Credit on account - water': 'Crédito a cuenta, agua',
  'Written-off recovery - electric': 'Deuda vencida, electricidad',
  'Written-off recovery - gas': 'Deuda vencida, gas',
  'Written-off recovery - water': 'Deuda vencida, agua',
  'Written-off recovery - solid waste': 'Deuda vencida, residuos',
  'Agency payment of pledges': 'Pago de agencia',
  'Unidentified receipt': 'Pago sin identificar',
  'Personal check': 'CHEQUE PERSONAL',
  'Business check': 'CHEQUE DE EMPRESA',
  "Cashier's check": 'CHEQUE DE CAJA',
};

/** What the money was for: `Gas, due Sep 17`, `Parking fine`. A bill with its due date needs no word “bill”. */
export function lineName(name: string, due: BusinessDate | undefined, language: Language): string {
  const spoken = language === 'es' ? (SPANISH_NAMES[name] ?? name) : name;
  if (due === undefined) return spoken;
  const dueDay = `${payerWords[language].due} ${formatDayMonth(due, language)}`;
  return `${spoken.replace(/ bill$/u, '')}, ${dueDay.replaceAll(' ', NO_BREAK)}`;
}

export const tenderName = (
  tender: { readonly name: string; readonly kind: TenderKind },
  language: Language,
): string => (language === 'es' ? (SPANISH_NAMES[tender.name] ?? SPANISH_TENDER[tender.kind]) : tender.name);

/** `Drawer 3` is `Caja 3` to a Spanish-speaking payer; other sources keep the name that the city gave them. */
export const sourceWords = (name: string, language: Language): string =>
  language === 'es' ? name.replace(/^Drawer (?=\S+$)/u, 'Caja ') : name;

/** `due Nov 30, 2026`, `vence 30 nov 2026` */
export const dueText = (due: BusinessDate, language: Language): string =>
  `${payerWords[language].due} ${formatDate(due, language)}`;
