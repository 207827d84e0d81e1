/** What a simulated terminal and its bank have done: each charge, each void, each refund, the open batch. */
import type { Cents } from '../../../shared/money/money.ts';

export type SimulatedTransaction = {
  /** The terminal's own number, from 1. */
  readonly number: number;
  readonly kind: 'sale' | 'refund';
  /** What the till called it; empty where the protocol knows no reference. */
  readonly reference: string;
  readonly requestedCents: Cents;
  readonly cents: Cents;
  readonly authorization: string;
  readonly hostReference: string;
  readonly last4: string;
  readonly brand: SimulatedBrand;
  readonly entry: SimulatedEntry;
  readonly atMs: number;
  readonly batch: number;
  /** By the till's void, or by the terminal itself for want of an acknowledgement. */
  readonly voided: 'no' | 'by-till' | 'by-terminal';
};

export type SimulatedVoid = {
  readonly number: number;
  readonly reference: string;
  readonly of: number;
  readonly cents: Cents;
  readonly by: 'till' | 'terminal';
};

export type SimulatedBrand = 'Visa' | 'Mastercard' | 'Discover' | 'American Express';
export type SimulatedEntry = 'chip' | 'contactless' | 'swipe' | 'keyed';

export type SimulatedBatch = {
  readonly number: number;
  readonly saleCount: number;
  readonly saleCents: Cents;
  readonly refundCount: number;
  readonly refundCents: Cents;
};

export type BankState = {
  readonly transactions: readonly SimulatedTransaction[];
  readonly voids: readonly SimulatedVoid[];
  readonly batch: SimulatedBatch;
  readonly closedBatches: readonly SimulatedBatch[];
};

export type Posting = Pick<
  SimulatedTransaction,
  'kind' | 'reference' | 'requestedCents' | 'cents' | 'last4' | 'brand' | 'entry' | 'atMs'
>;

export interface SimulatedBank {
  readonly state: BankState;
  /** Twice the same request is two charges: that is what a till must never cause. */
  post(posting: Posting): SimulatedTransaction;
  /** Undefined: no such transaction, voided already, or settled with its batch. */
  void(number: number, reference: string, by: SimulatedVoid['by']): SimulatedVoid | undefined;
  /** A void that nobody agreed to was never made: its sale stands again. */
  unvoid(number: number): void;
  closeBatch(): SimulatedBatch;
  clear(): void;
}

export function simulatedBank(): SimulatedBank {
  let transactions: readonly SimulatedTransaction[] = [];
  let voids: readonly SimulatedVoid[] = [];
  let closedBatches: readonly SimulatedBatch[] = [];
  let batchNumber = 1;
  let lastNumber = 0;

  const batch = (): SimulatedBatch => {
    const open = transactions.filter((each) => each.batch === batchNumber && each.voided === 'no');
    const sum = (kind: SimulatedTransaction['kind']): Cents =>
      open.filter((each) => each.kind === kind).reduce((total, { cents }) => total + cents, 0);
    const count = (kind: SimulatedTransaction['kind']): number =>
      open.filter((each) => each.kind === kind).length;
    return {
      number: batchNumber,
      saleCount: count('sale'),
      saleCents: sum('sale'),
      refundCount: count('refund'),
      refundCents: sum('refund'),
    };
  };

  return {
    get state() {
      return { transactions, voids, batch: batch(), closedBatches };
    },
    post(posting) {
      lastNumber += 1;
      const transaction: SimulatedTransaction = {
        ...posting,
        number: lastNumber,
        authorization: String(100_000 + lastNumber * 7919).slice(-6),
        hostReference: String(900_000_000 + lastNumber * 104_729),
        batch: batchNumber,
        voided: 'no',
      };
      transactions = [...transactions, transaction];
      return transaction;
    },
    void(number, reference, by) {
      const found = transactions.find((each) => each.number === number);
      if (!found || found.voided !== 'no' || found.batch !== batchNumber) return undefined;
      lastNumber += 1;
      const made: SimulatedVoid = { number: lastNumber, reference, of: number, cents: found.cents, by };
      voids = [...voids, made];
      transactions = transactions.map((each) =>
        each === found ? { ...each, voided: by === 'till' ? 'by-till' : 'by-terminal' } : each,
      );
      return made;
    },
    unvoid(number) {
      const made = voids.find((each) => each.number === number);
      if (!made) return;
      voids = voids.filter((each) => each !== made);
      transactions = transactions.map((each) => (each.number === made.of ? { ...each, voided: 'no' } : each));
    },
    closeBatch() {
      const closed = batch();
      closedBatches = [...closedBatches, closed];
      batchNumber += 1;
      return closed;
    },
    clear() {
      transactions = [];
      voids = [];
      closedBatches = [];
      batchNumber = 1;
      lastNumber = 0;
    },
  };
}
