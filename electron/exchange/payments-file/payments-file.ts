/**
 * Payments to billing, layout 1 (docs/interfaces/payments-file.md): a header with the batch and its control totals,
 * one record per line of a payment or its void, a trailer with the same totals counted again.
 */
import { assert } from '../../../shared/kernel/assert.ts';
import { decimalText, sumCents } from '../../../shared/money/money.ts';
import type { BatchHead, PaymentRecord } from '../../services/outside.ts';
import { csvLine, textCell } from '../file-text.ts';

export const PAYMENTS_LAYOUT = '1';

const RECORD_TYPES = { payment: 'P', void: 'V' } as const satisfies Record<PaymentRecord['record'], string>;

/**
 * @returns the whole file; the same batch gives the same bytes (UTF-8, CRLF). Records keep the order they are given
 * in; a void has the negative amount of the line that it takes back.
 */
export function paymentsFile(head: BatchHead, records: readonly PaymentRecord[]): string {
  const count = String(records.length);
  const sum = decimalText(sumCents(records.map((record) => record.amountCents)));
  return [
    csvLine([
      'H',
      'TILLWRIGHT PAYMENTS',
      PAYMENTS_LAYOUT,
      textCell(head.batchId),
      head.createdAt,
      head.from,
      head.to,
      textCell(head.city),
      head.training ? 'TRAINING' : 'LIVE',
      count,
      sum,
    ]),
    ...records.map(recordLine),
    csvLine(['T', textCell(head.batchId), count, sum]),
  ].join('');
}

function recordLine(record: PaymentRecord, index: number): string {
  assert(record.record === 'payment' || record.amountCents <= 0, 'a void takes money back');
  return csvLine([
    RECORD_TYPES[record.record],
    String(index + 1),
    textCell(record.account),
    textCell(record.receiptNumber),
    record.businessDate,
    record.receivedDate,
    textCell(record.receiptType),
    textCell(record.service),
    record.billDate,
    record.dueDate,
    record.chargeKind,
    textCell(record.forService),
    decimalText(record.amountCents),
    textCell(record.tenders),
  ]);
}
