import type { PrinterSettings } from '../../shared/devices/outcome.ts';
import type { Paper } from '../../shared/devices/paper.ts';
import type { PrintedPaper } from '../../shared/devices/printed-paper.ts';
import type { Bitmap } from '../../shared/devices/receipt-printer.ts';
import { documentBytes, printedDocument } from './language.ts';

/**
 * The receipt as this printer will print it: encoded and decoded again, so that the screen shows a folded letter or a
 * missing bar code before the customer sees it.
 */
export function previewPaper(
  paper: Paper,
  settings: Pick<PrinterSettings, 'codePage' | 'logo' | 'language'>,
  logo?: Bitmap,
): PrintedPaper {
  return printedDocument(documentBytes(paper, settings, logo), settings);
}
