import { describe, expect, it } from 'vitest';
import { CALIBRATION_STEPS, calibrate } from './calibration.ts';
import type { CalibrationReading } from './calibration.ts';
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
});
