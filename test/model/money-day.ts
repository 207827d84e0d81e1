/**
 * Days of money as events, made with the product's own entries and decisions, and the facts of the proof read back from
 * those events alone, each side from its own kind of event. No books, no clock: what is under test is the arithmetic
 * of deposits, journal and proof.
 */
import { certain } from '../../shared/kernel/assert.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import type { DomainEvent } from '../../shared/domain/events.ts';
import { depositCandidates } from '../../shared/domain/deposit/contents.ts';
import type { SessionMoney } from '../../shared/domain/deposit/contents.ts';
import {
  decideConfirm,
  decideDissolve,
  decideSeal,
  decideSend,
  decideUnseal,
} from '../../shared/domain/deposit/custody.ts';
import { evolveDeposit } from '../../shared/domain/deposit/evolve.ts';
import { decidePrepare } from '../../shared/domain/deposit/prepare.ts';
import type { DepositEvent, DepositState } from '../../shared/domain/deposit/types.ts';
import {
  openingVarianceEntry,
  overShortEntry,
  paymentEntry,
  reverseEntry,
  settlementEntry,
  signedCents,
  tenderCorrectionEntry,
} from '../../shared/domain/ledger/entries.ts';
import { byFund, journalEntriesOf, lineCreditsByFund } from '../../shared/domain/ledger/journal.ts';
import type { JournalFact } from '../../shared/domain/ledger/journal.ts';
import type { JournalEntry } from '../../shared/domain/ledger/types.ts';
import type { PaymentPosted } from '../../shared/domain/payment/types.ts';
import type { ProofFacts, ProofSession } from '../../shared/domain/proof/types.ts';
import type { SessionBalanced, SessionOpened } from '../../shared/domain/session/types.ts';
import { TENDER_KINDS } from '../../shared/domain/tender/types.ts';
import type { Tender, TenderKind } from '../../shared/domain/tender/types.ts';
import { countOf, sampleBanks } from '../support/deposits.ts';
import { debitAccountByKind, sampleInterfund, sampleLedgerPolicy } from '../support/ledger.ts';

const books = { interfund: sampleInterfund, ledger: sampleLedgerPolicy };

export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

export type PaySketch = {
  readonly lines: readonly { readonly glAccount: string; readonly amountCents: number }[];
  /** Sum ≥ sum of lines; the rest is change. */
  readonly tenders: readonly { readonly kind: TenderKind; readonly amountCents: number }[];
  readonly bank: string;
};

/** `entry` holds what stands: the payment’s own postings and those of its corrections. */
type Payment = {
  posted: PaymentPosted;
  tenders: readonly Tender[];
  changeCents: number;
  voided: boolean;
  entry: JournalEntry['postings'];
};
type Session = {
  opened: SessionOpened;
  balanced?: SessionBalanced;
  entry: JournalEntry['postings'];
  approved: boolean;
};

export class MoneyDay {
  readonly #facts: JournalFact[] = [];
  readonly payments = new Map<string, Payment>();
  readonly sessions = new Map<string, Session>();
  readonly deposits = new Map<string, DepositState>();
  readonly #usedBags = new Set<string>();

  #record(businessDate: BusinessDate, event: DomainEvent): void {
    this.#facts.push({ sequence: this.#facts.length + 1, workstation: '03', businessDate, event });
  }

  openSession(
    sessionId: string,
    businessDate: BusinessDate,
    floatCents: number,
    varianceCents: number,
  ): void {
    const opened: SessionOpened = {
      type: 'session.opened',
      v: 1,
      sessionId,
      sessionNumber: 1,
      source: { kind: 'drawer', code: sessionId, name: `Window ${sessionId}` },
      cashier: `cashier-${sessionId}`,
      businessDate,
      assignedFloatCents: floatCents,
      count: [],
      countedCents: floatCents + varianceCents,
      varianceCents,
      entry: openingVarianceEntry(varianceCents, books.interfund, books.ledger),
    };
    this.sessions.set(sessionId, { opened, entry: [], approved: false });
    this.#record(businessDate, opened);
  }

  pay(sessionId: string, sketch: PaySketch): void {
    const { opened } = certain(this.sessions.get(sessionId), sessionId);
    const paymentId = `p${String(this.payments.size + 1)}`;
    const totalCents = sketch.lines.reduce((sum, line) => sum + line.amountCents, 0);
    const tenderedCents = sketch.tenders.reduce((sum, tender) => sum + tender.amountCents, 0);
    const changeCents = tenderedCents - totalCents;
    const changeOn = Math.max(
      sketch.tenders.findIndex((tender) => tender.kind === 'cash' && tender.amountCents >= changeCents),
      0,
    );
    const tenders = sketch.tenders.map((tender, index) =>
      tenderOf(
        tender.kind,
        tender.amountCents,
        index + 1,
        sketch.bank,
        index === changeOn ? changeCents : 0,
        paymentId,
      ),
    );
    const lines = sketch.lines.map(({ glAccount, amountCents }, index) => ({
      lineNo: index + 1,
      name: 'Line',
      receiptType: 'X',
      amountCents,
      requiresGuaranteed: false,
      distribution: [{ glAccount, amountCents }],
      bankAccount: sketch.bank,
    }));
    const posted: PaymentPosted = {
      type: 'payment.posted',
      v: 1,
      paymentId,
      sessionId,
      source: opened.source.code,
      receiptNumber: `03-${String(this.payments.size + 1).padStart(6, '0')}`,
      cashier: opened.cashier,
      payer: { name: '', relation: 'walk-in' },
      language: 'en',
      receivedDate: opened.businessDate,
      lines,
      tenders,
      funding: [],
      totalCents,
      changeCents,
      accounts: [],
      overrides: [],
      entry: paymentEntry(lines, tenders, changeCents, books.interfund, books.ledger),
    };
    this.payments.set(paymentId, { posted, tenders, changeCents, voided: false, entry: posted.entry });
    this.#record(opened.businessDate, posted);
  }

  voidPayment(paymentId: string): void {
    const payment = certain(this.payments.get(paymentId), paymentId);
    payment.voided = true;
    const { sessionId, receiptNumber, receivedDate } = payment.posted;
    this.#record(receivedDate, {
      type: 'payment.voided',
      v: 1,
      paymentId,
      sessionId,
      receiptNumber,
      reason: 'wrong',
      receiptReturned: true,
      cashReturnedCents: 0,
      entry: reverseEntry(payment.entry),
    });
  }

  /** One tender turns out to be of another kind; its change, if any, was drawer cash and stays so. */
  correctTender(paymentId: string, tenderNo: number, kind: TenderKind): void {
    const payment = certain(this.payments.get(paymentId), paymentId);
    const before = payment.tenders;
    const after = before.map((tender) =>
      tender.tenderNo === tenderNo
        ? tenderOf(
            kind,
            tender.amountCents,
            tenderNo,
            payment.posted.lines[0]?.bankAccount ?? 'POOL',
            tender.changeCents,
            paymentId,
          )
        : tender,
    );
    const { changeCents } = payment;
    const entry = tenderCorrectionEntry(
      before,
      after,
      changeCents,
      changeCents,
      books.interfund,
      books.ledger,
    );
    payment.tenders = after;
    payment.entry = [...payment.entry, ...entry];
    const { sessionId, receiptNumber, receivedDate } = payment.posted;
    this.#record(receivedDate, {
      type: 'payment.tender-corrected',
      v: 1,
      paymentId,
      sessionId,
      receiptNumber,
      reason: 'keyed wrong',
      correctedBy: 'dana',
      before,
      after,
      changeBeforeCents: changeCents,
      changeAfterCents: changeCents,
      funding: [],
      entry,
    });
  }

  #standing(sessionId: string): Payment[] {
    return [...this.payments.values()].filter(
      (payment) => payment.posted.sessionId === sessionId && !payment.voided,
    );
  }

  /** From the totals of payments: what the drawer should hold. */
  expectedCents(sessionId: string): Record<TenderKind, number> {
    const { opened } = certain(this.sessions.get(sessionId), sessionId);
    const expected = { cash: opened.countedCents, check: 0, item: 0, card: 0, voucher: 0 };
    for (const { tenders, changeCents } of this.#standing(sessionId)) {
      for (const tender of tenders) expected[tender.kind] += tender.amountCents;
      expected.cash -= changeCents;
    }
    return expected;
  }

  /** Counts, explains and approves in one step. */
  close(sessionId: string, cashDifferenceCents: number, loseFirstCheck: boolean): void {
    const session = certain(this.sessions.get(sessionId), sessionId);
    const expected = this.expectedCents(sessionId);
    const lost = loseFirstCheck ? this.#firstCheck(sessionId) : undefined;
    const counted = {
      ...expected,
      cash: Math.max(0, expected.cash + cashDifferenceCents),
      check: expected.check - (lost?.amountCents ?? 0),
    };
    const floatCents = session.opened.countedCents;
    const balanced: SessionBalanced = {
      type: 'session.balanced',
      v: 1,
      sessionId,
      attempt: 1,
      version: 1,
      results: TENDER_KINDS.map((kind) => ({
        kind,
        expectedCents: expected[kind],
        countedCents: counted[kind],
        differenceCents: counted[kind] - expected[kind],
        expectedItems: 0,
        countedItems: 0,
      })),
      floatCents,
      handInCashCents: Math.max(0, counted.cash - floatCents),
      floatMissingCents: Math.max(0, floatCents - counted.cash),
      missing: lost === undefined ? [] : [lost],
      unexpected: [],
      seal: { events: 1, lastSequence: 1, hash: '' },
    };
    const entry = overShortEntry(
      balanced.results,
      balanced.floatMissingCents,
      debitAccountByKind,
      books.interfund,
      books.ledger,
    );
    this.sessions.set(sessionId, { ...session, balanced, entry, approved: true });
    this.#record(session.opened.businessDate, {
      type: 'session.approved',
      v: 1,
      sessionId,
      version: 1,
      approvedBy: 'dana',
      note: '',
      handInCashCents: balanced.handInCashCents,
      missing: balanced.missing,
      entry,
    });
  }

  #firstCheck(sessionId: string): SessionBalanced['missing'][number] | undefined {
    for (const { posted, tenders } of this.#standing(sessionId)) {
      const check = tenders.find((tender) => tender.kind === 'check');
      if (check) {
        return {
          paymentId: posted.paymentId,
          tenderNo: check.tenderNo,
          kind: 'check',
          number: check.check?.number ?? '',
          amountCents: check.amountCents,
        };
      }
    }
    return undefined;
  }

  reopen(sessionId: string): void {
    const { opened, entry } = certain(this.sessions.get(sessionId), sessionId);
    this.sessions.set(sessionId, { opened, entry: [], approved: false });
    this.#record(opened.businessDate, {
      type: 'session.reopened',
      v: 1,
      sessionId,
      version: 2,
      reopenedBy: 'dana',
      reason: 'recount',
      entry: reverseEntry(entry),
    });
  }

  isDeposited(sessionId: string): boolean {
    return [...this.deposits.values()].some(
      ({ custody, prepared }) =>
        custody !== 'dissolved' && prepared.sessions.some((session) => session.sessionId === sessionId),
    );
  }

  sessionMoney(): SessionMoney[] {
    return [...this.sessions].flatMap(([sessionId, { opened, balanced, approved }]) =>
      balanced === undefined
        ? []
        : [
            {
              sessionId,
              label: `Drawer ${sessionId}, session 1`,
              cashier: opened.cashier,
              businessDate: opened.businessDate,
              approved,
              balanced,
              tenders: this.#standing(sessionId).flatMap(({ posted, tenders }) =>
                tenders.map((tender) => ({
                  paymentId: posted.paymentId,
                  receiptNumber: posted.receiptNumber,
                  tender,
                })),
              ),
              depositedTo: [...this.deposits.values()]
                .filter(
                  ({ custody, prepared }) =>
                    custody !== 'dissolved' && prepared.sessions.some((each) => each.sessionId === sessionId),
                )
                .map(({ prepared }) => prepared.bankAccount.code),
            },
          ],
    );
  }

  candidates() {
    return depositCandidates(this.sessionMoney(), sampleBanks);
  }

  #deposit(event: DepositEvent): DepositState {
    const state = evolveDeposit(this.deposits.get(event.depositId), event);
    this.deposits.set(event.depositId, state);
    this.#record(state.prepared.businessDate, event);
    return state;
  }

  prepare(candidateIndex: number): void {
    const candidate = certain(this.candidates()[candidateIndex], 'candidate');
    this.#deposit(
      must(
        decidePrepare(
          undefined,
          {
            depositId: `d${String(this.deposits.size + 1)}`,
            bankAccount: candidate.bankAccount.code,
            sessionIds: candidate.sessions.map((session) => session.sessionId),
            cash: countOf(candidate.cashCents),
          },
          {
            sessions: this.sessionMoney(),
            banks: sampleBanks,
            prefix: 'CB',
            positionOn: () => this.deposits.size + 1,
            preparedBy: 'omar',
            secondCountBy: 'luis',
          },
        ),
      ),
    );
  }

  seal(depositId: string): void {
    const bagNumber = `bag-${String(this.#usedBags.size + 1)}`;
    const facts = {
      sealedBy: 'omar',
      witness: 'luis',
      journalHead: '00',
      bagNumberUsed: (bag: string) => this.#usedBags.has(bag),
    };
    this.#deposit(must(decideSeal(this.deposits.get(depositId), { bagNumber }, facts)));
    this.#usedBags.add(bagNumber);
  }

  unseal(depositId: string): void {
    this.#deposit(must(decideUnseal(this.deposits.get(depositId), { reason: 'torn' }, 'omar')));
  }

  dissolve(depositId: string): void {
    this.#deposit(must(decideDissolve(this.deposits.get(depositId), { reason: 'more to come' }, 'omar')));
  }

  send(depositId: string, date: BusinessDate): void {
    const state = this.deposits.get(depositId);
    this.#deposit(must(decideSend(state, { date, courier: 'M' }, { ...books, by: 'omar' })));
  }

  confirm(depositId: string, differenceCents: number): void {
    const state = certain(this.deposits.get(depositId), depositId);
    const input = {
      date: certain(state.sent, 'sent').date,
      creditedCents: Math.max(0, state.prepared.totalCents + differenceCents),
      note: 'as the statement says',
    };
    this.#deposit(must(decideConfirm(state, input, { ...books, by: 'noor' })));
  }

  settle(date: BusinessDate, grossCents: number, feeCents: number): void {
    const settlementId = `s${String(this.#facts.length)}`;
    this.#record(date, {
      type: 'settlement.recorded',
      v: 1,
      settlementId,
      bankAccount: 'POOL',
      date,
      reference: settlementId,
      grossCents,
      feeCents,
      entry: settlementEntry('900-000-10100', grossCents, feeCents, books.interfund, books.ledger),
    });
  }

  entries(): JournalEntry[] {
    const labels = { session: (id: string) => `Drawer ${id}, session 1`, deposit: (id: string) => id };
    return this.#facts.flatMap((fact) => journalEntriesOf(fact, labels));
  }

  /** Debit − credit of one account, over everything. */
  balance(glAccount: string): number {
    return this.entries()
      .flatMap((entry) => entry.postings)
      .reduce((sum, posting) => (posting.glAccount === glAccount ? sum + signedCents(posting) : sum), 0);
  }

  /** Each side from its own kind of event, for the sessions of a range of business dates. */
  proofFacts(from: BusinessDate, to: BusinessDate): ProofFacts {
    const within = (date: BusinessDate): boolean => from <= date && date <= to;
    const events = this.#facts.map((fact) => fact.event);
    const sessionIds = new Set(
      [...this.sessions].filter(([, { opened }]) => within(opened.businessDate)).map(([id]) => id),
    );
    const posted = events
      .filter((event) => event.type === 'payment.posted')
      .filter((event) => sessionIds.has(event.sessionId));
    const voided = new Set(
      events.filter((event) => event.type === 'payment.voided').map((event) => event.paymentId),
    );
    const standing = posted.filter((event) => !voided.has(event.paymentId));
    const entries = this.entries().filter((entry) => within(entry.businessDate));
    const credits = new Map(lineCreditsByFund(entries).map((row) => [row.fund, row.creditCents]));
    return {
      from,
      to,
      lines: {
        payments: standing.length,
        lines: standing.reduce((sum, event) => sum + event.lines.length, 0),
        cents: standing.flatMap((event) => event.lines).reduce((sum, line) => sum + line.amountCents, 0),
      },
      tenders: {
        tenderedCents: standing
          .flatMap((event) => this.payments.get(event.paymentId)?.tenders ?? [])
          .reduce((sum, tender) => sum + tender.amountCents, 0),
        changeCents: standing.reduce((sum, event) => sum + event.changeCents, 0),
      },
      sessions: [...sessionIds].map((id) => this.#proofSession(id)),
      deposits: [...this.deposits.values()].flatMap((deposit) => {
        const { depositId, custody, prepared, confirmed } = deposit;
        const parts = prepared.sessions
          .filter((session) => sessionIds.has(session.sessionId))
          .map(({ sessionId, cashCents, itemsCents }) => ({ sessionId, cents: cashCents + itemsCents }));
        if (custody === 'dissolved' || parts.length === 0) return [];
        const correctionCents = (confirmed?.entry ?? []).reduce(
          (sum, posting) =>
            posting.glAccount === prepared.bankAccount.cashAccount ? sum + signedCents(posting) : sum,
          0,
        );
        return [
          {
            depositId,
            number: prepared.number,
            custody,
            parts,
            totalCents: prepared.totalCents,
            datedInRange: within(prepared.businessDate),
            ...(confirmed === undefined
              ? {}
              : { credited: { cents: confirmed.creditedCents, correctionCents } }),
          },
        ];
      }),
      settlements: events
        .filter((event) => event.type === 'settlement.recorded')
        .filter((event) => within(event.date))
        .map(({ settlementId, reference, grossCents, feeCents, entry }) => ({
          settlementId,
          reference,
          grossCents,
          feeCents,
          netCents: entry.reduce(
            (sum, posting) => (posting.glAccount === '900-000-10100' ? sum + signedCents(posting) : sum),
            0,
          ),
        })),
      funds: byFund(entries).map(({ fund, debitCents, creditCents }) => ({
        fund,
        name: `Fund ${fund}`,
        creditCents: credits.get(fund) ?? 0,
        outOfBalanceCents: debitCents - creditCents,
      })),
      corrections: [],
      overShortAccount: sampleLedgerPolicy.overShort,
    };
  }

  #proofSession(sessionId: string): ProofSession {
    const { opened, balanced, approved } = certain(this.sessions.get(sessionId), sessionId);
    const takenCents = { cash: 0, check: 0, item: 0, card: 0, voucher: 0 };
    for (const { tenders } of this.#standing(sessionId)) {
      for (const tender of tenders) {
        takenCents[tender.kind] += tender.amountCents;
        takenCents.cash -= tender.changeCents;
      }
    }
    return {
      sessionId,
      label: `Drawer ${sessionId}, session 1`,
      status: approved ? 'approved' : 'open',
      assignedFloatCents: opened.assignedFloatCents,
      varianceCents: opened.varianceCents,
      expectedCents: this.expectedCents(sessionId),
      takenCents,
      ...(approved && balanced !== undefined ? { close: balanced } : {}),
    };
  }
}

function tenderOf(
  kind: TenderKind,
  amountCents: number,
  tenderNo: number,
  bank: string,
  changeCents: number,
  paymentId: string,
): Tender {
  const goesToBank = kind === 'cash' || kind === 'check' || kind === 'item';
  return {
    tenderNo,
    tenderType: kind.toUpperCase(),
    name: kind,
    kind,
    amountCents,
    guaranteed: true,
    depositable: goesToBank,
    opensDrawer: true,
    debitAccount: debitAccountByKind[kind],
    changeCents,
    bankAccount: goesToBank ? bank : null,
    ...(kind === 'check'
      ? { check: { routing: '122199912', number: `${paymentId}-${String(tenderNo)}` } }
      : {}),
    ...(kind === 'item' ? { item: { number: `${paymentId}-${String(tenderNo)}` } } : {}),
  };
}
