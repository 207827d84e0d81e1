/** One frame of a scanner, by the rules of its symbology. */
import type {
  ScannerSettings,
  ScanReading,
  ScanRefusal,
  Symbology,
} from '../../../shared/devices/scanner.ts';
import { GS, parseGs1Slip } from './gs1.ts';
import { identify, isStripped, withoutMod10, withoutMod43 } from './symbology.ts';

export type ReadingRules = Pick<ScannerSettings, 'aimPrefix' | 'i2of5Length' | 'code39Check'>;

/** What a bar code on a bill may hold; FNC1 in GS1 alone. */
const PRINTABLE = /^[ -~]+$/;

/** @param frame one code as the scanner sent it, without its end mark, and past the card guard */
export function toReading(frame: string, rules: ReadingRules): ScanReading {
  const { symbology, modifier, text } = identify(frame, rules.aimPrefix);
  const code = (shown: string): ScanReading => ({ kind: 'code', symbology, text: shown });
  const refused = (why: ScanRefusal): ScanReading => ({ kind: 'refused', why, symbology });
  const body = symbology === 'gs1-128' ? text.replaceAll(GS, '') : text;
  if (!PRINTABLE.test(body)) return refused('not-printable');
  switch (symbology) {
    case 'gs1-128':
      return slipReading(text, symbology);
    case 'code-39': {
      if (!rules.code39Check || isStripped(modifier)) return code(text);
      const checked = withoutMod43(text);
      return checked === undefined ? refused('check-digit') : code(checked);
    }
    case 'i2of5': {
      if (text.length !== rules.i2of5Length) return refused('length');
      const checked = withoutMod10(text);
      return checked === undefined ? refused('check-digit') : code(checked);
    }
    case 'code-128':
    case 'qr':
    case 'other':
    case 'unknown':
      return code(text);
  }
}

function slipReading(text: string, symbology: Symbology): ScanReading {
  const slip = parseGs1Slip(text);
  return slip ? { kind: 'code', symbology, text, slip } : { kind: 'refused', why: 'gs1', symbology };
}
