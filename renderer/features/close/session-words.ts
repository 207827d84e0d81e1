import type { Output } from '../../bridge/bridge.ts';
import { lowerFirst } from '../../ui/tender-words.ts';

export type SessionView = NonNullable<Output<'session.mine'>>;
export type CloseResult = Output<'session.result'>;

export const closeTitle = (session: SessionView): string => `Close ${lowerFirst(session.source.name)}`;

/** `Window 3, session 2` */
export const sessionName = (session: SessionView): string =>
  `${session.source.name}, session ${session.sessionNumber}`;
