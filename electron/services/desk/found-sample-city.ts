/** The invented city: people, tables and 2,500 accounts, ready in seconds. It never shares a book with a real office. */
import { stream } from '../../../shared/domain/events.ts';
import type { OfficeEvent } from '../../../shared/domain/office/types.ts';
import { defaultPolicy } from '../../../shared/domain/policy/default-policy.ts';
import { REFERENCE_TABLES } from '../../../shared/domain/office/types.ts';
import { TABLE_FILES } from '../../../shared/domain/reference/tables.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { dateOf } from '../../../shared/kernel/time.ts';
import { addUser } from '../access/users.ts';
import type { LongHandler } from '../handler.ts';
import { importExtract } from '../setup/import-extract.ts';
import { hashOf } from '../hash.ts';

/** Made-up people in a city that cannot touch real books: the same PIN for all, said on the sign-in screen. */
export const SAMPLE_CITY_PIN = '2468';
const TIME_ZONE = 'America/Phoenix';

export const foundSampleCity: LongHandler<'desk.found-sample-city'> = async (ctx) => {
  const founded = ctx.office().founded;
  if (founded !== null) return refuse('ALREADY_FOUNDED', { value: founded.city });
  const sample = ctx.desk.files.sampleCity();
  const tables = REFERENCE_TABLES.map((table) => ({
    table,
    bytes: sample.tables[table],
    read: ctx.desk.files.readTable(table, sample.tables[table]),
  }));
  const rejected = tables.find(({ read }) => read.rejects.length > 0);
  if (rejected)
    return refuse('FILE_REJECTED', {
      value: TABLE_FILES[rejected.table],
      params: { rejects: String(rejected.read.rejects.length) },
    });
  const secretHash = await ctx.desk.passwords.hash(SAMPLE_CITY_PIN);

  const office = ctx.write((tx) => {
    const events: OfficeEvent[] = [
      {
        type: 'office.founded',
        v: 1,
        city: 'City of Cedar Bluff',
        office: 'City Hall Lobby',
        workstation: tx.tx.head().workstation,
        timeZone: TIME_ZONE,
        training: true,
      },
      ...tables.map(({ table, bytes, read }): OfficeEvent => ({
        type: 'office.reference-set',
        v: 1,
        table,
        fileName: TABLE_FILES[table],
        fileHash: hashOf(bytes),
        rows: read.rows,
      })),
      {
        type: 'office.policy-set',
        v: 1,
        policy: {
          ...defaultPolicy,
          receipt: {
            ...defaultPolicy.receipt,
            heading: ['CITY OF CEDAR BLUFF', 'City Hall Lobby, 100 N Main Ave', 'Cedar Bluff AZ 85201'],
          },
        },
      },
      { type: 'office.business-date-opened', v: 1, date: dateOf(ctx.at, TIME_ZONE) },
    ];
    const appended = tx.append(stream.office, 0, events);
    if (!appended.ok) return appended;
    for (const person of tx.office.reference.people) {
      const added = addUser(tx, { ...person, secretHash });
      if (!added.ok) return added;
    }
    tx.changed('desk', 'setup', 'users');
    return ok(tx.office.reference);
  });
  if (!office.ok) return office;

  const task = ctx.task('found-sample-city');
  const imported = await importExtract(ctx, sample.extract, sample.extractMapping, task).finally(() => {
    task.end();
  });
  if (!imported.ok) return imported;
  return ok({
    accounts: imported.value.accounts,
    receiptTypes: new Set(office.value.receiptTypes.map((type) => type.code)).size,
    people: office.value.people.length,
  });
};
