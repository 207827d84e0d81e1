/**
 * The one list of what a person may do, and which roles may (product rules, who may do what). The contract names one
 * of these per channel; the main process enforces them. What depends on who *acted* (segregation of duties) is not
 * here: it is computed from the events of the money concerned.
 */
import { ROLES } from './types.ts';
import type { Role } from './types.ts';

type Grant = {
  /** Completes “may …”: for the permission table and for the refusal that names what is missing. */
  readonly does: string;
  readonly roles: readonly Role[];
};

const COUNTER = ['cashier', 'clerk', 'lead', 'supervisor'] as const;
const SAFE = ['clerk', 'supervisor'] as const;
const FLOOR = ['lead', 'supervisor'] as const;
const BOOKS = ['supervisor', 'accountant', 'auditor'] as const;

export const PERMISSIONS = {
  'account.read': { does: 'find accounts and see what they owe', roles: [...COUNTER, 'auditor'] },
  'receipt.read': { does: 'find and view receipts', roles: [...COUNTER, 'accountant', 'auditor'] },
  'payment.take': { does: 'take payments', roles: COUNTER },
  'payment.park': { does: 'park and recall payers', roles: COUNTER },
  'payment.void': { does: 'void own payments within the limit', roles: COUNTER },
  'payment.void-others': { does: 'void payments that someone else took', roles: FLOOR },
  'payment.void-over-limit': { does: 'void payments above the limit', roles: ['supervisor'] },
  'parked.recall-others': { does: 'recall payers that someone else parked', roles: FLOOR },
  'override.approve': { does: 'approve what exceeds a cashier’s authority', roles: FLOOR },
  'card.resolve': { does: 'say what became of a card that the terminal cannot tell', roles: ['supervisor'] },
  'tender.correct': { does: 'correct the tender of a posted payment', roles: ['supervisor'] },
  'receipt.reprint': { does: 'print duplicates and resolve print jobs', roles: COUNTER },
  'drawer.no-sale': { does: 'open the drawer without a sale', roles: COUNTER },

  'session.open': { does: 'open a drawer and count its float in', roles: COUNTER },
  'session.count-own': { does: 'count and close their own drawer', roles: COUNTER },
  'session.count-others': { does: 'balance an absent cashier’s drawer', roles: ['supervisor'] },
  'session.read': { does: 'see the sessions of others', roles: [...SAFE, 'lead', 'accountant', 'auditor'] },
  'session.see-cash': { does: 'see what an open drawer holds', roles: [...FLOOR, 'auditor'] },
  'session.approve': { does: 'approve, reject and reopen closes', roles: ['supervisor'] },
  'business-date.manage': { does: 'open and close the business date', roles: ['supervisor'] },

  'deposit.read': { does: 'see deposits', roles: [...SAFE, 'accountant', 'auditor'] },
  'deposit.prepare': { does: 'prepare, seal and send deposits', roles: SAFE },
  'deposit.approve': { does: 'approve deposits and send them back', roles: ['supervisor'] },

  'proof.read': { does: 'see the proof', roles: BOOKS },
  'journal.read': { does: 'see the journal', roles: BOOKS },
  'report.read': { does: 'see reports', roles: BOOKS },
  'export.read': { does: 'see what was exported', roles: BOOKS },
  'export.build': { does: 'build and deliver exports', roles: ['accountant'] },
  'bank.record': { does: 'record bank credits and card settlements', roles: ['accountant'] },

  'config.read': { does: 'see the configuration', roles: ['accountant', 'administrator', 'auditor'] },
  'config.manage': { does: 'change policy and the office’s data', roles: ['administrator'] },
  'config.import': {
    does: 'import billing extracts and configuration tables',
    roles: ['accountant', 'administrator'],
  },
  'users.read': { does: 'see users and roles', roles: ['administrator', 'auditor'] },
  'users.manage': { does: 'add, disable and unlock users', roles: ['administrator'] },
  'device.read': {
    does: 'see the devices and test them',
    roles: [...COUNTER, 'administrator', 'auditor'],
  },
  'device.manage': { does: 'set up devices', roles: ['administrator'] },
  'backup.make': { does: 'make backups', roles: ['administrator'] },

  'books.verify': { does: 'verify the books', roles: ['auditor'] },
  'audit.read': { does: 'read the journal of events', roles: ['auditor'] },
  'evidence.export': { does: 'export evidence', roles: ['auditor'] },
} as const satisfies Readonly<Record<string, Grant>>;

export type Permission = keyof typeof PERMISSIONS;

/** In the order of the list above, which is the order in which they are printed. */
export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as readonly Permission[];

export const may = (role: Role, permission: Permission): boolean => {
  const grant: Grant = PERMISSIONS[permission];
  return grant.roles.includes(role);
};

export const permissionsOf = (role: Role): readonly Permission[] =>
  ALL_PERMISSIONS.filter((permission) => may(role, permission));

export const rolesThatMay = (permission: Permission): readonly Role[] =>
  ROLES.filter((role) => may(role, permission));

/** Besides what an administrator may: scheduled exports, and the proof that the books are whole. */
const COMMAND_LINE: readonly Permission[] = ['export.read', 'export.build', 'books.verify'];

/** The command line acts for whoever owns the data folder. It never takes, counts, approves or deposits money. */
export const mayFromCommandLine = (permission: Permission): boolean =>
  may('administrator', permission) || COMMAND_LINE.includes(permission);
