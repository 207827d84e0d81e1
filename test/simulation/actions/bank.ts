/** After the close: bags for the bank, what the bank says, files for billing and the ledger, the business date. */
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { BusinessDate } from '../../../shared/kernel/time.ts';
import type { Action, Scene } from '../action.ts';
import { cashOf } from '../truth.ts';
import type { Deposit } from '../truth.ts';
import { must, PEOPLE } from '../world.ts';

const SAFE = [PEOPLE.clerk, ...PEOPLE.supervisors];

const rangeOf = ({ truth }: Scene): { from: BusinessDate; to: BusinessDate } => ({
  from: truth.dates[0] as BusinessDate,
  to: (truth.dates.at(-1) ?? '') as BusinessDate,
});

/** Who prepares or seals, and the other who stands beside. */
async function withSecond(
  { world }: Scene,
  channel: 'deposit.prepare' | 'deposit.seal',
): Promise<{ who: string; approval?: string }> {
  const who = world.dice.chance(0.7) ? PEOPLE.clerk : world.dice.pick(SAFE);
  if (world.dice.chance(0.1)) return { who };
  const second = world.dice.pick([...PEOPLE.cashiers, ...SAFE]);
  const approval = second === who ? undefined : await world.approval(who, second, channel);
  return approval === undefined ? { who } : { who, approval };
}

async function prepare(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const shown = await world.send(PEOPLE.clerk, 'deposit.candidates', {});
  if (!shown.ok || shown.value.candidates.length === 0) return;
  const candidate = world.dice.pick(shown.value.candidates);
  const sessions = candidate.sessions.map((session) => session.sessionId);
  const some = world.dice.chance(0.8) ? sessions : sessions.slice(0, 1);
  const cents = candidate.sessions
    .filter((session) => some.includes(session.sessionId))
    .reduce((sum, session) => sum + session.cashCents, 0);
  const { who, approval } = await withSecond(scene, 'deposit.prepare');
  const depositId = world.dice.id();
  const input: Input<'deposit.prepare'> = {
    depositId,
    bankAccount: candidate.bankAccount.code,
    sessionIds: some,
    cash: cashOf(world.dice.chance(0.9) ? cents : cents + 100),
  };
  const answer = await world.send(who, 'deposit.prepare', input, approval === undefined ? {} : { approval });
  if (!answer.ok) return;
  truth.deposits.set(depositId, { depositId, custody: 'preparing' });
  const view = await world.ask(PEOPLE.clerk, 'deposit.show', { depositId });
  must(view.agrees, 'a deposit is its tenders');
  must(view.cashCents === cents, 'the bag holds the cash that was counted into it');
}

const pick = ({ world, truth }: Scene, custody: readonly Deposit['custody'][]): Deposit =>
  world.dice.pick([...truth.deposits.values()].filter((deposit) => custody.includes(deposit.custody)));

const some = ({ truth }: Scene, custody: readonly Deposit['custody'][], weight: number): number =>
  [...truth.deposits.values()].some((deposit) => custody.includes(deposit.custody)) ? weight : 0;

async function seal(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const deposit = pick(scene, ['preparing']);
  const { depositId } = deposit;
  if (world.dice.chance(0.12)) {
    const gone = await world.send(PEOPLE.clerk, 'deposit.dissolve', { depositId, reason: 'Wrong bag' });
    if (gone.ok) truth.deposits.delete(depositId);
    return;
  }
  const { who, approval } = await withSecond(scene, 'deposit.seal');
  const bagNumber = world.dice.chance(0.95) ? String(world.dice.int(1, 1_000_000)) : '1';
  const answer = await world.send(
    who,
    'deposit.seal',
    { depositId, bagNumber },
    approval === undefined ? {} : { approval },
  );
  if (answer.ok) deposit.custody = 'sealed';
}

async function send(scene: Scene): Promise<void> {
  const { world } = scene;
  const deposit = pick(scene, ['sealed']);
  const { depositId } = deposit;
  if (world.dice.chance(0.1)) {
    const answer = await world.send(PEOPLE.clerk, 'deposit.unseal', { depositId, reason: 'Torn' });
    if (answer.ok) deposit.custody = 'preparing';
    return;
  }
  const date = rangeOf(scene).to;
  const answer = await world.send(world.dice.pick(SAFE), 'deposit.send', {
    depositId,
    date,
    courier: 'Armored 12',
  });
  if (answer.ok) deposit.custody = 'sent';
}

async function judge(scene: Scene): Promise<void> {
  const { world } = scene;
  const { depositId } = pick(scene, ['sealed', 'sent', 'confirmed']);
  const who = world.dice.pick(PEOPLE.supervisors);
  if (world.dice.chance(0.2))
    await world.send(who, 'deposit.send-back', { depositId, reason: 'Slip is unreadable' });
  else
    await world.send(who, 'deposit.approve', {
      depositId,
      secret: world.dice.chance(0.95) ? '2468' : '1357',
    });
}

async function confirm(scene: Scene): Promise<void> {
  const { world } = scene;
  const deposit = pick(scene, ['sent']);
  const { depositId } = deposit;
  const { row } = await world.ask(PEOPLE.accountant, 'deposit.show', { depositId });
  const differs = world.dice.chance(0.2) ? world.dice.int(-500, 500) : 0;
  const answer = await world.send(PEOPLE.accountant, 'deposit.confirm', {
    depositId,
    date: rangeOf(scene).to,
    creditedCents: Math.max(0, row.totalCents + differs),
    note: world.dice.chance(0.8) ? 'The bank counted again' : '',
  });
  if (answer.ok) deposit.custody = 'confirmed';
}

async function settle(scene: Scene): Promise<void> {
  const { world } = scene;
  const grossCents = world.dice.int(1, 500_00);
  await world.send(PEOPLE.accountant, 'settlement.record', {
    settlementId: world.dice.id(),
    bankAccount: world.dice.pick(['POOL', 'COURT', 'NONE']),
    date: rangeOf(scene).to,
    reference: 'Settled',
    grossCents,
    feeCents: world.dice.int(0, grossCents + 10),
  });
}

async function exportOne(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const kind = world.dice.pick(['payments', 'journal'] as const);
  const format =
    kind === 'payments' ? 'csv' : world.dice.pick(['csv', 'ledger', 'hledger', 'beancount'] as const);
  const answer = await world.send(PEOPLE.accountant, 'export.build', { kind, format, range: rangeOf(scene) });
  if (kind === 'payments' && (answer.ok || answer.error.code === 'EXPORT_NOTHING_NEW')) {
    for (const { sessionId, released } of truth.sessions.values()) if (released) truth.told.add(sessionId);
  }
  if (!answer.ok) return;
  truth.batches.push(answer.value.batchId);
  await madeAgain(scene, answer.value);
  if (world.dice.chance(0.5)) {
    await world.ask(PEOPLE.accountant, 'export.delivered', { batchId: answer.value.batchId });
  }
}

/** The file of a batch is checked against the batch's hash by the desk itself, which refuses when it differs. */
async function madeAgain(
  { world }: Scene,
  { batchId }: Pick<Output<'export.build'>, 'batchId'>,
): Promise<void> {
  await world.ask(PEOPLE.accountant, 'export.file', { batchId });
}

async function nextDay(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const who = world.dice.chance(0.95)
    ? world.dice.pick(PEOPLE.supervisors)
    : world.dice.pick(PEOPLE.cashiers);
  if (truth.businessDate !== null) {
    const unbalanced = truth.of(['open', 'suspended', 'balancing']).length;
    const answer = await world.send(who, 'business-date.close', {});
    if (!answer.ok) return;
    must(unbalanced === 0, 'a business date is closed only when every session of it is balanced');
    truth.businessDate = null;
    return;
  }
  world.skip(14 * HOUR_MS);
  const date = new Date(Date.parse(truth.dates.at(-1)!) + 24 * HOUR_MS)
    .toISOString()
    .slice(0, 10) as BusinessDate;
  const answer = await world.send(who, 'business-date.open', { date });
  if (!answer.ok) return;
  truth.businessDate = date;
  truth.dates.push(date);
}
const HOUR_MS = 3_600_000;

export const bank: readonly Action[] = [
  {
    name: 'prepare a deposit',
    weight: ({ truth }) => (truth.of(['approved']).length === 0 ? 0 : 4),
    run: prepare,
  },
  { name: 'seal or dissolve', weight: (scene) => some(scene, ['preparing'], 4), run: seal },
  { name: 'send or unseal', weight: (scene) => some(scene, ['sealed'], 3), run: send },
  {
    name: 'approve or send back',
    weight: (scene) => some(scene, ['sealed', 'sent', 'confirmed'], 2),
    run: judge,
  },
  { name: 'confirm', weight: (scene) => some(scene, ['sent'], 3), run: confirm },
  { name: 'card settlement', weight: () => 0.4, run: settle },
  {
    name: 'export',
    weight: ({ truth }) => (truth.of(['approved']).length === 0 ? 0.1 : 1.5),
    run: exportOne,
  },
  {
    name: 'close or open the business date',
    weight: ({ truth }) =>
      truth.businessDate === null ? 6 : truth.of(['open', 'suspended', 'balancing']).length === 0 ? 2 : 0.2,
    run: nextDay,
  },
];
