/**
 * Question and answer with the machine. No answer in 250 ms is a failure, and the computer waits 250 ms before it asks
 * again (handbook 12.2); every question here may be asked again because none changes a count. Twice at most.
 *
 * Nothing is ever added to the machine's memory, no register is cleared and no key is locked: what the machine shows
 * stays until the operator clears it. It is not logged off either, which would put it into the state after power-on.
 */
import type { LinkFault } from '../../../shared/devices/fault.ts';
import { pause } from '../../clock.ts';
import type { Clock } from '../../clock.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import type { Sc350Decoder, Sc350Frame } from './decoder.ts';
import { encodeQuestion, isAtRest, NAK, numberOf, revisionOf, statusOf, valueLength } from './protocol.ts';
import type { MachineStatus, Question, Revision } from './protocol.ts';

export type Sc350Deadlines = {
  readonly answerMs: number;
  /** Of quiet before a question is asked again. */
  readonly pauseMs: number;
  readonly writeMs: number;
};
export const SC350_DEADLINES: Sc350Deadlines = { answerMs: 250, pauseMs: 250, writeMs: 1000 };

const REPEATS = 2;

export type Told<T> =
  | { readonly told: true; readonly value: T; readonly bytes: readonly number[] }
  | { readonly told: false; readonly fault: LinkFault };

export type Reading =
  | { readonly at: 'rest'; readonly pieces: number; readonly bytes: readonly number[] }
  | { readonly at: 'work' }
  | { readonly at: 'fault'; readonly fault: LinkFault };

export type Sc350Dialogue = {
  /** Logs on and asks who is there: a protocol that the handbook does not describe is another device. */
  greet(): Promise<Told<Revision>>;
  status(): Promise<Told<MachineStatus>>;
  /** Coins since the operator's last clear; zero where the machine is not set to batches. */
  batchValue(): Promise<Told<number>>;
  batchLimit(): Promise<Told<number>>;
  memory(): Promise<Told<number>>;
  /** The count of a machine that rests: asked twice, at rest before and after, or it is still at work. */
  read(): Promise<Reading>;
};

export type DialogueParts = {
  readonly exchange: Exchange<Sc350Frame>;
  readonly decoder: Sc350Decoder;
  readonly clock: Clock;
  readonly deadlines?: Partial<Sc350Deadlines>;
};

type Attempt =
  | { readonly is: 'answer'; readonly value: readonly number[]; readonly bytes: readonly number[] }
  /** It says something, and not what it should. */
  | { readonly is: 'odd' }
  | { readonly is: 'silence' }
  | { readonly is: 'closed' };

export function sc350Dialogue({ exchange, decoder, clock, deadlines }: DialogueParts): Sc350Dialogue {
  const { answerMs, pauseMs, writeMs } = { ...SC350_DEADLINES, ...deadlines };
  let protocolMajor = 2;

  async function attempt(question: Question): Promise<Attempt> {
    decoder.expect(valueLength(question, protocolMajor));
    const answer = exchange.expect((frame) => frame.kind !== 'unasked', answerMs);
    const written = await exchange.send(encodeQuestion(question), writeMs);
    const got = written.written ? await answer : undefined;
    const half = decoder.rest();
    if (got === undefined || got.kind === 'closed') return { is: 'closed' };
    if (got.kind !== 'answered') return { is: half[0] === NAK && half.length === 1 ? 'odd' : 'silence' };
    if (got.frame.kind !== 'answer') return { is: 'odd' };
    return { is: 'answer', value: got.frame.value, bytes: got.frame.bytes };
  }

  async function ask<T>(
    question: Question,
    read: (value: readonly number[]) => T | undefined,
  ): Promise<Told<T>> {
    let fault: LinkFault = 'silent';
    for (let repeats = 0; repeats <= REPEATS; repeats += 1) {
      if (repeats > 0) await pause(clock, pauseMs);
      const got = await attempt(question);
      if (got.is === 'closed') return { told: false, fault: 'unplugged' };
      const value = got.is === 'answer' ? read(got.value) : undefined;
      if (got.is === 'answer' && value !== undefined) return { told: true, value, bytes: got.bytes };
      if (got.is !== 'silence') fault = 'wrong-device';
    }
    return { told: false, fault };
  }

  const askNumber = (question: Question): Promise<Told<number>> => ask(question, numberOf);
  const status = (): Promise<Told<MachineStatus>> => ask('status', ([byte = 0xff]) => statusOf(byte));

  async function greet(): Promise<Told<Revision>> {
    const loggedOn = await ask('logOn', () => true);
    if (!loggedOn.told) return loggedOn;
    const revision = await ask('revision', (bytes) => {
      const said = revisionOf(bytes);
      return said.protocolMajor === 1 || said.protocolMajor === 2 ? said : undefined;
    });
    if (revision.told) protocolMajor = revision.value.protocolMajor;
    return revision;
  }

  async function read(): Promise<Reading> {
    const before = await status();
    if (!before.told) return { at: 'fault', fault: before.fault };
    if (!isAtRest(before.value)) return { at: 'work' };
    const first = await askNumber('count');
    if (!first.told) return { at: 'fault', fault: first.fault };
    const second = await askNumber('count');
    if (!second.told) return { at: 'fault', fault: second.fault };
    const after = await status();
    if (!after.told) return { at: 'fault', fault: after.fault };
    if (!isAtRest(after.value) || first.value !== second.value) return { at: 'work' };
    return {
      at: 'rest',
      pieces: second.value,
      bytes: [...before.bytes, ...first.bytes, ...second.bytes, ...after.bytes],
    };
  }

  return {
    greet,
    status,
    batchValue: () => askNumber('batchValue'),
    batchLimit: () => askNumber('batchLimit'),
    memory: () => askNumber('memory'),
    read,
  };
}
