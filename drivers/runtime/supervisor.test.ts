import { describe, expect, it } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { createSupervisor } from './supervisor.ts';
import type { Checked, DeviceCondition, SupervisedSession } from './supervisor.ts';

const PLAN = { heartbeatMs: 1000, backOffMs: [100, 200, 400] };

/** A device that can be unplugged; each opening is a new session object, counted. */
function bench() {
  const clock = fakeClock();
  const said: DeviceCondition<string, number>[] = [];
  const nothing = (_why: string): void => undefined;
  const device = { plugged: true, answers: true, sessions: 0, open: 0, looks: 0, lose: nothing };
  const openSession = async (): Promise<Checked<SupervisedSession<string, number>>> => {
    device.sessions += 1;
    if (!device.plugged) return { ok: false, fault: 'unplugged' };
    device.open += 1;
    const lost = new Promise<string>((resolve) => (device.lose = resolve));
    return {
      ok: true,
      value: {
        identify: async () => (device.answers ? { ok: true, value: 'TM' } : { ok: false, fault: 'silent' }),
        look: async () => {
          device.looks += 1;
          return device.answers ? { ok: true, value: device.looks } : { ok: false, fault: 'silent' };
        },
        lost,
        close: async () => {
          device.open -= 1;
        },
      },
    };
  };
  const supervisor = createSupervisor({
    open: openSession,
    clock,
    plan: PLAN,
    changed: (condition) => said.push(condition),
  });
  return { clock, said, device, supervisor };
}

describe('the supervisor', () => {
  it('opens, identifies, and looks again at each heartbeat on the same session', async () => {
    const { clock, said, device, supervisor } = bench();
    supervisor.start();
    await clock.advance(2500);
    expect(said.map((c) => c.is)).toEqual(['opening', 'ready', 'ready', 'ready']);
    expect(device.sessions).toBe(1);
    expect(supervisor.condition).toMatchObject({ is: 'ready', identity: 'TM', state: 3, sinceMs: 0 });
  });

  it('tries again later and later, each time with a fresh session, and remembers since when', async () => {
    const { clock, said, device, supervisor } = bench();
    device.plugged = false;
    supervisor.start();
    await clock.advance(1000);
    const tries = said.filter((c) => c.is === 'failed');
    expect(tries.map((c) => c.nextTryAtMs)).toEqual([100, 300, 700, 1100]);
    expect(new Set(tries.map((c) => c.sinceMs))).toEqual(new Set([0]));
    expect(device.sessions).toBe(4);
    device.plugged = true;
    await clock.advance(100);
    expect(supervisor.condition.is).toBe('ready');
  });

  it('notices a lost device at once, closes what was left of the session and opens a new one', async () => {
    const { clock, device, supervisor } = bench();
    supervisor.start();
    await clock.advance(10);
    device.plugged = false;
    device.lose('unplugged');
    await clock.advance(0);
    expect(supervisor.condition).toMatchObject({ is: 'failed', fault: 'unplugged', sinceMs: 10 });
    expect(device.open).toBe(0);
    device.plugged = true;
    await clock.advance(100);
    expect(supervisor.condition.is).toBe('ready');
    expect(device.sessions).toBe(2);
  });

  it('takes silence at a heartbeat for a failure', async () => {
    const { clock, device, supervisor } = bench();
    supervisor.start();
    await clock.advance(10);
    device.answers = false;
    await clock.advance(1000);
    expect(supervisor.condition).toMatchObject({ is: 'failed', fault: 'silent' });
    expect(device.open).toBe(0);
  });

  it('tries at once when nudged', async () => {
    const { clock, device, supervisor } = bench();
    device.plugged = false;
    supervisor.start();
    await clock.advance(350);
    expect(device.sessions).toBe(3);
    device.plugged = true;
    supervisor.nudge();
    await clock.advance(0);
    expect(supervisor.condition.is).toBe('ready');
  });

  it('forgets no nudge that came while it was busy failing', async () => {
    const { clock, device, supervisor } = bench();
    device.plugged = false;
    supervisor.start();
    supervisor.nudge();
    await clock.advance(0);
    expect(device.sessions).toBe(2);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(199);
    expect(device.sessions).toBe(2);
  });

  it('comes back later and later to a device that is ready and gone again, until it stays', async () => {
    const { clock, said, device, supervisor } = bench();
    supervisor.start();
    await clock.advance(0);
    for (const pauseMs of [100, 200, 400, 400]) {
      expect(supervisor.condition.is).toBe('ready');
      device.lose('unplugged');
      await clock.advance(pauseMs - 1);
      expect(supervisor.condition.is).toBe('failed');
      await clock.advance(1);
    }
    await clock.advance(1000);
    device.lose('unplugged');
    await clock.advance(100);
    expect(supervisor.condition.is).toBe('ready');
    expect(said.filter((c) => c.is === 'opening')).toHaveLength(1);
  });

  it('keeps one hand on the device’s loss, however long it is held', async () => {
    const { clock, device, supervisor } = bench();
    supervisor.start();
    await clock.advance(100_000);
    expect(device.looks).toBeGreaterThan(90);
    expect(clock.pendingTimers).toBe(1);
    device.lose('unplugged');
    await clock.advance(0);
    expect(supervisor.condition).toMatchObject({ is: 'failed', fault: 'unplugged' });
    expect(clock.pendingTimers).toBe(1);
  });

  it('stops with its session closed and nothing scheduled, and can be started again', async () => {
    const { clock, device, supervisor } = bench();
    supervisor.start();
    await clock.advance(10);
    await supervisor.stop();
    expect(supervisor.condition).toEqual({ is: 'stopped' });
    expect(device.open).toBe(0);
    expect(clock.pendingTimers).toBe(0);
    supervisor.start();
    await clock.advance(0);
    expect(supervisor.condition.is).toBe('ready');
  });
});
