/**
 * A ZVT terminal with its bank, as far as a till can tell. A good end stands only when the till has agreed to it;
 * otherwise the terminal takes it back, as the specification asks (and can be set to be one that does not).
 */
import { pause } from '../../../clock.ts';
import type { Clock } from '../../../clock.ts';
import { simulatedBank } from '../../simulator/bank.ts';
import type { SimulatedTransaction } from '../../simulator/bank.ts';
import type { CardSimulator } from '../../simulator/card-simulator.ts';
import { partialCents, READY } from '../../simulator/state.ts';
import type { NextEnding, TerminalSettings, TerminalStage } from '../../simulator/state.ts';
import { ABORTED } from '../protocol/answers.ts';
import type { Apdu } from '../protocol/apdu.ts';
import { digitsOf, parseBitmaps } from '../protocol/bitmaps.ts';
import { POSITIVE } from '../protocol/requests.ts';
import { terminalSession } from './session.ts';
import type { TerminalSession } from './session.ts';
import {
  abort,
  badStatus,
  COMPLETION,
  goodStatus,
  intermediate,
  negative,
  REGISTERED,
  STATUS_DONE,
  totalsStatus,
} from './words.ts';

export type ZvtTerminalSettings = TerminalSettings & {
  /** How long it waits for the till's agreement. */
  readonly agreeMs: number;
  /** Whether it takes back what the till has not agreed to. */
  readonly reverses: boolean;
  /** 06 20 and 06 10 are commands that not every terminal has. */
  readonly knowsReceipt: boolean;
  readonly knowsTotals: boolean;
  /** The completion of the next payment is lost. */
  readonly losesCompletion: boolean;
};

export type ZvtSimulator = CardSimulator<ZvtTerminalSettings>;

export const READY_ZVT: ZvtTerminalSettings = {
  ...READY,
  agreeMs: 5000,
  reverses: true,
  knowsReceipt: true,
  knowsTotals: true,
  losesCompletion: false,
};

const RESULT = {
  declined: 0x05,
  unknownCommand: 0x83,
  pleaseWait: 0x9c,
  notReversible: 0xb5,
  system: 0xff,
} as const;
const REPEAT_MS = 2000;

type Payment = { stopped: boolean; readonly ending: NextEnding; wake: () => void };
type Done = { readonly transaction: SimulatedTransaction; readonly receipt: number };

export function zvtSimulator({ clock }: { readonly clock: Clock }): ZvtSimulator {
  const bank = simulatedBank();
  const sessions = new Set<TerminalSession>();
  const listeners = new Set<() => void>();
  let settings = READY_ZVT;
  let stage: TerminalStage = 'idle';
  let requests = 0;
  let payment: Payment | undefined;
  /** Charged or voided at the bank, and not agreed to yet. */
  let pending: { readonly is: 'posting' | 'void'; readonly number: number } | undefined;
  let lastStatus: Uint8Array | undefined;

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const enter = (next: TerminalStage): void => {
    stage = next;
    changed();
  };

  function takeBack(): void {
    if (pending && settings.reverses) {
      if (pending.is === 'posting') bank.void(pending.number, '', 'terminal');
      else bank.unvoid(pending.number);
    }
    pending = undefined;
  }

  function set(change: Partial<ZvtTerminalSettings>): void {
    const wasOn = settings.power;
    settings = { ...settings, ...change };
    if (wasOn && !settings.power) {
      payment?.wake();
      payment = undefined;
      stage = 'idle';
      for (const { line } of [...sessions]) void line.close();
    }
    // What was open when the power went is taken back when it returns.
    if (!wasOn && settings.power) takeBack();
    changed();
  }

  function obey(session: TerminalSession, apdu: Apdu): void {
    if (apdu.command === '06B0') {
      session.tell(POSITIVE);
      if (payment && stage === 'card') {
        payment.stopped = true;
        payment.wake();
      }
      return;
    }
    if (payment || settings.busy) {
      session.tell(negative(RESULT.pleaseWait));
      return;
    }
    switch (apdu.command) {
      case '0600':
        session.tell(POSITIVE);
        void session.say(REGISTERED, settings.agreeMs);
        return;
      case '0501':
        session.tell(POSITIVE);
        void session.say(STATUS_DONE, settings.agreeMs);
        return;
      case '0620':
        void report(session, settings.knowsReceipt, lastStatus);
        return;
      case '0610':
        void report(session, settings.knowsTotals, totalsStatus(bank.state.batch));
        return;
      case '0650':
        void report(session, true, totalsStatus(bank.closeBatch())).then(changed);
        return;
      case '0601':
      case '0630':
      case '0631':
        requests += 1;
        void pay(session, apdu);
        return;
      default:
        session.tell(negative(RESULT.unknownCommand));
    }
  }

  async function report(
    session: TerminalSession,
    isKnown: boolean,
    status: Uint8Array | undefined,
  ): Promise<void> {
    if (!isKnown) {
      session.tell(negative(RESULT.unknownCommand));
      return;
    }
    session.tell(POSITIVE);
    if (!status) {
      await session.say(abort(RESULT.unknownCommand), settings.agreeMs);
      return;
    }
    await session.say(status, settings.agreeMs);
    await session.say(COMPLETION, settings.agreeMs);
  }

  /** Until the time is over, the payment is stopped, or the power is gone. */
  const wait = (run: Payment, ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      run.wake = () => {
        cancel();
        resolve();
      };
    });

  async function pay(session: TerminalSession, apdu: Apdu): Promise<void> {
    const run: Payment = { stopped: false, ending: settings.next, wake: () => undefined };
    payment = run;
    settings = { ...settings, next: 'approve' };
    session.tell(POSITIVE);
    enter('card');
    await session.say(intermediate(0x0a), settings.agreeMs);
    if (payment === run) await atCard(run, session, apdu);
    if (payment === run) {
      payment = undefined;
      enter('idle');
    }
  }

  async function atCard(run: Payment, session: TerminalSession, apdu: Apdu): Promise<void> {
    if (run.ending === 'never') {
      if (!run.stopped) await new Promise<void>((resolve) => (run.wake = resolve));
    } else if (!run.stopped) await wait(run, settings.cardMs);
    if (payment !== run) return;
    if (run.stopped || run.ending === 'cancel') {
      enter('answering');
      await session.say(badStatus(ABORTED, 'Abbruch'), settings.agreeMs);
      await session.say(abort(ABORTED), settings.agreeMs);
      return;
    }
    enter('bank');
    await session.say(intermediate(0x0e), settings.agreeMs);
    if (settings.bankMs > 0) await pause(clock, settings.bankMs);
    if (payment !== run) return;
    const done = atBank(run, apdu);
    if (run.ending === 'die') {
      set({ power: false });
      return;
    }
    enter('answering');
    if (done) await offer(run, session, done);
    else {
      const code = run.ending === 'decline' ? RESULT.declined : RESULT.notReversible;
      await session.say(badStatus(code, 'ABGELEHNT'), settings.agreeMs);
      await session.say(abort(code), settings.agreeMs);
    }
  }

  /** Undefined: the bank says no. */
  function atBank(run: Payment, { command, data }: Apdu): Done | undefined {
    if (run.ending === 'decline') return undefined;
    // Reversal and refund begin with the password.
    const bitmaps = parseBitmaps(command === '0601' ? data : data.slice(3));
    if (command === '0630') return reverse(Number(digitsOf(bitmaps?.get(0x87)) ?? 0));
    const asked = Number(digitsOf(bitmaps?.get(0x04)) ?? 0);
    const transaction = bank.post({
      kind: command === '0601' ? 'sale' : 'refund',
      reference: '',
      requestedCents: asked,
      cents: run.ending === 'partial' ? partialCents(asked) : run.ending === 'more' ? asked + 100 : asked,
      last4: settings.last4,
      brand: settings.brand,
      entry: settings.entry,
      atMs: clock.nowMs(),
    });
    pending = { is: 'posting', number: transaction.number };
    lastStatus = goodStatus(transaction, transaction.number, run.ending);
    return { transaction, receipt: transaction.number };
  }

  function reverse(receipt: number): Done | undefined {
    const made = bank.void(receipt, '', 'till');
    const transaction = bank.state.transactions.find(({ number }) => number === receipt);
    if (!made || !transaction) return undefined;
    pending = { is: 'void', number: made.number };
    lastStatus = goodStatus(transaction, made.number);
    return { transaction, receipt: made.number };
  }

  /** The status, until the till has agreed to it or not. */
  async function offer(
    run: Payment,
    session: TerminalSession,
    { transaction, receipt }: Done,
  ): Promise<void> {
    const status = goodStatus(transaction, receipt, run.ending);
    const isLost = run.ending === 'lose-answer';
    let reply = isLost
      ? await session.waitInVain(settings.agreeMs)
      : await session.say(status, settings.agreeMs);
    while (reply === 'again') {
      await pause(clock, REPEAT_MS);
      reply = await session.say(status, settings.agreeMs);
    }
    if (payment !== run) return;
    if (reply === 'agreed') {
      pending = undefined;
      if (!settings.losesCompletion) await session.say(COMPLETION, settings.agreeMs);
      else set({ losesCompletion: false });
      return;
    }
    const isTakenBack = settings.reverses;
    takeBack();
    if (isTakenBack) await session.say(abort(RESULT.system), settings.agreeMs);
  }

  return {
    attach(line) {
      if (!settings.power) {
        void line.close();
        return;
      }
      const session = terminalSession(
        line,
        clock,
        { isOn: () => settings.power, isWrongDevice: () => settings.wrongDevice },
        obey,
      );
      sessions.add(session);
      void line.closed.then(() => sessions.delete(session));
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
      lastStatus = undefined;
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
