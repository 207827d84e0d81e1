/** Deposits: prepare, seal, send, approve, send back, take apart, confirm. */
import { decideApproveDeposit, decideSendBack } from '../../../shared/domain/deposit/approval.ts';
import { depositCandidates } from '../../../shared/domain/deposit/contents.ts';
import {
  decideConfirm,
  decideDissolve,
  decideSeal,
  decideSend,
  decideUnseal,
} from '../../../shared/domain/deposit/custody.ts';
import { decidePrepare } from '../../../shared/domain/deposit/prepare.ts';
import type { DepositEvent, DepositState } from '../../../shared/domain/deposit/types.ts';
import { stream } from '../../../shared/domain/events.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import { approvers } from '../drawer/result.ts';
import { authenticate } from '../access/sign-in.ts';
import type { CommandHandler, LongHandler, QueryHandler, TxContext } from '../handler.ts';
import { loadDeposit } from '../load.ts';
import { printAgain } from '../print/jobs.ts';
import { depositActors } from './deposit-actors.ts';
import { sessionMoney, waitingMoney } from './session-money.ts';

export const candidates: QueryHandler<'deposit.candidates'> = (ctx) =>
  ok({
    candidates: depositCandidates(waitingMoney(ctx.books), ctx.office.reference.bankAccounts).map(
      (candidate) => ({
        bankAccount: {
          code: candidate.bankAccount.code,
          name: candidate.bankAccount.name,
          accountEnding: candidate.bankAccount.accountEnding,
        },
        sessions: candidate.sessions.map((session) => ({
          ...session,
          cashier: ctx.office.personName(session.cashier),
        })),
        cashCents: candidate.cashCents,
        items: candidate.items,
        totalCents: candidate.totalCents,
        composition: candidate.composition,
      }),
    ),
  });

function appendDeposit(
  ctx: TxContext,
  depositId: string,
  businessDate: BusinessDate | null,
  decided: Result<DepositEvent>,
): Result<Record<string, never>> {
  if (!decided.ok) return decided;
  const name = stream.deposit(depositId);
  const appended = ctx.append(name, ctx.tx.streamVersion(name), [decided.value], businessDate);
  if (!appended.ok) return appended;
  ctx.changed('deposits', 'journal', 'sessions');
  return ok({});
}

export const prepare: CommandHandler<'deposit.prepare'> = (ctx, input) => {
  const decided = decidePrepare(loadDeposit(ctx.tx, input.depositId), input, {
    sessions: [...new Set(input.sessionIds)].flatMap((sessionId) => sessionMoney(ctx.tx, sessionId) ?? []),
    banks: ctx.office.reference.bankAccounts,
    prefix: ctx.office.policy.depositPrefix,
    positionOn: (date) => ctx.tx.nextDepositNumber(date),
    preparedBy: ctx.person.userName,
    secondCountBy: ctx.approver?.userName,
  });
  if (!decided.ok) return decided;
  const done = appendDeposit(ctx, input.depositId, decided.value.businessDate, decided);
  return done.ok ? ok({ number: decided.value.number }) : done;
};

const dateOf = (state: DepositState | undefined): BusinessDate | null => state?.prepared.businessDate ?? null;

export const seal: CommandHandler<'deposit.seal'> = (ctx, { depositId, bagNumber }) => {
  const state = loadDeposit(ctx.tx, depositId);
  const decided = decideSeal(
    state,
    { bagNumber },
    {
      sealedBy: ctx.person.userName,
      witness: ctx.approver?.userName,
      bagNumberUsed: (number) => ctx.tx.bagNumberUsed(number),
      journalHead: ctx.tx.head().hash,
    },
  );
  return appendDeposit(ctx, depositId, dateOf(state), decided);
};

export const unseal: CommandHandler<'deposit.unseal'> = (ctx, { depositId, reason }) => {
  const state = loadDeposit(ctx.tx, depositId);
  return appendDeposit(ctx, depositId, dateOf(state), decideUnseal(state, { reason }, ctx.person.userName));
};

const ledgerFacts = ({ office, person }: TxContext) => ({
  interfund: office.interfund,
  ledger: office.policy.ledger,
  by: person.userName,
});

export const send: CommandHandler<'deposit.send'> = (ctx, { depositId, date, courier }) => {
  const state = loadDeposit(ctx.tx, depositId);
  return appendDeposit(ctx, depositId, dateOf(state), decideSend(state, { date, courier }, ledgerFacts(ctx)));
};

function approvalFacts(ctx: TxContext, state: DepositState | undefined) {
  const actors = state === undefined ? [] : depositActors(ctx.tx, state);
  const people = approvers(ctx.tx, ctx.office, actors);
  return {
    person: ctx.person.userName,
    actors,
    othersWhoMay: people.filter((each) => each.may).map((each) => each.person.name),
  };
}

/** The signature on a deposit is the supervisor's own PIN, typed again. */
export const approve: LongHandler<'deposit.approve'> = async (ctx, { depositId, secret }) => {
  const known = await authenticate(ctx, ctx.person.userName, secret);
  if (!known.ok) return known;
  return ctx.write((tx) => {
    const state = loadDeposit(tx.tx, depositId);
    return appendDeposit(tx, depositId, dateOf(state), decideApproveDeposit(state, approvalFacts(tx, state)));
  });
};

export const sendBack: CommandHandler<'deposit.send-back'> = (ctx, { depositId, reason }) => {
  const state = loadDeposit(ctx.tx, depositId);
  return appendDeposit(
    ctx,
    depositId,
    dateOf(state),
    decideSendBack(state, { reason }, approvalFacts(ctx, state)),
  );
};

export const dissolve: CommandHandler<'deposit.dissolve'> = (ctx, { depositId, reason }) => {
  const state = loadDeposit(ctx.tx, depositId);
  return appendDeposit(ctx, depositId, dateOf(state), decideDissolve(state, { reason }, ctx.person.userName));
};

export const confirm: CommandHandler<'deposit.confirm'> = (ctx, { depositId, date, creditedCents, note }) => {
  const state = loadDeposit(ctx.tx, depositId);
  return appendDeposit(
    ctx,
    depositId,
    dateOf(state),
    decideConfirm(state, { date, creditedCents, note }, ledgerFacts(ctx)),
  );
};

export const printSlip: CommandHandler<'deposit.print-slip'> = (ctx, { depositId }) => {
  if (!ctx.tx.deposit(depositId)) return refuse('DEPOSIT_UNKNOWN');
  const job = printAgain(ctx, { kind: 'deposit-slip', depositId });
  return job.ok ? ok({ printJobId: job.value }) : job;
};
