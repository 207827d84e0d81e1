/** What the proof rests on, read from six different places of the books. */
import { expectedByKind, perKind } from '../../../shared/domain/close/expected.ts';
import type { DepositState } from '../../../shared/domain/deposit/types.ts';
import { signedCents } from '../../../shared/domain/ledger/entries.ts';
import type { Posting } from '../../../shared/domain/ledger/types.ts';
import { lineCreditsByFund, byFund } from '../../../shared/domain/ledger/journal.ts';
import type {
  ProofCorrection,
  ProofDeposit,
  ProofFacts,
  ProofFund,
  ProofSession,
  ProofSettlement,
} from '../../../shared/domain/proof/types.ts';
import { sessionLabel } from '../../../shared/domain/session/label.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Cents } from '../../../shared/money/money.ts';
import { loadSession } from '../load.ts';
import type { Office } from '../office.ts';
import type { BooksReader, DateRange, TenderRow } from '../ports.ts';
import { fundNames } from './journal.ts';

export function proofFacts(books: BooksReader, office: Office, range: DateRange): ProofFacts {
  const lines = books.lines({ range }).filter((line) => line.status === 'posted');
  const tenders = books.tenders({ range }).filter((row) => row.status === 'taken');
  const sessions = books.sessions({ range });
  return {
    ...range,
    lines: {
      payments: new Set(lines.map((line) => line.paymentId)).size,
      lines: lines.length,
      cents: sumCents(lines.map((line) => line.amountCents)),
    },
    tenders: {
      tenderedCents: sumCents(tenders.map((row) => row.tender.amountCents)),
      changeCents: sumCents(tenders.map((row) => row.tender.changeCents)),
    },
    sessions: sessions.flatMap(({ sessionId }) => proofSession(books, sessionId, tenders) ?? []),
    deposits: proofDeposits(
      books,
      range,
      sessions.map((row) => row.sessionId),
    ),
    settlements: settlements(books, range),
    funds: proofFunds(books, office, range),
    corrections: corrections(
      books,
      sessions.map((row) => row.sessionId),
    ),
    overShortAccount: office.policy.ledger.overShort,
  };
}

function proofSession(
  books: BooksReader,
  sessionId: string,
  tenders: readonly TenderRow[],
): ProofSession | undefined {
  const state = loadSession(books, sessionId);
  if (!state) return undefined;
  const { opened, balanced } = state;
  const expected = expectedByKind(opened.countedCents, books.sessionTotals(sessionId));
  const own = tenders.filter((row) => row.sessionId === sessionId);
  const changeCents = sumCents(own.map((row) => row.tender.changeCents));
  const taken = perKind((kind) => {
    const cents = sumCents(
      own.filter((row) => row.tender.kind === kind).map((row) => row.tender.amountCents),
    );
    return kind === 'cash' ? cents - changeCents : cents;
  });
  return {
    sessionId,
    label: sessionLabel(opened),
    status: state.status,
    assignedFloatCents: opened.assignedFloatCents,
    varianceCents: opened.varianceCents,
    expectedCents: perKind((kind) => expected[kind].cents),
    takenCents: taken,
    ...(state.status === 'approved' && balanced
      ? {
          close: {
            results: balanced.results,
            handInCashCents: balanced.handInCashCents,
            floatMissingCents: balanced.floatMissingCents,
          },
        }
      : {}),
  };
}

function proofDeposits(
  books: BooksReader,
  range: DateRange,
  sessionIds: readonly string[],
): readonly ProofDeposit[] {
  const inRange = new Set(sessionIds);
  const byId = new Map<string, DepositState>();
  for (const sessionId of sessionIds)
    for (const deposit of books.depositsOf(sessionId)) byId.set(deposit.depositId, deposit);
  return [...byId.values()].flatMap(
    ({ depositId, custody, prepared, confirmed }): readonly ProofDeposit[] => {
      if (custody === 'dissolved') return [];
      return [
        {
          depositId,
          number: prepared.number,
          custody,
          parts: prepared.sessions
            .filter((session) => inRange.has(session.sessionId))
            .map(({ sessionId, cashCents, itemsCents }) => ({ sessionId, cents: cashCents + itemsCents })),
          totalCents: prepared.totalCents,
          datedInRange: range.from <= prepared.businessDate && prepared.businessDate <= range.to,
          ...(confirmed === undefined
            ? {}
            : {
                credited: {
                  cents: confirmed.creditedCents,
                  correctionCents: postedTo(confirmed.entry, prepared.bankAccount.cashAccount),
                },
              }),
        },
      ];
    },
  );
}

/** What an entry put into one account, signed: what the journal says the bank's correction was. */
const postedTo = (entry: readonly Posting[], glAccount: string): Cents =>
  sumCents(entry.filter((posting) => posting.glAccount === glAccount).map(signedCents));

function settlements(books: BooksReader, range: DateRange): readonly ProofSettlement[] {
  return books.events({ types: ['settlement.recorded'], limit: 100_000 }).flatMap(({ event }) =>
    event.type === 'settlement.recorded' && range.from <= event.date && event.date <= range.to
      ? [
          {
            settlementId: event.settlementId,
            reference: event.reference,
            grossCents: event.grossCents,
            feeCents: event.feeCents,
            netCents: event.grossCents - event.feeCents,
          },
        ]
      : [],
  );
}

function proofFunds(books: BooksReader, office: Office, range: DateRange): readonly ProofFund[] {
  const names = fundNames(office);
  const entries = books.entries({ range, by: 'business-date' });
  const credits = new Map(
    lineCreditsByFund(entries.filter((entry) => entry.kind === 'receipts')).map((row) => [
      row.fund,
      row.creditCents,
    ]),
  );
  return byFund(entries)
    .map(({ fund, debitCents, creditCents }) => ({
      fund,
      name: names.get(fund) ?? fund,
      creditCents: credits.get(fund) ?? 0,
      outOfBalanceCents: debitCents - creditCents,
    }))
    .filter((row) => row.creditCents !== 0 || row.outOfBalanceCents !== 0);
}

function corrections(books: BooksReader, sessionIds: readonly string[]): readonly ProofCorrection[] {
  return sessionIds.flatMap((sessionId) =>
    books
      .sessionEvents(sessionId, ['payment.voided', 'payment.tender-corrected'])
      .flatMap(({ event }): readonly ProofCorrection[] => {
        switch (event.type) {
          case 'payment.voided': {
            const cents = -(books.payment(event.paymentId)?.totalCents ?? 0);
            return [
              { label: `Void, receipt ${event.receiptNumber}`, cents, drill: `payment:${event.paymentId}` },
            ];
          }
          case 'payment.tender-corrected': {
            const cents = event.changeBeforeCents - event.changeAfterCents;
            return [
              {
                label: `Tender correction, receipt ${event.receiptNumber}`,
                cents,
                drill: `payment:${event.paymentId}`,
              },
            ];
          }
          default:
            return [];
        }
      }),
  );
}
