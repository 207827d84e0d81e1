/** The permission table, channel by channel and role by role: what is not permitted is refused before anything is looked at. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNEL_NAMES, CHANNELS } from '../../shared/contract/index.ts';
import type { ChannelName } from '../../shared/contract/index.ts';
import type { Channel } from '../../shared/contract/channel.ts';
import { may } from '../../shared/domain/office/permissions.ts';
import type { Permission } from '../../shared/domain/office/permissions.ts';
import type { Role } from '../../shared/domain/office/types.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { SAMPLES } from './samples.ts';

const PEOPLE: Readonly<Record<Exclude<Role, 'lead'>, string>> = {
  cashier: 'rosa',
  clerk: 'omar',
  supervisor: 'dana',
  accountant: 'noor',
  administrator: 'alex',
  auditor: 'sam',
};

/** Ends the seat it is sent from, or needs a real secret: sent apart from the others. */
const ENDS_SEAT: readonly ChannelName[] = [
  'access.sign-out',
  'access.lock',
  'access.sign-in',
  'access.unlock',
  'access.approve',
  'access.change-secret',
  'desk.found-sample-city',
  'desk.found-office',
];

const permitted = (channel: ChannelName, role: Role): boolean => {
  const { access }: Channel = CHANNELS[channel];
  if (access === 'public' || access === 'signed-in') return true;
  const wanted: readonly Permission[] = typeof access === 'string' ? [access] : access;
  return wanted.some((permission) => may(role, permission));
};

let city: TestDesk;
beforeAll(async () => {
  city = await openTestDesk();
});
afterAll(() => city.close());

const send = (seat: Seat, channel: ChannelName) =>
  seat.answer(channel, {
    input: SAMPLES[channel],
    ...(CHANNELS[channel].kind === 'command' ? { commandId: randomUUID() } : {}),
  });

describe.each(Object.entries(PEOPLE) as [Role, string][])('a %s', (role, userName) => {
  it('is refused every channel that the table does not give, and no other for want of permission', async () => {
    const seat = await city.signIn(userName);
    for (const channel of CHANNEL_NAMES) {
      if (ENDS_SEAT.includes(channel)) continue;
      const answer = await send(seat, channel);
      const code = answer.ok ? 'accepted' : answer.error.code;
      if (permitted(channel, role)) expect([channel, code]).not.toEqual([channel, 'NOT_PERMITTED']);
      else expect([channel, code]).toEqual([channel, 'NOT_PERMITTED']);
    }
  });
});

describe('nobody', () => {
  it('is refused everything that is not public', async () => {
    for (const channel of CHANNEL_NAMES) {
      if (CHANNELS[channel].access === 'public') continue;
      const answer = await send(city.seat(), channel);
      expect([channel, answer.ok ? 'accepted' : answer.error.code]).toEqual([channel, 'NOT_SIGNED_IN']);
    }
  });

  it('gets an office only once', async () => {
    const error = await city.seat().refused('desk.found-office', SAMPLES['desk.found-office']);
    expect(error.code).toBe('ALREADY_FOUNDED');
  });
});

describe('a seat', () => {
  it('that is locked is refused until its own person unlocks it', async () => {
    const seat = await city.signIn('mei');
    await seat.ask('access.lock', {});
    expect((await seat.refused('session.mine', {})).code).toBe('SEAT_LOCKED');
    expect((await seat.refused('access.unlock', { secret: '1111' })).code).toBe('SIGN_IN_FAILED');
    await seat.ask('access.unlock', { secret: '2468' });
    expect(await seat.ask('session.mine', {})).toBeNull();
  });

  it('locks by itself after the policy’s time without use', async () => {
    const seat = await city.signIn('mei');
    city.pass(5 * 60_000 + 1);
    expect((await seat.refused('session.mine', {})).code).toBe('SEAT_LOCKED');
  });

  it('cannot use another seat’s approval, nor one for another channel, nor one twice', async () => {
    const seat = await city.signIn('mei');
    const approval = await seat.approval('deposit.seal', 'dana');
    const input = SAMPLES['payment.void'];
    expect((await seat.refused('payment.void', input, { approval })).code).toBe('APPROVAL_EXPIRED');
    const other = await city.signIn('omar');
    expect((await other.refused('deposit.seal', SAMPLES['deposit.seal'], { approval })).code).toBe(
      'APPROVAL_EXPIRED',
    );
  });

  it('locks a name out after too many wrong PINs, for the policy’s time, and says so', async () => {
    const seat = city.seat();
    for (let left = 4; left > 0; left -= 1) {
      const error = await seat.refused('access.sign-in', { userName: 'karen', secret: '1111' });
      expect(error.what).toContain(left === 1 ? '1 try' : `${String(left)} tries`);
    }
    expect((await seat.refused('access.sign-in', { userName: 'karen', secret: '1111' })).code).toBe(
      'SIGN_IN_LOCKED_OUT',
    );
    expect((await seat.refused('access.sign-in', { userName: 'karen', secret: '2468' })).code).toBe(
      'SIGN_IN_LOCKED_OUT',
    );
    city.pass(15 * 60_000 + 1);
    await seat.ask('access.sign-in', { userName: 'karen', secret: '2468' });
  });
});
