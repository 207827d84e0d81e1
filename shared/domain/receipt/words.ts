/** Whatever a customer reads on paper, in English and Spanish. Names, amounts and numbers stay as they are. */
import type { Language } from '../../kernel/time.ts';

type Words = {
  readonly receipt: string;
  readonly cashier: string;
  readonly accountEnding: string;
  readonly due: string;
  readonly total: string;
  readonly tendered: string;
  readonly change: string;
  readonly leftOnAccount: string;
  readonly nothingLeft: string;
  readonly credit: string;
  readonly received: string;
  readonly duplicate: (copy: number) => string;
  readonly printed: string;
  readonly by: string;
  readonly training: string;
  readonly void: string;
  readonly voidText: string;
  readonly reason: string;
  readonly returned: string;
  readonly cashReturned: string;
  readonly signature: string;
  readonly tenders: Readonly<Record<'cash' | 'check' | 'item' | 'card' | 'voucher', string>>;
};

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    receipt: 'Receipt',
    cashier: 'Cashier',
    accountEnding: 'Account ending',
    due: 'due',
    total: 'TOTAL',
    tendered: 'Tendered',
    change: 'CHANGE',
    leftOnAccount: 'Left on account ending',
    nothingLeft: 'Nothing is left to pay on it.',
    credit: 'Credit on account ending',
    received: 'Received by the city',
    duplicate: (copy) => `DUPLICATE No. ${String(copy)}`,
    printed: 'Printed',
    by: 'by',
    training: 'TRAINING - NOT A RECEIPT',
    void: 'VOID',
    voidText: 'This receipt is void. Nothing was paid.',
    reason: 'Reason',
    returned: 'Returned to the payer',
    cashReturned: 'Cash',
    signature: 'Payer signs',
    tenders: { cash: 'Cash', check: 'Check', item: 'Money order', card: 'Card', voucher: 'Pledge' },
  },
  es: {
    receipt: 'Recibo',
    cashier: 'Cajero',
    accountEnding: 'Cuenta terminada en',
    due: 'vence',
    total: 'TOTAL',
    tendered: 'RECIBIDO',
    change: 'CAMBIO',
    leftOnAccount: 'Saldo pendiente, cuenta',
    nothingLeft: 'No queda saldo pendiente.',
    credit: 'Saldo a favor, cuenta',
    received: 'Recibido por la ciudad',
    duplicate: (copy) => `DUPLICADO n.º ${String(copy)}`,
    printed: 'Impreso',
    by: 'por',
    training: 'CAPACITACIÓN - NO ES UN RECIBO',
    void: 'ANULADO',
    voidText: 'Este recibo está anulado. No se pagó nada.',
    reason: 'Motivo',
    returned: 'Devuelto al pagador',
    cashReturned: 'Efectivo',
    signature: 'Firma del pagador',
    tenders: {
      cash: 'Efectivo',
      check: 'Cheque',
      item: 'Giro postal',
      card: 'Tarjeta',
      voucher: 'Promesa de pago',
    },
  },
};
