import type { ScanlineProfile } from '../stub/scanline.ts';
import { stubScanline } from '../stub/stub.ts';
import type { Policy } from './types.ts';

const SAMPLE: readonly ScanlineProfile[] = [stubScanline()];

/** The scan lines that an office works by: the sample city's stub until it has said which are its own. */
export const scanlinesOf = ({ scanlines }: Pick<Policy, 'scanlines'>): readonly ScanlineProfile[] =>
  scanlines ?? SAMPLE;
