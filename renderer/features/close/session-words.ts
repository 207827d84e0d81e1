import type { Output } from '../../bridge/bridge.ts';
import { sessionLabel, sourceLabel } from '../../../shared/domain/session/label.ts';
import { lowerFirst } from '../../ui/tender-words.ts';

export type SessionView = NonNullable<Output<'session.mine'>>;
export type CloseResult = Output<'session.result'>;
/** What a machine counted, as the desk proposes it. */
export type MachineCount = Output<'count.proposals'>['counts'][number];

export const closeTitle = (session: SessionView): string =>
  `Close ${lowerFirst(sourceLabel(session.source))}`;

/** `Drawer 3, session 2`, as it stands on receipts and slips. */
export const sessionName = (session: SessionView): string => sessionLabel(session);
