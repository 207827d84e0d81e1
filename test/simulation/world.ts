/**
 * One lobby of one seed: a real desk on real files, a printer that keeps its paper over restarts, people at seats, and
 * a clock that only the seed moves. Whatever the desk answers is held to the contract, and a fault inside it ends the run.
 */
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GOOD_LINE, simulatedLine } from '../../drivers/bench/simulated-line.ts';
import { paxSimulator } from '../../drivers/card-terminal/pax/simulator/simulator.ts';
import { reportMachineSimulator } from '../../drivers/currency-counter/simulator/report-machine.ts';
import { fakeClock } from '../../drivers/fake-clock.ts';
import { printerSimulator } from '../../drivers/receipt-printer/simulator/simulator.ts';
import { HEALTHY } from '../../drivers/receipt-printer/simulator/state.ts';
import { memoryNetwork } from '../../drivers/transport/memory.ts';
import { openDesk } from '../../electron/host/desk.ts';
import type { HostedDesk } from '../../electron/host/hosted-desk.ts';
import { SAMPLE_CITY_PIN } from '../../electron/services/desk/found-sample-city.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { CHANNELS } from '../../shared/contract/index.ts';
import type { ChannelName, Input, Output } from '../../shared/contract/index.ts';
import type { Answer } from '../../shared/contract/envelope.ts';
import { copyOfCity, FOUNDED_AT, newFolder } from '../support/founded.ts';
import { dice } from '../support/random.ts';
import type { Dice } from '../support/random.ts';

export const PEOPLE = {
  cashiers: ['rosa', 'mei', 'luis', 'karen'],
  clerk: 'omar',
  supervisors: ['priya', 'dana'],
  accountant: 'noor',
  administrator: 'alex',
  auditor: 'sam',
} as const;
export type Who = string;

/** A rule of the product that did not hold. */
export class BrokenRule extends Error {
  override readonly name = 'BrokenRule';
}

export function must(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new BrokenRule(rule);
}

/** The morning of the sample city's day, 8:00 in Phoenix. */
const START = FOUNDED_AT;

export type Sent = { readonly commandId?: string; readonly approval?: string };

/** An accepted command, for sending it again. */
export type Accepted = {
  readonly who: Who;
  readonly channel: ChannelName;
  readonly message: { readonly commandId: string; readonly input: unknown; readonly approval?: string };
  readonly value: unknown;
};

const REMEMBERED = 40;
const TOLD = 40;

export class World {
  readonly dice: Dice;
  readonly clock = fakeClock(Date.parse(START));
  readonly printer = printerSimulator({ clock: this.clock });
  /** How often each channel was accepted and refused: a run that is refused everything proves nothing. */
  readonly accepted = new Map<ChannelName, number>();
  readonly refused = new Map<string, number>();
  readonly repeatable: Accepted[] = [];
  readonly history: string[] = [];
  readonly #network = memoryNetwork(this.clock, (device) => {
    this.printer.attach(device);
  });
  /** One terminal and one bill counter for all windows; they go on when the program stops. */
  readonly terminal = paxSimulator({ clock: this.clock });
  readonly terminalLine = simulatedLine(this.clock);
  readonly counter = reportMachineSimulator({ clock: this.clock, state: { sample: 'noteList' } });
  readonly counterLine = simulatedLine(this.clock);
  readonly #cables = {
    terminal: memoryNetwork(this.clock, (end) => {
      this.terminal.attach(this.terminalLine.over(end));
    }),
    counter: memoryNetwork(this.clock, (end) => {
      this.counter.attach(this.counterLine.over(end));
    }),
  };
  readonly #seats = new Map<Who, string>();
  #folder: string;
  #desk: HostedDesk;
  /** The wall clock; the printer's runs with it except over night. */
  #aheadMs = 0;
  #step = 0;

  private constructor(seed: number, folder: string) {
    this.dice = dice(seed);
    this.#folder = folder;
    this.#desk = undefined as unknown as HostedDesk;
  }

  static async open(seed: number): Promise<World> {
    const folder = await copyOfCity();
    const world = new World(seed, folder);
    world.#desk = await world.#openDesk();
    await world.#setUpDevices();
    return world;
  }

  async #setUpDevices(): Promise<void> {
    const at = (host: string) => ({ transport: { kind: 'tcp' as const, host, port: 1 } });
    for (const { line, cable } of [
      { line: this.terminalLine, cable: this.#cables.terminal },
      { line: this.counterLine, cable: this.#cables.counter },
    ])
      line.onChange(() => {
        cable.refuse(line.state.plugged ? undefined : 'nothing-there');
      });
    await this.ask(PEOPLE.administrator, 'device.set', {
      deviceId: 'terminal',
      device: {
        name: 'Terminal',
        sources: [],
        settings: { kind: 'card-terminal', protocol: 'pax', ...at('terminal') },
      },
    });
    await this.ask(PEOPLE.administrator, 'device.set', {
      deviceId: 'counter',
      device: {
        name: 'Bill counter',
        sources: [],
        settings: {
          kind: 'bill-counter',
          protocol: { name: 'report', profile: this.counter.profile },
          ...at('counter'),
        },
      },
    });
  }

  #cableTo(settings: DeviceTransport) {
    return settings.kind === 'tcp' && settings.host === 'terminal'
      ? this.#cables.terminal.transport
      : this.#cables.counter.transport;
  }

  #openDesk(): Promise<HostedDesk> {
    return openDesk({
      dataFolder: this.#folder,
      workstation: '03',
      clock: () => this.nowMs,
      newId: () => this.dice.id(),
      deviceClock: this.clock,
      deviceTransport: (settings) => this.#cableTo(settings),
      trainingPrinter: {
        simulator: this.printer,
        deps: { clock: this.clock, transport: () => this.#network.transport },
      },
    });
  }

  get folder(): string {
    return this.#folder;
  }

  get nowMs(): number {
    return this.clock.nowMs() + this.#aheadMs;
  }

  /** What a person reads when something breaks. */
  tell(text: string): void {
    const at = new Date(this.nowMs).toISOString().slice(5, 19);
    this.history.push(`#${String(this.#step)} ${at} ${text}`);
    if (this.history.length > TOLD) this.history.shift();
  }

  beginStep(step: number): void {
    this.#step = step;
  }

  /** Time passes for people and printers alike. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** Hours in which nobody prints. */
  skip(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Lets time pass until something that waits for the printer has happened. */
  async until<T>(waiting: Promise<T>): Promise<T> {
    const state = { over: false };
    const done = waiting.finally(() => {
      state.over = true;
    });
    for (let turns = 0; !state.over; turns += 1) {
      must(turns < 4_000, 'a device job ends by itself, whatever the device does');
      await this.clock.advance(100);
    }
    return done;
  }

  printed(): Promise<void> {
    return this.until(this.#desk.settled());
  }

  /** The program is closed and started again; everybody signs in anew. */
  async restart(): Promise<void> {
    await this.until(this.#desk.close());
    this.#seats.clear();
    this.#desk = await this.#openDesk();
  }

  /** The power goes: what was committed is on the disk and nothing else is; jobs under way are lost with their cable. */
  async crash(): Promise<void> {
    const folder = newFolder();
    for (const file of ['books.sqlite', 'books.sqlite-wal', 'anchor.json', 'side.key']) {
      if (existsSync(join(this.#folder, file))) cpSync(join(this.#folder, file), join(folder, file));
    }
    const [gone, goneFolder] = [this.#desk, this.#folder];
    const networks = [this.#network, this.#cables.terminal, this.#cables.counter];
    for (const network of networks) {
      for (const { host } of network.pairs) if (host.isOpen) void host.close();
      network.refuse('nothing-there');
    }
    await this.until(gone.close());
    for (const network of networks) network.refuse(undefined);
    rmSync(goneFolder, { recursive: true, force: true });
    this.#folder = folder;
    this.#seats.clear();
    this.#desk = await this.#openDesk();
  }

  async close(): Promise<void> {
    await this.until(this.#desk.close());
    rmSync(this.#folder, { recursive: true, force: true });
  }

  mend(): void {
    this.printer.set(HEALTHY);
    this.printer.drawer.rewire({ connected: true, stuck: false });
    this.#network.refuse(undefined);
  }

  mendDevices(): void {
    this.terminalLine.set(GOOD_LINE);
    this.counterLine.set(GOOD_LINE);
    this.terminal.set({ power: true, wrongDevice: false, busy: false });
    this.counter.set({ lie: 'no', jammed: false });
  }

  pullNetwork(): void {
    this.#network.refuse('nothing-there');
  }

  /** Asks as somebody, who signs in or unlocks first where that is needed. */
  async send<C extends ChannelName>(
    who: Who,
    channel: C,
    input: Input<C>,
    sent: Sent = {},
  ): Promise<Answer<Output<C>>> {
    const commandId = sent.commandId ?? this.dice.id();
    const message = {
      commandId,
      input,
      ...(sent.approval === undefined ? {} : { approval: sent.approval }),
    };
    const isCommand = CHANNELS[channel].kind === 'command';
    let answer = await this.#call(who, channel, isCommand ? message : { input });
    if (!answer.ok && (await this.#mayEnter(who, answer.error.code))) {
      answer = await this.#call(who, channel, isCommand ? message : { input });
    }
    this.#note(who, channel, input, answer);
    if (answer.ok && isCommand && !channel.startsWith('access.')) {
      this.repeatable.push({ who, channel, message, value: answer.value });
      if (this.repeatable.length > REMEMBERED) this.repeatable.shift();
    }
    return answer as Answer<Output<C>>;
  }

  /** Asks, and ends the run when it is refused: for what must be possible. */
  async ask<C extends ChannelName>(
    who: Who,
    channel: C,
    input: Input<C>,
    sent: Sent = {},
  ): Promise<Output<C>> {
    const answer = await this.send(who, channel, input, sent);
    must(answer.ok, `${channel} by ${who}: ${answer.ok ? '' : `${answer.error.code} ${answer.error.what}`}`);
    return answer.value;
  }

  /** The same bytes again, from the same seat. */
  async again({ who, channel, message, value }: Accepted): Promise<void> {
    let answer = await this.#call(who, channel, message);
    if (!answer.ok && (await this.#mayEnter(who, answer.error.code))) {
      answer = await this.#call(who, channel, message);
    }
    this.tell(
      `${who} repeats ${channel} ${message.commandId.slice(0, 8)} → ${answer.ok ? 'ok' : answer.error.code}`,
    );
    must(
      answer.ok && JSON.stringify(answer.value) === JSON.stringify(value),
      `the same command id gives the same answer: ${channel} gave ${JSON.stringify(answer).slice(0, 200)}`,
    );
  }

  /** Anything at all, for what no form would send. */
  raw(who: Who, channel: string, message: unknown): Promise<Answer> {
    return this.#call(who, channel, message);
  }

  async approval(who: Who, approver: Who, channel: ChannelName): Promise<string | undefined> {
    const about = 'simulated';
    const answer = await this.send(who, 'access.approve', {
      userName: approver,
      secret: SAMPLE_CITY_PIN,
      channel,
      about,
    });
    return answer.ok ? answer.value.approval : undefined;
  }

  async #mayEnter(who: Who, code: string): Promise<boolean> {
    if (code !== 'NOT_SIGNED_IN' && code !== 'SEAT_LOCKED') return false;
    const commandId = this.dice.id();
    const secret = SAMPLE_CITY_PIN;
    const entered =
      code === 'SEAT_LOCKED'
        ? await this.#call(who, 'access.unlock', { commandId, input: { secret } })
        : await this.#call(who, 'access.sign-in', { commandId, input: { userName: who, secret } });
    return entered.ok;
  }

  async #call(who: Who, channel: string, message: unknown): Promise<Answer> {
    const seatId = this.#seats.get(who) ?? this.dice.id();
    this.#seats.set(who, seatId);
    const answered = this.#desk.call({ seatId, origin: 'browser' }, channel, message);
    const answer = await (channel === 'card.look-up' ? this.until(answered) : answered);
    if (!answer.ok && answer.error.code === 'INTERNAL') {
      throw new BrokenRule(`no fault inside: ${channel} by ${who}\n${this.#lastFault()}`);
    }
    if (answer.ok && channel in CHANNELS) {
      CHANNELS[channel as ChannelName].output.parse(JSON.parse(JSON.stringify(answer.value)));
    }
    return answer;
  }

  #lastFault(): string {
    const log = join(this.#folder, 'tillwright.log');
    return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-12).join('\n') : 'no log';
  }

  #note(who: Who, channel: ChannelName, input: unknown, answer: Answer): void {
    if (answer.ok) this.accepted.set(channel, (this.accepted.get(channel) ?? 0) + 1);
    else this.refused.set(answer.error.code, (this.refused.get(answer.error.code) ?? 0) + 1);
    if (CHANNELS[channel].kind === 'query' && answer.ok) return;
    const said = JSON.stringify(input);
    this.tell(
      `${who} ${channel} ${said.length > 300 ? `${said.slice(0, 300)}…` : said} → ${
        answer.ok ? 'ok' : `${answer.error.code} ${answer.error.field ?? ''}`
      }`,
    );
  }
}
