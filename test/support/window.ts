/** One cashier at one window of the sample city: counts in, takes payments, closes without a difference, and what follows. */
import { randomUUID } from 'node:crypto';
import type { Input, Output } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { countOf } from './deposits.ts';
import type { AskOptions, Seat, TestDesk } from './desk.ts';

type PostInput = Input<'payment.post'>;
export type Posted = Output<'payment.post'>;

/** All but the ids, which are made, and whatever has a plain default. */
export type PostSketch = Partial<PostInput> & Pick<PostInput, 'lines' | 'tenders'>;

export const miscellaneous = (amountCents: number, reference = 'Copies'): PostInput['lines'][number] => ({
  receiptType: 'MISC',
  amountCents,
  reference,
});
export const cash = (amountCents: number): PostInput['tenders'][number] => ({
  tenderType: 'CASH',
  amountCents,
});

export type Window = {
  readonly seat: Seat;
  readonly sessionId: string;
  input(sketch: PostSketch): PostInput;
  post(sketch: PostSketch, options?: AskOptions): Promise<Posted>;
  /** Lines that pay an amount toward an account in the usual order. */
  toward(account: string, amountCents: number): Promise<PostInput['lines']>;
  /** Counts what must be there and submits. */
  close(): Promise<void>;
};

export async function openWindow(city: TestDesk, userName: string, source: string): Promise<Window> {
  const seat = await city.signIn(userName);
  const sessionId = randomUUID();
  const { sources } = await seat.ask('session.sources', {});
  const floatCents = sources.find((each) => each.code === source)?.floatCents ?? 0;
  const isDrawer = floatCents > 0;
  await seat.ask('session.open', { sessionId, source, count: isDrawer ? countOf(floatCents) : [] });
  const input = (sketch: PostSketch): PostInput => ({
    paymentId: randomUUID(),
    sessionId,
    payer: { name: '', relation: 'walk-in' },
    language: 'en',
    overrides: [],
    ...sketch,
  });
  const taken: { readonly input: PostInput; readonly changeCents: number }[] = [];
  return {
    seat,
    sessionId,
    input,
    async post(sketch, options) {
      const asked = input(sketch);
      const posted = await seat.ask('payment.post', asked, options);
      taken.push({ input: asked, changeCents: posted.changeCents });
      return posted;
    },
    toward: (account, amountCents) => linesToward(seat, account, amountCents),
    async close() {
      const voided = new Set(
        (await seat.ask('receipt.search', { sessionId, limit: 200 })).receipts
          .filter((row) => row.status === 'voided')
          .map((row) => row.paymentId),
      );
      const stands = taken.filter((each) => !voided.has(each.input.paymentId));
      await seat.ask('session.begin-balancing', { sessionId });
      const count = closingCount(stands, floatCents);
      const sealed = await seat.ask('session.seal-attempt', { sessionId, count });
      if (!sealed.ended) throw new Error(`the count disagrees: ${sealed.disagreeing.join(', ')}`);
      await seat.ask('session.submit', { sessionId, reasons: [] });
    },
  };
}

function closingCount(
  stands: readonly { readonly input: PostInput; readonly changeCents: number }[],
  floatCents: number,
): Input<'session.seal-attempt'>['count'] {
  const tenders = stands.flatMap((each) => each.input.tenders);
  const cashCents = tenders
    .filter((tender) => !tender.check && !tender.item && !tender.card && !tender.pledge)
    .reduce((sum, tender) => sum + tender.amountCents, floatCents);
  const changeCents = stands.reduce((sum, each) => sum + each.changeCents, 0);
  const cards = tenders.filter((tender) => tender.card);
  const listed = (numberOf: (tender: PostInput['tenders'][number]) => string | undefined) =>
    tenders.flatMap((tender) => {
      const number = numberOf(tender);
      return number === undefined ? [] : [{ number, amountCents: tender.amountCents }];
    });
  return {
    cash: countOf(cashCents - changeCents),
    checks: listed((tender) => tender.check?.number),
    items: listed((tender) => tender.item?.number),
    vouchers: listed((tender) => tender.pledge?.number),
    cards: { slips: cards.length, totalCents: cards.reduce((sum, card) => sum + card.amountCents, 0) },
  };
}

async function linesToward(seat: Seat, account: string, amountCents: number): Promise<PostInput['lines']> {
  const view = await seat.ask('account.show', { account });
  const { serviceMap } = await seat.ask('counter.setup', {});
  let left = amountCents;
  return view.charges.flatMap((open) => {
    const pays = open.state === 'payable' ? Math.min(left, open.openCents) : 0;
    left -= pays;
    if (pays <= 0) return [];
    const { account: number, amountCents: _billed, ...charge } = open.charge;
    const mapped = serviceMap.find(
      (row) =>
        row.service === charge.service &&
        row.kind === charge.kind &&
        (row.forService === undefined || row.forService === charge.forService),
    );
    return [{ receiptType: mapped?.receiptType ?? '', amountCents: pays, account: number, charge }];
  });
}

/** A supervisor who held none of the money approves the close. */
export async function approveClose(city: TestDesk, { sessionId }: Pick<Window, 'sessionId'>): Promise<void> {
  const priya = await city.signIn('priya');
  await priya.ask('session.approve', { sessionId, note: '' });
}

/** What approved closes left for the banks goes there: counted by two, sealed, sent, approved. */
export async function depositAll(city: TestDesk, sentOn: string): Promise<readonly string[]> {
  const omar = await city.signIn('omar');
  const dana = await city.signIn('dana');
  const { candidates } = await omar.ask('deposit.candidates', {});
  const made: string[] = [];
  for (const candidate of candidates) {
    const depositId = randomUUID();
    await omar.ask(
      'deposit.prepare',
      {
        depositId,
        bankAccount: candidate.bankAccount.code,
        sessionIds: candidate.sessions.map((session) => session.sessionId),
        cash: countOf(candidate.cashCents),
      },
      { approval: await omar.approval('deposit.prepare', 'karen') },
    );
    await omar.ask(
      'deposit.seal',
      { depositId, bagNumber: depositId.slice(0, 8) },
      { approval: await omar.approval('deposit.seal', 'karen') },
    );
    await omar.ask('deposit.send', { depositId, date: sentOn as BusinessDate, courier: 'Armored 12' });
    await dana.ask('deposit.approve', { depositId, secret: '2468' });
    made.push(depositId);
  }
  return made;
}
