/** What people call a source and a session: `Drawer 3`, `Drawer 3, session 2`, `Mail desk, session 1`. */
import type { SessionOpened, TenderSource } from './types.ts';

export const sourceLabel = (source: TenderSource): string =>
  source.kind === 'drawer' ? `Drawer ${source.code}` : source.name;

export const sessionLabel = (opened: Pick<SessionOpened, 'source' | 'sessionNumber'>): string =>
  `${sourceLabel(opened.source)}, session ${String(opened.sessionNumber)}`;
