/**
 * The command line, on the same services as the page. It acts as `cli:<OS user>`, allowed by ownership of the data
 * folder, and what it does is journaled. Exit codes: 0 done, 1 refused or something found, 2 called wrongly, 130 stopped.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, resolve } from 'node:path';
import process from 'node:process';
import { randomUUID } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Answer } from '../../shared/contract/envelope.ts';
import type { ChannelName, Input, Output } from '../../shared/contract/index.ts';
import { CHANNELS } from '../../shared/contract/index.ts';
import { REFERENCE_TABLES, ROLES } from '../../shared/domain/office/types.ts';
import { isDate } from '../../shared/kernel/time.ts';
import { formatCentsAscii } from '../../shared/money/money.ts';
import { acceptJournal } from '../persistence/accept-journal.ts';
import { booksFolder } from '../persistence/folder.ts';
import { restoreBooks } from '../persistence/restore.ts';
import { verifyInWorker } from '../persistence/verify/verify-in-worker.ts';
import { errorEnvelope } from '../services/envelope.ts';
import { defaultDataFolder } from './data-folder.ts';
import { openDesk } from './desk.ts';
import type { HostedDesk } from './hosted-desk.ts';
import { readSecret } from './read-secret.ts';
import { VERSION } from './version.ts';

const OK = 0;
const REFUSED = 1;
const CALLED_WRONGLY = 2;
const STOPPED = 130;

const CALLER = { seatId: 'command-line', origin: 'command-line', osUser: userInfo().username } as const;

type Common = { readonly data: string; readonly json?: true };

const program = new Command('tillwright')
  .description('Imports, exports, verification and backups of a Tillwright data folder.')
  .version(VERSION)
  .configureHelp({ sortSubcommands: false })
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? OK : CALLED_WRONGLY);
  });

const verb = (name: string, about: string): Command =>
  program
    .command(name)
    .description(about)
    .option('--data <folder>', 'folder of the books; made when missing', defaultDataFolder())
    .option('--json', 'print the result as JSON');

/** Progress goes to standard error, so that standard output is the result and nothing else: to a log, every tenth. */
const showProgress = (() => {
  let last = '';
  return (step: string, done: number, total: number): void => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    const { isTTY } = process.stderr;
    const text = `${step}: ${String(isTTY ? percent : percent - (percent % 10))} %`;
    if (text === last) return;
    last = text;
    process.stderr.write(isTTY ? `\r${text}   ${percent >= 100 ? '\n' : ''}` : `${text}\n`);
  };
})();

/** One result, in words or as JSON, and the exit code that it means. */
function report(common: Common, value: unknown, words: string, code: number): void {
  process.stdout.write(common.json === true ? `${JSON.stringify(value, null, 2)}\n` : `${words}\n`);
  process.exitCode = code;
}

function reportError(
  common: Common,
  error: { readonly code: string; readonly what: string; readonly next: string },
): void {
  if (common.json === true) process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
  else process.stderr.write(`${error.what} ${error.next} (${error.code})\n`);
  process.exitCode = error.code === 'TASK_STOPPED' ? STOPPED : REFUSED;
}

/** What cannot be stopped goes on to its end, and says how it ended; a second Ctrl-C ends the program. */
async function stoppable(work: (stop: AbortSignal) => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => {
    process.stderr.write('\nStopping …\n');
    stopping.abort();
  };
  process.once('SIGINT', stop);
  try {
    await work(stopping.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}

async function withDesk(
  common: Common,
  work: (desk: HostedDesk, stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const folder = resolve(common.data);
  if (!makeFolder(common, folder)) return;
  const desk = await openDesk({ dataFolder: folder, trainingPrinter: false });
  const unsubscribe = desk.subscribe((push) => {
    if (push.topic === 'progress' && push.payload.step !== '')
      showProgress(push.payload.step, push.payload.done, push.payload.total);
  });
  try {
    await stoppable((signal) => work(desk, signal));
  } finally {
    unsubscribe();
    await desk.close();
  }
}

function makeFolder(common: Common, folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch (fault) {
    reportError(
      common,
      errorEnvelope({
        code: 'BOOKS_FOLDER',
        field: 'data',
        value: folder,
        params: { folder, reason: reasonOf(fault) },
      }),
    );
    return false;
  }
}

const reasonOf = (fault: unknown): string => (fault as NodeJS.ErrnoException).code ?? 'unknown';

/** Asks one channel; a refusal is reported and gives undefined. */
async function ask<C extends ChannelName>(
  common: Common,
  desk: HostedDesk,
  channel: C,
  input: Input<C>,
): Promise<Output<C> | undefined> {
  const message = CHANNELS[channel].kind === 'command' ? { commandId: randomUUID(), input } : { input };
  const answer = (await desk.call(CALLER, channel, message)) as Answer<Output<C>>;
  if (answer.ok) return answer.value;
  reportError(common, answer.error);
  return undefined;
}

verb('import', 'Imports a billing extract, all or nothing.')
  .argument('<file>', 'the extract')
  .requiredOption('--mapping <mapping>', 'delimited, fixed, or a mapping file')
  .action(async (file: string, options: Common & { mapping: string }) => {
    await withDesk(options, async (desk, signal) => {
      const answer = await desk.importExtract(
        CALLER,
        { path: resolve(file), mapping: options.mapping },
        { signal, onProgress: showProgress },
      );
      if (!answer.ok) {
        reportError(options, answer.error);
        return;
      }
      const { value } = answer;
      const rejects = value.rejects
        .map((reject) => `  line ${String(reject.line)}, ${reject.field}: ${reject.reason}`)
        .join('\n');
      const words = value.accepted
        ? value.changed
          ? `${basename(file)}: ${String(value.accounts)} accounts, ${String(value.charges)} charges, ${formatCentsAscii(value.totalCents)} in all.`
          : `${basename(file)} is already in the books; nothing changed.`
        : `${basename(file)} was not taken, because of ${String(value.rejectCount)} rejects; nothing changed.\n${rejects}`;
      report(options, value, words, value.accepted ? OK : REFUSED);
    });
  });

verb('import-table', 'Imports one of the city’s tables from CSV, all or nothing.')
  .argument('<file>', 'the CSV file')
  .addOption(new Option('--table <table>', 'which table').choices(REFERENCE_TABLES).makeOptionMandatory())
  .action(async (file: string, options: Common & { table: (typeof REFERENCE_TABLES)[number] }) => {
    await withDesk(options, async (desk) => {
      const bytes = await readBytes(options, file);
      if (bytes === undefined) return;
      const value = await ask(options, desk, 'setup.import-table', {
        table: options.table,
        file: { fileName: basename(file), base64: bytes.toString('base64') },
      });
      if (value === undefined) return;
      const rejects = value.rejects
        .map((reject) => `  line ${String(reject.line)}, ${reject.field}: ${reject.reason}`)
        .join('\n');
      const words = value.accepted
        ? `${options.table}: ${String(value.rows)} rows${value.changed ? '' : ', as before'}.`
        : `${basename(file)} was not taken, because of ${String(value.rejectCount)} rejects; nothing changed.\n${rejects}`;
      report(options, value, words, value.accepted ? OK : REFUSED);
    });
  });

function aDate(text: string): string {
  if (!isDate(text)) throw new InvalidArgumentError('a date is written 2026-11-19.');
  return text;
}

verb('export', 'Builds an export batch, or makes an earlier one again, byte for byte.')
  .argument('<what>', 'journal or payments')
  .addOption(
    new Option('--format <format>', 'how it is written')
      .choices(['csv', 'ledger', 'hledger', 'beancount'])
      .default('csv'),
  )
  .requiredOption('--out <file>', 'where to write it')
  .option('--from <date>', 'first date', aDate, '0001-01-01')
  .option('--to <date>', 'last date', aDate, '9999-12-31')
  .option('--batch <id>', 'make this batch again instead of building one')
  .action(async (what: string, options: Common & ExportOptions) => {
    if (what !== 'journal' && what !== 'payments') {
      process.stderr.write(`Export journal or payments, not ${what}.\n`);
      process.exitCode = CALLED_WRONGLY;
      return;
    }
    await withDesk(options, (desk) => exportBatch(desk, what, options));
  });

type ExportOptions = {
  readonly format: 'csv' | 'ledger' | 'hledger' | 'beancount';
  readonly out: string;
  readonly from: string;
  readonly to: string;
  readonly batch?: string;
};

async function exportBatch(
  desk: HostedDesk,
  kind: 'journal' | 'payments',
  options: Common & ExportOptions,
): Promise<void> {
  const known = await ask(options, desk, 'export.list', {});
  if (known === undefined) return;
  const batch =
    options.batch === undefined
      ? await ask(options, desk, 'export.build', {
          kind,
          format: options.format,
          range: { from: options.from, to: options.to } as Input<'export.build'>['range'],
        })
      : known.exports.find((each) => each.batchId === options.batch && each.kind === kind);
  if (batch === undefined) {
    if (options.batch !== undefined)
      reportError(
        options,
        errorEnvelope({ code: 'NOT_FOUND', value: options.batch, params: { what: `${kind} batch` } }),
      );
    return;
  }
  const file = await ask(options, desk, 'export.file', { batchId: batch.batchId, format: options.format });
  if (file === undefined) return;
  try {
    writeFileSync(resolve(options.out), Buffer.from(file.base64, 'base64'));
  } catch (fault) {
    const params = { reason: reasonOf(fault), batch: batch.batchId };
    reportError(
      options,
      errorEnvelope({ code: 'FILE_UNWRITABLE', field: 'out', value: options.out, params }),
    );
    return;
  }
  report(
    options,
    { ...batch, out: resolve(options.out) },
    `${batch.batchId}: ${String(batch.records)} records, ${formatCentsAscii(batch.totalCents)}, SHA-256 ${batch.sha256}\n${resolve(options.out)}`,
    OK,
  );
}

/** Reads the files themselves, without opening a desk: also books that cannot be opened, or that a desk has open. */
verb('verify', 'Verifies the whole books: chain, anchor, imported rows, projections, entries.').action(
  async (options: Common) => {
    const folder = resolve(options.data);
    if (!existsSync(booksFolder(folder).books)) {
      reportError(
        options,
        errorEnvelope({ code: 'BOOKS_MISSING', field: 'data', value: folder, params: { folder } }),
      );
      return;
    }
    await stoppable(async (signal) => {
      const verified = await verifyInWorker({ folder }, { signal, onProgress: showProgress });
      if (signal.aborted) {
        reportError(options, errorEnvelope({ code: 'TASK_STOPPED' }));
        return;
      }
      const value = { ...verified, head: verified.head.hash };
      const findings = value.findings.map((finding) => `  ${finding.check}: ${finding.text}`).join('\n');
      const counted = `${String(value.events)} events, ${String(value.importedRows)} imported rows, head ${value.head}`;
      report(
        options,
        value,
        value.ok ? `The books are whole: ${counted}.` : `The books are NOT whole: ${counted}.\n${findings}`,
        value.ok ? OK : REFUSED,
      );
    });
  },
);

verb(
  'backup',
  'Makes a verified backup in the data folder. A running desk makes its own: on its Proof screen.',
).action(async (options: Common) => {
  await withDesk(options, async (desk) => {
    const value = await ask(options, desk, 'books.backup', {});
    if (value !== undefined)
      report(
        options,
        value,
        `backups/${value.fileName}: ${String(value.events)} events, SHA-256 ${value.sha256}`,
        OK,
      );
  });
});

const KEY_IS_NEW =
  '\nIts side.key was not found: a new one was made. Set every PIN again with users set-pin; check account numbers stay sealed.';

verb('restore', 'Restores a backup into an empty data folder and verifies it.')
  .argument('<backup>', 'the backup file')
  .option('--key <file>', 'the copy of side.key that belongs to it; else looked for beside the backup')
  .option('--replace', 'move books that are already there aside instead of refusing')
  .action(async (backup: string, options: Common & { key?: string; replace?: true }) => {
    const restored = await restoreBooks(resolve(backup), resolve(options.data), {
      ...(options.key === undefined ? {} : { keyFile: resolve(options.key) }),
      replace: options.replace === true,
    });
    if (!restored.ok) {
      reportError(options, errorEnvelope(restored.error));
      return;
    }
    report(
      options,
      restored.value,
      `Restored ${String(restored.value.head.sequence)} events; head ${restored.value.head.hash}${restored.value.key === 'new' ? KEY_IS_NEW : ''}`,
      OK,
    );
  });

verb(
  'accept-journal',
  'Accepts a journal whose end or anchor file is lost, after its last receipts were compared.',
)
  .requiredOption('--compared', 'says that the last receipts on paper were compared with the journal')
  .action((options: Common) => {
    const accepted = acceptJournal(resolve(options.data));
    if (!accepted.ok) {
      reportError(options, errorEnvelope(accepted.error));
      return;
    }
    report(
      options,
      accepted.value,
      `The journal is accepted as it is: ${String(accepted.value.head.sequence)} events; head ${accepted.value.head.hash}`,
      OK,
    );
  });

const users = program.command('users').description('People who may sign in.');
const userVerb = (name: string, about: string): Command =>
  users
    .command(name)
    .description(about)
    .option('--data <folder>', 'folder of the books', defaultDataFolder())
    .option('--json', 'print the result as JSON');

userVerb('list', 'Lists people with their roles.').action(async (options: Common) => {
  await withDesk(options, async (desk) => {
    const value = await ask(options, desk, 'users.list', {});
    if (value === undefined) return;
    const words = value.users
      .map(
        (user) =>
          `${user.userName.padEnd(16)} ${user.role.padEnd(14)} ${user.name}${user.enabled ? '' : ', disabled'}${user.hasSecret ? '' : ', no PIN yet'}`,
      )
      .join('\n');
    report(options, value, words, OK);
  });
});

userVerb('add', 'Adds a person; the PIN is read from standard input.')
  .argument('<user>', 'user name')
  .requiredOption('--name <name>', 'full name')
  .addOption(new Option('--role <role>', 'role').choices(ROLES).makeOptionMandatory())
  .action(async (userName: string, options: Common & { name: string; role: (typeof ROLES)[number] }) => {
    const secret = await readSecret(`PIN or password for ${userName}: `);
    await withDesk(options, async (desk) => {
      const value = await ask(options, desk, 'users.add', {
        userName,
        name: options.name,
        role: options.role,
        secret,
      });
      if (value !== undefined)
        report(options, { userName }, `${userName} may sign in as ${options.role}.`, OK);
    });
  });

userVerb('set-pin', 'Gives a person a new PIN and lifts a lock-out; the PIN is read from standard input.')
  .argument('<user>', 'user name')
  .action(async (userName: string, options: Common) => {
    const secret = await readSecret(`New PIN or password for ${userName}: `);
    await withDesk(options, async (desk) => {
      const value = await ask(options, desk, 'users.set-secret', { userName, secret });
      if (value !== undefined) report(options, { userName }, `${userName} has a new PIN.`, OK);
    });
  });

for (const [name, enabled] of [
  ['enable', true],
  ['disable', false],
] as const) {
  userVerb(name, enabled ? 'Lets a person sign in again.' : 'Takes away a person’s sign-in.')
    .argument('<user>', 'user name')
    .action(async (userName: string, options: Common) => {
      await withDesk(options, async (desk) => {
        const value = await ask(options, desk, 'users.set-enabled', { userName, enabled });
        if (value !== undefined)
          report(options, { userName, enabled }, `${userName} is ${enabled ? 'enabled' : 'disabled'}.`, OK);
      });
    });
}

async function readBytes(common: Common, file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (fault) {
    const params = { reason: reasonOf(fault) };
    reportError(common, errorEnvelope({ code: 'FILE_UNREADABLE', field: 'file', value: file, params }));
    return undefined;
  }
}

await program.parseAsync();
