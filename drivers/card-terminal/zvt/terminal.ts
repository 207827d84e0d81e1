/** A ZVT terminal as the services see it. A new connection for each thing that is asked of it. */
import type {
  BatchOutcome,
  CardLookUp,
  CardTerminal,
  TerminalState,
} from '../../../shared/devices/card-terminal.ts';
import type { LinkFault } from '../../../shared/devices/fault.ts';
import { createLane } from '../../runtime/lane.ts';
import type { CardTerminalDeps } from '../deps.ts';
import { unreached } from '../unreached.ts';
import { askZvt, register } from './ask.ts';
import type { Asked } from './ask.ts';
import { openZvtLine } from './line.ts';
import type { ZvtLine } from './line.ts';
import { compareRecord, markOf, markText, readRecord } from './mark.ts';
import type { Mark } from './mark.ts';
import { readTotals, unsuccessful } from './protocol/answers.ts';
import { digitsOf, parseBitmaps } from './protocol/bitmaps.ts';
import { endOfDay, statusEnquiry, turnoverTotals } from './protocol/requests.ts';
import { runZvt } from './run.ts';
import type { ZvtWay } from './run.ts';

/** Those that may still be asked about; older ones have been settled or are in the journal. */
const MARKS_KEPT = 64;

export function createZvtTerminal(way: ZvtWay, deps: CardTerminalDeps): CardTerminal {
  const lane = createLane();
  const marks = new Map<string, Mark>();

  const keep = (reference: string, mark: Mark): void => {
    marks.delete(reference);
    marks.set(reference, mark);
    const [oldest] = marks.keys();
    if (marks.size > MARKS_KEPT && oldest !== undefined) marks.delete(oldest);
  };

  async function visit<T>(onFault: (fault: LinkFault) => T, then: (line: ZvtLine) => Promise<T>): Promise<T> {
    const opened = await openZvtLine(way.settings, deps);
    if (!opened.opened) return onFault(opened.fault);
    try {
      return await then(opened.line);
    } finally {
      await opened.line.close();
    }
  }

  return {
    run: (request, run) =>
      lane(() =>
        runZvt(way, request, run, deps, (mark) => {
          keep(request.reference, mark);
          run.remember?.(markText(mark));
        }),
      ),
    lookUp: (reference, expected, remembered) =>
      lane(() =>
        visit<CardLookUp>(noAnswer, async (line) => {
          const before = marks.get(reference) ?? (remembered === undefined ? undefined : markOf(remembered));
          const there = await register(line, way.password);
          if (there.is === 'no-answer') return noAnswer(there.fault);
          if (there.is === 'refused') return noAnswer('busy');
          const now = await readRecord(line, way.password);
          if (!now.read) return noAnswer(now.asked.fault);
          // It answers, but not this question: no fault of the line.
          return (before && compareRecord(before, now.record, expected)) ?? noAnswer('silent');
        }),
      ),
    batchTotals: () =>
      lane(() =>
        visit<BatchOutcome>(failed, async (line) => {
          const there = await register(line, way.password);
          if (there.is !== 'done') return batchOutcome(there, false);
          const asked = await askZvt(line, turnoverTotals(way.password), line.deadlines.answerMs);
          return batchOutcome(asked, false);
        }),
      ),
    closeBatch: () =>
      lane(() =>
        visit<BatchOutcome>(failed, async (line) => {
          const there = await register(line, way.password);
          if (there.is !== 'done') return batchOutcome(there, false);
          const asked = await askZvt(line, endOfDay(way.password), line.deadlines.batchMs);
          return batchOutcome(asked, true);
        }),
      ),
    state: () => lane(() => visit<TerminalState>(unreached, (line) => state(line, way.password))),
    close: () => lane(() => Promise.resolve()),
  };
}

const noAnswer = (fault: LinkFault): CardLookUp => ({ found: 'no-answer', fault });
const failed = (fault: LinkFault): BatchOutcome => ({ outcome: 'failed', fault });

/** @param closing what is not known to have happened may have */
function batchOutcome(asked: Asked, closing: boolean): BatchOutcome {
  const open = (fault: LinkFault): BatchOutcome => (closing ? { outcome: 'unknown', fault } : failed(fault));
  switch (asked.is) {
    case 'no-answer':
      return asked.nothingLeft ? failed(asked.fault) : open(asked.fault);
    case 'refused': {
      const why = unsuccessful(asked.code);
      return why.outcome === 'declined'
        ? { outcome: 'refused', code: why.code, text: why.text }
        : { outcome: 'refused', code: '6C', text: 'Stopped at the terminal' };
    }
    case 'done': {
      const totals = asked.status && readTotals(asked.status);
      return totals ? { outcome: 'done', totals } : open('wrong-device');
    }
  }
}

async function state(line: ZvtLine, password: string): Promise<TerminalState> {
  const asked = await askZvt(line, statusEnquiry(password), line.deadlines.answerMs);
  if (asked.is === 'no-answer') return unreached(asked.fault);
  // A terminal that does not know the question, or is in the middle of something, is there all the same.
  if (asked.is === 'refused') return asked.code === PLEASE_WAIT ? unreached('busy') : ready('');
  return ready(digitsOf(parseBitmaps(asked.completion)?.get(0x29)) ?? '');
}

const PLEASE_WAIT = 0x9c;

const ready = (serial: string): TerminalState => ({ connection: 'ready', model: '', serial });
