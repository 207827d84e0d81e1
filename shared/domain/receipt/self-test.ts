/** The printer's self-test: width, the letters that receipts need, and the styles that they use. */
import type { Columns, Paper } from '../../devices/paper.ts';
import { formatDate, formatTime, dateOf } from '../../kernel/time.ts';
import type { Instant } from '../../kernel/time.ts';
import { newPage } from './layout.ts';

export function selfTestPaper(options: {
  readonly columns: Columns;
  readonly timeZone: string;
  readonly at: Instant;
  readonly workstation: string;
  readonly training: boolean;
}): Paper {
  const page = newPage(options.columns);
  if (options.training) page.centered('TRAINING', { bold: true });
  page.centered('TILLWRIGHT PRINTER TEST', { bold: true });
  page.pair(formatDate(dateOf(options.at, options.timeZone)), formatTime(options.at, options.timeZone, true));
  page.pair('Workstation', options.workstation);
  page.rule();
  page.text('1234567890'.repeat(5).slice(0, options.columns));
  page.text('áéíóúüñ ÁÉÍÓÚÜÑ ¿¡ àçèêöß Søren Łódź ş');
  page.text('bold', { bold: true });
  page.text('tall', { tall: true });
  page.amount('A large amount', 123_456_789);
  page.rule();
  page.centered('If every line is whole, the printer is right.');
  return page.paper();
}
