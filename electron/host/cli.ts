/**
 * The command line, on the same services as the page: its verbs and how they are called. What they do is loaded only
 * when one is asked, so that a wrong call is answered at once.
 * Exit codes: 0 done, 1 refused or something found, 2 called wrongly, 130 stopped.
 */
import process from 'node:process';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { REFERENCE_TABLES, ROLES } from '../../shared/domain/office/types.ts';
import type { ReferenceTable } from '../../shared/domain/office/types.ts';
import { TRANSPORT_FORMS, transportFromText } from '../../drivers/transport/transport-text.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import { isDate } from '../../shared/kernel/time.ts';
import { MICR_ALPHABETS } from '../../shared/devices/check-reader.ts';
import { REPLAY_KINDS } from './command-line/replay-kinds.ts';
import type { ReplayOptions } from './command-line/replay.ts';
import type { CaptureOptions } from './command-line/capture.ts';
import type { ExportKind, ExportOptions } from './command-line/files.ts';
import { EXIT } from './command-line/output.ts';
import type { Common } from './command-line/output.ts';
import { defaultDataFolder } from './data-folder.ts';
import { VERSION } from './version.ts';

const files = () => import('./command-line/files.ts');
const books = () => import('./command-line/books.ts');
const people = () => import('./command-line/users.ts');
const lines = () => import('./command-line/capture.ts');
const playback = () => import('./command-line/replay.ts');

const program = new Command('tillwright')
  .description(
    'Imports, exports, verification and backups of a Tillwright data folder; captures of devices’ lines.',
  )
  .version(VERSION)
  .configureHelp({ sortSubcommands: false })
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? EXIT.ok : EXIT.calledWrongly);
  });

const verbOf = (parent: Command, name: string, about: string): Command =>
  parent
    .command(name)
    .description(about)
    .option('--data <folder>', 'folder of the books', defaultDataFolder())
    .option('--json', 'print the result as JSON');
const verb = (name: string, about: string): Command => verbOf(program, name, about);

verb('import', 'Imports a billing extract, all or nothing. A missing folder is made.')
  .argument('<file>', 'the extract')
  .requiredOption('--mapping <mapping>', 'delimited, fixed, or a mapping file')
  .action(async (file: string, options: Common & { mapping: string }) =>
    (await files()).importExtract(file, options),
  );

verb('import-table', 'Imports one of the city’s tables from CSV, all or nothing.')
  .argument('<file>', 'the CSV file')
  .addOption(new Option('--table <table>', 'which table').choices(REFERENCE_TABLES).makeOptionMandatory())
  .action(async (file: string, options: Common & { table: ReferenceTable }) =>
    (await files()).importTable(file, options),
  );

function aDate(text: string): string {
  if (!isDate(text)) throw new InvalidArgumentError('a date is written 2026-11-19.');
  return text;
}

verb('export', 'Builds an export batch, or makes an earlier one again, byte for byte.')
  .addArgument(new Argument('<what>', 'what goes out').choices(['journal', 'payments']))
  .addOption(
    new Option('--format <format>', 'how it is written')
      .choices(['csv', 'ledger', 'hledger', 'beancount'])
      .default('csv'),
  )
  .requiredOption('--out <file>', 'where to write it')
  .option('--from <date>', 'first date', aDate, '0001-01-01')
  .option('--to <date>', 'last date', aDate, '9999-12-31')
  .option('--batch <id>', 'make this batch again instead of building one')
  .action(async (what: ExportKind, options: ExportOptions) => (await files()).exportBatch(what, options));

verb(
  'verify',
  'Verifies the whole books: chain, anchor, imported rows, projections, entries. Changes nothing.',
).action(async (options: Common) => (await books()).verify(options));

verb(
  'backup',
  'Makes a verified backup in the data folder. A running desk makes its own on its Proof screen.',
).action(async (options: Common) => (await books()).backup(options));

verb('restore', 'Restores a backup into an empty data folder and verifies it.')
  .argument('<backup>', 'the backup file')
  .action(async (file: string, options: Common) => (await books()).restore(file, options));

verb('accept-journal', 'Accepts a journal whose end or anchor file is lost.')
  .requiredOption('--compared', 'says that its last receipts were compared with the paper')
  .action(async (options: Common) => {
    (await books()).accept(options);
  });

const users = program.command('users').description('People who may sign in.');

verbOf(users, 'list', 'Lists people with their roles.').action(async (options: Common) =>
  (await people()).listUsers(options),
);

verbOf(users, 'add', 'Adds a person; the PIN is read from standard input.')
  .argument('<user>', 'user name')
  .requiredOption('--name <name>', 'full name')
  .addOption(new Option('--role <role>', 'role').choices(ROLES).makeOptionMandatory())
  .action(async (userName: string, options: Common & { name: string; role: (typeof ROLES)[number] }) =>
    (await people()).addUser(userName, options),
  );

verbOf(
  users,
  'set-pin',
  'Gives a person a new PIN and lifts a lock-out; the PIN is read from standard input.',
)
  .argument('<user>', 'user name')
  .action(async (userName: string, options: Common) => (await people()).setPin(userName, options));

for (const [name, enabled] of [
  ['enable', true],
  ['disable', false],
] as const) {
  verbOf(users, name, enabled ? 'Lets a person sign in again.' : 'Takes away a person’s sign-in.')
    .argument('<user>', 'user name')
    .action(async (userName: string, options: Common) =>
      (await people()).setEnabled(userName, enabled, options),
    );
}

function aTransport(text: string): DeviceTransport {
  const transport = transportFromText(text);
  if (!transport) throw new InvalidArgumentError(`a line is written ${TRANSPORT_FORMS}.`);
  return transport;
}

function inHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2}\s*)+$/i.test(text)) throw new InvalidArgumentError('bytes are written 1004 01.');
  return Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
}

/** @returns takes a whole number of that range */
const aNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from ${String(least)} to ${String(most)}.`);
  };

// No books are opened: whoever may use this PC's ports may listen to them.
const devices = program.command('devices').description('Devices and the lines to them.');

devices
  .command('capture')
  .description('Writes down what goes over a device’s line, masked. Ctrl-C ends it; the file is whole.')
  .requiredOption('--transport <line>', TRANSPORT_FORMS, aTransport)
  .requiredOption('--out <file>', 'a new file; none is written over')
  .option('--seconds <n>', 'how long to listen', aNumber(1, 86_400), 60)
  .option('--send <hex>', 'send these bytes first, once', inHex)
  .option(
    '--hide-digits <n>',
    'show only the last four of so many digits in a row; 5 for a check reader',
    aNumber(5, 12),
    12,
  )
  .option('--json', 'print the result as JSON')
  .action(async (options: CaptureOptions) => (await lines()).captureLine(options));

devices
  .command('replay')
  .description('Plays a captured line to a driver and says what it understood.')
  .argument('<capture>', 'a file of `devices capture`')
  .addOption(new Option('--as <kind>', 'which driver').choices(REPLAY_KINDS).makeOptionMandatory())
  .option('--profile <file>', 'a report profile in JSON, for a counter')
  .addOption(
    new Option('--alphabet <name>', 'the symbols of a check reader')
      .choices(MICR_ALPHABETS)
      .default('magtek-2'),
  )
  .option('--json', 'print the result as JSON')
  .action(async (file: string, options: ReplayOptions) => (await playback()).replay(file, options));

await program.parseAsync();
