/**
 * A PAX terminal with its bank, as far as a till can tell. It acknowledges what it takes, repeats an answer that is
 * answered by NAK, keeps what it did by the till's reference, and fails in all the ways of `NextEnding`.
 */
import type { Clock } from '../../../clock.ts';
import type { Connection } from '../../../transport/connection.ts';
import type { FrameDecoder } from '../../mailbox.ts';
import { simulatedBank } from '../../simulator/bank.ts';
import type { CardSimulator } from '../../simulator/card-simulator.ts';
import { NOT_A_TERMINAL, partialCents, READY } from '../../simulator/state.ts';
import type { NextEnding, TerminalSettings, TerminalStage } from '../../simulator/state.ts';
import { encodePaxFrame, PAX_ACK, PAX_EOT, PAX_NAK, paxDecoder } from '../protocol/frame.ts';
import type { PaxFrame } from '../protocol/frame.ts';
import { FS, US } from '../protocol/message.ts';
import { batchFields, creditFields, detailFields, identityFields, paxAnswer, totalFields } from './words.ts';

export type PaxSimulator = CardSimulator;

type Session = {
  readonly line: Connection;
  readonly decoder: FrameDecoder<PaxFrame>;
  /** For NAK. */
  lastAnswer: Uint8Array | undefined;
  repeats: number;
};

/** What runs at the terminal, for the session that asked. */
type Running = {
  readonly session: Session;
  readonly ending: NextEnding;
  readonly asked: CreditAsked;
  cancelTimer: () => void;
};

type CreditAsked = {
  readonly type: string;
  readonly cents: number;
  readonly reference: string;
  readonly originalNumber: number;
  readonly keyed: boolean;
};

const SEND_MS = 5000;
const MOST_REPEATS = 3;

export function paxSimulator({ clock }: { readonly clock: Clock }): PaxSimulator {
  const bank = simulatedBank();
  const sessions = new Set<Session>();
  const listeners = new Set<() => void>();
  let settings = READY;
  let stage: TerminalStage = 'idle';
  let requests = 0;
  let running: Running | undefined;

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const enter = (next: TerminalStage): void => {
    stage = next;
    changed();
  };

  function set(change: Partial<TerminalSettings>): void {
    settings = { ...settings, ...change };
    if (!settings.power) {
      running?.cancelTimer();
      running = undefined;
      stage = 'idle';
      for (const { line } of [...sessions]) void line.close();
    }
    changed();
  }

  const say = (session: Session, bytes: Uint8Array): void => void session.line.write(bytes, SEND_MS);

  function answer(session: Session, fields: readonly string[]): void {
    session.lastAnswer = encodePaxFrame(fields.join(FS));
    session.repeats = 0;
    say(session, session.lastAnswer);
  }

  function hear(session: Session, frame: PaxFrame): void {
    switch (frame.kind) {
      case 'broken':
        say(session, PAX_NAK);
        return;
      case 'nak':
        repeat(session);
        return;
      case 'message':
        obey(session, frame.content.split(FS));
        return;
      default:
    }
  }

  function repeat(session: Session): void {
    session.repeats += 1;
    if (!session.lastAnswer || session.repeats > MOST_REPEATS) say(session, PAX_EOT);
    else say(session, session.lastAnswer);
  }

  function obey(session: Session, [command = '', , ...fields]: readonly string[]): void {
    if (command === 'A14') {
      say(session, PAX_ACK);
      stop();
      return;
    }
    if (running || settings.busy) {
      say(session, PAX_NAK);
      return;
    }
    say(session, PAX_ACK);
    switch (command) {
      case 'A00':
        answer(session, identityFields());
        return;
      case 'T00':
        begin(session, fields);
        return;
      case 'R00':
        answer(session, totalFields(bank.state.batch));
        return;
      case 'R02':
        answer(session, detailFields(bank.state, fields[6] ?? ''));
        return;
      case 'B00':
        answer(session, batchFields(bank.closeBatch(), clock.nowMs()));
        changed();
        return;
      default:
        answer(session, paxAnswer(command, '100004', 'UNSUPPORTED'));
    }
  }

  function begin(session: Session, fields: readonly string[]): void {
    const asked = readCredit(fields);
    requests += 1;
    const ending = settings.next;
    settings = { ...settings, next: 'approve' };
    running = { session, ending, asked, cancelTimer: () => undefined };
    enter('card');
    if (ending === 'never') return;
    later(settings.cardMs, atCard);
  }

  /** Unless the run has ended by then. */
  function later(ms: number, then: (run: Running) => void): void {
    const run = running;
    if (!run) return;
    run.cancelTimer = clock.after(ms, () => {
      if (running === run) then(run);
    });
  }

  function atCard(run: Running): void {
    if (run.ending === 'cancel') {
      finish(run, creditFields.cancelled());
      return;
    }
    enter('bank');
    later(settings.bankMs, atBank);
  }

  function atBank(run: Running): void {
    const { ending, asked } = run;
    if (ending === 'decline') {
      finish(run, creditFields.declined(asked));
      return;
    }
    if (asked.type === '16') {
      voidAtBank(run);
      return;
    }
    const done = bank.post({
      kind: asked.type === '02' ? 'refund' : 'sale',
      reference: asked.reference,
      requestedCents: asked.cents,
      cents:
        ending === 'partial'
          ? partialCents(asked.cents)
          : ending === 'more'
            ? asked.cents + 100
            : asked.cents,
      last4: settings.last4,
      brand: settings.brand,
      entry: asked.keyed ? 'keyed' : settings.entry,
      atMs: clock.nowMs(),
    });
    finish(run, creditFields.approved(done, asked.type, ending));
  }

  function voidAtBank(run: Running): void {
    const { asked } = run;
    const made = bank.void(asked.originalNumber, asked.reference, 'till');
    const original = bank.state.transactions.find(({ number }) => number === asked.originalNumber);
    finish(run, made && original ? creditFields.voided(made, original) : creditFields.noOriginal(asked));
  }

  function finish(run: Running, fields: readonly string[]): void {
    if (run.ending === 'die') {
      set({ power: false });
      return;
    }
    enter('answering');
    running = undefined;
    if (run.ending !== 'lose-answer') answer(run.session, fields);
    enter('idle');
  }

  /** A14: while the card is waited for it ends there; once the bank is asked, the bank's answer stands. */
  function stop(): void {
    const run = running;
    if (!run || stage !== 'card') return;
    run.cancelTimer();
    finish(run, creditFields.cancelled());
  }

  return {
    attach(line) {
      if (!settings.power) {
        void line.close();
        return;
      }
      const session: Session = { line, decoder: paxDecoder(), lastAnswer: undefined, repeats: 0 };
      sessions.add(session);
      void line.closed.then(() => sessions.delete(session));
      line.onBytes((bytes) => {
        if (settings.wrongDevice) {
          say(session, NOT_A_TERMINAL);
          return;
        }
        for (const frame of session.decoder.decode(bytes)) if (settings.power) hear(session, frame);
      });
    },
    get state() {
      return { ...settings, ...bank.state, stage, requests };
    },
    set,
    charges: () => bank.state.transactions.filter(({ kind }) => kind === 'sale'),
    voids: () => bank.state.voids,
    refunds: () => bank.state.transactions.filter(({ kind }) => kind === 'refund'),
    clear() {
      bank.clear();
      requests = 0;
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** T00 from its type on. */
function readCredit(fields: readonly string[]): CreditAsked {
  const [type = '', amount = '', , trace = '', , , , , ext = ''] = fields;
  const [reference = '', , , number = ''] = trace.split(US);
  return {
    type,
    cents: Number(amount.split(US)[0]),
    reference,
    originalNumber: Number(number),
    keyed: ext.split(US).includes('ENTRYMODEBITMAP=10000000'),
  };
}
