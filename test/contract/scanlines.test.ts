/** An office with a scan line of its own: set up, refused with field and value, scanned, paid; and cards stay out. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulatedLine } from '../../drivers/bench/simulated-line.ts';
import { systemClock } from '../../drivers/clock.ts';
import { scannerSimulator, TEST_CARD } from '../../drivers/scanner/simulator/simulator.ts';
import { memoryNetwork } from '../../drivers/transport/memory.ts';
import type { Push } from '../../shared/contract/envelope.ts';
import type { Input } from '../../shared/contract/index.ts';
import { checkCharacter } from '../../shared/domain/stub/check-digit.ts';
import { readStub } from '../../shared/domain/stub/scanline.ts';
import type { ScanlineProfile } from '../../shared/domain/stub/scanline.ts';
import { stubScanline } from '../../shared/domain/stub/stub.ts';
import { holdsCardNumber } from '../../shared/kernel/card-number.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';

const ACCOUNT = '100000008';
/** Sixteen characters that begin as cards do: 40, account, cents, and a check by modulus 11. */
const WATER: ScanlineProfile = {
  name: 'Water district',
  length: 16,
  fields: [
    { name: 'district', start: 1, length: 2, type: 'digits', constant: '40' },
    { name: 'account', start: 3, length: 9, type: 'digits' },
    { name: 'amount', start: 12, length: 4, type: 'cents' },
  ],
  checks: [
    {
      weights: [2, 3, 4, 5, 6, 7],
      from: 'right',
      products: 'whole',
      modulus: 11,
      complement: true,
      ten: 'X',
      over: { start: 1, length: 15 },
      at: 16,
    },
  ],
  account: 'account',
  dueDate: null,
  amount: 'amount',
};

const waterLine = (amountCents: number): string => {
  const body = `40${ACCOUNT}${String(amountCents).padStart(4, '0')}`;
  return body + (checkCharacter(body, WATER.checks[0]!) ?? '');
};
/** The first amount whose line passes for a card number. */
const LIKE_A_CARD = Array.from({ length: 5_000 }, (_, cents) => cents + 1).find((cents) =>
  holdsCardNumber(waterLine(cents)),
)!;

const simulator = scannerSimulator();
let city: TestDesk;
let alex: Seat;
let rosa: Seat;
const pushes: Push[] = [];

beforeAll(async () => {
  const line = simulatedLine(systemClock);
  const network = memoryNetwork(systemClock, (cable) => simulator.attach(line.over(cable)));
  city = await openTestDesk({ deviceTransport: () => network.transport });
  city.desk.subscribe((push) => pushes.push(push));
  alex = await city.signIn('alex');
  rosa = await city.signIn('rosa');
});
afterAll(() => city.close());

const current = async (): Promise<readonly ScanlineProfile[]> =>
  (await alex.ask('setup.overview', {})).scanlines;

describe('the scan lines of an office', () => {
  it('are the sample city’s stub until it has set its own', async () => {
    expect(await current()).toEqual([stubScanline()]);
    expect((await rosa.ask('counter.setup', {})).scanlines).toEqual([stubScanline()]);
  });

  it.each<[string, readonly ScanlineProfile[], object]>([
    [
      'a field beyond the line',
      [stubScanline(), { ...WATER, fields: WATER.fields.map((f) => ({ ...f, start: f.start + 4 })) }],
      { code: 'SCANLINE_VALUE', field: 'scanlines.1.fields.2.start', value: '16–19' },
    ],
    [
      'a modulus that needs two characters',
      [{ ...WATER, checks: [{ ...WATER.checks[0]!, modulus: 97 }] }],
      { code: 'SCANLINE_VALUE', field: 'scanlines.0.checks.0.modulus', value: '97' },
    ],
    [
      'one name twice',
      [stubScanline(), { ...WATER, name: 'stub' }],
      { code: 'SCANLINE_NAME_TAKEN', field: 'scanlines.1.name', value: 'stub' },
    ],
    [
      'two that nobody can tell apart',
      [WATER, { ...WATER, name: 'Sewer district' }],
      { code: 'SCANLINE_ALIKE', field: 'scanlines.1.length', value: '16' },
    ],
    [
      'one that every card would fit',
      [{ ...WATER, fields: WATER.fields.slice(1), checks: [] }],
      { code: 'SCANLINE_LIKE_CARD', field: 'scanlines.0.length', value: '16' },
    ],
  ])('are refused whole, with field and value: %s', async (_, scanlines, refusal) => {
    const before = await current();
    expect(await alex.refused('setup.set-scanlines', { scanlines })).toMatchObject(refusal);
    expect(await current()).toEqual(before);
  });

  it('are an administrator’s to change', async () => {
    expect((await rosa.refused('setup.set-scanlines', { scanlines: [] })).code).toBe('NOT_PERMITTED');
  });

  it('are tried line by line, and a card number is not drawn', async () => {
    const trial = await alex.ask('setup.try-scanline', { stub: waterLine(LIKE_A_CARD), profile: WATER });
    expect(trial).toMatchObject({
      fits: true,
      fields: [{}, { value: ACCOUNT }, { value: String(LIKE_A_CARD) }],
    });
    const anything = { ...WATER, fields: WATER.fields.slice(1), checks: [] };
    for (const profile of [WATER, anything]) {
      const refused = await alex.refused('setup.try-scanline', { stub: TEST_CARD, profile });
      expect(refused).toMatchObject({ code: 'CARD_NUMBER_DISCARDED', field: 'stub' });
      expect(JSON.stringify(refused)).not.toContain(TEST_CARD.slice(0, 6));
    }
  });
});

describe('an office with its own scan line', () => {
  const until = async (kind: string): Promise<Push> => {
    for (let looks = 0; looks < 500; looks += 1) {
      const found = pushes.find((push) => push.topic === 'reading' && push.payload.kind === kind);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`no reading of kind ${kind}`);
  };

  beforeAll(async () => {
    await alex.ask('device.set', {
      deviceId: 'scanner',
      device: {
        name: 'Scanner',
        sources: ['3'],
        settings: {
          kind: 'scanner',
          transport: { kind: 'serial', path: '/dev/ttyS9', baudRate: 9600, parity: 'none' },
          aimPrefix: true,
          i2of5Length: null,
          code39Check: false,
        },
      },
    });
    for (let looks = 0; looks < 500; looks += 1) {
      const { devices } = await alex.ask('device.list', {});
      if (devices.find((device) => device.deviceId === 'scanner')?.connection === 'ready') return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  it('is not heard before it is set up: what looks like a card is discarded', async () => {
    expect(LIKE_A_CARD).toBeGreaterThan(0);
    simulator.scan(waterLine(LIKE_A_CARD));
    await until('card-discarded');
    pushes.length = 0;
  });

  it('hears a stub whose digits look like a card’s, as soon as it is set up, and discards a card', async () => {
    await alex.ask('setup.set-scanlines', { scanlines: [stubScanline(), WATER] });
    simulator.scan(waterLine(LIKE_A_CARD));
    const push = await until('scan');
    if (push.topic !== 'reading' || push.payload.kind !== 'scan') throw new Error('not a scan');
    expect(await rosa.ask('device.reading', { readingId: push.payload.readingId })).toMatchObject({
      text: waterLine(LIKE_A_CARD),
    });
    expect(pushes.filter((each) => each.topic === 'reading')).toHaveLength(1);
    simulator.scan(TEST_CARD);
    await until('card-discarded');
    expect(JSON.stringify(await alex.ask('device.traffic', { deviceId: 'scanner' }))).not.toContain(
      TEST_CARD.slice(0, 6),
    );
  });

  it('pays what its stub says, found as the find field finds it', async () => {
    const { scanlines } = await rosa.ask('counter.setup', {});
    const stub = readStub(`${waterLine(LIKE_A_CARD)}\r`, scanlines);
    expect(stub).toMatchObject({
      ok: true,
      value: { profile: 'Water district', account: ACCOUNT, amountCents: LIKE_A_CARD },
    });
    expect(readStub('10000000811232600000189881', scanlines)).toMatchObject({ ok: true });
    // Without an X for ten and without a card's look, the main process finds the same.
    expect((await rosa.ask('account.search', { text: waterLine(1), limit: 5 })).exact).toEqual({
      account: ACCOUNT,
      stub: { amountCents: 1 },
    });

    const sessionId = randomUUID();
    await rosa.ask('session.open', {
      sessionId,
      source: '3',
      count: [{ form: 'bill', denominationCents: 2000, loose: 15, bundles: 0 }],
    });
    const view = await rosa.ask('account.show', { account: ACCOUNT });
    const { account, amountCents: _, ...charge } = view.charges[0]!.charge;
    const { serviceMap } = await rosa.ask('counter.setup', {});
    const receiptType = serviceMap.find((row) => row.service === charge.service && row.kind === charge.kind);
    const line: Input<'payment.post'>['lines'][number] = {
      receiptType: receiptType?.receiptType ?? '',
      amountCents: LIKE_A_CARD,
      account,
      charge,
    };
    const posted = await rosa.ask('payment.post', {
      paymentId: randomUUID(),
      sessionId,
      payer: { name: '', relation: 'walk-in' },
      lines: [line],
      tenders: [{ tenderType: 'CASH', amountCents: LIKE_A_CARD }],
      language: 'en',
      overrides: [],
    });
    expect(posted.totalCents).toBe(LIKE_A_CARD);
    expect((await rosa.ask('account.show', { account: ACCOUNT })).balanceCents).toBe(
      view.balanceCents - LIKE_A_CARD,
    );
  });

  it('keeps it when other policy is changed, and over a restart', async () => {
    const { policy } = await alex.ask('setup.overview', {});
    await alex.ask('setup.set-policy', { ...policy, closeAttempts: 3 });
    expect(await current()).toEqual([stubScanline(), WATER]);
    await city.reopen();
    alex = await city.signIn('alex');
    expect(await current()).toEqual([stubScanline(), WATER]);
  });

  it('may have none: then nothing that is typed is a stub', async () => {
    await alex.ask('setup.set-scanlines', { scanlines: [] });
    rosa = await city.signIn('rosa');
    expect(
      (await rosa.ask('account.search', { text: '10000000811232600000189881', limit: 5 })).exact,
    ).toBeUndefined();
  });
});
