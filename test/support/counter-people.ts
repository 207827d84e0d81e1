/** People at seats who work with devices as the product tells them to: scan again, type, ask the terminal, print again. */
import { randomUUID } from 'node:crypto';
import type { BenchName } from '../../drivers/bench/devices.ts';
import { printedText } from '../../drivers/receipt-printer/decode.ts';
import type { HostedDesk } from '../../electron/host/hosted-desk.ts';
import { SAMPLE_CITY_PIN } from '../../electron/services/desk/found-sample-city.ts';
import { CHANNELS } from '../../shared/contract/index.ts';
import type { ChannelName, Input, Output } from '../../shared/contract/index.ts';
import type { Answer, Push } from '../../shared/contract/envelope.ts';
import type { CounterRig } from './counter-rig.ts';
import type { Seat } from './desk.ts';
import type { Troubles } from './troubles.ts';

export type Card = Output<'card.show'>;
export type Terminal = 'card-terminal-pax' | 'card-terminal-zvt';
type Job = Output<'print.show'>;
type ReadingPush = Extract<Push, { topic: 'reading' }>['payload'];
export type Pile = Readonly<Record<string, number>>;

/** Requests that this day's people made of each terminal. */
export type Asked = Record<Terminal, number>;

export type Person = {
  readonly name: string;
  /** Throws what was refused. */
  ask<C extends ChannelName>(channel: C, input: Input<C>, approval?: string): Promise<Output<C>>;
  send<C extends ChannelName>(channel: C, input: Input<C>, approval?: string): Promise<Answer<Output<C>>>;
  approval(channel: ChannelName, userName: string): Promise<string>;
};

/** How often somebody tries before it is certain that the product leaves them without a way. */
const TRIES = 8;

export class Counter {
  readonly asked: Asked = { 'card-terminal-pax': 0, 'card-terminal-zvt': 0 };
  /** What the terminals called their approvals: no two runs of a day share them. */
  readonly authorizations = new Set<string>();
  /** Requests that no terminal could tell about any more. */
  bySlip = 0;
  /** Payments that were to open the drawer. */
  kicks = 0;
  /** What had to be typed because its device did not say it. */
  readonly typed: string[] = [];
  readonly rig: CounterRig;
  readonly troubles: Troubles;
  readonly #people = new Map<string, Person>();
  #heard: ((payload: ReadingPush) => void) | undefined;

  constructor(rig: CounterRig, troubles: Troubles) {
    this.rig = rig;
    this.troubles = troubles;
    this.#listen(rig.city.desk);
  }

  #listen(desk: HostedDesk): void {
    desk.subscribe((push) => {
      if (push.topic === 'reading') this.#heard?.(push.payload);
    });
  }

  person(name: string): Person {
    const known = this.#people.get(name) ?? personAt(name, this.rig.city.seat(), this.rig.until);
    this.#people.set(name, known);
    return known;
  }

  /** Somebody sees to the device and presses Test, until it is well. */
  async seeTo(name: BenchName): Promise<void> {
    this.troubles.mend(name);
    await this.rig.settled();
    if (name === 'receipt-printer') return;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const tested = await this.person('rosa').ask('device.self-test', { deviceId: name });
      if (tested.passed) return;
    }
    throw new Error(`${name} is not well again`);
  }

  /** Holds something before its reader until the desk has read it as it is; undefined: it is typed. */
  async read<Kind extends 'check' | 'scan'>(
    kind: Kind,
    name: 'scanner' | 'check-reader',
    hold: () => void,
    isRight: (view: Extract<Output<'device.reading'>, { kind: Kind }>) => boolean,
  ): Promise<Extract<Output<'device.reading'>, { kind: Kind }> | undefined> {
    this.troubles.strike(name);
    for (let tries = 0; tries < 3; tries += 1) {
      const said = await this.#hear(hold);
      if (said !== undefined && said.kind === kind && 'readingId' in said) {
        const view = await this.person('rosa').ask('device.reading', { readingId: said.readingId });
        const isWhole = view.kind === 'scan' || view.result === 'read';
        if (view.kind === kind && isWhole && isRight(view as never)) return view as never;
      }
      await this.seeTo(name);
    }
    this.typed.push(name);
    return undefined;
  }

  /** What is said of a reading in the seconds that a person waits for it. */
  async #hear(act: () => void): Promise<ReadingPush | undefined> {
    let said: ReadingPush | undefined;
    this.#heard = (payload) => {
      said ??= payload;
    };
    act();
    for (let waitedMs = 0; said === undefined && waitedMs < 3000; waitedMs += 50) await this.rig.pass(50);
    this.#heard = undefined;
    return said;
  }

  /** @param ending of the terminal, where the day is about it */
  async sell(
    who: Person,
    terminal: Terminal,
    sale: Omit<Input<'card.sale'>, 'attemptId'>,
    ending?: 'partial',
  ): Promise<Card> {
    return this.#atTerminal(who, terminal, 'card.sale', sale, ending);
  }

  async giveBack(who: Person, terminal: Terminal, originalAttemptId: string): Promise<Card> {
    return this.#atTerminal(who, terminal, 'card.reverse', { originalAttemptId, kind: 'void' });
  }

  async #atTerminal<C extends 'card.sale' | 'card.reverse'>(
    who: Person,
    terminal: Terminal,
    channel: C,
    request: Omit<Input<C>, 'attemptId'>,
    ending?: 'partial',
  ): Promise<Card> {
    const { simulator } = this.rig.devices[terminal];
    this.troubles.strike(terminal);
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (ending) simulator.set({ next: ending });
      const attemptId = randomUUID();
      await who.ask(channel, { ...request, attemptId } as Input<C>);
      this.asked[terminal] += 1;
      const ended = await this.#ended(who, attemptId);
      const card = ended.status === 'in-doubt' ? await this.#askTerminal(who, terminal, ended) : ended;
      if (card.authorization !== '') this.authorizations.add(card.authorization);
      if (card.status === 'captured') return card;
      if (card.status !== 'not-charged') throw new Error(`a card is ${card.status}: ${card.said}`);
      await this.seeTo(terminal);
    }
    throw new Error(`${terminal} charges nothing, however often it is asked`);
  }

  /** Waits as long as it takes; after half a minute the customer has no patience any more. */
  async #ended(who: Person, attemptId: string): Promise<Card> {
    for (let waitedMs = 0; waitedMs < 1_200_000; waitedMs += 100) {
      const card = await who.ask('card.show', { attemptId });
      if (card.status !== 'asked') return card;
      if (waitedMs === 30_000) await who.ask('card.cancel', { attemptId });
      await this.rig.pass(100);
    }
    throw new Error('a request to the terminal does not end');
  }

  /** Asks the terminal; where it cannot say for sure, a supervisor reads its own journal. */
  async #askTerminal(who: Person, terminal: Terminal, card: Card): Promise<Card> {
    const { attemptId } = card;
    for (let tries = 0; tries < 4; tries += 1) {
      const answer = await who.send('card.look-up', { attemptId });
      if (answer.ok) return answer.value;
      if (answer.error.code !== 'TERMINAL_NO_ANSWER') throw new Error(answer.error.code);
      await this.seeTo(terminal);
    }
    return this.#bySlip(who, terminal, card);
  }

  async #bySlip(who: Person, terminal: Terminal, { attemptId, kind, amountCents }: Card): Promise<Card> {
    const { transactions } = this.rig.devices[terminal].simulator.state;
    const last = transactions.findLast((each) => each.requestedCents === amountCents);
    const charged = last !== undefined && last.voided === (kind === 'sale' ? 'no' : 'by-till');
    const slip = charged ? { authorization: last.authorization, brand: last.brand, last4: last.last4 } : {};
    this.bySlip += 1;
    return who.ask(
      'card.by-slip',
      { attemptId, charged, reason: 'Read from the terminal’s journal', ...slip },
      await who.approval('card.by-slip', 'dana'),
    );
  }

  /** What a terminal answers to a question, asked again when it does not. */
  async askAgain<C extends 'terminal.batch'>(
    who: Person,
    terminal: Terminal,
    channel: C,
    input: Input<C>,
  ): Promise<Output<C>> {
    this.troubles.strike(terminal);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await who.send(channel, input);
      if (answer.ok) return answer.value;
      if (!/^TERMINAL_/.test(answer.error.code)) throw new Error(answer.error.code);
      await this.seeTo(terminal);
    }
    throw new Error(`${channel} is not answered`);
  }

  /** Closes the batch once: whoever does not hear that it did looks at what the terminal printed. */
  async closeBatch(who: Person, terminal: Terminal): Promise<void> {
    const { simulator } = this.rig.devices[terminal];
    this.troubles.strike(terminal);
    for (let tries = 0; tries < TRIES && simulator.state.closedBatches.length === 0; tries += 1) {
      const answer = await who.send('terminal.close-batch', { deviceId: terminal });
      if (!answer.ok && !/^TERMINAL_/.test(answer.error.code)) throw new Error(answer.error.code);
      if (!answer.ok) await this.seeTo(terminal);
    }
  }

  /** Posts, and sees to its paper. */
  async post(who: Person, input: Input<'payment.post'>): Promise<Output<'payment.post'>> {
    this.troubles.strike('receipt-printer');
    const posted = await who.ask('payment.post', input);
    if (posted.drawerKick) this.kicks += 1;
    await this.seeToPaper(who);
    return posted;
  }

  /** Until no job is open: what is on paper is said to be, what is not is printed again. */
  async seeToPaper(who: Person): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      await this.rig.until(this.rig.city.desk.settled());
      const { jobs } = await who.ask('print.list', { open: true, limit: 50 });
      if (jobs.length === 0) return;
      await this.seeTo('receipt-printer');
      for (const job of jobs) await this.#resolve(who, job);
    }
    throw new Error('paper does not come to its end');
  }

  async #resolve(who: Person, { jobId, status, subject, kind }: Job): Promise<string | null> {
    const { simulator } = this.rig.devices['receipt-printer'];
    const number = /\d\d-\d{6}|[A-Z]+-\d{4}-\d+/.exec(subject)?.[0];
    const isInserted = kind === 'validation' || kind === 'deposit-slip';
    const those = isInserted ? simulator.slips() : simulator.papers();
    const isOut = number !== undefined && those.some((paper) => isPrintOf(printedText(paper), number, kind));
    const resolution = isOut && status === 'unknown' ? 'printed' : 'print-again';
    return (await who.ask('print.resolve', { jobId, resolution })).printJobId;
  }

  /** Prints on the payer's stub, which is put in when the printer asks for it. */
  async validate(who: Person, paymentId: string): Promise<void> {
    this.troubles.strike('receipt-printer');
    const { printJobId } = await who.ask('slip.print', { paymentId, kind: 'validation' });
    await this.#onInserted(who, printJobId);
  }

  async depositSlip(who: Person, depositId: string): Promise<void> {
    this.troubles.strike('receipt-printer');
    const { printJobId } = await who.ask('deposit.print-slip', { depositId });
    await this.#onInserted(who, printJobId);
  }

  async #onInserted(who: Person, first: string): Promise<void> {
    const { simulator } = this.rig.devices['receipt-printer'];
    let jobId: string | null = first;
    for (let tries = 0; tries < TRIES && jobId !== null; tries += 1) {
      const job = await this.#inserted(who, jobId);
      simulator.set({ slipPaper: 'none' });
      if (job.status === 'printed') return;
      await this.seeTo('receipt-printer');
      jobId = await this.#resolve(who, job);
    }
    if (jobId !== null) throw new Error('a slip is not printed on, however often it is put in');
  }

  async #inserted(who: Person, jobId: string): Promise<Job> {
    for (let waitedMs = 0; waitedMs < 1_200_000; waitedMs += 100) {
      const job = await who.ask('print.show', { jobId });
      if (job.status !== 'queued' && job.status !== 'sent') return job;
      const { simulator } = this.rig.devices['receipt-printer'];
      if (job.slipStep === 'insert' && simulator.state.slipPaper === 'none')
        simulator.set({ slipPaper: 'inserted' });
      if (job.slipStep === 'remove') simulator.set({ slipPaper: 'none' });
      await this.rig.pass(100);
    }
    throw new Error('a slip does not come to its end');
  }

  /** Runs money through a machine. @returns the report that the count is filled in from; none when it is typed after all */
  async machineCount(
    who: Person,
    machine: 'bill-counter' | 'coin-sorter',
    sessionId: string,
    pile: Pile,
  ): Promise<Output<'count.ask'> | undefined> {
    const { simulator } = this.rig.devices[machine];
    this.troubles.strike(machine);
    for (let tries = 0; tries < 3; tries += 1) {
      if (simulator.run(pile)) {
        const proposed = await this.#proposal(who, machine, sessionId);
        if (proposed) return proposed;
      }
      await this.seeTo(machine);
    }
    this.typed.push(machine);
    return undefined;
  }

  async #proposal(who: Person, machine: BenchName, sessionId: string) {
    for (let waitedMs = 0; waitedMs < 4000; waitedMs += 100) {
      const { counts, refused } = await who.ask('count.proposals', { sessionId });
      const [first, ...again] = counts.filter(({ deviceId }) => deviceId === machine);
      for (const { countId } of again)
        await who.ask('count.set-aside', { countId, reason: 'The same coins, run twice' });
      if (first) return first;
      if (refused.length > 0 && waitedMs > 2500) return undefined;
      await this.rig.pass(100);
    }
    return undefined;
  }
}

/** Answered by a device, not by the books. */
const WAITS_FOR_DEVICE = /^(card\.look-up|terminal\.|device\.)/;

const isPrintOf = (text: string, receipt: string, kind: Job['kind']): boolean =>
  text.includes(receipt) && (kind === 'void-slip') === /VOID|ANULA/.test(text);

function personAt(name: string, seat: Seat, until: CounterRig['until']): Person {
  function raw(channel: ChannelName, input: unknown, approval?: string): Promise<Answer> {
    const answered = seat.answer(
      channel,
      CHANNELS[channel].kind === 'query'
        ? { input }
        : { commandId: randomUUID(), input, ...(approval === undefined ? {} : { approval }) },
    );
    return WAITS_FOR_DEVICE.test(channel) ? until(answered) : answered;
  }
  /** Signs in, or unlocks after a long wait, where that is asked for. */
  async function enter(code: string): Promise<boolean> {
    const secret = SAMPLE_CITY_PIN;
    if (code === 'NOT_SIGNED_IN') return (await raw('access.sign-in', { userName: name, secret })).ok;
    return code === 'SEAT_LOCKED' && (await raw('access.unlock', { secret })).ok;
  }
  const person: Person = {
    name,
    async send(channel, input, approval) {
      const first = await raw(channel, input, approval);
      const answer =
        !first.ok && (await enter(first.error.code)) ? await raw(channel, input, approval) : first;
      if (answer.ok) CHANNELS[channel].output.parse(JSON.parse(JSON.stringify(answer.value)));
      return answer as never;
    },
    async ask(channel, input, approval) {
      const answer = await person.send(channel, input, approval);
      if (!answer.ok)
        throw new Error(
          `${name}, ${channel}: ${answer.error.code} ${answer.error.what} ${answer.error.field ?? ''}`,
        );
      return answer.value;
    },
    approval: async (channel, userName) =>
      (await person.ask('access.approve', { userName, secret: SAMPLE_CITY_PIN, channel, about: 'a day' }))
        .approval,
  };
  return person;
}
