/** Deposits as people see them: composition, custody, approval, and the slip drawn from the printer's bytes. */
import { compositionAgrees } from '../../../shared/domain/deposit/invariants.ts';
import { requireCustody } from '../../../shared/domain/deposit/custody.ts';
import type { Custody, DepositEvent, DepositState } from '../../../shared/domain/deposit/types.ts';
import { formCents } from '../../../shared/domain/count/cash.ts';
import { stream } from '../../../shared/domain/events.ts';
import { may } from '../../../shared/domain/office/permissions.ts';
import type { Permission } from '../../../shared/domain/office/permissions.ts';
import { describeRefusal } from '../../../shared/errors/describe.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { formatDate, formatTime } from '../../../shared/kernel/time.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { sumCents } from '../../../shared/money/money.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { approvers } from '../drawer/result.ts';
import { pdfFile } from '../files.ts';
import type { QueryContext, QueryHandler } from '../handler.ts';
import { loadDeposit } from '../load.ts';
import { slipOf } from '../print/papers.ts';
import { printerFor } from '../print/printer.ts';
import { depositActors } from './deposit-actors.ts';

type View = Output<'deposit.show'>;

const rowOf = (deposit: DepositState): View['row'] => ({
  depositId: deposit.depositId,
  number: deposit.prepared.number,
  bankName: deposit.prepared.bankAccount.name,
  accountEnding: deposit.prepared.bankAccount.accountEnding,
  businessDate: deposit.prepared.businessDate,
  totalCents: deposit.prepared.totalCents,
  custody: deposit.custody,
  approval: deposit.approval,
  bagNumber: deposit.bagNumber ?? null,
});

export const list: QueryHandler<'deposit.list'> = (ctx, { range }) =>
  ok({ deposits: ctx.books.deposits(range === undefined ? {} : { range }).map(rowOf) });

const unknown = (depositId: string): Result<never> =>
  refuse('NOT_FOUND', { field: 'depositId', value: depositId, params: { what: 'deposit' } });

export const show: QueryHandler<'deposit.show'> = (ctx, { depositId }) => {
  const deposit = loadDeposit(ctx.books, depositId);
  if (!deposit) return unknown(depositId);
  const { prepared } = deposit;
  const people = approvers(ctx.books, ctx.office, depositActors(ctx.books, deposit));
  const view: View = {
    row: rowOf(deposit),
    sessions: prepared.sessions.map((session) => ({
      ...session,
      cashier: ctx.office.personName(session.cashier),
      approved: approvalWords(ctx, session.sessionId),
    })),
    cash: prepared.cash,
    currencyCents: formCents(prepared.cash, 'bill'),
    coinCents: formCents(prepared.cash, 'coin'),
    cashCents: prepared.cashCents,
    items: prepared.items,
    composition: prepared.composition,
    agrees: compositionAgrees(prepared),
    notInBag: notInBag(ctx, deposit),
    others: ctx.books
      .deposits({ range: { from: prepared.businessDate, to: prepared.businessDate } })
      .filter((other) => other.depositId !== depositId && other.custody !== 'dissolved')
      .map((other) => ({
        depositId: other.depositId,
        number: other.prepared.number,
        bankName: other.prepared.bankAccount.name,
        totalCents: other.prepared.totalCents,
      })),
    custody: custodySteps(ctx, deposit),
    people,
    sentAsException: deposit.sent?.asException ?? false,
    slip: ctx.desk.devices.preview(slipOf(ctx, depositId), printerFor(ctx.desk, ctx.office)),
    me: permissions(ctx, deposit, people),
    ...(deposit.sentBack === undefined ? {} : { sentBackReason: deposit.sentBack.reason }),
  };
  return ok(view);
};

function approvalWords(ctx: QueryContext, sessionId: string): string {
  const approved = ctx.books
    .loadStream(stream.session(sessionId))
    .findLast(({ event }) => event.type === 'session.approved');
  if (!approved) return 'Close not approved';
  return `Close approved ${formatTime(approved.recordedAt, ctx.office.timeZone)} by ${ctx.office.personName(approved.actor)}`;
}

/** Money of the same sessions that is not for any bank: cards on their way, pledges billed. */
function notInBag(ctx: QueryContext, { prepared }: DepositState): View['notInBag'] {
  const rows = ctx.books
    .tenders({ sessionIds: prepared.sessions.map((session) => session.sessionId) })
    .filter((row) => row.status === 'taken');
  const of = (kind: 'card' | 'voucher'): number =>
    sumCents(rows.filter((row) => row.tender.kind === kind).map((row) => row.tender.amountCents));
  return [
    { term: 'Card clearing', cents: of('card') },
    { term: 'Pledges billed', cents: of('voucher') },
  ].filter((row) => row.cents !== 0);
}

function custodySteps(ctx: QueryContext, deposit: DepositState): View['custody'] {
  const events = ctx.books.loadStream(stream.deposit(deposit.depositId));
  const when = (at: Instant): string => formatTime(at, ctx.office.timeZone);
  const name = (userName: string): string => ctx.office.personName(userName);
  const done = events.flatMap(({ event, recordedAt }): View['custody'] => {
    const step = doneStep(event as DepositEvent, when(recordedAt), name);
    return step === undefined ? [] : [{ ...step, state: 'done' }];
  });
  return [...done, ...laterSteps(deposit.custody)];
}

function doneStep(
  event: DepositEvent,
  at: string,
  name: (userName: string) => string,
): { step: string; text: string } | undefined {
  switch (event.type) {
    case 'deposit.prepared':
      return {
        step: 'Counted in the safe',
        text: `${at}, ${name(event.preparedBy)}, second count ${name(event.secondCountBy)}`,
      };
    case 'deposit.sealed':
      return {
        step: `Bag ${event.bagNumber} sealed`,
        text: `${at}, ${name(event.sealedBy)}, witness ${name(event.witness)}`,
      };
    case 'deposit.unsealed':
      return { step: `Bag ${event.bagNumber} opened`, text: `${at}, ${name(event.by)}: ${event.reason}` };
    case 'deposit.sent':
      return {
        step: `Courier ${event.courier}`,
        text: `${formatDate(event.date)}, handed over by ${name(event.by)}${event.asException ? ', unapproved: an exception' : ''}`,
      };
    case 'deposit.confirmed':
      return {
        step: 'Bank',
        text: `${formatDate(event.date)}, credited${event.note === '' ? '' : `: ${event.note}`}`,
      };
    case 'deposit.dissolved':
      return { step: 'Taken apart', text: `${at}, ${name(event.by)}: ${event.reason}` };
    case 'deposit.approved':
    case 'deposit.sent-back':
      return undefined;
  }
}

const LATER: readonly { readonly custody: Custody; readonly step: string; readonly text: string }[] = [
  { custody: 'sealed', step: 'Seal the bag', text: 'Two names' },
  { custody: 'sent', step: 'Courier', text: 'Goes at its hour, approved or not' },
  { custody: 'confirmed', step: 'Bank', text: 'Confirmed from the statement' },
];
const ORDER: readonly Custody[] = ['preparing', 'sealed', 'sent', 'confirmed'];

function laterSteps(custody: Custody): View['custody'] {
  if (custody === 'dissolved' || custody === 'adjusted') return [];
  return LATER.filter((step) => ORDER.indexOf(step.custody) > ORDER.indexOf(custody)).map(
    ({ step, text }, index) => ({
      step,
      text,
      state: index === 0 ? 'now' : 'later',
    }),
  );
}

type Permitted = View['me']['approve'];

function permissions(ctx: QueryContext, deposit: DepositState, people: View['people']): View['me'] {
  const when = (permission: Permission, custody: readonly Custody[]): Permitted => {
    if (!may(ctx.person.role, permission)) return { may: false, reason: 'Your role does not do this.' };
    return fromResult(requireCustody(deposit, custody));
  };
  const approving = (custody: readonly Custody[]): Permitted => {
    const inTime = when('deposit.approve', custody);
    if (!inTime.may) return inTime;
    if (deposit.approval !== 'unapproved')
      return {
        may: false,
        reason: deposit.approval === 'approved' ? 'It is approved already.' : 'It was sent back.',
      };
    const me = people.find(({ person }) => person.userName === ctx.person.userName);
    if (me?.may === true) return { may: true };
    const names = people.filter((each) => each.may).map((each) => each.person.name);
    const others =
      names.length === 0 ? 'Nobody else here may approve it.' : `${names.join(' or ')} may approve it.`;
    return { may: false, reason: me === undefined ? others : `You ${me.reason}. ${others}` };
  };
  return {
    approve: approving(['sealed', 'sent', 'confirmed', 'adjusted']),
    sendBack: approving(['sealed']),
    seal: when('deposit.prepare', ['preparing']),
    send:
      deposit.approval === 'sent-back'
        ? { may: false, reason: 'It was sent back: unseal it and put it right.' }
        : when('deposit.prepare', ['sealed']),
    unseal: when('deposit.prepare', ['sealed']),
    dissolve: when('deposit.prepare', ['preparing']),
    confirm: when('bank.record', ['sent']),
  };
}

const fromResult = (result: Result<unknown>): Permitted =>
  result.ok ? { may: true } : { may: false, reason: describeRefusal(result.error).what };

export const slipPdf: QueryHandler<'deposit.slip-pdf'> = async (ctx, { depositId }) => {
  const deposit = loadDeposit(ctx.books, depositId);
  if (!deposit) return unknown(depositId);
  const prepared = ctx.books.loadStream(stream.deposit(depositId))[0];
  const bytes = await ctx.desk.files.pdf(slipOf(ctx, depositId), {
    title: `Deposit ${deposit.prepared.number}`,
    createdAt: prepared?.recordedAt ?? ctx.at,
  });
  return ok(pdfFile(`deposit-${deposit.prepared.number}.pdf`, bytes));
};
