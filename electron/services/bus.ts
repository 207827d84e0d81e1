/**
 * The way of every message: find the channel, check the seat and the permission, parse, refuse anything like a card
 * number, answer a repeated command from its stored answer, decide and append in one transaction, and only after the
 * commit run device jobs and tell open screens. The answer is always an envelope, never a throw.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Answer, ChangedTopic } from '../../shared/contract/envelope.ts';
import { commandMessage, queryMessage } from '../../shared/contract/envelope.ts';
import { CHANNELS, isChannel } from '../../shared/contract/index.ts';
import type { ChannelName } from '../../shared/contract/index.ts';
import type { Channel } from '../../shared/contract/channel.ts';
import {
  may,
  mayFromCommandLine,
  PERMISSIONS,
  rolesThatMay,
} from '../../shared/domain/office/permissions.ts';
import type { Permission } from '../../shared/domain/office/permissions.ts';
import { findCardNumber, maskCardNumbers, PARSED_FIELDS } from '../../shared/kernel/card-number.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import { ok, refuse } from '../../shared/kernel/result.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { errorEnvelope } from './envelope.ts';
import type { Caller, Desk, Handler, Handlers, LongContext, TxContext } from './handler.ts';
import { createOfficeReader } from './office.ts';
import type { BooksReader, BooksWriter } from './ports.ts';
import { appendTo, queuePrintJob } from './tx.ts';
import type { Person } from './seats.ts';

/** Besides parsed fields: file contents, secrets (a long password may be digits), accounts and other ids of the contract. */
const NOT_CARDS: readonly string[] = [
  ...PARSED_FIELDS,
  'base64',
  'secret',
  'current',
  'next',
  'account',
  'batchId',
  'machineCounts',
  'settlementId',
  'sessionIds',
  'task',
  // Both are made of ids: of a stream, and of what a figure of the proof is made of.
  'stream',
  'drill',
];

export const NOBODY: Person = { userName: 'nobody', name: 'Nobody', role: 'auditor' };

/** What a fault is reported to: one masked line in the log, with the reference that the person was given. */
export type FaultLog = (reference: string, channel: string, fault: unknown) => void;

export type Bus = {
  handle(caller: Caller, channel: string, message: unknown): Promise<Answer>;
  /** Long work of the host's own that is no channel of the contract: only the command line may ask for it. */
  run<T>(caller: Caller, name: string, work: (ctx: LongContext) => Promise<Result<T>>): Promise<Answer<T>>;
};

type Parsed = {
  readonly input: unknown;
  readonly commandId?: string;
  readonly approval?: string | undefined;
};

export function createBus(desk: Desk, handlers: Handlers, logFault: FaultLog): Bus {
  const readOffice = createOfficeReader();

  const officeOf = (books: BooksReader) => readOffice(books);

  async function answer(caller: Caller, name: string, message: unknown): Promise<Result<unknown>> {
    if (!isChannel(name)) return refuse('UNKNOWN_CHANNEL', { value: maskCardNumbers(name).slice(0, 64) });
    const channel: Channel = CHANNELS[name];
    const at = desk.now();
    const seated = admit(caller, channel, at);
    if (!seated.ok) return seated;
    const parsed = parse(channel, message);
    if (!parsed.ok) return parsed;
    // Before the approval is looked at: a repeat after a lost answer carries one that was spent with the first.
    const repeated =
      parsed.value.approval === undefined ? undefined : stored(name, seated.value, parsed.value);
    if (repeated) return repeated;
    const approver = approverOf(caller, name, seated.value, parsed.value, at);
    if (!approver.ok) return approver;
    const common = { desk, at, caller, person: seated.value, approver: approver.value };
    const handler = handlers[name] as Handler<ChannelName>;
    switch (handler.mode) {
      case 'query':
        return handler.run(
          { ...common, books: desk.books, office: officeOf(desk.books) },
          parsed.value.input as never,
        );
      case 'command':
        return runCommand(
          common,
          name,
          handler.run as (ctx: TxContext, input: unknown) => Result<unknown>,
          parsed.value,
        );
      case 'long':
        return runLong(common, name, handler as never, parsed.value);
    }
  }

  function admit(caller: Caller, channel: Channel, at: ReturnType<Desk['now']>): Result<Person> {
    if (caller.commandLineUser !== undefined) return admitCommandLine(caller.commandLineUser, channel);
    if (channel.access === 'public') return ok(desk.seats.at(caller.seatId)?.person ?? NOBODY);
    const office = officeOf(desk.books);
    desk.seats.touch(caller.seatId, at, office.policy.lockAfterMs);
    const seat = desk.seats.at(caller.seatId);
    if (!seat) return refuse('NOT_SIGNED_IN');
    if (seat.locked) return refuse('SEAT_LOCKED');
    if (channel.access === 'signed-in') return ok(seat.person);
    const wanted = permissionsWanted(channel);
    if (wanted.some((permission) => may(seat.person.role, permission))) return ok(seat.person);
    return refuseNotPermitted(inWords(seat.person), wanted);
  }

  const stored = (name: string, person: Person, { commandId, input }: Parsed): Result<unknown> | undefined =>
    commandId === undefined
      ? undefined
      : storedAnswer(desk.books, commandId, contentHashOf(name, person, input));

  function approverOf(
    caller: Caller,
    name: string,
    person: Person,
    parsed: Parsed,
    at: ReturnType<Desk['now']>,
  ): Result<Person | undefined> {
    if (parsed.approval === undefined) return ok(undefined);
    const approver = desk.seats.ticket(parsed.approval, name, caller.seatId, at);
    if (!approver) return refuse('APPROVAL_EXPIRED');
    return approver.userName === person.userName ? refuse('APPROVAL_SAME_PERSON') : ok(approver);
  }

  type Shared = Pick<TxContext, 'desk' | 'at' | 'caller' | 'person' | 'approver'>;

  function transact<T>(shared: Shared, work: (ctx: TxContext) => Result<T>): Result<T> {
    const jobs: string[] = [];
    const topics = new Set<ChangedTopic>();
    const result = desk.books.transact((tx: BooksWriter) => {
      const ctx: TxContext = {
        ...shared,
        tx,
        // Read afresh: an append inside this transaction may change the office itself.
        get office() {
          return officeOf(tx);
        },
        append: (stream, expectedVersion, events, businessDate) =>
          appendTo(
            tx,
            { actor: shared.person.userName, at: shared.at },
            stream,
            expectedVersion,
            events,
            businessDate ?? null,
          ),
        queuePrint: (job) => {
          const queued = queuePrintJob(
            tx,
            { actor: shared.person.userName, at: shared.at },
            desk.newId(),
            job,
          );
          if (queued.ok) {
            jobs.push(queued.value);
            topics.add('prints');
          }
          return queued;
        },
        changed: (...names) => {
          for (const topic of names) topics.add(topic);
        },
      };
      return work(ctx);
    });
    if (result.ok) {
      for (const job of jobs) desk.enqueueJob(job);
      if (topics.size > 0) desk.push({ topic: 'changed', payload: { what: [...topics] } });
    }
    return result;
  }

  function runCommand(
    shared: Shared,
    name: ChannelName,
    run: (ctx: TxContext, input: unknown) => Result<unknown>,
    parsed: Parsed,
  ): Result<unknown> {
    const commandId = parsed.commandId ?? '';
    const contentHash = contentHashOf(name, shared.person, parsed.input);
    const result = transact(shared, (ctx) => {
      const known = storedAnswer(ctx.tx, commandId, contentHash);
      if (known) return known;
      const decided = run(ctx, parsed.input);
      if (decided.ok) {
        ctx.tx.rememberCommand(commandId, {
          contentHash,
          answer: JSON.stringify(decided.value),
          channel: name,
          at: shared.at,
        });
      }
      return decided;
    });
    if (result.ok && parsed.approval !== undefined) desk.seats.spendTicket(parsed.approval);
    return result;
  }

  const longContext = (shared: Shared): LongContext => ({
    ...shared,
    books: desk.books,
    office: () => officeOf(desk.books),
    write: (work) => transact(shared, work),
    task: (taskId) => openTask(desk, taskId),
    changed: (...what) => {
      desk.push({ topic: 'changed', payload: { what } });
    },
  });

  async function runLong(
    shared: Shared,
    name: ChannelName,
    handler: { run: (ctx: LongContext, input: unknown) => Promise<Result<unknown>>; forget?: boolean },
    parsed: Parsed,
  ): Promise<Result<unknown>> {
    const commandId = parsed.commandId ?? '';
    const remember = handler.forget !== true;
    const contentHash = remember ? contentHashOf(name, shared.person, parsed.input) : '';
    if (remember) {
      const known = storedAnswer(desk.books, commandId, contentHash);
      if (known) return known;
    }
    const result = await handler.run(longContext(shared), parsed.input);
    if (result.ok && parsed.approval !== undefined) desk.seats.spendTicket(parsed.approval);
    if (result.ok && remember) {
      desk.books.transact((tx) => {
        // Sent twice at once, the other one was done first: its answer stands for both.
        if (tx.findCommand(commandId)) return ok(undefined);
        tx.rememberCommand(commandId, {
          contentHash,
          answer: JSON.stringify(result.value),
          channel: name,
          at: shared.at,
        });
        return ok(undefined);
      });
    }
    return result;
  }

  async function envelope<T>(name: string, work: () => Promise<Result<T>>): Promise<Answer<T>> {
    try {
      const result = await work();
      return result.ok
        ? { ok: true, value: result.value }
        : { ok: false, error: errorEnvelope(result.error) };
    } catch (fault) {
      const reference = randomUUID().slice(0, 8);
      logFault(reference, name, fault);
      return { ok: false, error: errorEnvelope({ code: 'INTERNAL', params: { reference } }) };
    }
  }

  return {
    handle: (caller, name, message) => envelope(name, () => answer(caller, name, message)),
    run: (caller, name, work) =>
      envelope(name, () => {
        const user = caller.commandLineUser;
        if (user === undefined) return Promise.resolve(refuse('NOT_SIGNED_IN'));
        const person = commandLinePerson(user);
        return work(longContext({ desk, at: desk.now(), caller, person, approver: undefined }));
      }),
  };
}

/** What was answered to this id before: the same content gets it again, other content is refused. */
function storedAnswer(
  books: Pick<BooksReader, 'findCommand'>,
  commandId: string,
  contentHash: string,
): Result<unknown> | undefined {
  const known = books.findCommand(commandId);
  if (!known) return undefined;
  return known.contentHash === contentHash
    ? ok(JSON.parse(known.answer) as unknown)
    : refuse('COMMAND_ID_REUSED');
}

const permissionsWanted = ({ access }: Channel): readonly Permission[] =>
  access === 'public' || access === 'signed-in' ? [] : typeof access === 'string' ? [access] : access;

/** Whoever owns the folder administers it, which is not to hold its money: nobody is seen to sit there. */
function admitCommandLine(user: string, channel: Channel): Result<Person> {
  const person = commandLinePerson(user);
  const wanted = permissionsWanted(channel);
  return wanted.length === 0 || wanted.some(mayFromCommandLine)
    ? ok(person)
    : refuseNotPermitted('The command line', wanted);
}

/** The command line acts as `cli:<OS user>`: whoever owns the data folder may administer it. */
const commandLinePerson = (user: string): Person => ({
  userName: `cli:${user}`,
  name: user,
  role: 'administrator',
});

function parse(channel: Channel, message: unknown): Result<Parsed> {
  const envelope =
    channel.kind === 'command' ? commandMessage.safeParse(message) : queryMessage.safeParse(message);
  if (!envelope.success) return refuse('BAD_MESSAGE');
  const input = channel.input.safeParse(envelope.data.input);
  // Before the schema's own complaint, which might repeat the value that must not be repeated.
  const cardField = findCardNumber(envelope.data.input, NOT_CARDS);
  if (cardField !== undefined) return refuse('CARD_NUMBER_DISCARDED', { field: cardField });
  if (!input.success) return refuseInput(input.error, envelope.data.input);
  return ok({ ...envelope.data, input: input.data });
}

function refuseInput(error: z.ZodError, input: unknown): Result<never> {
  const issue = error.issues[0];
  const path = issue?.path ?? [];
  const value = shownValue(path, input);
  return refuse('BAD_INPUT', {
    field: path.map(String).join('.') || 'input',
    ...(value === undefined ? {} : { value }),
    params: { reason: issue?.message ?? 'not accepted' },
  });
}

const SHOWN_CHARACTERS = 60;

/** The value that was not accepted, as the person typed it; not one of a field that may hold a secret or a number to hide. */
function shownValue(path: readonly PropertyKey[], input: unknown): string | undefined {
  if (path.some((key) => NOT_CARDS.includes(String(key)))) return undefined;
  const value = path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  // A long number that lost its last digits on the way is still most of a card number.
  return isPlain && !/\d{13}/.test(String(value)) ? String(value).slice(0, SHOWN_CHARACTERS) : undefined;
}

const inWords = ({ role }: Person): string => `${/^[aeiou]/.test(role) ? 'An' : 'A'} ${role}`;

function refuseNotPermitted(asking: string, wanted: readonly Permission[]): Result<never> {
  const first = wanted[0];
  return refuse('NOT_PERMITTED', {
    params: {
      asking,
      does: first === undefined ? 'do this' : PERMISSIONS[first].does,
      who: first === undefined ? 'an administrator' : rolesThatMay(first).join(', '),
    },
  });
}

/** Secrets are left out before hashing: a PIN of four digits could be found again from its hash. */
function contentHashOf(channel: string, person: Person, input: unknown): string {
  const bytes = canonicalJson({ channel, person: person.userName, input: withoutSecrets(input) });
  return createHash('sha256').update(bytes).digest('hex');
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !SECRET_FIELDS.has(key))
      .map(([key, member]) => [key, withoutSecrets(member)]),
  );
}
const SECRET_FIELDS: ReadonlySet<string> = new Set(['secret', 'current', 'next']);

function openTask(desk: Desk, taskId: string): ReturnType<LongContext['task']> {
  const controller = new AbortController();
  desk.tasks.set(taskId, controller);
  const report = (step: string, done: number, total: number, ended: boolean): void => {
    desk.push({ topic: 'progress', payload: { task: taskId, step, done, total, ended } });
  };
  return {
    signal: controller.signal,
    progress: (step, done, total) => {
      report(step, done, total, false);
    },
    end: () => {
      desk.tasks.delete(taskId);
      report('', 1, 1, true);
    },
  };
}
