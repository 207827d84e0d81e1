/**
 * A whole day with every device of the counter, and the same day with devices that fail at random: whoever does what the
 * product says ends with the same books, and no device was made to do anything twice.
 */
import { describe, expect, it, vi } from 'vitest';
import { printedText } from '../../drivers/receipt-printer/decode.ts';
import { rigInMemory, rigOnSockets } from '../support/counter-rig.ts';
import type { Counter, Terminal } from '../support/counter-people.ts';
import { workTheDay } from '../support/counter-day.ts';
import { booksOf } from '../support/day-books.ts';
import { dice } from '../support/random.ts';
import { NO_TROUBLES, troublesOf } from '../support/troubles.ts';

vi.setConfig({ testTimeout: 600_000 });

const SEEDS = Number(process.env['TILLWRIGHT_DAYS'] ?? 8);
const FIRST = Number(process.env['TILLWRIGHT_SEED'] ?? 1);
/** How often a step meets with trouble. */
const SHARE = 0.6;

let good: Promise<Readonly<Record<string, unknown>>> | undefined;

async function goodDay(): Promise<Readonly<Record<string, unknown>>> {
  const rig = await rigOnSockets();
  try {
    const counter = await workTheDay(rig, NO_TROUBLES);
    expect(counter.typed).toEqual([]);
    const shown = rig.devices['pole-display'].simulator.lines().join('\n');
    expect(shown).toContain('158.49');
    await terminalsAgree(counter);
    nothingTwice(counter);
    await verified(counter);
    return await booksOf(counter);
  } finally {
    await rig.close();
  }
}

async function verified(counter: Counter): Promise<void> {
  const report = await counter.person('sam').ask('books.verify', {});
  expect(report.findings).toEqual([]);
}

/** What the terminal's bank holds, and what the books say of it. */
async function terminalsAgree(counter: Counter): Promise<void> {
  for (const [terminal, cents] of [
    ['card-terminal-pax', 171_05],
    ['card-terminal-zvt', 64_00],
  ] as const satisfies readonly (readonly [Terminal, number])[]) {
    const { simulator } = counter.rig.devices[terminal];
    const stand = simulator.charges().filter(({ voided }) => voided === 'no');
    expect([terminal, stand.reduce((sum, charge) => sum + charge.cents, 0)]).toEqual([terminal, cents]);
    expect(simulator.refunds()).toEqual([]);
    expect(simulator.state.closedBatches).toHaveLength(1);
  }
}

/** No sale, no paper and no pulse that nobody asked for. */
function nothingTwice(counter: Counter): void {
  const { devices } = counter.rig;
  for (const terminal of ['card-terminal-pax', 'card-terminal-zvt'] as const) {
    const { simulator } = devices[terminal];
    expect(simulator.state.requests).toBeLessThanOrEqual(counter.asked[terminal]);
    const references = simulator.charges().flatMap(({ reference }) => (reference === '' ? [] : [reference]));
    expect(new Set(references).size).toBe(references.length);
  }
  const printer = devices['receipt-printer'].simulator;
  expect(printer.kicks().length).toBeLessThanOrEqual(counter.kicks);
  const originals = printer
    .papers()
    .map(printedText)
    .filter((text) => !/DUPLICATE|VOID/.test(text))
    .flatMap((text) => /Receipt\s+(\d\d-\d{6})/.exec(text)?.[1] ?? []);
  expect(new Set(originals).size).toBe(originals.length);
}

describe('a day with every device', () => {
  it('is worked from the scanned stub to the proof', async () => {
    good ??= goodDay();
    const books = await good;
    expect(books).toMatchObject({
      closes: [
        { cash: { expectedCents: 479_54, countedCents: 479_54 }, needReason: [] },
        { cash: { expectedCents: 200_00, countedCents: 200_00 }, needReason: [] },
      ],
      proof: { agrees: true, differences: [] },
    });
  });

  it.each(Array.from({ length: SEEDS }, (_, at) => FIRST + at))(
    'ends in the same books when devices fail, seed %i',
    async (seed) => {
      good ??= goodDay();
      const rig = await rigInMemory();
      const troubles = troublesOf(rig, dice(seed), SHARE);
      try {
        const counter = await workTheDay(rig, troubles);
        expect(await booksOf(counter), troubles.struck.join('\n')).toEqual(await good);
        await terminalsAgree(counter);
        nothingTwice(counter);
      } catch (fault) {
        throw new Error(
          `seed ${String(seed)}: ${String(fault)}\nIn trouble:\n${troubles.struck.join('\n')}`,
          {
            cause: fault,
          },
        );
      } finally {
        await rig.close();
      }
    },
  );
});
