/** Until the seal no total tells anybody who counts, or could be asked to, what a session should hold. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import type { BusinessDate } from '../../shared/kernel/time.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Seat, TestDesk } from '../support/desk.ts';
import { cash, miscellaneous, openWindow } from '../support/window.ts';
import type { Window } from '../support/window.ts';

const DAY = '2026-11-19' as BusinessDate;
const range = { from: DAY, to: DAY };

let city: TestDesk;
let rosa: Window;
let danasDrawer: Window;
let priya: Seat;
beforeAll(async () => {
  city = await openTestDesk();
  rosa = await openWindow(city, 'rosa', '3');
  danasDrawer = await openWindow(city, 'dana', '2');
  priya = await city.signIn('priya');
  await rosa.post({ lines: [miscellaneous(1_234)], tenders: [cash(1_234)] });
  await danasDrawer.post({ lines: [miscellaneous(5_600)], tenders: [cash(5_600)] });
});
afterAll(() => city.close());

const cashToday = (overview: Output<'supervisor.overview'>): number | undefined =>
  overview.tenders.find((row) => row.kind === 'cash')?.cents;

const refusals = async (seat: Seat): Promise<readonly string[]> => {
  const codes: string[] = [];
  codes.push((await seat.refused('proof.show', { range })).code);
  codes.push((await seat.refused('proof.rows', { range, drill: 'tenders:cash' })).code);
  codes.push((await seat.refused('proof.export', { range })).code);
  codes.push((await seat.refused('journal.by-fund', { range, by: 'date', released: false })).code);
  codes.push((await seat.refused('journal.by-fund', { range, by: 'date', released: true })).code);
  return codes;
};

describe('a supervisor who could be asked to count an open drawer', () => {
  it('sees no total with its money before a look that is recorded, and then may not count it', async () => {
    expect(cashToday(await priya.ask('supervisor.overview', {}))).toBe(0);
    expect(new Set(await refusals(priya))).toEqual(new Set(['LOOK_FIRST']));
    await priya.ask('supervisor.look', {});
    expect(cashToday(await priya.ask('supervisor.overview', {}))).toBe(6_834);
    expect((await priya.ask('proof.show', { range })).differences).toEqual([]);
    const approval = await priya.approval('session.begin-balancing', 'luis');
    const error = await priya.refused('session.begin-balancing', { sessionId: rosa.sessionId }, { approval });
    expect(error.code).toBe('COUNT_LOOKED');
  });
});

describe('a supervisor with a drawer of their own', () => {
  it('sees no total with its money, whatever they looked at, until it is sealed', async () => {
    const dana = danasDrawer.seat;
    await dana.ask('supervisor.look', {});
    expect(cashToday(await dana.ask('supervisor.overview', {}))).toBe(1_234);
    expect(new Set(await refusals(dana))).toEqual(new Set(['LOOK_BLIND']));
    await danasDrawer.close();
    expect(cashToday(await dana.ask('supervisor.overview', {}))).toBe(6_834);
    expect((await dana.ask('proof.show', { range })).agrees).toBe(true);
  });
});

describe('whoever counts no drawer', () => {
  it('sees the proof at any time', async () => {
    for (const userName of ['noor', 'sam']) {
      const seat = await city.signIn(userName);
      expect((await seat.ask('proof.show', { range })).agrees).toBe(true);
    }
  });
});

describe('the balancing report', () => {
  it('of somebody else’s close is not for a cashier', async () => {
    const { sessionId } = danasDrawer;
    const mei = await city.signIn('mei');
    expect((await mei.refused('session.result', { sessionId })).code).toBe('SESSION_NOT_YOURS');
    expect((await mei.refused('session.report', { sessionId })).code).toBe('SESSION_NOT_YOURS');
    expect((await mei.refused('session.report-pdf', { sessionId })).code).toBe('SESSION_NOT_YOURS');
    const commandId = randomUUID();
    expect((await mei.refused('session.print-report', { sessionId }, { commandId })).code).toBe(
      'SESSION_NOT_YOURS',
    );
    await danasDrawer.seat.ask('session.report', { sessionId });
  });
});
