/** Every event that the journal may hold, and the stream it belongs to. Old versions are upcast, never rewritten. */
import type { CardEvent, TerminalBatchRead } from './card/types.ts';
import type { DepositEvent } from './deposit/types.ts';
import type { SettlementRecorded } from './ledger/types.ts';
import type { MachineCountEvent } from './machine-count/types.ts';
import type { DeviceNoticed, ExportEvent, ExtractImported, OfficeEvent, UserEvent } from './office/types.ts';
import type { ParkedEvent, PaymentEvent } from './payment/types.ts';
import type { PrintEvent } from './print/types.ts';
import type { SessionEvent } from './session/types.ts';

export type DomainEvent =
  | OfficeEvent
  | UserEvent
  | ExtractImported
  | ExportEvent
  | SessionEvent
  | PaymentEvent
  | ParkedEvent
  | PrintEvent
  | DepositEvent
  | SettlementRecorded
  | CardEvent
  | TerminalBatchRead
  | MachineCountEvent
  | DeviceNoticed;

export type EventType = DomainEvent['type'];

/** Streams: the unit of ordering and of optimistic versions. */
export const stream = {
  office: 'office',
  user: (userName: string): string => `user:${userName}`,
  import: (importId: string): string => `import:${importId}`,
  export: (batchId: string): string => `export:${batchId}`,
  session: (sessionId: string): string => `session:${sessionId}`,
  payment: (paymentId: string): string => `payment:${paymentId}`,
  parked: (parkedId: string): string => `parked:${parkedId}`,
  print: (jobId: string): string => `print:${jobId}`,
  deposit: (depositId: string): string => `deposit:${depositId}`,
  card: (attemptId: string): string => `card:${attemptId}`,
  terminal: (deviceId: string): string => `terminal:${deviceId}`,
  machineCount: (countId: string): string => `machine-count:${countId}`,
  device: (deviceId: string): string => `device:${deviceId}`,
  settlement: (settlementId: string): string => `settlement:${settlementId}`,
} as const;
