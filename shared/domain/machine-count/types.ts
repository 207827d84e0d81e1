/** A count that a machine reported. It proposes; what a person sealed with it is kept beside what the machine said. */
import type { MachineRow } from '../../devices/money-counter.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import type { DenominationRow } from '../count/types.ts';

export type MachineCountReported = {
  readonly type: 'machine-count.reported';
  readonly v: 1;
  readonly countId: string;
  readonly deviceId: string;
  readonly deviceName: string;
  /** The machine's own number: with the device and the day it is reported once and never again. */
  readonly reportNumber: string;
  readonly medium: 'note' | 'coin';
  readonly rows: readonly MachineRow[];
  readonly totalPieces: number;
  readonly totalCents: Cents;
  /** The bytes as they came, base64. */
  readonly raw: string;
};

/** A sealed count took it in: what the machine said stands above, what the person sealed stands here. */
export type MachineCountAccepted = {
  readonly type: 'machine-count.accepted';
  readonly v: 1;
  readonly countId: string;
  readonly sessionId: string;
  readonly attempt: number;
  readonly acceptedBy: string;
  /** The sealed rows of the machine's denominations. */
  readonly rows: readonly DenominationRow[];
};

/** Not a count of a drawer: a test run, somebody's own coins. */
export type MachineCountSetAside = {
  readonly type: 'machine-count.set-aside';
  readonly v: 1;
  readonly countId: string;
  readonly by: string;
  readonly reason: string;
};

export type MachineCountEvent = MachineCountReported | MachineCountAccepted | MachineCountSetAside;

export type MachineCountState = {
  readonly reported: MachineCountReported;
  readonly reportedAt?: Instant;
  readonly status: 'proposed' | 'accepted' | 'set-aside';
  /** The session whose count it went into. */
  readonly sessionId?: string;
};
