/**
 * Finding out which way round a drawer's sensor is: a person is asked to open the drawer and to close it, the pin is
 * read each time. A polarity comes out only if both states were really seen; anything else says why not.
 */
import type { DrawerSensor } from './sensor.ts';

export type CalibrationStep = 'open-it' | 'close-it';

export type CalibrationReading = {
  /** What the person was asked to do, and says is done. */
  readonly asked: CalibrationStep;
  /** Pin 3 afterwards; `no-answer` when the printer did not say. */
  readonly pin: 'high' | 'low' | 'no-answer';
};

export type CalibrationResult =
  | { readonly calibrated: true; readonly sensor: Exclude<DrawerSensor, 'none'> }
  | {
      readonly calibrated: false;
      readonly why:
        | 'not-finished'
        | 'no-answer'
        /** The same reading open and closed: no sensor, no cable, or the drawer was not moved. */
        | 'never-changed'
        /** Two readings of the same state differ: a loose cable, or the drawer was not where it was said to be. */
        | 'contradictory';
    };

/** The steps to ask for, in this order: the second pair must confirm the first. */
export const CALIBRATION_STEPS: readonly CalibrationStep[] = ['open-it', 'close-it', 'open-it', 'close-it'];

/**
 * The dialogue: what to ask for next. Undefined when nothing more is to be asked, because `calibrate` knows its result:
 * all readings are there, or the printer did not answer and going on would calibrate from less than was seen.
 */
export function nextCalibrationStep(readings: readonly CalibrationReading[]): CalibrationStep | undefined {
  return readings.some((reading) => reading.pin === 'no-answer')
    ? undefined
    : CALIBRATION_STEPS[readings.length];
}

export function calibrate(readings: readonly CalibrationReading[]): CalibrationResult {
  const not = (why: Extract<CalibrationResult, { calibrated: false }>['why']): CalibrationResult => ({
    calibrated: false,
    why,
  });
  if (readings.some((reading) => reading.pin === 'no-answer')) return not('no-answer');
  if (readings.length < CALIBRATION_STEPS.length) return not('not-finished');
  const seen = (asked: CalibrationStep): ReadonlySet<string> =>
    new Set(readings.filter((reading) => reading.asked === asked).map((reading) => reading.pin));
  const open = seen('open-it');
  const closed = seen('close-it');
  if (open.size === 0 || closed.size === 0) return not('not-finished');
  if (open.size > 1 || closed.size > 1) return not('contradictory');
  const [openPin] = open;
  const [closedPin] = closed;
  if (openPin === closedPin) return not('never-changed');
  return { calibrated: true, sensor: openPin === 'high' ? 'high-is-open' : 'high-is-closed' };
}
