/** The balancing report (Z): expected, counted and difference per kind of tender, attempts, what is handed in, the seal. */
import type { Columns, Paper } from '../../devices/paper.ts';
import { formatBusinessDate, formatTime } from '../../kernel/time.ts';
import type { Instant } from '../../kernel/time.ts';
import { formatCentsAscii } from '../../money/money.ts';
import type { SessionState } from '../session/types.ts';
import type { TenderKind } from '../tender/types.ts';
import { newPage } from './layout.ts';
import { shortHead } from './deposit-slip.ts';

export type ReportOptions = {
  readonly columns: Columns;
  readonly training: boolean;
  readonly timeZone: string;
  readonly heading: readonly string[];
  readonly cashierName: string;
  readonly printedAt: Instant;
  readonly payments: number;
  readonly voids: number;
};

const KINDS: Readonly<Record<TenderKind, string>> = {
  cash: 'Cash',
  check: 'Checks',
  item: 'Money orders',
  card: 'Cards',
  voucher: 'Pledges',
};

/** Undefined before the count is sealed: until then no expected figure leaves the main process. */
export function balancingReportPaper(session: SessionState, options: ReportOptions): Paper | undefined {
  const { balanced, opened } = session;
  if (!balanced) return undefined;
  const page = newPage(options.columns);
  if (options.training) page.centered('TRAINING - NOT A REPORT', { bold: true });
  for (const line of options.heading) page.centered(line);
  page.blank();
  page.centered('BALANCING REPORT (Z)', { bold: true });
  page.pair(
    `${opened.source.name}, session ${String(opened.sessionNumber)}`,
    formatBusinessDate(opened.businessDate),
  );
  page.pair(`Cashier ${options.cashierName}`, formatTime(options.printedAt, options.timeZone));
  page.pair(`${String(options.payments)} payments`, `${String(options.voids)} void`);
  page.rule();
  for (const row of balanced.results) {
    if (row.expectedCents === 0 && row.countedCents === 0) continue;
    page.text(KINDS[row.kind], { bold: true });
    page.amount('  Expected', row.expectedCents);
    page.amount('  Counted', row.countedCents);
    page.pair('  Difference', signed(row.differenceCents).padStart(10));
  }
  page.rule();
  for (const attempt of session.attempts) {
    page.pair(
      `Attempt ${String(attempt.attempt)}, cash ${formatCentsAscii(attempt.countedCents.cash)}`,
      attempt.disagreeing.length === 0 ? 'agreed' : 'did not agree',
    );
  }
  for (const { kind, reason, note } of session.reasons) page.wrapped(`${KINDS[kind]}: ${reason}. ${note}`);
  page.rule();
  page.amount('Float kept', balanced.floatCents - balanced.floatMissingCents);
  page.amount('Cash to hand in', balanced.handInCashCents, { bold: true });
  for (const row of balanced.results) {
    if ((row.kind === 'check' || row.kind === 'item') && row.countedCents > 0)
      page.amount(`${KINDS[row.kind]}, ${String(row.countedItems)} items`, row.countedCents);
  }
  page.rule();
  page.pair(`${String(balanced.seal.events)} events sealed`, shortHead(balanced.seal.hash));
  page.blank();
  page.pair('Counted by', '_'.repeat(24));
  page.pair('Received by', '_'.repeat(24));
  return page.paper();
}

const signed = (cents: number): string =>
  cents > 0 ? `+${formatCentsAscii(cents)}` : formatCentsAscii(cents);
