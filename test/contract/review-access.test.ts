/** Second sign-ins, repeated commands and the command line: who may, when, and how often. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNEL_NAMES, CHANNELS } from '../../shared/contract/index.ts';
import type { Answer } from '../../shared/contract/envelope.ts';
import type { Channel } from '../../shared/contract/channel.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { cash, miscellaneous, openWindow } from '../support/window.ts';
import type { Window } from '../support/window.ts';
import { SAMPLES } from './samples.ts';

let city: TestDesk;
let rosa: Window;
beforeAll(async () => {
  city = await openTestDesk();
  rosa = await openWindow(city, 'rosa', '3');
});
afterAll(() => city.close());

const OVER_LIMIT = 3_000_000;
const overLimit = () =>
  rosa.input({
    lines: [miscellaneous(OVER_LIMIT)],
    tenders: [cash(OVER_LIMIT)],
    overrides: [{ kind: 'over-limit', reason: 'Developer pays for a block' }],
  });

describe('an approval', () => {
  it('that was spent does not keep a repeated command from its stored answer', async () => {
    const input = overLimit();
    const approval = await rosa.seat.approval('payment.post', 'dana');
    const options = { commandId: randomUUID(), approval };
    const first = await rosa.seat.ask('payment.post', input, options);
    expect(await rosa.seat.ask('payment.post', input, options)).toEqual(first);
    const { receipts } = await rosa.seat.ask('receipt.search', { sessionId: rosa.sessionId, limit: 50 });
    expect(receipts.filter((row) => row.paymentId === input.paymentId)).toHaveLength(1);
    expect((await rosa.seat.refused('payment.post', overLimit(), options)).code).toBe('COMMAND_ID_REUSED');
    expect((await rosa.seat.refused('payment.post', overLimit(), { approval })).code).toBe(
      'APPROVAL_EXPIRED',
    );
  });

  it('ends with the seat it was given at, and with its giver’s sign-in', async () => {
    const seat: Seat = city.seat();
    const signIn = (userName: string) => seat.ask('access.sign-in', { userName, secret: '2468' });
    await signIn('mei');
    const given = await seat.approval('payment.void', 'dana');
    await signIn('luis');
    const input = SAMPLES['payment.void'];
    expect((await seat.refused('payment.void', input, { approval: given })).code).toBe('APPROVAL_EXPIRED');
    const next = await seat.approval('payment.void', 'karen');
    const alex = await city.signIn('alex');
    await alex.ask('users.set-enabled', { userName: 'karen', enabled: false });
    expect((await seat.refused('payment.void', input, { approval: next })).code).toBe('APPROVAL_EXPIRED');
    await alex.ask('users.set-enabled', { userName: 'karen', enabled: true });
  });
});

describe('the command line', () => {
  const fromCommandLine = (channel: string, message: unknown): Promise<Answer> =>
    city.desk.call({ seatId: 'cli', origin: 'command-line', osUser: 'root' }, channel, message);

  it('may do nothing with money: it neither takes, counts, approves nor deposits', async () => {
    const money = /^(payment|session|deposit|tender|supervisor|settlement|receipt|parked|business-date)\./;
    for (const channel of CHANNEL_NAMES.filter((name) => money.test(name))) {
      const answer = await fromCommandLine(channel, {
        input: SAMPLES[channel],
        ...((CHANNELS[channel] as Channel).kind === 'command' ? { commandId: randomUUID() } : {}),
      });
      expect([channel, answer.ok ? 'accepted' : answer.error.code]).toEqual([channel, 'NOT_PERMITTED']);
      expect(answer.ok ? '' : answer.error.what).toMatch(/^The command line may not /);
    }
  });

  it('may import, export, back up and manage users', async () => {
    for (const channel of ['users.list', 'export.list', 'setup.overview'] as const)
      expect((await fromCommandLine(channel, { input: SAMPLES[channel] })).ok).toBe(true);
  });
});
