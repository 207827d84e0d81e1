/**
 * The balancing report (Z): expected, counted and difference per kind of tender, the attempts, the reasons, what is
 * handed in, and the seal. Over and under stand each on its own line and are never netted.
 */
import { formatBusinessDate, formatTime } from '../../kernel/time.ts';
import type { Instant } from '../../kernel/time.ts';
import { formatCentsAscii, sumCents } from '../../money/money.ts';
import type { Cents } from '../../money/money.ts';
import type { Columns, Paper } from '../../devices/paper.ts';
import { sessionLabel } from '../session/label.ts';
import type { KindResult, OverShortReason, SessionBalanced, SessionState } from '../session/types.ts';
import type { TenderKind } from '../tender/types.ts';
import { groupsOfFour } from './deposit-slip.ts';
import { AMOUNT_COLUMNS } from './layout.ts';
import type { PaperBuilder } from './layout.ts';
import { marked } from './marks.ts';

export type ReportOptions = {
  readonly columns: Columns;
  readonly timeZone: string;
  readonly training: boolean;
  readonly heading: readonly string[];
  readonly cashierName: string;
  /** Payments that stand, and payments that were voided. */
  readonly payments: number;
  readonly voids: number;
  readonly printedAt: Instant;
  readonly copy?: number;
  readonly printedBy?: string;
  /** The full name of a user; the user name where it is not known. */
  readonly nameOf?: (userName: string) => string;
};

const KIND_LABELS = {
  cash: 'Cash',
  check: 'Checks',
  item: 'Money orders',
  card: 'Cards',
  voucher: 'Pledges',
} as const satisfies Record<TenderKind, string>;

const REASON_WORDS = {
  'change-error': 'change error',
  'not-found': 'not found',
  counterfeit: 'counterfeit bill',
  substitution: 'suspected substitution',
  other: 'other',
} as const satisfies Record<OverShortReason['reason'], string>;

/** Undefined before the count is sealed: until then no expected figure leaves the main process. */
export function balancingReportPaper(session: SessionState, options: ReportOptions): Paper | undefined {
  const { balanced } = session;
  if (!balanced) return undefined;
  return marked(options, 'en', (paper) => {
    for (const line of options.heading) paper.centre(line);
    paper.centre('BALANCING REPORT (Z)', { bold: true });
    paper.feed();
    whoAndWhen(paper, session, options);
    paper.rule();
    results(paper, balanced.results);
    paper.rule();
    attempts(paper, session);
    items(paper, balanced);
    reasons(paper, session.reasons);
    paper.rule();
    handIn(paper, balanced);
    paper.rule();
    seal(paper, session, balanced);
    paper.feed(2);
    signature(paper, 'Handed in');
    paper.feed(2);
    signature(paper, 'Received');
  });
}

function whoAndWhen(paper: PaperBuilder, session: SessionState, options: ReportOptions): void {
  const { opened } = session;
  const nameOf = options.nameOf ?? ((userName: string) => userName);
  paper.pair(sessionLabel(opened), formatBusinessDate(opened.businessDate));
  paper.pair(`Cashier ${options.cashierName}`, `printed ${formatTime(options.printedAt, options.timeZone)}`);
  if (session.countedBy !== undefined && session.countedBy !== opened.cashier) {
    paper.text(`Counted by ${nameOf(session.countedBy)}`);
  }
  if (session.witness !== undefined) paper.text(`Witness ${nameOf(session.witness)}`);
  paper.pair(
    options.payments === 1 ? '1 payment' : `${String(options.payments)} payments`,
    options.voids === 1 ? '1 void' : `${String(options.voids)} voids`,
  );
  if (session.noSales > 0) paper.text(`Drawer opened without a sale: ${String(session.noSales)}`);
  if (opened.varianceCents !== 0) paper.amount('Opening variance', opened.varianceCents);
}

/** Three amount columns of at least ten; where one needs more, the kind's figures stand below each other. */
function results(paper: PaperBuilder, rows: readonly KindResult[]): void {
  const amountColumn = AMOUNT_COLUMNS + 1;
  const labelColumn = paper.columns - 3 * amountColumn;
  const cells = (label: string, values: readonly string[]): string =>
    label.padEnd(labelColumn) + values.map((value) => value.padStart(amountColumn)).join('');
  paper.line(cells('', ['Expected', 'Counted', 'Diff']));
  const total: KindResult = {
    kind: 'cash',
    expectedCents: sumCents(rows.map((row) => row.expectedCents)),
    countedCents: sumCents(rows.map((row) => row.countedCents)),
    differenceCents: sumCents(rows.map((row) => row.differenceCents)),
    expectedItems: 0,
    countedItems: 0,
  };
  const print = (label: string, row: KindResult, bold: boolean): void => {
    const { expectedCents, countedCents, differenceCents } = row;
    const values = [formatCentsAscii(expectedCents), formatCentsAscii(countedCents), signed(differenceCents)];
    const style = bold ? { bold } : {};
    if (label.length <= labelColumn && values.every((value) => value.length <= AMOUNT_COLUMNS)) {
      paper.line(cells(label, values), style);
      return;
    }
    paper.text(label, style);
    if (values.every((value) => value.length <= AMOUNT_COLUMNS)) {
      paper.line(cells('', values), style);
      return;
    }
    paper.amount('Expected', expectedCents, { indent: 2, ...style });
    paper.amount('Counted', countedCents, { indent: 2, ...style });
    paper.amount('Difference', differenceCents, { indent: 2, ...style });
  };
  for (const row of rows) {
    const { kind, expectedItems, countedItems } = row;
    if (expectedItems === countedItems) print(KIND_LABELS[kind], row, false);
    else
      print(`${KIND_LABELS[kind]}, ${String(countedItems)} counted of ${String(expectedItems)}`, row, false);
  }
  print('All', total, true);
}

function attempts(paper: PaperBuilder, { attempts: sealed }: SessionState): void {
  for (const { attempt, countedCents, disagreeing } of sealed) {
    paper.pair(
      `Attempt ${String(attempt)}: cash ${formatCentsAscii(countedCents.cash)}`,
      disagreeing.length === 0
        ? 'agreed'
        : `disagreed: ${disagreeing.map((kind) => KIND_LABELS[kind].toLowerCase()).join(', ')}`,
    );
  }
}

function items(paper: PaperBuilder, { missing, unexpected }: SessionBalanced): void {
  for (const { number, amountCents } of missing) paper.amount(`Not found: ${number}`, amountCents);
  for (const { number, amountCents } of unexpected) paper.amount(`No receipt for: ${number}`, amountCents);
}

function reasons(paper: PaperBuilder, given: readonly OverShortReason[]): void {
  for (const { kind, reason, note } of given) {
    paper.text(`${KIND_LABELS[kind]}: ${REASON_WORDS[reason]}${note === '' ? '' : `. ${note}`}`);
  }
}

function handIn(paper: PaperBuilder, balanced: SessionBalanced): void {
  const handed = balanced.results.filter(
    ({ kind, countedCents }) => (kind === 'check' || kind === 'item') && countedCents > 0,
  );
  paper.amount('Float, stays in the drawer', balanced.floatCents - balanced.floatMissingCents);
  if (balanced.floatMissingCents > 0) paper.amount('Float missing', balanced.floatMissingCents);
  paper.amount('Cash to hand in', balanced.handInCashCents);
  for (const { kind, countedItems, countedCents } of handed) {
    paper.amount(`${KIND_LABELS[kind]}, ${String(countedItems)}`, countedCents);
  }
  const total = balanced.handInCashCents + sumCents(handed.map((row) => row.countedCents));
  paper.amount('TO HAND IN', total, { bold: true, tall: true });
}

function seal(paper: PaperBuilder, session: SessionState, balanced: SessionBalanced): void {
  const { events, lastSequence, hash } = balanced.seal;
  paper.pair(`Sealed: ${String(events)} events`, `last ${String(lastSequence)}`);
  paper.pair(
    session.version === 1 ? 'Seal' : `Seal, version ${String(session.version)}`,
    groupsOfFour(hash.slice(0, 16)),
  );
}

const signature = (paper: PaperBuilder, who: string): void => {
  const label = `${who} `;
  paper.line(label + '_'.repeat(paper.columns - label.length));
};

const signed = (cents: Cents): string => (cents > 0 ? '+' : '') + formatCentsAscii(cents);
