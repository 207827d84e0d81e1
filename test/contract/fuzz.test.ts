/** Whatever arrives on whatever channel: always an envelope, never a throw, never a change. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNEL_NAMES, CHANNELS } from '../../shared/contract/index.ts';
import type { ChannelName } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { SAMPLES } from './samples.ts';

let city: TestDesk;
let seats: readonly Seat[];
beforeAll(async () => {
  city = await openTestDesk();
  seats = await Promise.all(['rosa', 'omar', 'dana', 'noor', 'alex', 'sam'].map((name) => city.signIn(name)));
});
afterAll(() => city.close());

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 400);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
/** What came before stays in the books: one message alone would not fail again, so none is looked for that is smaller. */
const PLAN = { numRuns: RUNS, seed: SEED, endOnFailure: true } as const;

/** Those that do not sign the six out, found another city, or work for seconds. */
const isQuiet = (name: ChannelName): boolean => !/sign-|access|found|backup|verify|users/.test(name);

const message = (name: ChannelName, input: unknown): unknown =>
  CHANNELS[name].kind === 'command' ? { input, commandId: randomUUID() } : { input };

/** Where it happened inside; empty while nothing did. */
function lastFault(): string {
  const log = join(city.folder, 'tillwright.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n') : '';
}

const isEnvelope = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  'ok' in answer &&
  (answer.ok === true ? 'value' in answer : 'error' in answer);

describe(`any message, seed ${String(SEED)}`, () => {
  it('is answered with an envelope, and INTERNAL is never the answer', async () => {
    const someone = fc.nat({ max: 5 });
    const channel = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...CHANNEL_NAMES) },
      { weight: 1, arbitrary: fc.string() },
    );
    await fc.assert(
      fc.asyncProperty(
        someone,
        channel,
        fc.anything({ withBigInt: true, withDate: true, maxDepth: 3 }),
        async (who, name, anything) => {
          const answer = await seats[who]?.answer(name, anything);
          expect(isEnvelope(answer)).toBe(true);
          expect(answer?.ok === false ? answer.error.code : '', lastFault()).not.toBe('INTERNAL');
        },
      ),
      PLAN,
    );
  });

  it('about something that does not exist is refused, on every channel and by everybody', async () => {
    const broken: string[] = [];
    for (const name of CHANNEL_NAMES.filter(isQuiet)) {
      for (const seat of seats) {
        const answer = await seat.answer(name, message(name, SAMPLES[name]));
        if (!answer.ok && answer.error.code === 'INTERNAL') broken.push(name);
      }
    }
    expect(broken, lastFault()).toEqual([]);
  });

  it('that is nearly right, one member replaced by anything, is refused or accepted but never breaks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 5 }),
        fc.constantFrom(...CHANNEL_NAMES.filter(isQuiet)),
        fc.nat(),
        fc.jsonValue({ maxDepth: 2 }),
        async (who, name, at, value) => {
          const sample: Record<string, unknown> = { ...SAMPLES[name] };
          const keys = Object.keys(sample);
          const key = keys[at % Math.max(1, keys.length)];
          if (key !== undefined) sample[key] = value;
          const asked = message(name, sample);
          const answer = await seats[who]?.answer(name, asked);
          expect(isEnvelope(answer)).toBe(true);
          expect([name, answer?.ok === false ? answer.error.code : ''], lastFault()).not.toEqual([
            name,
            'INTERNAL',
          ]);
        },
      ),
      PLAN,
    );
    // What an accepted command left to do afterwards, on paper or at a terminal.
    await city.desk.settled();
    expect(lastFault()).toBe('');
  });

  it('that holds a card number is discarded without repeating it, wherever it stands', async () => {
    const before = await seats[5]?.ask('books.events', { limit: 1 });
    for (const place of ['payer.name', 'lines.0.reference', 'overrides.0.reason']) {
      const input = {
        ...SAMPLES['payment.post'],
        payer: { name: place === 'payer.name' ? '4111 1111 1111 1111' : '', relation: 'walk-in' as const },
        lines: [
          {
            receiptType: 'MISC',
            amountCents: 100,
            reference: place === 'lines.0.reference' ? '5555-5555-5555-4444' : 'x',
          },
        ],
        overrides: [
          {
            kind: 'allocation' as const,
            reason: place === 'overrides.0.reason' ? 'card 378282246310005' : 'why',
          },
        ],
      };
      const error = await seats[0]?.refused('payment.post', input);
      expect(error).toMatchObject({ code: 'CARD_NUMBER_DISCARDED', field: place });
      expect(JSON.stringify(error)).not.toMatch(/4111|5555|3782/);
    }
    expect(await seats[5]?.ask('books.events', { limit: 1 })).toEqual(before);
  });
});
