/** The counter: payments in every mix of lines and tenders, voids, corrections, parked payers. Some of it is wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '../../../shared/contract/index.ts';
import type { Action, Scene } from '../action.ts';
import { asKept } from '../truth.ts';
import type { Payment, Session, TenderIn } from '../truth.ts';
import { must, PEOPLE } from '../world.ts';

type Post = Input<'payment.post'>;
type Line = Post['lines'][number];

/** The accounts of the sample city, of every status. */
const ACCOUNTS = readFileSync(
  join(import.meta.dirname, '../../../electron/exchange/sample-city/cis-extract.psv'),
  'utf8',
)
  .split('\n')
  .filter((line) => line.startsWith('A|'))
  .map((line) => line.slice(2, 11));

/** Few enough that the same account comes again within a day. */
const POOL = 60;

const accountOf = ({ world }: Scene): string =>
  ACCOUNTS[(world.dice.int(0, POOL - 1) * 41) % ACCOUNTS.length]!;

export const openSessions = ({ truth }: Scene): Session[] => truth.of(['open']);

async function billLines(scene: Scene, who: string): Promise<Line[]> {
  const { dice } = scene.world;
  const account = accountOf(scene);
  const shown = await scene.world.send(who, 'account.show', { account });
  const setup = await scene.world.send(who, 'counter.setup', {});
  if (!shown.ok || !setup.ok) return [];
  const known = scene.truth.balances.get(account) ?? shown.value.balanceCents;
  scene.truth.balances.set(account, known);
  must(
    shown.value.balanceCents === known,
    `an account owes what it owed less what was paid: ${account} ${String(shown.value.balanceCents)}, hands ${String(known)}`,
  );
  const payable = shown.value.charges.filter((open) => open.state === 'payable' && open.openCents > 0);
  const due = payable.reduce((sum, open) => sum + open.openCents, 0);
  // All, a part, or anything at all; oldest first unless somebody insists.
  let left = dice.weighted([
    [5, due],
    [3, dice.int(1, Math.max(1, due))],
    [1, due + dice.int(1, 50_00)],
  ]);
  const order = dice.chance(0.08) ? dice.shuffled(payable) : payable;
  const lines = order.flatMap((open): Line[] => {
    const pays = Math.min(left, open.openCents);
    left -= pays;
    const { account: number, amountCents: _billed, ...charge } = open.charge;
    const mapped = setup.value.serviceMap.find(
      (row) =>
        row.service === charge.service &&
        row.kind === charge.kind &&
        (row.forService === undefined || row.forService === charge.forService),
    )?.receiptType;
    return pays > 0 && mapped !== undefined
      ? [{ receiptType: mapped, amountCents: pays, account: number, charge }]
      : [];
  });
  const over = setup.value.overpaymentReceiptType;
  if (left > 0 && over !== null) lines.push({ receiptType: over, amountCents: left, account });
  return lines;
}

const cents = (scene: Scene, most: number): number => scene.world.dice.int(1, most);

function otherLine(scene: Scene): Line {
  const { dice } = scene.world;
  const no = String(dice.int(1, 99_999));
  return dice.weighted<Line>([
    [4, { receiptType: 'MISC', amountCents: cents(scene, 80_00), reference: `Copies ${no}` }],
    [3, { receiptType: 'FINE-PARK', amountCents: cents(scene, 120_00), reference: `P-${no}` }],
    [3, { receiptType: 'PERMIT-BLD', amountCents: cents(scene, 900_00), reference: `B-${no}` }],
    [1, { receiptType: 'PLAN-REV', amountCents: cents(scene, 400_00), reference: `B-${no}` }],
    [2, { receiptType: 'FINE-CODE', amountCents: cents(scene, 300_00), reference: `C-${no}` }],
    [3, { receiptType: 'BUS-31', amountCents: 64_00, reference: `T31-${no}` }],
    [3, { receiptType: 'BUS-1', amountCents: 4_00, reference: `T1-${no}` }],
    [2, { receiptType: 'LIC-BUS', amountCents: 55_00, reference: `L-${no}` }],
    [1, { receiptType: 'RET-FEE', amountCents: 25_00, account: accountOf(scene) }],
    [1, { receiptType: 'UTIL-DEP-WA', amountCents: cents(scene, 200_00), account: accountOf(scene) }],
    [1, { receiptType: 'UNIDENT', amountCents: cents(scene, 50_00), reference: 'Envelope without a name' }],
    [1, { receiptType: 'PLEDGE-IN', amountCents: cents(scene, 300_00), reference: 'St. Vincent' }],
  ]);
}

const digits = (scene: Scene, count: number): string =>
  Array.from({ length: count }, () => String(scene.world.dice.int(0, 9))).join('');

/** One tender of a type; check numbers repeat now and then, on purpose. */
function tenderOf(scene: Scene, tenderType: string, amountCents: number): TenderIn {
  const { dice } = scene.world;
  const number = String(dice.int(1, 400) + 1000);
  switch (tenderType) {
    case 'CASH':
      return { tenderType, amountCents };
    case 'MO':
      return { tenderType, amountCents, item: { number: digits(scene, 10), issuer: 'Postal' } };
    case 'CARD': {
      const card = {
        authorization: digits(scene, 6),
        brand: dice.pick(['Visa', 'Debit']),
        last4: digits(scene, 4),
      };
      return { tenderType, amountCents, card };
    }
    case 'PLEDGE':
      return { tenderType, amountCents, pledge: { agency: 'St. Vincent', number: `V-${number}` } };
    default: {
      const account = dice.chance(0.3) ? { account: digits(scene, 9) } : {};
      return { tenderType, amountCents, check: { routing: '122105278', number, ...account } };
    }
  }
}

const TYPES = ['CASH', 'CHECK', 'BCHECK', 'CCHECK', 'MO', 'CARD', 'PLEDGE'];

function tendersFor(scene: Scene, totalCents: number): TenderIn[] {
  const { dice } = scene.world;
  const parts = Math.min(
    dice.weighted([
      [6, 1],
      [3, 2],
      [1, 3],
    ] as const),
    totalCents,
  );
  let left = totalCents;
  return Array.from({ length: parts }, (_, at) => {
    const isLast = at === parts - 1;
    const part = isLast ? left : dice.int(1, left - (parts - at - 1));
    left -= part;
    const type = dice.weighted<string>([
      [6, 'CASH'],
      [3, 'CHECK'],
      ...TYPES.slice(2).map((each) => [1, each] as const),
    ]);
    const given = type === 'CASH' && isLast && dice.chance(0.4) ? part + dice.int(1, 40_00) : part;
    return tenderOf(scene, type, given);
  });
}

/** What no payment should be, in one of the ways that hands and forms produce. */
function spoil(scene: Scene, post: Post): Post {
  const { dice } = scene.world;
  const [line, ...lines] = post.lines;
  const [tender, ...tenders] = post.tenders;
  if (!line || !tender) return { ...post, lines: [] };
  const withTender = (change: Partial<TenderIn>): Post => ({
    ...post,
    tenders: [{ ...tender, ...change }, ...tenders],
  });
  const withLine = (change: Partial<Line>): Post => ({ ...post, lines: [{ ...line, ...change }, ...lines] });
  return dice.pick<() => Post>([
    () => withTender({ amountCents: Math.max(1, tender.amountCents - dice.int(1, 500)) }),
    () => withTender({ amountCents: tender.amountCents + dice.int(1, 900_00) }),
    () => withTender({ tenderType: 'SHELLS' }),
    () => withTender({ check: { routing: '122105279', number: '1' } }),
    () => withTender({ card: { authorization: '1', brand: 'Visa', last4: '1111' } }),
    () => withLine({ receiptType: 'TRIBUTE' }),
    () => withLine({ amountCents: line.amountCents + 1 }),
    () => withLine({ account: '100000009' }),
    () => ({ ...post, lines: [] }),
    () => ({ ...post, tenders: [] }),
    () => ({ ...post, sessionId: 'no-such-session' }),
    () => ({ ...post, receivedDate: '2027-01-01' as never }),
    () => ({ ...post, payer: { name: '4111 1111 1111 1111', relation: 'walk-in' } }),
    () => ({ ...post, paymentId: [...scene.truth.payments.keys()][0] ?? post.paymentId }),
  ])();
}

const OVERRIDES = ['allocation', 'bankruptcy', 'check-repeat', 'over-limit', 'own-account'] as const;

async function aPayment(scene: Scene, session: Session): Promise<Post> {
  const { dice } = scene.world;
  const who = session.cashier;
  const lines: Line[] = [];
  if (dice.chance(0.65)) lines.push(...(await billLines(scene, who)));
  while (lines.length === 0 || (lines.length < 6 && dice.chance(0.25))) lines.push(otherLine(scene));
  const total = lines.reduce((sum, line) => sum + line.amountCents, 0);
  const post: Post = {
    paymentId: dice.id(),
    sessionId: session.sessionId,
    payer: {
      name: dice.pick(['', 'Ana Núñez', 'T. Nguyễn']),
      relation: dice.pick(['holder', 'third-party', 'walk-in']),
    },
    language: dice.pick(['en', 'es']),
    lines,
    tenders: tendersFor(scene, total),
    overrides: dice.chance(0.5) ? OVERRIDES.map((kind) => ({ kind, reason: 'She asked for it' })) : [],
  };
  return dice.chance(0.15) ? spoil(scene, post) : post;
}

/** Notes what hands took and gave, after holding the answer to what was sent. */
export function took(
  scene: Scene,
  post: Post,
  answer: { receiptNumber: string; totalCents: number; changeCents: number },
): void {
  const { truth } = scene;
  const total = post.lines.reduce((sum, line) => sum + line.amountCents, 0);
  const given = post.tenders.reduce((sum, tender) => sum + tender.amountCents, 0);
  must(answer.totalCents === total, 'a receipt’s total is the sum of its lines');
  must(answer.changeCents === given - total, 'tenders less change are the lines');
  const expected = `03-${String(truth.payments.size + 1).padStart(6, '0')}`;
  must(
    answer.receiptNumber === expected,
    `receipt numbers are dense: ${answer.receiptNumber} after ${String(truth.payments.size)}`,
  );
  const payment: Payment = {
    paymentId: post.paymentId,
    sessionId: post.sessionId,
    receiptNumber: answer.receiptNumber,
    totalCents: total,
    onAccounts: post.lines.flatMap(({ account, amountCents, charge, receiptType }) =>
      account === undefined
        ? []
        : [{ account, amountCents, owed: charge !== undefined || receiptType === OVERPAYMENT }],
    ),
    tenders: post.tenders.map(asKept),
    changeCents: answer.changeCents,
    voided: false,
  };
  truth.payments.set(post.paymentId, payment);
  truth.owes(payment, -1);
}

/** Money beyond what is owed counts toward it; a deposit or a fee of its own does not. */
const OVERPAYMENT = 'UTIL-CR-WA';

async function post(scene: Scene, session: Session): Promise<void> {
  const { world, truth } = scene;
  const input = await aPayment(scene, session);
  const approver = world.dice.chance(0.25) ? world.dice.pick(PEOPLE.supervisors) : undefined;
  const approval = approver && (await world.approval(session.cashier, approver, 'payment.post'));
  const answer = await world.send(
    session.cashier,
    'payment.post',
    input,
    approval === undefined ? {} : { approval },
  );
  if (!answer.ok) return;
  took(scene, input, answer.value);
  if (answer.value.drawerKick && answer.value.printJobId !== null)
    truth.kickJobs.add(answer.value.printJobId);
}

async function voidOne(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const payment = world.dice.pick([...truth.payments.values()]);
  const session = truth.sessions.get(payment.sessionId)!;
  const who = world.dice.chance(0.85)
    ? session.cashier
    : world.dice.pick([...PEOPLE.cashiers, ...PEOPLE.supervisors]);
  const approver = world.dice.chance(0.5) ? world.dice.pick(PEOPLE.supervisors) : undefined;
  const approval =
    approver === undefined || approver === who
      ? undefined
      : await world.approval(who, approver, 'payment.void');
  // The slip of a void at the terminal would say that it was done there by hand, which nobody does here.
  const hasCard =
    payment.tenders.some((tender) => tender.kind === 'card') && !truth.byTerminal.has(payment.paymentId);
  const answer = await world.send(
    who,
    'payment.void',
    {
      paymentId: payment.paymentId,
      reason: world.dice.chance(0.95) ? 'Wrong account' : ' ',
      receiptReturned: world.dice.chance(0.7),
      ...(hasCard && world.dice.chance(0.8) ? { terminalVoidSlip: 'S-1' } : {}),
    },
    approval === undefined ? {} : { approval },
  );
  if (!answer.ok) return;
  must(!payment.voided, 'a payment is voided once');
  const cash = payment.tenders.reduce(
    (sum, tender) => sum + (tender.kind === 'cash' ? tender.amountCents : 0),
    0,
  );
  must(
    answer.value.cashReturnedCents === cash - payment.changeCents,
    'a void returns the cash that was taken, less the change that was given',
  );
  payment.voided = true;
  truth.owes(payment, 1);
  if (answer.value.printJobId !== null && session.source.length === 1)
    truth.kickJobs.add(answer.value.printJobId);
}

async function correctOne(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const { dice } = world;
  const payment = dice.pick([...truth.payments.values()]);
  const who = dice.pick(PEOPLE.supervisors);
  const at = dice.int(0, payment.tenders.length - 1);
  const before = payment.tenders[at]!;
  const amountCents = dice.weighted([
    [3, before.amountCents],
    [1, Math.max(1, before.amountCents + dice.int(-500, 500))],
  ]);
  const replacement = tenderOf(scene, dice.pick(TYPES), amountCents);
  const offsetTenderNo = dice.chance(0.3) ? dice.int(1, payment.tenders.length) : undefined;
  const answer = await world.send(who, 'tender.correct', {
    paymentId: payment.paymentId,
    tenderNo: at + 1,
    replacement,
    reason: 'Keyed wrong',
    itemInHand: dice.chance(0.9),
    ...(offsetTenderNo === undefined ? {} : { offsetTenderNo }),
  });
  if (!answer.ok) return;
  must(!payment.voided, 'a voided payment is not corrected');
  const difference = amountCents - before.amountCents;
  payment.tenders = payment.tenders.map((tender, index) => {
    if (index === at) return asKept(replacement);
    return index + 1 === offsetTenderNo
      ? { ...tender, amountCents: tender.amountCents - difference }
      : tender;
  });
  payment.changeCents =
    payment.tenders.reduce((sum, tender) => sum + tender.amountCents, 0) - payment.totalCents;
  must(payment.changeCents >= 0, 'corrected tenders still pay the lines');
}

async function park(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(openSessions(scene));
  const lines = [otherLine(scene)];
  const parkedId = world.dice.id();
  const totalCents =
    lines.reduce((sum, line) => sum + line.amountCents, 0) + (world.dice.chance(0.1) ? 1 : 0);
  const draft = {
    payer: { name: 'Waiting', relation: 'holder' as const },
    lines,
    accounts: [],
    language: 'en' as const,
  };
  const answer = await world.send(session.cashier, 'payment.park', {
    parkedId,
    sessionId: session.sessionId,
    draft: { ...draft, totalCents },
  });
  if (answer.ok) truth.parked.set(parkedId, JSON.stringify({ ...draft, totalCents }));
}

async function unpark(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const [parkedId, draft] = world.dice.pick([...truth.parked]);
  const session = world.dice.pick(openSessions(scene));
  const input = { parkedId, sessionId: session.sessionId };
  if (world.dice.chance(0.3)) {
    const gone = await world.send(session.cashier, 'payment.discard-parked', input);
    if (gone.ok) truth.parked.delete(parkedId);
    return;
  }
  const answer = await world.send(session.cashier, 'payment.recall', input);
  if (!answer.ok) return;
  truth.parked.delete(parkedId);
  must(
    JSON.stringify(answer.value.draft, Object.keys(JSON.parse(draft) as object).sort()) ===
      JSON.stringify(JSON.parse(draft), Object.keys(JSON.parse(draft) as object).sort()),
    'a recalled draft is the one that was parked',
  );
}

/** Two windows in the same moment. */
async function twoAtOnce(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const [one, two] = world.dice.shuffled(openSessions(scene));
  if (!one || !two || one.cashier === two.cashier) return;
  const inputs = [await aPayment(scene, one), await aPayment(scene, two)] as const;
  const answers = await Promise.all([
    world.send(one.cashier, 'payment.post', inputs[0]),
    world.send(two.cashier, 'payment.post', inputs[1]),
  ]);
  const posted = answers.flatMap((answer, at) =>
    answer.ok ? [{ input: inputs[at]!, value: answer.value }] : [],
  );
  for (const { input, value } of posted.toSorted((a, b) =>
    a.value.receiptNumber < b.value.receiptNumber ? -1 : 1,
  )) {
    took(scene, input, value);
    if (value.drawerKick && value.printJobId !== null) truth.kickJobs.add(value.printJobId);
  }
}

export const counter: readonly Action[] = [
  {
    name: 'pay',
    weight: (scene) => (openSessions(scene).length === 0 ? 0 : 30),
    run: (scene) => post(scene, scene.world.dice.pick(openSessions(scene))),
  },
  {
    name: 'pay where nothing is open',
    weight: ({ truth }) =>
      truth.of(['suspended', 'balancing', 'balanced', 'submitted', 'approved']).length === 0 ? 0 : 1,
    run: (scene) => {
      const closed = scene.truth.of(['suspended', 'balancing', 'balanced', 'submitted', 'approved']);
      return post(scene, scene.world.dice.pick(closed));
    },
  },
  { name: 'two at once', weight: (scene) => (openSessions(scene).length < 2 ? 0 : 3), run: twoAtOnce },
  { name: 'void', weight: ({ truth }) => (truth.payments.size === 0 ? 0 : 4), run: voidOne },
  { name: 'correct a tender', weight: ({ truth }) => (truth.payments.size === 0 ? 0 : 4), run: correctOne },
  { name: 'park', weight: (scene) => (openSessions(scene).length === 0 ? 0 : 3), run: park },
  {
    name: 'recall or discard',
    weight: (scene) => (scene.truth.parked.size === 0 || openSessions(scene).length === 0 ? 0 : 4),
    run: unpark,
  },
];
