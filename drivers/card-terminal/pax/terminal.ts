/** A PAX terminal as the services see it. A new connection for each thing that is asked of it. */
import type {
  BatchOutcome,
  BatchTotals,
  CardLookUp,
  CardRequest,
  CardTerminal,
  TerminalState,
} from '../../../shared/devices/card-terminal.ts';
import type { LinkFault } from '../../../shared/devices/fault.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import { createLane } from '../../runtime/lane.ts';
import type { CardTerminalDeps } from '../deps.ts';
import { unreached } from '../unreached.ts';
import { askPax, introduce, openPaxLine } from './line.ts';
import type { PaxLine } from './line.ts';
import {
  CODES,
  readBatchClose,
  readDetailReport,
  readIdentity,
  readTotalReport,
} from './protocol/answers.ts';
import type { PaxMessage } from './protocol/message.ts';
import { batchClose, detailReport, totalReport } from './protocol/requests.ts';
import { runPax } from './run.ts';

type Visit<T> = (line: PaxLine) => Promise<T>;

export function createPaxTerminal(settings: DeviceTransport, deps: CardTerminalDeps): CardTerminal {
  const lane = createLane();

  async function visit<T>(onFault: (fault: LinkFault) => T, then: Visit<T>): Promise<T> {
    const opened = await openPaxLine(settings, deps);
    if (!opened.opened) return onFault(opened.fault);
    try {
      return await then(opened.line);
    } finally {
      await opened.line.close();
    }
  }

  return {
    run: (request, run) => lane(() => runPax(settings, request, run, deps)),
    lookUp: (reference, expected) =>
      lane(() => visit<CardLookUp>(noAnswer, (line) => lookUp(line, reference, expected))),
    batchTotals: () => lane(() => visit<BatchOutcome>(failed, batchTotals)),
    closeBatch: () =>
      lane(() => visit<BatchOutcome>(failed, (line) => closeBatch(line, stampOf(deps.clock.nowMs())))),
    state: () => lane(() => visit<TerminalState>(unreached, state)),
    close: () => lane(() => Promise.resolve()),
  };
}

const noAnswer = (fault: LinkFault): CardLookUp => ({ found: 'no-answer', fault });
const failed = (fault: LinkFault): BatchOutcome => ({ outcome: 'failed', fault });

async function lookUp(line: PaxLine, reference: string, expected: CardRequest): Promise<CardLookUp> {
  // A terminal in the middle of a transaction does not introduce itself: it must not be taken for one without record.
  const there = await introduce(line);
  if (!there.answered) return noAnswer(there.fault);
  const answer = await askPax(line, detailReport(reference), 'R03', line.deadlines.answerMs);
  if (!answer.answered) return noAnswer(answer.fault);
  return readDetailReport(answer.message, reference, expected) ?? noAnswer('wrong-device');
}

async function batchTotals(line: PaxLine): Promise<BatchOutcome> {
  const answer = await askPax(line, totalReport(), 'R01', line.deadlines.answerMs);
  if (!answer.answered) return failed(answer.fault);
  return batchAnswer(answer.message, readTotalReport, failed);
}

async function closeBatch(line: PaxLine, stamp: string): Promise<BatchOutcome> {
  const there = await introduce(line);
  if (!there.answered) return failed(there.fault);
  const answer = await askPax(line, batchClose(stamp), 'B01', line.deadlines.batchMs);
  if (!answer.answered)
    return answer.nothingLeft ? failed(answer.fault) : { outcome: 'unknown', fault: answer.fault };
  return batchAnswer(answer.message, readBatchClose, (fault) => ({ outcome: 'unknown', fault }));
}

function batchAnswer(
  message: PaxMessage,
  read: (message: PaxMessage) => BatchTotals | undefined,
  unreadable: (fault: LinkFault) => BatchOutcome,
): BatchOutcome {
  if (message.code !== CODES.ok) return { outcome: 'refused', code: message.code, text: message.text };
  const totals = read(message);
  return totals ? { outcome: 'done', totals } : unreadable('wrong-device');
}

async function state(line: PaxLine): Promise<TerminalState> {
  const there = await introduce(line);
  if (!there.answered) return unreached(there.fault);
  return { connection: 'ready', ...readIdentity(there.message) };
}

/** The time on the wall, as the terminal prints it. */
function stampOf(nowMs: number): string {
  const now = new Date(nowMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return day + two(now.getHours()) + two(now.getMinutes()) + two(now.getSeconds());
}
