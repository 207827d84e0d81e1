/** What the Devices screen prints to see a printer: its columns, its styles, and the letters of the city's names. */
import { dateOf, formatDate, formatTime } from '../../kernel/time.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Columns, Paper } from '../../devices/paper.ts';
import { marked } from './marks.ts';

export type SelfTestOptions = {
  readonly columns: Columns;
  readonly timeZone: string;
  readonly training: boolean;
  readonly at: Instant;
  readonly workstation: string;
};

export function selfTestPaper(options: SelfTestOptions): Paper {
  const { columns, timeZone, at, workstation } = options;
  return marked(options, 'en', (paper) => {
    paper.centre('PRINTER TEST', { bold: true });
    paper.pair(`Workstation ${workstation}`, formatDate(dateOf(at, timeZone)));
    paper.pair(`${String(columns)} columns`, formatTime(at, timeZone, true));
    paper.rule();
    paper.line(Array.from({ length: columns }, (_, index) => String((index + 1) % 10)).join(''));
    paper.text('Núñez  Siobhán  Søren  Nguyễn  Kuşak  €');
    paper.text('bold', { bold: true });
    paper.text('double height', { tall: true });
    paper.text('double width', { wide: true });
    paper.amount('An amount stands at the right', 12_345_67);
    paper.rule();
    paper.barcode(`TW-${workstation}-TEST`);
    paper.qr(`TILLWRIGHT PRINTER TEST ${workstation}`);
    paper.text('This column count fits when the row of digits fills exactly one line.');
  });
}
