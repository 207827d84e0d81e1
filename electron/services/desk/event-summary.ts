/** One line per event for an auditor's list: what happened to what, with figures and without anybody's data. */
import { assertNever } from '../../../shared/kernel/assert.ts';
import { formatBusinessDate } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { DomainEvent } from '../../../shared/domain/events.ts';

export function summaryOf(event: DomainEvent): string {
  switch (event.type) {
    case 'office.founded':
      return `${event.city}, ${event.office}, workstation ${event.workstation}`;
    case 'office.reference-set':
      return `${event.table} from ${event.fileName}`;
    case 'office.policy-set':
      return 'Policy';
    case 'office.business-date-opened':
    case 'office.business-date-closed':
      return formatBusinessDate(event.date);
    case 'office.printer-assigned':
      return event.settings === null ? 'No printer' : `Printer on ${event.settings.transport.kind}`;
    case 'office.backup-made':
      return `${event.fileName}, ${String(event.events)} events`;
    case 'user.added':
      return `${event.userName}, ${event.role}`;
    case 'user.secret-set':
    case 'user.disabled':
    case 'user.enabled':
    case 'user.signed-in':
    case 'user.signed-out':
    case 'user.sign-in-failed':
      return event.userName;
    case 'import.extract-imported':
      return `${event.fileName}, as of ${event.asOf}: ${String(event.accounts)} accounts, ${String(event.charges)} charges, ${formatCents(event.totalCents)}`;
    case 'export.built':
      return `${event.batchId}: ${String(event.records)} records, ${formatCents(event.totalCents)}`;
    case 'export.delivered':
      return event.batchId;
    case 'payment.posted':
      return `Receipt ${event.receiptNumber}, ${formatCents(event.totalCents)}`;
    case 'payment.voided':
      return `Receipt ${event.receiptNumber}: ${event.reason}`;
    case 'payment.tender-corrected':
      return `Receipt ${event.receiptNumber}: ${event.reason}`;
    case 'parked.parked':
      return `${formatCents(event.draft.totalCents)}, ${String(event.draft.lines.length)} lines`;
    case 'parked.recalled':
    case 'parked.discarded':
      return event.parkedId;
    case 'session.opened':
      return `${event.source.name}, session ${String(event.sessionNumber)}: ${formatCents(event.countedCents)} counted in`;
    case 'session.no-sale':
    case 'session.back-to-open':
    case 'session.rejected':
    case 'session.reopened':
      return event.reason;
    case 'session.cash-looked-at':
      return event.by;
    case 'session.balancing-begun':
      return event.countedBy;
    case 'session.attempt-sealed':
      return `Attempt ${String(event.attempt)}`;
    case 'session.balanced':
      return event.results.map((row) => `${row.kind} ${formatCents(row.differenceCents)}`).join(', ');
    case 'session.submitted':
      return event.reasons.map((row) => `${row.kind}: ${row.reason}`).join(', ');
    case 'session.approved':
      return `by ${event.approvedBy}, ${formatCents(event.handInCashCents)} to hand in`;
    case 'session.suspended':
    case 'session.resumed':
      return '';
    case 'print.queued':
      return event.copy === 0 ? event.subject.kind : `${event.subject.kind}, DUPLICATE ${String(event.copy)}`;
    case 'print.sent':
      return '';
    case 'print.printed':
      return `confirmed by ${event.confirmedBy}`;
    case 'print.failed':
    case 'print.unknown':
      return event.fault;
    case 'print.resolved':
      return `${event.resolution} by ${event.by}`;
    case 'deposit.prepared':
      return `${event.number}, ${formatCents(event.totalCents)}`;
    case 'deposit.sealed':
      return `Bag ${event.bagNumber}`;
    case 'deposit.unsealed':
    case 'deposit.sent-back':
    case 'deposit.dissolved':
      return event.reason;
    case 'deposit.sent':
      return `${event.courier}${event.asException ? ', unapproved' : ''}`;
    case 'deposit.approved':
      return `by ${event.approvedBy}`;
    case 'deposit.confirmed':
      return formatCents(event.creditedCents);
    case 'settlement.recorded':
      return `${event.reference}: ${formatCents(event.grossCents)}, fee ${formatCents(event.feeCents)}`;
    case 'office.device-set':
      return event.device === null
        ? `${event.deviceId} taken away`
        : `${event.device.name}, ${event.device.settings.kind} on ${event.device.settings.transport.kind}`;
    case 'device.noticed':
      return `${event.deviceId}: ${event.what.replaceAll('-', ' ')}`;
    case 'card.asked':
      return `${event.kind} ${event.reference}, ${formatCents(event.amountCents)}`;
    case 'card.marked':
      return event.mark;
    case 'card.approved':
      return `${formatCents(event.approval.approvedCents)}, by ${event.known.by}`;
    case 'card.not-charged':
      return [event.why, event.text].filter((part) => part !== '').join(': ');
    case 'card.in-doubt':
      return event.fault;
    case 'card.receipted':
      return `tender ${String(event.tenderNo)}`;
    case 'card.reversed':
      return event.byAttemptId;
    case 'terminal.batch-read':
    case 'terminal.batch-closed':
      return `${event.batch}: ${String(event.saleCount)} sales, ${formatCents(event.saleCents)}`;
    case 'machine-count.reported':
      return `${event.deviceName}, report ${event.reportNumber}: ${formatCents(event.totalCents)}`;
    case 'machine-count.accepted':
      return `attempt ${String(event.attempt)}`;
    case 'machine-count.set-aside':
      return event.reason;
    default:
      return assertNever(event);
  }
}
