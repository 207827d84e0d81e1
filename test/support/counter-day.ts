/** One day at windows 3 and 4 with every device: what people do, in which order, whatever the devices make of it. */
import type { Input, Output } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { Counter } from './counter-people.ts';
import type { Person, Pile, Terminal } from './counter-people.ts';
import { ASSIGNED } from './counter-rig.ts';
import type { CounterRig } from './counter-rig.ts';
import { countOf } from './deposits.ts';
import type { Troubles } from './troubles.ts';

export const DAY = '2026-11-19' as BusinessDate;
export const NEXT_DAY = '2026-11-20' as BusinessDate;
/** Account 100000008, due Nov 23, 189.88. */
const STUB = '10000000811232600000189881';
const CHECK = { routing: '122105278', account: '6724301068', number: '1041' };
/** Ids are the day's own: two runs of it differ in none of them. */
export const WINDOW = 'session-window-3';
export const DRIVE_UP = 'session-drive-up';

type Post = Input<'payment.post'>;
type Line = Post['lines'][number];
type Tender = Post['tenders'][number];

/** @returns who worked it, for what they saw of the devices */
export async function workTheDay(rig: CounterRig, troubles: Troubles): Promise<Counter> {
  const counter = new Counter(rig, troubles);
  const [rosa, mei] = [counter.person('rosa'), counter.person('mei')];
  for (const name of ASSIGNED) await counter.seeTo(name);
  await rosa.ask('session.open', { sessionId: WINDOW, source: '3', count: countOf(300_00) });
  await mei.ask('session.open', { sessionId: DRIVE_UP, source: '4', count: countOf(200_00) });
  await scannedStub(counter, rosa);
  await checkInTheReader(counter, rosa);
  await cards(counter, rosa, mei);
  await moneyBack(counter, rosa, mei);
  await close(counter, rosa, WINDOW, 'card-terminal-pax', {
    cashCents: 300_00 + 158_49 + 21_05,
    checkCents: (await balance(rosa, CHECK_ACCOUNT)).paidCents,
    cards: { slips: 2, totalCents: 150_00 + 21_05 },
  });
  await close(counter, mei, DRIVE_UP, 'card-terminal-zvt', {
    cashCents: 200_00,
    checkCents: 0,
    cards: { slips: 1, totalCents: 64_00 },
  });
  await toTheBank(counter);
  return counter;
}

const paymentOf = (
  paymentId: string,
  sessionId: string,
  lines: readonly Line[],
  tenders: readonly Tender[],
): Post => ({
  paymentId,
  sessionId,
  payer: { name: '', relation: 'walk-in' },
  language: 'en',
  overrides: [],
  lines: [...lines],
  tenders: [...tenders],
});

async function toward(who: Person, account: string, amountCents: number): Promise<Line[]> {
  const { charges } = await who.ask('account.show', { account });
  const { serviceMap } = await who.ask('counter.setup', {});
  let left = amountCents;
  return charges.flatMap((open) => {
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

/** The stub is scanned; where the scanner does not read what is printed, it is typed. */
async function scannedStub(counter: Counter, rosa: Person): Promise<void> {
  const scanner = counter.rig.devices.scanner.simulator;
  const read = await counter.read(
    'scan',
    'scanner',
    () => scanner.scan(STUB),
    ({ text }) => text === STUB,
  );
  const { exact } = await rosa.ask('account.search', { text: read?.text ?? STUB, limit: 5 });
  if (!exact) throw new Error('the stub’s account is not found');
  const lines = await toward(rosa, exact.account, 158_49);
  counter.troubles.strike('pole-display');
  await rosa.ask('customer.show', {
    language: 'en',
    phase: 'items',
    city: 'Cedar Bluff',
    lines: [{ text: 'Utility bill', amountCents: 158_49 }],
    totalCents: 158_49,
    tenderedCents: 0,
    changeCents: 0,
  });
  await counter.post(
    rosa,
    paymentOf('paid-stub', WINDOW, lines, [{ tenderType: 'CASH', amountCents: 158_49 }]),
  );
  await counter.validate(rosa, 'paid-stub');
}

const CHECK_ACCOUNT = '100001855';

/** What the account owed this morning and what the check paid of it. */
async function balance(who: Person, account: string): Promise<{ balanceCents: number; paidCents: number }> {
  const { balanceCents } = await who.ask('account.show', { account });
  const found = await who.send('receipt.show', { paymentId: 'paid-check' });
  return { balanceCents, paidCents: found.ok ? found.value.row.totalCents : 0 };
}

/** The check is drawn through the reader; its numbers are compared with the paper, and typed where they differ. */
async function checkInTheReader(counter: Counter, rosa: Person): Promise<void> {
  const reader = counter.rig.devices['check-reader'].simulator;
  const { balanceCents } = await balance(rosa, CHECK_ACCOUNT);
  const read = await counter.read(
    'check',
    'check-reader',
    () => reader.swipe(CHECK),
    ({ routing, number, accountLast4 }) =>
      routing === CHECK.routing && number === CHECK.number && accountLast4 === CHECK.account.slice(-4),
  );
  const { routing, number } = CHECK;
  const check = read ? { routing, number, readingId: read.readingId } : CHECK;
  const lines = await toward(rosa, CHECK_ACCOUNT, balanceCents);
  const tender = { tenderType: 'CHECK', amountCents: balanceCents, check };
  await counter.post(rosa, paymentOf('paid-check', WINDOW, lines, [tender]));
}

type Sold = { readonly attemptId: string };

async function sold(
  counter: Counter,
  who: Person,
  terminal: Terminal,
  paymentId: string,
  line: Line,
  cashCents?: number,
): Promise<Sold> {
  const sessionId = terminal === 'card-terminal-pax' ? WINDOW : DRIVE_UP;
  const { attemptId, approvedCents } = await counter.sell(
    who,
    terminal,
    { sessionId, paymentId, tenderType: 'CARD', amountCents: line.amountCents, entry: 'presented' },
    cashCents === undefined ? undefined : 'partial',
  );
  const tenders: Tender[] = [
    { tenderType: 'CARD', amountCents: approvedCents ?? 0, terminalCard: { attemptId } },
  ];
  if (cashCents !== undefined) tenders.push({ tenderType: 'CASH', amountCents: cashCents });
  await counter.post(who, paymentOf(paymentId, sessionId, [line], tenders));
  return { attemptId };
}

async function cards(counter: Counter, rosa: Person, mei: Person): Promise<void> {
  const permit = { receiptType: 'PERMIT-BLD', amountCents: 150_00, reference: 'B-2026-0117' };
  await sold(counter, rosa, 'card-terminal-pax', 'paid-card', permit);
  const pass = { receiptType: 'BUS-31', amountCents: 64_00, reference: 'T31-004417' };
  await sold(counter, mei, 'card-terminal-zvt', 'paid-at-drive-up', pass);
  // The bank approves half; the rest is paid in cash, with change.
  const copies = { receiptType: 'MISC', amountCents: 42_10, reference: 'Copies' };
  await sold(counter, rosa, 'card-terminal-pax', 'paid-in-part', copies, 25_00);
}

async function moneyBack(counter: Counter, rosa: Person, mei: Person): Promise<void> {
  const voids: readonly (readonly [Person, Terminal, string, Line])[] = [
    [
      rosa,
      'card-terminal-pax',
      'void-license',
      { receiptType: 'LIC-BUS', amountCents: 55_00, reference: 'L-1' },
    ],
    [mei, 'card-terminal-zvt', 'void-pass', { receiptType: 'BUS-1', amountCents: 4_00, reference: 'T1-9' }],
  ];
  for (const [who, terminal, paymentId, line] of voids) {
    const { attemptId } = await sold(counter, who, terminal, paymentId, line);
    await counter.giveBack(who, terminal, attemptId);
    counter.troubles.strike('receipt-printer');
    await who.ask('payment.void', { paymentId, reason: 'Wrong license', receiptReturned: true });
    await counter.seeToPaper(who);
  }
}

type Drawer = {
  readonly cashCents: number;
  readonly checkCents: number;
  readonly cards: { readonly slips: number; readonly totalCents: number };
};

/** Coins through the sorter, bills through the counter, and a blind count that agrees at once. */
async function close(
  counter: Counter,
  who: Person,
  sessionId: string,
  terminal: Terminal,
  drawer: Drawer,
): Promise<void> {
  await who.ask('session.begin-balancing', { sessionId });
  const there = countOf(drawer.cashCents);
  const bills = pileOf(there, 'bill');
  const coins = pileOf(there, 'coin');
  const counted = [
    await machine(counter, who, 'bill-counter', sessionId, bills),
    await machine(counter, who, 'coin-sorter', sessionId, coins),
  ];
  const sealed = await who.ask('session.seal-attempt', {
    sessionId,
    count: {
      cash: there,
      checks: drawer.checkCents === 0 ? [] : [{ number: CHECK.number, amountCents: drawer.checkCents }],
      items: [],
      vouchers: [],
      cards: drawer.cards,
    },
    machineCounts: counted.flatMap((count) => count?.countId ?? []),
  });
  if (!sealed.ended) throw new Error(`a right count disagrees in ${sealed.disagreeing.join(', ')}`);
  const batch = await counter.askAgain(who, terminal, 'terminal.batch', { sessionId });
  const netCents = batch.saleCents - batch.refundCents;
  if (netCents !== batch.sessionCents || batch.sessionCents !== drawer.cards.totalCents)
    throw new Error(`the terminal says ${String(netCents)}, the session ${String(batch.sessionCents)}`);
  await who.ask('session.submit', { sessionId, reasons: [] });
  counter.troubles.strike('receipt-printer');
  await who.ask('session.print-report', { sessionId });
  await counter.seeToPaper(who);
  const priya = counter.person('priya');
  await priya.ask('session.approve', { sessionId, note: '' });
}

const pileOf = (rows: Input<'session.open'>['count'], form: 'bill' | 'coin'): Pile =>
  Object.fromEntries(
    rows
      .filter((row) => row.form === form)
      .map(({ denominationCents, loose }) => [String(denominationCents), loose]),
  );

/** What a machine proposes is what went into it, or nothing: a wrong count is never offered. */
async function machine(
  counter: Counter,
  who: Person,
  name: 'bill-counter' | 'coin-sorter',
  sessionId: string,
  pile: Pile,
): Promise<Output<'count.ask'> | undefined> {
  if (Object.keys(pile).length === 0) return undefined;
  const proposed = await counter.machineCount(who, name, sessionId, pile);
  if (!proposed) return undefined;
  const said = Object.fromEntries(
    proposed.rows
      .filter(({ pieces }) => pieces > 0)
      .map((row) => [String(row.denominationCents), row.pieces]),
  );
  if (JSON.stringify(said) !== JSON.stringify(pile))
    throw new Error(`${name} proposes ${JSON.stringify(said)} of ${JSON.stringify(pile)}`);
  return proposed;
}

async function toTheBank(counter: Counter): Promise<void> {
  const [omar, dana] = [counter.person('omar'), counter.person('dana')];
  const { candidates } = await omar.ask('deposit.candidates', {});
  for (const { bankAccount, sessions, cashCents } of candidates) {
    const depositId = `deposit-${bankAccount.code}`;
    await omar.ask(
      'deposit.prepare',
      {
        depositId,
        bankAccount: bankAccount.code,
        sessionIds: sessions.map(({ sessionId }) => sessionId),
        cash: countOf(cashCents),
      },
      await omar.approval('deposit.prepare', 'karen'),
    );
    await omar.ask(
      'deposit.seal',
      { depositId, bagNumber: `0047-${bankAccount.code}` },
      await omar.approval('deposit.seal', 'karen'),
    );
    await counter.depositSlip(omar, depositId);
    await omar.ask('deposit.send', { depositId, date: DAY, courier: 'Armored 12' });
    await dana.ask('deposit.approve', { depositId, secret: '2468' });
  }
  await counter.closeBatch(dana, 'card-terminal-pax');
  await counter.closeBatch(dana, 'card-terminal-zvt');
}
