/** What must stand on a paper besides its content: DUPLICATE first and last, TRAINING inside it. */
import { assert } from '../../kernel/assert.ts';
import { dateOf, formatDate, formatDayMonth, formatTime } from '../../kernel/time.ts';
import type { Instant, Language } from '../../kernel/time.ts';
import type { Columns, Paper } from '../../devices/paper.ts';
import { createPaper, cut, shortName, widthOf } from './layout.ts';
import type { PaperBuilder } from './layout.ts';
import { payerWords } from './words.ts';

export type Marks = {
  readonly columns: Columns;
  readonly timeZone: string;
  readonly training: boolean;
  /** 0 or absent is the original; n ≥ 1 is DUPLICATE no. n, which must say when and by whom. */
  readonly copy?: number;
  readonly printedAt?: Instant;
  /** The name of whoever asked for the paper. */
  readonly printedBy?: string;
};

/** Lays a document out between its marks. DUPLICATE with count, time and name is the first and the last line. */
export function marked(marks: Marks, language: Language, body: (paper: PaperBuilder) => void): Paper {
  const paper = createPaper(marks.columns);
  const words = payerWords[language];
  const duplicate = duplicateLine(marks, language);
  if (duplicate !== undefined) paper.centre(duplicate, { bold: true });
  if (marks.training) paper.centre(words.training, { bold: true });
  body(paper);
  if (marks.training) paper.centre(words.training, { bold: true });
  if (duplicate !== undefined) paper.centre(duplicate, { bold: true });
  return paper.paper();
}

/** One line, whatever the width: the year goes first, then the long form; only the name may be cut. */
function duplicateLine(marks: Marks, language: Language): string | undefined {
  const { copy = 0, printedAt, printedBy = '', timeZone, columns } = marks;
  if (copy === 0) return undefined;
  assert(printedAt !== undefined, 'a duplicate says when it was printed');
  const what = `${payerWords[language].duplicate} ${String(copy)}`;
  const date = dateOf(printedAt, timeZone);
  const time = formatTime(printedAt, timeZone);
  const who = shortName(printedBy);
  const forms = [
    `${what}, ${formatDate(date, language)} ${time}, ${who}`,
    `${what}, ${formatDayMonth(date, language)} ${time}, ${who}`,
  ];
  return forms.find((form) => widthOf(form) <= columns) ?? cut(forms[1] ?? what, columns);
}
