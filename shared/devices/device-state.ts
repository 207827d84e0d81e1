/** Any device in words: what the top bar and the Devices screen say about it. */
import type { LinkFault } from './fault.ts';

export type DeviceStatus = {
  /** `opening`: not reached yet since it was set up; `busy`: in the middle of something with a person. */
  readonly connection: 'opening' | 'ready' | 'busy' | 'no-answer' | 'refused';
  readonly fault?: LinkFault;
  /** What it is doing or last did: `Idle, batch 0047 open`, `Counting, 212 coins so far`. May be empty. */
  readonly said: string;
  /** As it calls itself; empty when it cannot be asked. */
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
  readonly lastTrafficMs: number | null;
  /** When the next attempt to reach it is made; null unless it failed. */
  readonly nextTryMs: number | null;
};

export type SelfTest = { readonly passed: boolean; readonly said: string; readonly atMs: number };

/** One line of the traffic viewer, masked. */
export type TrafficLine = {
  readonly atMs: number;
  readonly what: 'sent' | 'received' | 'silence' | 'plan' | 'note';
  readonly text: string;
};
