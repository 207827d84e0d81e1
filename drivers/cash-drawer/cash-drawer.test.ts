import { describe, expect, it } from 'vitest';
import { CALIBRATION_STEPS, calibrate, nextCalibrationStep } from './calibration.ts';
import type { CalibrationReading } from './calibration.ts';
import { drawerSimulator } from './simulator.ts';
import type { DrawerWiring } from './simulator.ts';
import { kickBytes, pulseBytes } from './kick.ts';
import { drawerReading } from './sensor.ts';

describe('the kick', () => {
  it('carries both time bytes: 50 ms on, 500 ms off, on the pin asked for', () => {
    expect([...kickBytes(0)]).toEqual([0x1b, 0x70, 0x00, 0x19, 0xfa]);
    expect([...kickBytes(1)]).toEqual([0x1b, 0x70, 0x01, 0x19, 0xfa]);
  });

  it('in real time is one pulse of 100 ms', () => {
    expect([...pulseBytes(1)]).toEqual([0x10, 0x14, 0x01, 0x01, 0x01]);
  });
});

describe('the sensor', () => {
  it('reads HIGH as its polarity says, and says nothing where there is none', () => {
    expect(drawerReading('high-is-open', true)).toBe('open');
    expect(drawerReading('high-is-open', false)).toBe('closed');
    expect(drawerReading('high-is-closed', true)).toBe('closed');
    expect(drawerReading('high-is-closed', false)).toBe('open');
    expect(drawerReading('none', true)).toBe('no-sensor');
  });
});

describe('calibration', () => {
  const readings = (...pins: CalibrationReading['pin'][]): CalibrationReading[] =>
    pins.map((pin, n) => ({ asked: CALIBRATION_STEPS[n]!, pin }));

  it('gives a polarity when both states were seen twice', () => {
    expect(calibrate(readings('high', 'low', 'high', 'low'))).toEqual({
      calibrated: true,
      sensor: 'high-is-open',
    });
    expect(calibrate(readings('low', 'high', 'low', 'high'))).toEqual({
      calibrated: true,
      sensor: 'high-is-closed',
    });
  });

  it('gives none for an unconnected sensor, which always reads HIGH', () => {
    expect(calibrate(readings('high', 'high', 'high', 'high'))).toEqual({
      calibrated: false,
      why: 'never-changed',
    });
  });

  it('gives none when a state was read both ways, when the printer was silent, or before the end', () => {
    expect(calibrate(readings('high', 'low', 'low', 'low'))).toMatchObject({ why: 'contradictory' });
    expect(calibrate(readings('high', 'no-answer'))).toMatchObject({ why: 'no-answer' });
    expect(calibrate(readings('high', 'low'))).toMatchObject({ why: 'not-finished' });
    expect(calibrate([])).toMatchObject({ why: 'not-finished' });
  });

  /** A person who does what is asked, before a printer that says what it reads. */
  function dialogue(wiring: Partial<DrawerWiring>, lazy = false) {
    const drawer = drawerSimulator(() => undefined);
    drawer.rewire(wiring);
    const readings: CalibrationReading[] = [];
    for (let asked = nextCalibrationStep([]); asked; asked = nextCalibrationStep(readings)) {
      if (!lazy && asked === 'open-it') drawer.openByKey();
      if (!lazy && asked === 'close-it') drawer.close();
      readings.push({ asked, pin: drawer.pinHigh ? 'high' : 'low' });
    }
    return { result: calibrate(readings), readings };
  }

  it('is a dialogue of four steps, and finds out either wiring', () => {
    expect(dialogue({ highWhen: 'open' }).result).toEqual({ calibrated: true, sensor: 'high-is-open' });
    expect(dialogue({ highWhen: 'closed' }).result).toEqual({ calibrated: true, sensor: 'high-is-closed' });
    expect(dialogue({}).readings.map(({ asked }) => asked)).toEqual(CALIBRATION_STEPS);
  });

  it('finds nothing where the drawer was not moved, or is not plugged in', () => {
    expect(dialogue({}, true).result).toEqual({ calibrated: false, why: 'never-changed' });
    expect(dialogue({ connected: false }).result).toEqual({ calibrated: false, why: 'never-changed' });
  });

  it('stops asking when the printer does not answer', () => {
    expect(nextCalibrationStep(readings('high', 'no-answer'))).toBeUndefined();
    expect(nextCalibrationStep(readings('high'))).toBe('close-it');
  });

  it('gives a sensor only if the readings of both states differ and each was repeated', () => {
    const pins = ['high', 'low', 'no-answer'] as const;
    for (let n = 0; n < 3 ** 4; n += 1) {
      const four = [0, 1, 2, 3].map((place) => pins[Math.trunc(n / 3 ** place) % 3]!);
      const [openOnce, closedOnce, openTwice, closedTwice] = four;
      const seenBoth =
        !four.includes('no-answer') &&
        openOnce === openTwice &&
        closedOnce === closedTwice &&
        openOnce !== closedOnce;
      expect(calibrate(readings(...four)).calibrated).toBe(seenBoth);
    }
  });
});
