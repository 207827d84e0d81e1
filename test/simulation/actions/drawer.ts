/** Drawers: opened with a float, closed blind with hands that miscount, reviewed by somebody who held none of it. */
import type { Action, Scene } from '../action.ts';
import { cashOf } from '../truth.ts';
import type { Count, Kind, Session } from '../truth.ts';
import { must, PEOPLE } from '../world.ts';

const SOURCES = ['1', '2', '3', '4', 'MAIL', 'BOX', 'PHONE'];
const KINDS: readonly Kind[] = ['cash', 'check', 'item', 'card', 'voucher'];

async function open(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const { dice } = world;
  const who = dice.pick([...PEOPLE.cashiers, ...PEOPLE.cashiers, PEOPLE.clerk, ...PEOPLE.supervisors]);
  const shown = await world.send(who, 'session.sources', {});
  if (!shown.ok) return;
  const free = shown.value.sources.filter((source) => source.taken === undefined);
  const code = free.length > 0 && dice.chance(0.95) ? dice.pick(free).code : dice.pick(SOURCES);
  const source = shown.value.sources.find((each) => each.code === code)!;
  const variance = dice.chance(0.1) ? dice.int(-source.floatCents, 20_00) : 0;
  const floatCents = source.kind === 'drawer' ? source.floatCents + variance : 0;
  const sessionId = dice.id();
  const answer = await world.send(who, 'session.open', {
    sessionId,
    source: code,
    count: cashOf(floatCents),
  });
  if (!answer.ok) return;
  must(
    answer.value.varianceCents === floatCents - source.floatCents,
    'an opening variance is what was counted less the float',
  );
  truth.sessions.set(sessionId, {
    released: false,
    sessionId,
    cashier: who,
    source: code,
    floatCents,
    status: 'open',
    counter: who,
  });
}

/** Mostly right; else one thing is off, as things are. */
function miscounted(scene: Scene, count: Count): Count {
  const { dice } = scene.world;
  if (dice.chance(0.6)) return count;
  const cash = count.cash.reduce((sum, row) => sum + row.denominationCents * row.loose, 0);
  const [check, ...checks] = count.checks;
  const [item, ...items] = count.items;
  return dice.pick<() => Count>([
    () => ({ ...count, cash: cashOf(cash + dice.int(-200, 200)) }),
    () => ({ ...count, cash: cashOf(cash - dice.int(1, 300_00)) }),
    () => ({ ...count, cash: cashOf(cash + dice.int(1, 300_00)) }),
    () => ({ ...count, cash: [] }),
    () => ({ ...count, checks }),
    () => ({ ...count, items }),
    () => ({ ...count, vouchers: count.vouchers.slice(1) }),
    () =>
      check ? { ...count, checks: [{ ...check, amountCents: check.amountCents + 900 }, ...checks] } : count,
    () => (item ? { ...count, items: [{ ...item, number: `${item.number}9` }, ...items] } : count),
    () => ({ ...count, checks: [...count.checks, { number: '7777', amountCents: 12_34 }] }),
    () => ({ ...count, cards: { slips: count.cards.slips + 1, totalCents: count.cards.totalCents + 50_00 } }),
    // A check put in for cash.
    () => (check ? { ...count, checks, cash: cashOf(cash + check.amountCents) } : count),
  ])();
}

async function begin(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(truth.of(['open', 'suspended']));
  const isAbsent = world.dice.chance(0.15);
  const who = isAbsent ? world.dice.pick(PEOPLE.supervisors) : session.cashier;
  const witness = isAbsent ? await world.approval(who, PEOPLE.clerk, 'session.begin-balancing') : undefined;
  const answer = await world.send(
    who,
    'session.begin-balancing',
    { sessionId: session.sessionId },
    witness === undefined ? {} : { approval: witness },
  );
  if (!answer.ok) return;
  session.counter = who;
  truth.seen(answer.value);
}

async function seal(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(truth.of(['balancing']));
  const { sessionId } = session;
  const count = miscounted(scene, truth.countOf(session));
  const proposed = await world.send(session.counter, 'count.proposals', { sessionId });
  const reports = proposed.ok ? proposed.value.counts.map(({ countId }) => countId) : [];
  // Now and then a report that another count may have taken in already.
  const used = world.dice.chance(0.1) ? [...truth.accepted.keys()].slice(0, 1) : [];
  const machineCounts = world.dice.chance(0.6) ? [...new Set([...reports, ...used])] : [];
  const answer = await world.send(session.counter, 'session.seal-attempt', {
    sessionId,
    count,
    machineCounts,
  });
  if (!answer.ok) return;
  for (const countId of machineCounts) {
    const other = truth.accepted.get(countId) ?? sessionId;
    must(other === sessionId, 'a machine’s report counts in one session, and in no other');
    truth.accepted.set(countId, sessionId);
  }
  truth.seen(answer.value.session);
  const hidden = KINDS.map((kind) => truth.centsOf(session, kind)).filter((cents) => cents > 99_99);
  if (!answer.value.ended) {
    const told = JSON.stringify(answer.value).replace(/"floatCents":\d+|"limitCents":\d+/g, '');
    must(
      !hidden.some((cents) => told.includes(`:${String(cents)}`)),
      'a sealed attempt tells no expected figure',
    );
    return;
  }
  await expectTruth(scene, session);
}

/** What the books say should be there is what hands put there. */
async function expectTruth({ world, truth }: Scene, session: Session): Promise<void> {
  const { sessionId } = session;
  const result = await world.ask(session.counter, 'session.result', { sessionId });
  for (const kind of KINDS) {
    const row = result.results.find((each) => each.kind === kind)!;
    must(
      row.expectedCents === truth.centsOf(session, kind),
      `drawer expected equals its events: ${kind} ${String(row.expectedCents)}, hands ${String(truth.centsOf(session, kind))}`,
    );
    must(
      row.differenceCents === row.countedCents - row.expectedCents,
      'over and short are counted less expected',
    );
  }
}

async function counting(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(truth.of(['balancing']));
  const { sessionId } = session;
  const answer = world.dice.chance(0.5)
    ? await world.send(session.counter, 'session.accept-attempt', { sessionId })
    : await world.send(session.counter, 'session.back-to-open', { sessionId, reason: 'One more payer' });
  if (!answer.ok) return;
  truth.seen(answer.value);
  if (answer.value.status === 'balanced') await expectTruth(scene, session);
}

async function submit(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(truth.of(['balanced']));
  const reason = world.dice.chance(0.8) ? ('substitution' as const) : ('change-error' as const);
  const reasons = world.dice.chance(0.85)
    ? KINDS.map((kind) => ({ kind, reason, note: 'Looked everywhere' }))
    : [];
  const answer = await world.send(session.counter, 'session.submit', {
    sessionId: session.sessionId,
    reasons,
  });
  if (answer.ok) truth.seen(answer.value);
}

const reviewer = ({ world }: Scene): string =>
  world.dice.chance(0.95) ? world.dice.pick(PEOPLE.supervisors) : world.dice.pick(PEOPLE.cashiers);

async function review(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(truth.of(['submitted']));
  const { sessionId } = session;
  const who = reviewer(scene);
  await world.send(who, 'session.review', { sessionId });
  const rejects = world.dice.chance(0.25);
  const answer = rejects
    ? await world.send(who, 'session.reject', { sessionId, reason: 'Count again' })
    : await world.send(who, 'session.approve', { sessionId, note: 'Seen' });
  if (!answer.ok) return;
  must(who !== session.cashier && who !== session.counter, 'nobody approves what they took or counted');
  session.status = rejects ? 'balancing' : 'approved';
  session.released ||= !rejects;
}

async function reopen(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(truth.of(['approved']));
  const who = reviewer(scene);
  const answer = await world.send(who, 'session.reopen', {
    sessionId: session.sessionId,
    reason: 'A check turned up',
  });
  if (answer.ok) session.status = 'balancing';
}

async function pause(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(truth.of(['open', 'suspended']));
  const { sessionId, cashier } = session;
  if (session.status === 'suspended') {
    const answer = await world.send(cashier, 'session.resume', { sessionId });
    if (answer.ok) session.status = 'open';
  } else if (world.dice.chance(0.5)) {
    const answer = await world.send(cashier, 'session.suspend', { sessionId });
    if (answer.ok) session.status = 'suspended';
  } else {
    const answer = await world.send(cashier, 'access.sign-out', {});
    if (!answer.ok) return;
    for (const own of truth.of(['open'])) if (own.cashier === cashier) own.status = 'suspended';
  }
}

async function noSale(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(truth.of(['open']));
  const answer = await world.send(session.cashier, 'session.no-sale', {
    sessionId: session.sessionId,
    reason: 'Change',
  });
  if (answer.ok) truth.kickJobs.add(answer.value.printJobId);
}

async function report(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const session = world.dice.pick(truth.of(['balanced', 'submitted', 'approved']));
  await world.send(session.cashier, 'session.print-report', { sessionId: session.sessionId });
}

const any = (scene: Scene, statuses: readonly Session['status'][], weight: number): number =>
  scene.truth.of(statuses).length === 0 ? 0 : weight;

export const drawers: readonly Action[] = [
  {
    name: 'open a drawer',
    weight: ({ truth }) => {
      const open = truth.of(['open']).length;
      return truth.businessDate === null ? 0.5 : open === 0 ? 30 : open < 3 ? 4 : 0.5;
    },
    run: open,
  },
  {
    name: 'pause or go on',
    weight: (scene) => any(scene, ['suspended'], 8) || any(scene, ['open'], 1.5),
    run: pause,
  },
  { name: 'no sale', weight: (scene) => any(scene, ['open'], 1), run: noSale },
  { name: 'begin balancing', weight: (scene) => any(scene, ['open', 'suspended'], 2.5), run: begin },
  { name: 'seal a count', weight: (scene) => any(scene, ['balancing'], 8), run: seal },
  { name: 'accept, or back to open', weight: (scene) => any(scene, ['balancing'], 2), run: counting },
  { name: 'submit', weight: (scene) => any(scene, ['balanced'], 6), run: submit },
  { name: 'review', weight: (scene) => any(scene, ['submitted'], 6), run: review },
  { name: 'reopen', weight: (scene) => any(scene, ['approved'], 0.7), run: reopen },
  {
    name: 'print a report',
    weight: (scene) => any(scene, ['balanced', 'submitted', 'approved'], 1),
    run: report,
  },
];
