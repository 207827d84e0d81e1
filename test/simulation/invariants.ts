/** What must hold after every step, and what after some; each rule says itself when it is broken. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printedText } from '../../drivers/receipt-printer/decode.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import type { Scene } from './action.ts';
import { cardsAgree } from './card-truth.ts';
import { must, PEOPLE } from './world.ts';

type Status = Output<'print.show'>['status'];

/** What may follow what; a job never goes back. */
const MAY_FOLLOW: Readonly<Record<Status, readonly Status[]>> = {
  queued: ['sent', 'printed', 'failed', 'unknown', 'reprinted', 'abandoned'],
  sent: ['printed', 'failed', 'unknown', 'reprinted', 'abandoned'],
  failed: ['reprinted', 'abandoned'],
  unknown: ['printed', 'reprinted', 'abandoned'],
  printed: [],
  reprinted: [],
  abandoned: [],
};

/** What is remembered of devices from look to look. */
export class DeviceMemory {
  readonly statuses = new Map<string, Status>();
  readonly originals = new Set<string>();
  kicks = 0;
}

const AUDITOR = PEOPLE.auditor;
const RECEIPT = /\b03-\d{6}\b/;
const COPY = /DUPLICATE|DUPLICADO/;
const VOID = /VOID|ANULA/;

/** Cheap, after every step. */
export function afterStep(scene: Scene, memory: DeviceMemory): void {
  const { world } = scene;
  const log = join(world.folder, 'tillwright.log');
  if (existsSync(log)) must(false, `no fault inside: ${readFileSync(log, 'utf8').slice(-2_000)}`);
  papers(scene, memory);
}

/** Of no receipt are there two originals: what was printed again says so. */
function papers({ world }: Scene, memory: DeviceMemory): void {
  for (const paper of world.printer.papers()) {
    const text = printedText(paper);
    const receipt = RECEIPT.exec(text)?.[0];
    if (receipt === undefined || COPY.test(text) || VOID.test(text)) continue;
    must(!memory.originals.has(receipt), `no second original of ${receipt} is printed\n${text}`);
    memory.originals.add(receipt);
  }
  memory.kicks += world.printer.kicks().length;
  world.printer.clear();
}

/** After some steps: the books as an auditor sees them. */
export async function afterSome(scene: Scene, memory: DeviceMemory): Promise<void> {
  const { world } = scene;
  await world.printed();
  afterStep(scene, memory);
  await jobs(scene, memory);
  await receipts(scene);
  // The auditor has no drawer to count; the look is recorded all the same.
  await world.ask(AUDITOR, 'supervisor.look', {});
  await proof(scene);
  await funds(scene);
  await drawers(scene);
  await billing(scene);
  cardsAgree(scene);
}

/** Billing hears of every payment on its accounts once, whatever is opened again afterwards. */
async function billing({ world, truth }: Scene): Promise<void> {
  const { exports } = await world.ask(PEOPLE.accountant, 'export.list', {});
  const cents = exports
    .filter((batch) => batch.kind === 'payments')
    .reduce((sum, batch) => sum + batch.totalCents, 0);
  must(
    cents === truth.toldCents,
    `billing is told of every payment once: files come to ${String(cents)}, hands to ${String(truth.toldCents)}`,
  );
}

const rangeOf = ({ truth }: Scene) => ({
  from: truth.dates[0] as BusinessDate,
  // Deposits and settlements may be dated after the last business date.
  to: '2027-12-31' as BusinessDate,
});

async function jobs({ world, truth }: Scene, memory: DeviceMemory): Promise<void> {
  const shown = await world.ask(PEOPLE.supervisors[0], 'print.list', { open: false, limit: 200 });
  let kicked = 0;
  for (const { jobId, status, kick, subject } of shown.jobs) {
    const before = memory.statuses.get(jobId);
    must(status !== 'queued' && status !== 'sent', `a job comes to its end: ${jobId} is ${status}`);
    if (before !== undefined && before !== status) {
      must(MAY_FOLLOW[before].includes(status), `a job does not go from ${before} to ${status}`);
    }
    memory.statuses.set(jobId, status);
    if (kick !== null && kick !== 'not-asked') {
      must(
        truth.kickJobs.has(jobId),
        `only a payment in cash or a no-sale opens a drawer: ${subject}, job ${jobId}`,
      );
    }
  }
  for (const jobId of truth.kickJobs) if (memory.statuses.has(jobId)) kicked += 1;
  must(
    memory.kicks <= kicked,
    `every pulse belongs to one recorded job: ${String(memory.kicks)} pulses, ${String(kicked)} jobs`,
  );
}

async function receipts({ world, truth }: Scene): Promise<void> {
  const shown = await world.ask(AUDITOR, 'receipt.search', { limit: 200 });
  const known = [...truth.payments.values()].toReversed().slice(0, 200);
  must(
    shown.receipts.length === known.length,
    'every payment that was answered is in the books, and no other',
  );
  for (const row of shown.receipts) {
    const payment = truth.payments.get(row.paymentId);
    must(payment !== undefined, `${row.receiptNumber} was answered`);
    must(row.receiptNumber === payment.receiptNumber, 'a receipt keeps its number');
    must(row.totalCents === payment.totalCents, `${row.receiptNumber} keeps its total`);
    must((row.status === 'voided') === payment.voided, `${row.receiptNumber} is ${row.status}`);
  }
}

async function proof(scene: Scene): Promise<void> {
  const { world } = scene;
  const range = rangeOf(scene);
  const shown = await world.ask(AUDITOR, 'proof.show', { range });
  must(
    shown.agrees && shown.differences.length === 0,
    `the proof agrees: ${JSON.stringify(shown.differences)} ${JSON.stringify(shown.sides)}`,
  );
  const term = shown.terms.length === 0 ? undefined : world.dice.pick(shown.terms);
  if (term === undefined) return;
  const { totalCents } = await world.ask(AUDITOR, 'proof.rows', { range, drill: term.drill });
  const said = term.depositsCents ?? term.bankCents ?? 0;
  must(
    totalCents === said,
    `the rows behind “${term.label}” come to it: ${String(totalCents)} and ${String(said)}`,
  );
}

async function funds(scene: Scene): Promise<void> {
  const { world } = scene;
  for (const released of [true, false]) {
    for (const by of ['date', 'business-date'] as const) {
      const shown = await world.ask(AUDITOR, 'journal.by-fund', { range: rangeOf(scene), by, released });
      for (const fund of shown.funds) {
        must(fund.balances && fund.debitCents === fund.creditCents, `fund ${fund.fund} balances, by ${by}`);
      }
    }
  }
}

async function drawers(scene: Scene): Promise<void> {
  const { world, truth } = scene;
  const { drawers: shown } = await world.ask(AUDITOR, 'supervisor.look', {});
  for (const { sessionId, cashCents } of shown) {
    const session = truth.sessions.get(sessionId)!;
    must(
      cashCents === truth.centsOf(session, 'cash'),
      `drawer expected equals its events: ${String(cashCents)}, hands ${String(truth.centsOf(session, 'cash'))}`,
    );
  }
}

type Seen = Readonly<Record<string, unknown>>;

/** All that is shown and does not depend on the clock or on jobs under way. */
async function seen(scene: Scene): Promise<Seen> {
  const { world, truth } = scene;
  const range = rangeOf(scene);
  await world.ask(AUDITOR, 'supervisor.look', {});
  const { checkedAt: _, events: __, ...shown } = await world.ask(AUDITOR, 'proof.show', { range });
  const views = await Promise.all(
    [...truth.deposits.keys()].map((depositId) => world.ask(AUDITOR, 'deposit.show', { depositId })),
  );
  return {
    proof: shown,
    funds: await world.ask(AUDITOR, 'journal.by-fund', { range, by: 'business-date', released: false }),
    receipts: await world.ask(AUDITOR, 'receipt.search', { limit: 200 }),
    deposits: views.map(({ slip: _slip, ...view }) => view),
    exports: await world.ask(AUDITOR, 'export.list', {}),
    people: await world.ask(AUDITOR, 'users.list', {}),
  };
}

/** Nothing that was acknowledged is lost or changed by stopping. */
export async function sameAfterRestart(scene: Scene, stop: () => Promise<void>): Promise<void> {
  const before = await seen(scene);
  await stop();
  const after = await seen(scene);
  for (const [what, value] of Object.entries(before)) {
    must(
      JSON.stringify(after[what]) === JSON.stringify(value),
      `${what} is the same after a restart\n${JSON.stringify(value)}\n${JSON.stringify(after[what])}`,
    );
  }
}

/** At the end of the day. */
export async function atTheEnd(scene: Scene, memory: DeviceMemory): Promise<void> {
  const { world, truth } = scene;
  world.mend();
  world.mendDevices();
  await afterSome(scene, memory);
  for (const batchId of truth.batches) await world.ask(PEOPLE.accountant, 'export.file', { batchId });
  const report = await world.ask(AUDITOR, 'books.verify', {});
  must(
    report.ok,
    `the books verify: ${report.findings.map((each) => `${each.check} ${each.subject}: ${each.text}`).join('; ')}`,
  );
}
