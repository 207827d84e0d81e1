/** A real desk for tests: real files in a folder of its own, a clock that stands still until it is moved, people at seats. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../drivers/clock.ts';
import { openDesk } from '../../electron/host/desk.ts';
import type { DeskOptions } from '../../electron/host/desk.ts';
import type { KeptPrinter } from '../../electron/host/devices/index.ts';
import type { HostedDesk } from '../../electron/host/hosted-desk.ts';
import { CHANNELS } from '../../shared/contract/index.ts';
import type { ChannelName, Input, Output } from '../../shared/contract/index.ts';
import type { Answer, ErrorEnvelope } from '../../shared/contract/envelope.ts';
import { SAMPLE_CITY_PIN } from '../../electron/services/desk/found-sample-city.ts';

export const tempFolder = (): string => mkdtempSync(join(tmpdir(), 'tillwright-test-'));
export const removeFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

/** One person at one seat. */
export type Seat = {
  /** The value, or a thrown error that names the refusal. */
  ask<C extends ChannelName>(channel: C, input: Input<C>, options?: AskOptions): Promise<Output<C>>;
  /** The refusal, or a thrown error when it was accepted. */
  refused<C extends ChannelName>(channel: C, input: Input<C>, options?: AskOptions): Promise<ErrorEnvelope>;
  answer(channel: string, message: unknown): Promise<Answer>;
  /** A second person signs in on this screen for one channel. */
  approval(channel: ChannelName, userName: string): Promise<string>;
};

export type AskOptions = { readonly commandId?: string; readonly approval?: string };

export type TestDesk = {
  readonly desk: HostedDesk;
  readonly folder: string;
  seat(): Seat;
  signIn(userName: string, secret?: string): Promise<Seat>;
  /** Moves the clock on. */
  pass(ms: number): void;
  setClock(instant: string): void;
  reopen(): Promise<void>;
  close(): Promise<void>;
};

export type TestDeskOptions = {
  readonly folder?: string;
  readonly sampleCity?: boolean;
  readonly at?: string;
  readonly workstation?: string;
  readonly trainingPrinter?: boolean | KeptPrinter;
  readonly deviceClock?: Clock;
  readonly deviceTransport?: NonNullable<DeskOptions['deviceTransport']>;
  /** Instead of a clock that stands still. */
  readonly clock?: () => number;
};

export async function openTestDesk(options: TestDeskOptions = {}): Promise<TestDesk> {
  const folder = options.folder ?? tempFolder();
  let nowMs = Date.parse(options.at ?? '2026-11-19T15:00:00.000Z');
  const open = (): Promise<HostedDesk> =>
    openDesk({
      dataFolder: folder,
      workstation: options.workstation ?? '03',
      sampleCity: options.sampleCity ?? true,
      clock: options.clock ?? (() => nowMs),
      trainingPrinter: options.trainingPrinter ?? true,
      ...(options.deviceTransport ? { deviceTransport: options.deviceTransport } : {}),
      ...(options.deviceClock ? { deviceClock: options.deviceClock } : {}),
    });
  let desk = await open();
  const seat = (): Seat => seatOn(() => desk);
  return {
    get desk() {
      return desk;
    },
    folder,
    seat,
    async signIn(userName, secret = SAMPLE_CITY_PIN) {
      const made = seat();
      await made.ask('access.sign-in', { userName, secret });
      return made;
    },
    pass(ms) {
      nowMs += ms;
    },
    setClock(instant) {
      nowMs = Date.parse(instant);
    },
    async reopen() {
      await desk.close();
      desk = await open();
    },
    async close() {
      await desk.close();
      if (options.folder === undefined) removeFolder(folder);
    },
  };
}

function seatOn(desk: () => HostedDesk): Seat {
  const caller = { seatId: randomUUID(), origin: 'browser' } as const;
  const answer = (channel: string, message: unknown): Promise<Answer> =>
    desk().call(caller, channel, message);
  const send = (channel: ChannelName, input: unknown, options: AskOptions = {}): Promise<Answer> =>
    CHANNELS[channel].kind === 'query'
      ? answer(channel, { input })
      : answer(channel, {
          commandId: options.commandId ?? randomUUID(),
          input,
          ...(options.approval === undefined ? {} : { approval: options.approval }),
        });
  const seat: Seat = {
    answer,
    async ask(channel, input, options) {
      const got = await send(channel, input, options);
      if (!got.ok)
        throw new Error(`${channel}: ${got.error.code} ${got.error.what} [${got.error.field ?? ''}]`);
      // Every answer of every test is held against the contract, over a wire's own JSON.
      return CHANNELS[channel].output.parse(JSON.parse(JSON.stringify(got.value))) as never;
    },
    async refused(channel, input, options) {
      const got = await send(channel, input, options);
      if (got.ok) throw new Error(`${channel} was accepted: ${JSON.stringify(got.value)}`);
      return got.error;
    },
    async approval(channel, userName) {
      const given = await seat.ask('access.approve', {
        userName,
        secret: SAMPLE_CITY_PIN,
        channel,
        about: 'a test',
      });
      return given.approval;
    },
  };
  return seat;
}
