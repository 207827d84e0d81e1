/** The office after its events: who it is, its tables, policy, business date and printer. */
import { assertNever } from '../../kernel/assert.ts';
import type { BusinessDate } from '../../kernel/time.ts';
import type { PrinterSettings } from '../../devices/outcome.ts';
import type { AssignedDevice } from '../../devices/settings.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { Policy } from '../policy/types.ts';
import { assembleReference } from '../reference/tables.ts';
import type { TableRows } from '../reference/tables.ts';
import type { ReferenceData } from '../reference/types.ts';
import { REFERENCE_TABLES } from './types.ts';
import type { OfficeEvent, OfficeFounded, ReferenceTable } from './types.ts';

export type TableInUse = { readonly fileName: string; readonly fileHash: string };

export type OfficeState = {
  readonly founded: OfficeFounded | null;
  readonly tables: TableRows;
  readonly tablesInUse: Readonly<Partial<Record<ReferenceTable, TableInUse>>>;
  readonly policy: Policy;
  /** The date that new sessions take; null while none is open. */
  readonly businessDate: BusinessDate | null;
  readonly lastClosedDate: BusinessDate | null;
  readonly printer: PrinterSettings | null;
  /** In the order in which they were first set up. */
  readonly devices: readonly AssignedDevice[];
};

export const NO_OFFICE: OfficeState = {
  founded: null,
  tables: {
    'gl-accounts': [],
    'receipt-types': [],
    'service-map': [],
    'tender-types': [],
    'bank-accounts': [],
    'people-and-drawers': { people: [], drawers: [], sources: [], vaults: [] },
  },
  tablesInUse: {},
  policy: defaultPolicy,
  businessDate: null,
  lastClosedDate: null,
  printer: null,
  devices: [],
};

export function evolveOffice(state: OfficeState, event: OfficeEvent): OfficeState {
  switch (event.type) {
    case 'office.founded':
      return { ...state, founded: event };
    case 'office.reference-set':
      return {
        ...state,
        // The rows were checked by the reader of their table before they were journaled.
        tables: { ...state.tables, [event.table]: event.rows },
        tablesInUse: {
          ...state.tablesInUse,
          [event.table]: { fileName: event.fileName, fileHash: event.fileHash },
        },
      };
    case 'office.policy-set':
      return { ...state, policy: event.policy };
    case 'office.business-date-opened':
      return { ...state, businessDate: event.date };
    case 'office.business-date-closed':
      return { ...state, businessDate: null, lastClosedDate: event.date };
    case 'office.printer-assigned':
      return { ...state, printer: event.settings };
    case 'office.device-set':
      return { ...state, devices: withDevice(state.devices, event.deviceId, event.device) };
    case 'office.backup-made':
      return state;
    default:
      return assertNever(event);
  }
}

/** A device that is set up anew keeps its place. */
function withDevice(
  devices: readonly AssignedDevice[],
  deviceId: string,
  device: AssignedDevice | null,
): readonly AssignedDevice[] {
  if (device === null) return devices.filter((each) => each.deviceId !== deviceId);
  return devices.some((each) => each.deviceId === deviceId)
    ? devices.map((each) => (each.deviceId === deviceId ? device : each))
    : [...devices, device];
}

export const referenceOf = (state: OfficeState): ReferenceData => assembleReference(state.tables);

/** What is still to be set up before a drawer can open. */
export const missingTables = (state: OfficeState): readonly ReferenceTable[] =>
  REFERENCE_TABLES.filter((table) => state.tablesInUse[table] === undefined);
