/** Why a device cannot be used, as far as its line tells. */
export const LINK_FAULTS = [
  /** Nothing there, or lost while it was in use. */
  'unplugged',
  /** Another program or another session holds it. */
  'busy',
  /** The operating system refuses the port to this account (on Linux: not in the group `dialout`). */
  'not-permitted',
  /** It is there and does not answer in time. */
  'silent',
  /** It answers, and goes on answering, what no device of this kind says: wrong cable, wrong speed. */
  'wrong-device',
] as const;
export type LinkFault = (typeof LINK_FAULTS)[number];
