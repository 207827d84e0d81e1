import { formatTime } from '../../../shared/kernel/time.ts';
import { formatCents } from '../../../shared/money/money.ts';
import type { Output } from '../../bridge/bridge.ts';
import { useDesk } from '../../shell/desk.ts';
import { go } from '../../shell/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Chip } from '../../ui/Status.tsx';
import { kindsText, upperFirst } from '../../ui/tender-words.ts';
import { reasonLabel } from '../close/reasons.ts';
import styles from './Supervisor.module.css';

type CloseReview = Output<'session.review'>;

type Finding = {
  readonly id: string;
  readonly text: string;
  readonly detail: string;
  readonly paymentId?: string;
};

/** Everything of the session that departs from a plain payment, as one list: voids, corrections, overrides, no-sales. */
function findingsOf(
  review: CloseReview,
  timeOf: (at: CloseReview['noSales'][number]['at']) => string,
): readonly Finding[] {
  const variance = review.openingVarianceCents;
  return [
    ...(variance === 0
      ? []
      : [
          {
            id: 'variance',
            text: `Opening variance ${formatCents(variance)}`,
            detail: 'Counted against the float when it opened; not this cashier’s.',
          },
        ]),
    ...review.voids.map((row) => ({
      id: `void ${row.paymentId}`,
      text: `Void ${row.receiptNumber}, ${formatCents(row.totalCents)}`,
      detail: `${row.by}: ${row.reason}`,
      paymentId: row.paymentId,
    })),
    ...review.corrections.map((row, index) => ({
      id: `correction ${row.paymentId} ${index}`,
      text: `Tender corrected, ${row.receiptNumber}`,
      detail: `${row.by}: ${row.reason}`,
      paymentId: row.paymentId,
    })),
    ...review.overrides.map((row, index) => ({
      id: `override ${row.paymentId} ${index}`,
      text: `Override, ${row.kind}, ${row.receiptNumber}`,
      detail: `${row.reason}. Approved by ${row.approvedBy}`,
      paymentId: row.paymentId,
    })),
    ...review.noSales.map((row, index) => ({
      id: `no-sale ${index}`,
      text: `Drawer opened without a sale, ${timeOf(row.at)}`,
      detail: row.reason,
    })),
  ];
}

/** What the cashier said, what may explain the difference, and what was out of the ordinary. */
export function ReviewPanels({ review }: { readonly review: CloseReview }) {
  const { status } = useDesk();
  const { reasons } = review.result;
  const findings = findingsOf(review, (at) => formatTime(at, status.timeZone));
  return (
    <>
      <div className={styles.twin}>
        <Panel title="What the cashier said" padded>
          {reasons.length === 0 ? (
            <p className={styles.quiet}>Nothing: no reason was needed.</p>
          ) : (
            <dl className={styles.said}>
              {reasons.map((given) => (
                <div key={given.kind}>
                  <dt>
                    {upperFirst(kindsText([given.kind]))}: {reasonLabel(given.reason)}
                  </dt>
                  <dd>{given.note === '' ? 'No words were added.' : given.note}</dd>
                </div>
              ))}
            </dl>
          )}
        </Panel>
        <Panel title="What may explain it" aside={<Chip>{review.hints.length}</Chip>}>
          {review.hints.length === 0 ? (
            <p className={styles.empty}>
              No receipt of this session equals the difference, half of it, or turns its digits.
            </p>
          ) : (
            <ul className={styles.hints}>
              {review.hints.map((hint) => (
                <li key={hint.text}>
                  <span>{hint.text}</span>
                  {hint.paymentId !== undefined && (
                    <ReceiptButton paymentId={hint.paymentId} number={hint.receiptNumber ?? ''} />
                  )}
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
      <Panel title="Out of the ordinary" aside={<Chip>{findings.length}</Chip>}>
        {findings.length === 0 ? (
          <p className={styles.empty}>No void, correction, override or opening without a sale.</p>
        ) : (
          <ul className={styles.hints}>
            {findings.map((finding) => (
              <li key={finding.id}>
                <span>
                  <b>{finding.text}</b>
                  <span className={styles.quiet}> {finding.detail}</span>
                </span>
                {finding.paymentId !== undefined && (
                  <ReceiptButton paymentId={finding.paymentId} number={finding.text} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}

function ReceiptButton({ paymentId, number }: { readonly paymentId: string; readonly number: string }) {
  return (
    <Button size="sm" aria-label={`Open receipt: ${number}`} onPress={() => go('receipts', paymentId)}>
      Open receipt
    </Button>
  );
}
