/** What differs between the languages of printers, so that a job need not know which one it speaks. */
import type { PrinterSettings } from '../../shared/devices/outcome.ts';
import type { Paper } from '../../shared/devices/paper.ts';
import type { PrintedPaper } from '../../shared/devices/printed-paper.ts';
import type { Bitmap } from '../../shared/devices/receipt-printer.ts';
import { kickBytes } from '../cash-drawer/kick.ts';
import type { DrawerPin } from '../cash-drawer/kick.ts';
import { decodePaper } from './decode.ts';
import { encodeStar } from './encode-star.ts';
import { encodePaper } from './encode.ts';
import { starKick } from './protocol/star-bytes.ts';
import { starCommandReader } from './protocol/star-commands.ts';

export type PrinterLanguage = NonNullable<PrinterSettings['language']>;

export const languageOf = ({ language = 'esc-pos' }: Pick<PrinterSettings, 'language'>): PrinterLanguage =>
  language;

type DocumentSettings = Pick<PrinterSettings, 'codePage' | 'logo' | 'language'>;

/** The document's bytes for this printer; the logo only where the settings have it on. */
export function documentBytes(paper: Paper, settings: DocumentSettings, logo?: Bitmap): Uint8Array {
  const encode = languageOf(settings) === 'star-prnt' ? encodeStar : encodePaper;
  return encode(paper, { codePage: settings.codePage, ...(settings.logo && logo ? { logo } : {}) });
}

/** What those bytes put on paper. */
export const printedDocument = (
  bytes: Uint8Array,
  settings: Pick<PrinterSettings, 'language'>,
): PrintedPaper =>
  languageOf(settings) === 'star-prnt' ? decodePaper(bytes, starCommandReader()) : decodePaper(bytes);

/** A kick that takes its turn behind print data. */
export const kickInTurn = (settings: Pick<PrinterSettings, 'language'>, pin: DrawerPin): Uint8Array =>
  languageOf(settings) === 'star-prnt' ? starKick(pin) : kickBytes(pin);
