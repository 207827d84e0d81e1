/** The office: who it is, its tables, policy, business date, people and devices; and what came in and went out by file. */
import type { PrinterSettings } from '../../devices/outcome.ts';
import type { AssignedDevice } from '../../devices/settings.ts';
import type { BusinessDate, Instant } from '../../kernel/time.ts';
import type { Cents } from '../../money/money.ts';
import type { Json } from '../../kernel/canonical-json.ts';
import type { Policy } from '../policy/types.ts';
import type { Role } from '../reference/role.ts';
import type { ReferenceTable } from '../reference/table-names.ts';

export { ROLES } from '../reference/role.ts';
export type { Role } from '../reference/role.ts';
export { REFERENCE_TABLES } from '../reference/table-names.ts';
export type { ReferenceTable } from '../reference/table-names.ts';

export type OfficeFounded = {
  readonly type: 'office.founded';
  readonly v: 1;
  readonly city: string;
  readonly office: string;
  readonly workstation: string;
  /** IANA name, such as `America/Phoenix`. */
  readonly timeZone: string;
  /** True for the sample city: every screen and every print says TRAINING. */
  readonly training: boolean;
};
export type ReferenceSet = {
  readonly type: 'office.reference-set';
  readonly v: 1;
  readonly table: ReferenceTable;
  readonly fileName: string;
  readonly fileHash: string;
  /** The rows themselves: configuration is small, and the journal must explain every figure by itself. */
  readonly rows: Json;
};
export type PolicySet = { readonly type: 'office.policy-set'; readonly v: 1; readonly policy: Policy };
export type BusinessDateOpened = {
  readonly type: 'office.business-date-opened';
  readonly v: 1;
  readonly date: BusinessDate;
};
export type BusinessDateClosed = {
  readonly type: 'office.business-date-closed';
  readonly v: 1;
  readonly date: BusinessDate;
};
export type PrinterAssigned = {
  readonly type: 'office.printer-assigned';
  readonly v: 1;
  readonly settings: PrinterSettings | null;
};
/** Null takes it away. */
export type DeviceSet = {
  readonly type: 'office.device-set';
  readonly v: 1;
  readonly deviceId: string;
  readonly device: AssignedDevice | null;
};
export type BackupMade = {
  readonly type: 'office.backup-made';
  readonly v: 1;
  readonly fileName: string;
  readonly head: string;
  readonly events: number;
};
export type OfficeEvent =
  | OfficeFounded
  | ReferenceSet
  | PolicySet
  | BusinessDateOpened
  | BusinessDateClosed
  | PrinterAssigned
  | DeviceSet
  | BackupMade;

/** What a device did by itself and an auditor wants to know. */
export type DeviceNoticed = {
  readonly type: 'device.noticed';
  readonly v: 1;
  readonly deviceId: string;
  readonly what: 'drawer-opened-by-key' | 'drawer-left-open' | 'card-discarded';
  /** The open session whose drawer it was, where there is exactly one. */
  readonly sessionId?: string;
};

export type UserAdded = {
  readonly type: 'user.added';
  readonly v: 1;
  readonly userName: string;
  readonly name: string;
  readonly role: Role;
};
/** The argon2id hash lives in the encrypted side table, never in these bytes. */
export type UserSecretSet = { readonly type: 'user.secret-set'; readonly v: 1; readonly userName: string };
export type UserDisabled = { readonly type: 'user.disabled'; readonly v: 1; readonly userName: string };
export type UserEnabled = { readonly type: 'user.enabled'; readonly v: 1; readonly userName: string };
export type UserSignedIn = { readonly type: 'user.signed-in'; readonly v: 1; readonly userName: string };
export type UserSignedOut = { readonly type: 'user.signed-out'; readonly v: 1; readonly userName: string };
export type UserSignInFailed = {
  readonly type: 'user.sign-in-failed';
  readonly v: 1;
  readonly userName: string;
  /** Set when this failure locked the name out. */
  readonly lockedUntil?: Instant;
};
export type UserEvent =
  UserAdded | UserSecretSet | UserDisabled | UserEnabled | UserSignedIn | UserSignedOut | UserSignInFailed;

/** One event per import; the rows are reference tables that verify checks against it. */
export type ExtractImported = {
  readonly type: 'import.extract-imported';
  readonly v: 1;
  readonly importId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly system: string;
  readonly mapping: string;
  readonly mappingVersion: number;
  readonly asOf: BusinessDate;
  /** Present when the system says the instant, not only the date. */
  readonly asOfInstant?: Instant;
  /** The last posting batch the extract contains, when it says one: own payments up to it are in its balances. */
  readonly lastPostingBatch?: string;
  readonly accounts: number;
  readonly charges: number;
  readonly totalCents: Cents;
  /** SHA-256 over the stored rows in key order: verify names the row that no longer fits. */
  readonly rowsHash: string;
};

export type ExportBuilt = {
  readonly type: 'export.built';
  readonly v: 1;
  readonly batchId: string;
  readonly kind: 'payments' | 'journal';
  readonly format: string;
  /** What it contains, so that making it again gives the same bytes. */
  readonly scope: {
    readonly from: BusinessDate;
    readonly to: BusinessDate;
    readonly throughSequence: number;
  };
  readonly fileName: string;
  readonly records: number;
  readonly totalCents: Cents;
  readonly sha256: string;
};
export type ExportDelivered = { readonly type: 'export.delivered'; readonly v: 1; readonly batchId: string };
export type ExportEvent = ExportBuilt | ExportDelivered;
