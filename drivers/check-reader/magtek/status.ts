/** The two digits that a MagTek reader appends behind a slash, where it is set up to (Mini MICR manual, table 4-4). */
import type { ReaderSays } from '../micr/parse.ts';

const doubt = (what: ReaderSays['doubts'][number], unsure: ReaderSays['unsure'] = []): ReaderSays => ({
  doubts: [what],
  unsure,
});

const EVERYTHING: ReaderSays['unsure'] = ['routing', 'account', 'number'];

const STATUS: ReadonlyMap<string, ReaderSays> = new Map([
  ['00', { doubts: [], unsure: [] }],
  ['01', doubt('reader-reported', EVERYTHING)],
  ['02', doubt('reader-reported', EVERYTHING)],
  ['03', doubt('unreadable-character', EVERYTHING)],
  ['04', doubt('reader-reported', ['number'])],
  ['05', doubt('reader-reported', ['routing'])],
  ['07', doubt('reader-reported', ['account'])],
  ['08', doubt('foreign')],
  ['09', doubt('foreign')],
  ['10', { doubts: [], unsure: [], isBusiness: true }],
  ['11', doubt('amount-encoded')],
  ['12', doubt('reader-reported', ['account'])],
]);

/** @param status null where the reader appends none; one that is not in the manual speaks against the whole line */
export const whatReaderSays = (status: string | null): ReaderSays =>
  status === null ? { doubts: [], unsure: [] } : (STATUS.get(status) ?? doubt('reader-reported', EVERYTHING));

/** The status that means: a check passed, and there was no magnetic line on it. */
export const NO_LINE_STATUS = '01';
