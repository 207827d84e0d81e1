/** The samples stand in shared/, because the set-up form begins a profile from them too. */
export { SAMPLE_PROFILES } from '../../../shared/devices/report-profiles.ts';
export type { SampleName } from '../../../shared/devices/report-profiles.ts';
