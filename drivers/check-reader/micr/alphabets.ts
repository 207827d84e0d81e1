/**
 * Which characters readers use for the four symbols of E-13B; sources in PROTOCOL.md. Configured per device, never
 * guessed: `D` is the dash of one, the on-us symbol of another and no symbol of a third.
 */
import type { MicrAlphabet } from '../../../shared/devices/check-reader.ts';

/** Each may be written by any character of its text. */
export type MicrSymbols = {
  readonly transit: string;
  readonly onUs: string;
  readonly amount: string;
  readonly dash: string;
};

export const MICR_SYMBOLS: Readonly<Record<MicrAlphabet, MicrSymbols>> = {
  'magtek-0': { transit: 'T', onUs: 'U', amount: '$', dash: '-' },
  // As UPOS has it, too, whose dash is a hyphen.
  'magtek-1': { transit: 't', onUs: 'o', amount: 'a', dash: 'd-' },
  'magtek-2': { transit: 'T', onUs: 'O', amount: 'A', dash: 'D' },
  ach: { transit: 'd', onUs: 'c', amount: 'b', dash: '-' },
  parenthesis: { transit: ')', onUs: '(', amount: '&', dash: "'" },
  oki: { transit: 'C', onUs: 'D', amount: 'B', dash: 'A' },
  unicode: { transit: '⑆', onUs: '⑈', amount: '⑇', dash: '⑉' },
};
