/**
 * What really lies where: money as hands moved it, kept beside the books and never read from them. Counting counts
 * this, and what the books expect must come to the same.
 */
import type { Input, Output } from '../../shared/contract/index.ts';
import type { Who } from './world.ts';

export type Count = Input<'session.seal-attempt'>['count'];
export type Cash = Count['cash'];
export type Kind = 'cash' | 'check' | 'item' | 'card' | 'voucher';
export type TenderIn = Input<'payment.post'>['tenders'][number];

export type Payment = {
  readonly paymentId: string;
  readonly sessionId: string;
  readonly receiptNumber: string;
  readonly totalCents: number;
  /** What was paid on accounts of billing, which is told to billing. */
  readonly onAccounts: readonly {
    readonly account: string;
    readonly amountCents: number;
    readonly owed: boolean;
  }[];
  /** As they stand: a correction replaces them. */
  tenders: readonly { readonly kind: Kind; readonly number: string; readonly amountCents: number }[];
  changeCents: number;
  voided: boolean;
};

export type Session = {
  readonly sessionId: string;
  readonly cashier: Who;
  readonly source: string;
  readonly floatCents: number;
  status: 'open' | 'suspended' | 'balancing' | 'balanced' | 'submitted' | 'approved';
  counter: Who;
  /** Approved at least once: what was paid in it can no longer change, also when it is opened again. */
  released: boolean;
};

export type Deposit = { readonly depositId: string; custody: 'preparing' | 'sealed' | 'sent' | 'confirmed' };

const KIND_OF: Readonly<Record<string, Kind>> = {
  CASH: 'cash',
  CHECK: 'check',
  BCHECK: 'check',
  CCHECK: 'check',
  MO: 'item',
  CARD: 'card',
  PLEDGE: 'voucher',
};

export const asKept = (tender: TenderIn): Payment['tenders'][number] => ({
  kind: KIND_OF[tender.tenderType]!,
  number: tender.check?.number ?? tender.item?.number ?? tender.pledge?.number ?? '',
  amountCents: tender.amountCents,
});

export class Truth {
  readonly payments = new Map<string, Payment>();
  readonly sessions = new Map<string, Session>();
  readonly deposits = new Map<string, Deposit>();
  readonly parked = new Map<string, string>();
  readonly batches: string[] = [];
  /** What each account owes: as first seen, less what was paid since. */
  readonly balances = new Map<string, number>();
  /** Billing was told of all that was paid in these sessions, once. */
  readonly told = new Set<string>();
  /** Requests that the terminal was told of, by whom and for which session. */
  readonly cards = new Map<string, { readonly who: Who; readonly sessionId: string }>();
  /** Of these the books know from a supervisor, not from the terminal. */
  readonly bySlip = new Set<string>();
  /** Payments with a card that the terminal charged: only there it is given back. */
  readonly byTerminal = new Set<string>();
  /** Reports of the bill counter that a sealed count took in, and the session whose count it was. */
  readonly accepted = new Map<string, string>();
  /** Jobs that were allowed to open the drawer. */
  readonly kickJobs = new Set<string>();
  extractAsOf = '2026-11-19';
  businessDate: string | null = '2026-11-19';
  readonly dates = ['2026-11-19'];

  of(statuses: readonly Session['status'][]): Session[] {
    return [...this.sessions.values()].filter((session) => statuses.includes(session.status));
  }

  paymentsOf(sessionId: string): Payment[] {
    return [...this.payments.values()].filter(
      (payment) => payment.sessionId === sessionId && !payment.voided,
    );
  }

  /** What a kind comes to in this session, the float included. */
  centsOf(session: Session, kind: Kind): number {
    const payments = this.paymentsOf(session.sessionId);
    const taken = payments.flatMap((payment) => payment.tenders).filter((tender) => tender.kind === kind);
    const cents = taken.reduce((sum, tender) => sum + tender.amountCents, 0);
    if (kind !== 'cash') return cents;
    return session.floatCents + cents - payments.reduce((sum, payment) => sum + payment.changeCents, 0);
  }

  /** A careful count of everything. */
  countOf(session: Session): Count {
    const tenders = this.paymentsOf(session.sessionId).flatMap((payment) => payment.tenders);
    const items = (kind: Kind): Count['checks'] =>
      tenders
        .filter((tender) => tender.kind === kind)
        .map(({ number, amountCents }) => ({ number, amountCents }));
    return {
      cash: cashOf(this.centsOf(session, 'cash')),
      checks: items('check'),
      items: items('item'),
      vouchers: items('voucher'),
      cards: {
        slips: tenders.filter((tender) => tender.kind === 'card').length,
        totalCents: this.centsOf(session, 'card'),
      },
    };
  }

  /** A payment is owed less, or its void more again. */
  owes({ onAccounts }: Pick<Payment, 'onAccounts'>, sign: 1 | -1): void {
    for (const { account, amountCents, owed } of onAccounts) {
      const balance = this.balances.get(account);
      if (owed && balance !== undefined) this.balances.set(account, balance + sign * amountCents);
    }
  }

  /** What the payment files together must come to. */
  get toldCents(): number {
    const payments = [...this.told].flatMap((sessionId) => this.paymentsOf(sessionId));
    return payments.flatMap((payment) => payment.onAccounts).reduce((sum, line) => sum + line.amountCents, 0);
  }

  seen(view: Output<'session.mine'> & {}): void {
    const session = this.sessions.get(view.sessionId);
    if (session) session.status = view.status;
  }
}

const FACES = [100_00, 50_00, 20_00, 10_00, 5_00, 1_00, 25, 10, 5, 1];

/** Bills and coins that make up an amount; nothing for less than nothing. */
export function cashOf(cents: number): Cash {
  let left = Math.max(0, cents);
  return FACES.flatMap((denominationCents) => {
    const loose = Math.floor(left / denominationCents);
    left -= loose * denominationCents;
    const form = denominationCents >= 100 ? ('bill' as const) : ('coin' as const);
    return loose === 0 ? [] : [{ form, denominationCents, loose, bundles: 0 }];
  });
}
