/** The city's tables: imported one by one, each all or nothing; cross-checked once all are there. */
import { stream } from '../../../shared/domain/events.ts';
import { evolveOffice, missingTables, referenceOf } from '../../../shared/domain/office/office-state.ts';
import { REFERENCE_TABLES } from '../../../shared/domain/office/types.ts';
import type { ReferenceSet, ReferenceTable } from '../../../shared/domain/office/types.ts';
import { policyMisfits } from '../../../shared/domain/policy/misfits.ts';
import { scanlinesOf } from '../../../shared/domain/policy/scanlines.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { addUser } from '../access/users.ts';
import type { CommandHandler, QueryHandler, TxContext } from '../handler.ts';
import { hashOf } from '../hash.ts';
import type { FileReject } from '../outside.ts';
import { officeValues, policyValues } from './policy.ts';

type TableOutcome = Output<'setup.import-table'>;
/** A page of rejects is what a person can work through; the count says how many there are. */
const SHOWN_REJECTS = 500;

export const importTable: CommandHandler<'setup.import-table'> = (ctx, { table, file }) => {
  const bytes = Buffer.from(file.base64, 'base64');
  const fileHash = hashOf(bytes);
  const read = ctx.desk.files.readTable(table, bytes);
  if (read.rejects.length > 0) return ok(rejected(read.rejects));
  if (ctx.office.tablesInUse[table]?.fileHash === fileHash) return ok(accepted(read.count, false));
  const event: ReferenceSet = {
    type: 'office.reference-set',
    v: 1,
    table,
    fileName: file.fileName,
    fileHash,
    rows: read.rows,
  };
  const next = evolveOffice(ctx.office, event);
  if (missingTables(next).length === 0) {
    const crossed = ctx.desk.files.checkReference(referenceOf(next), next.policy.ledger.pooledFund);
    if (crossed.length > 0) return ok(rejected(crossed));
  }
  const appended = ctx.append(stream.office, ctx.office.version, [event]);
  if (!appended.ok) return appended;
  if (table === 'people-and-drawers') {
    const added = addMissingPeople(ctx);
    if (!added.ok) return added;
  }
  ctx.changed('setup', 'desk');
  return ok(accepted(read.count, true));
};

const accepted = (rows: number, changed: boolean): TableOutcome => ({
  accepted: true,
  changed,
  rows,
  rejects: [],
  rejectCount: 0,
});
const rejected = (rejects: readonly FileReject[]): TableOutcome => ({
  accepted: false,
  changed: false,
  rows: 0,
  rejects: rejects.slice(0, SHOWN_REJECTS),
  rejectCount: rejects.length,
});

/** People of the table who are not users yet; they cannot sign in before an administrator gives them a PIN. */
function addMissingPeople(ctx: TxContext): Result<unknown> {
  for (const person of ctx.office.reference.people) {
    if (ctx.tx.user(person.userName)) continue;
    const added = addUser(ctx, { ...person, secretHash: null });
    if (!added.ok) return added;
  }
  return ok(undefined);
}

export const overview: QueryHandler<'setup.overview'> = (ctx) => {
  const { office, books } = ctx;
  const sets = books.events({ types: ['office.reference-set'], newestFirst: true, limit: 100 });
  const rowCount = (table: ReferenceTable): number => {
    if (table !== 'people-and-drawers') return office.tables[table].length;
    const { people, drawers, sources, vaults } = office.tables[table];
    return people.length + drawers.length + sources.length + vaults.length;
  };
  return ok({
    tables: REFERENCE_TABLES.map((table) => ({
      table,
      rows: rowCount(table),
      fileName: office.tablesInUse[table]?.fileName ?? '',
      at:
        sets.find(({ event }) => event.type === 'office.reference-set' && event.table === table)
          ?.recordedAt ?? null,
    })),
    imports: books.imports().map((each) => ({
      importId: each.importId,
      at: each.recordedAt,
      fileName: each.fileName,
      fileHash: each.fileHash,
      system: each.system,
      asOf: each.asOf,
      lastPostingBatch: each.lastPostingBatch ?? null,
      accounts: each.accounts,
      charges: each.charges,
      totalCents: each.totalCents,
    })),
    accounts: books.accountCount(),
    missing: missingSteps(ctx),
    policy: policyValues(office.policy),
    office: officeValues(office.policy),
    scanlines: scanlinesOf(office.policy),
    printer: office.printer,
    mappings: ctx.desk.files.mappings(),
  });
};

const TABLE_WORDS: Readonly<Record<ReferenceTable, string>> = {
  'gl-accounts': 'chart of accounts',
  'receipt-types': 'receipt types',
  'service-map': 'service map',
  'tender-types': 'tender types',
  'bank-accounts': 'bank accounts',
  'people-and-drawers': 'people and drawers',
};

function missingSteps({
  office,
  books,
}: Parameters<typeof overview>[0]): Output<'setup.overview'>['missing'] {
  const steps = missingTables(office).map((table) => ({
    what: `The ${TABLE_WORDS[table]} are not here yet.`,
    next: `Import ${TABLE_WORDS[table]} as CSV.`,
  }));
  for (const { field, value, reason } of policyMisfits(office.policy, office.reference)) {
    steps.push({ what: `Policy, ${field}: ${value}: ${reason}.`, next: 'Put it right under Office.' });
  }
  if (books.accountCount() === 0)
    steps.push({ what: 'There are no accounts to pay.', next: 'Import the billing extract.' });
  const without = books.users().filter((user) => user.enabled && !user.hasSecret);
  if (without.length > 0) {
    steps.push({
      what: `${String(without.length)} people have no PIN yet.`,
      next: 'Give each a first PIN under Users.',
    });
  }
  if (office.printer === null && !office.training)
    steps.push({
      what: 'No receipt printer is assigned.',
      next: 'Assign one under Devices; payments post without it.',
    });
  if (office.businessDate === null)
    steps.push({
      what: 'No business date is open.',
      next: 'A supervisor opens it on the Supervisor screen.',
    });
  return steps;
}
