/** What a card terminal's driver is given, and how long it waits for what. */
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import type { Clock } from '../clock.ts';
import type { Transport } from '../transport/connection.ts';
import type { TrafficLog } from '../transport/traffic-log.ts';

export type CardTerminalDeadlines = {
  readonly connectMs: number;
  readonly writeMs: number;
  /** From a message to its acknowledgement (ZVT: T2, T3). */
  readonly ackMs: number;
  /** From a question, which needs no card, to its answer. */
  readonly answerMs: number;
  /** For the customer, the card and the bank; each sign of life begins it anew (ZVT: T4). */
  readonly cardMs: number;
  /** From "stop" to the terminal's final word. */
  readonly cancelMs: number;
  /** Between two bytes of one frame (ZVT: T1 is 200 ms, which a busy machine misses). */
  readonly gapMs: number;
  /** Closing a batch talks to the bank. */
  readonly batchMs: number;
  /** On a line without connections: how long what an earlier session asked for is let go by. */
  readonly settleMs: number;
};

export const DEFAULT_DEADLINES: CardTerminalDeadlines = {
  connectMs: 5000,
  writeMs: 5000,
  ackMs: 5000,
  answerMs: 10_000,
  cardMs: 180_000,
  cancelMs: 15_000,
  gapMs: 500,
  batchMs: 120_000,
  settleMs: 50,
};

export type CardTerminalDeps = {
  readonly clock: Clock;
  /** Where the traffic is kept, masked, for people to look at. */
  readonly log?: TrafficLog;
  /** Instead of the settings' own way to the device: a memory cable in tests and in the bench. */
  readonly transport?: (settings: DeviceTransport) => Transport;
  readonly deadlines?: Partial<CardTerminalDeadlines>;
};
