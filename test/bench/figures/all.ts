/** Every figure, in the order of the goals. */
import type { FigureGroup } from '../options.ts';
import { extractImport } from './import.ts';
import { page } from './page.ts';
import { payments } from './payments.ts';
import { receipt } from './receipt.ts';
import { search } from './search.ts';
import { session } from './session.ts';

export const GROUPS: readonly FigureGroup[] = [payments, search, extractImport, session, receipt, page];
