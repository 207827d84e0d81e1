/** Setting up: tables, billing extracts, policy, the printer. */
import { z } from 'zod';
import { command, query } from '../channel.ts';
import { cents, count, date, done, glAccount, id, instant, list, none, text, upload } from '../values.ts';
import { REFERENCE_TABLES } from '../../domain/office/types.ts';
import { printerState } from './desk.ts';
import { deviceTransport } from './devices.ts';
import { scanlineProfile, scanlineTrial } from './scanlines.ts';

export const reject = z.strictObject({
  line: count,
  field: z.string(),
  value: z.string(),
  code: z.string(),
  reason: z.string(),
});

const importRow = z.strictObject({
  importId: z.string(),
  at: instant,
  fileName: z.string(),
  fileHash: z.string(),
  system: z.string(),
  asOf: date,
  lastPostingBatch: z.string().nullable(),
  accounts: count,
  charges: count,
  totalCents: cents,
});

export const printerSettings = z.strictObject({
  transport: deviceTransport,
  columns: z.union([z.literal(42), z.literal(48)]),
  codePage: z.union([z.literal(0), z.literal(2), z.literal(16), z.literal(19)]),
  completion: z.enum(['process-id', 'queued-status', 'none']),
  drawerSensor: z.enum(['none', 'high-is-closed', 'high-is-open']),
  drawerPin: z.union([z.literal(0), z.literal(1)]),
  logo: z.boolean(),
  language: z.enum(['esc-pos', 'star-prnt']).exactOptional(),
  slip: z.enum(['none', 'slip', 'itherm']).exactOptional(),
});

/** What an administrator may change without touching accounts of the ledger, which come with the chart. */
export const policyValues = z.strictObject({
  closeAttempts: z.int().min(1).max(5),
  overShortToleranceCents: z.int().min(0).max(100_000),
  voidLimitCents: z.int().min(0),
  allocationOverrideNeedsSupervisor: z.boolean(),
  maximumLineCents: z.int().min(1),
  maximumPaymentCents: z.int().min(1),
  maximumChangeCents: z.int().min(0),
  repeatPaymentDays: z.int().min(0).max(365),
  checkStaleDays: z.int().min(1).max(3650),
  recallOthersParked: z.boolean(),
  lockAfterMs: z.int().min(60_000).max(86_400_000),
  signInTries: z.int().min(3).max(20),
  lockOutMs: z.int().min(60_000).max(86_400_000),
  undepositedAlarmHours: z.int().min(1).max(720),
  impliedDecimals: z.boolean(),
});

/** What ties policy to the city's own tables and paper. */
export const officeValues = z.strictObject({
  depositPrefix: z.string().min(1).max(6),
  overpaymentReceiptType: z.string().min(1).max(20).nullable(),
  frequentReceiptTypes: list(z.string().min(1).max(20), 9),
  servicePriority: list(z.string().min(1).max(8), 100),
  reconnectService: z.string().min(1).max(8),
  columns: z.union([z.literal(42), z.literal(48)]),
  heading: list(text(48), 6),
  closing: z.strictObject({ en: text(200), es: text(200) }),
  serviceReturns: z.strictObject({ en: text(200), es: text(200) }),
  ledger: z.strictObject({
    pooledFund: z.string().regex(/^\d{3}$/),
    undeposited: glAccount,
    changeFunds: glAccount,
    cardClearing: glAccount,
    cardFees: glAccount,
    overShort: z.strictObject({
      cash: glAccount,
      check: glAccount,
      item: glAccount,
      card: glAccount,
      voucher: glAccount,
    }),
  }),
});

export const setupChannels = {
  'setup.overview': query(
    ['config.read', 'config.manage', 'config.import'],
    'What is set up and what is still missing before a drawer can open.',
    none,
    z.strictObject({
      tables: list(
        z.strictObject({
          table: z.enum(REFERENCE_TABLES),
          rows: count,
          fileName: z.string(),
          at: instant.nullable(),
        }),
      ),
      imports: list(importRow),
      accounts: count,
      missing: list(z.strictObject({ what: z.string(), next: z.string() })),
      policy: policyValues,
      office: officeValues,
      /** The sample city's stub until the office has set its own. */
      scanlines: list(scanlineProfile, 20),
      printer: printerSettings.nullable(),
      mappings: list(z.string()),
    }),
  ),
  'setup.import-table': command(
    ['config.import', 'config.manage'],
    'Imports one table from CSV, all or nothing; rejects name line, field and value.',
    z.strictObject({ table: z.enum(REFERENCE_TABLES), file: upload }),
    z.strictObject({
      accepted: z.boolean(),
      changed: z.boolean(),
      rows: count,
      rejects: list(reject),
      rejectCount: count,
    }),
  ),
  'setup.import-extract': command(
    'config.import',
    'Imports a billing extract, all or nothing, with progress; rejects name line, field and value.',
    z.strictObject({ mapping: text(60), file: upload, task: id }),
    z.strictObject({
      accepted: z.boolean(),
      changed: z.boolean(),
      accounts: count,
      charges: count,
      totalCents: cents,
      rejects: list(reject),
      rejectCount: count,
    }),
  ),
  'setup.set-policy': command('config.manage', 'Changes policy.', policyValues, done),
  'setup.set-office': command(
    'config.manage',
    'Changes what ties policy to the city’s own tables and paper: ledger accounts, receipt heading, frequent items.',
    officeValues,
    done,
  ),
  'setup.set-scanlines': command(
    'config.manage',
    'Replaces the scan lines of the bills that are scanned here; refused whole when one cannot be used.',
    z.strictObject({ scanlines: list(scanlineProfile, 50) }),
    done,
  ),
  'setup.try-scanline': query(
    ['config.read', 'config.manage'],
    'How a scanned line is read by a profile, field by field; nothing of it is kept.',
    z.strictObject({ stub: text(200), profile: scanlineProfile }),
    scanlineTrial,
  ),
  'device.assign-printer': command(
    'device.manage',
    'Assigns the receipt printer, or none.',
    z.strictObject({ settings: printerSettings.nullable() }),
    done,
  ),
  'device.state': query('signed-in', 'The printer and its drawer, asked now.', none, printerState),
  'device.test-printer': command(
    ['device.read', 'device.manage'],
    'Prints the self-test.',
    none,
    z.strictObject({ printJobId: z.string() }),
  ),
};
