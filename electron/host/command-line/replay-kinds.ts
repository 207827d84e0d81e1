/** The drivers that a capture may be played to: those that only listen. */
export const REPLAY_KINDS = ['scanner', 'check-reader', 'counter'] as const;
export type ReplayKind = (typeof REPLAY_KINDS)[number];
