/** What became of a print job, in words: what happened, and what the person does next. */
import { PRINTER_FAULTS } from '../../../shared/devices/printer-words.ts';
import { formatTime } from '../../../shared/kernel/time.ts';
import type { Output } from '../../bridge/bridge.ts';
import type { Tone } from '../../ui/Status.tsx';

export type PrintJob = Output<'print.show'>;

export type SlipStep = NonNullable<PrintJob['slipStep']>;

const PAPER_NAMES: Readonly<Partial<Record<PrintJob['kind'], string>>> = {
  validation: 'the stub',
  endorsement: 'the check',
  'deposit-slip': 'the deposit slip',
};

/** What the person does with paper that is printed on now. */
export function slipWords(
  kind: PrintJob['kind'],
  step: SlipStep,
): { readonly title: string; readonly text: string } {
  const paper = PAPER_NAMES[kind] ?? 'the paper';
  switch (step) {
    case 'insert':
      return {
        title: `Insert ${paper}`,
        text:
          kind === 'endorsement'
            ? 'The printer waits for it. It prints on the back.'
            : 'The printer waits for it.',
      };
    case 'printing':
      return { title: 'Printing', text: `Leave ${paper} in the printer.` };
    case 'remove':
      return { title: 'Take it out', text: `It is printed. Take ${paper} out of the printer.` };
  }
}

const KIND_WORDS: Readonly<Record<PrintJob['kind'], string>> = {
  receipt: 'Receipt',
  'void-slip': 'Void slip',
  'deposit-slip': 'Deposit slip',
  'balancing-report': 'Balancing report',
  validation: 'Stub',
  endorsement: 'Endorsement',
  drawer: 'Open drawer',
  'self-test': 'Self-test',
};

/** `Receipt 03-018462, DUPLICATE no. 1` */
export const jobTitle = (job: PrintJob): string =>
  `${job.subject === '' ? KIND_WORDS[job.kind] : job.subject}${job.copy > 0 ? `, DUPLICATE no. ${job.copy}` : ''}`;

/** What does not depend on the paper. */
const STANDS: Readonly<Record<PrintJob['kind'], string>> = {
  receipt: 'The payment is posted.',
  'void-slip': 'The void stands.',
  'deposit-slip': 'The deposit stands.',
  'balancing-report': 'The close stands.',
  validation: 'The payment is posted.',
  endorsement: 'The payment is posted.',
  drawer: 'Nothing was sold.',
  'self-test': 'Nothing depends on it.',
};

const CANCELLED = 'cancelled before it was printed';

/** Paper that was never printed on: nothing is wrong with the printer. */
const NOT_PRINTED_ON: Readonly<Record<string, { readonly state: string; readonly next: string }>> = {
  'nothing was inserted': {
    state: 'Nothing was inserted. Nothing was printed.',
    next: 'Print it when the paper is at hand.',
  },
  [CANCELLED]: {
    state: 'Cancelled. Nothing was printed.',
    next: 'Print it later, or say why none is given.',
  },
  'the printer takes no slips': {
    state: 'Not printed: the printer takes no slips',
    next: 'Stamp it by hand, or ask an administrator to set the printer up.',
  },
};

const remedy = (said: string | null): string =>
  Object.values(PRINTER_FAULTS).find((words) => words.said === said)?.next ??
  'Look at the printer, then print.';

/** Whether the drawer opened with a payment that opens it, in words. */
export function kickWords(job: PrintJob | undefined, drawerIsOpen: boolean): string {
  switch (job?.kick) {
    case 'opened':
      return drawerIsOpen ? 'Drawer opened, still open' : 'Drawer opened';
    case 'not-opened':
      return 'Drawer did not open: use its key';
    case 'sent':
      return drawerIsOpen ? 'Drawer opened, still open' : 'Drawer told to open';
    default:
      break;
  }
  switch (job?.status) {
    case undefined:
    case 'queued':
    case 'sent':
      return 'Drawer is being opened';
    case 'printed':
      return 'Drawer told to open';
    case 'failed':
    case 'unknown':
    case 'reprinted':
    case 'abandoned':
      return 'Drawer not opened: the printer was not reached. Use its key';
  }
}

export type JobWords = {
  readonly tone: Tone;
  /** One word or two: the state. */
  readonly state: string;
  readonly text: string;
};

export function jobWords(job: PrintJob, timeZone: string): JobWords {
  const at = (instant: PrintJob['endedAt']): string =>
    instant === null ? '' : formatTime(instant, timeZone, true);
  const fault = job.fault === null ? '' : `: ${job.fault}`;
  switch (job.status) {
    case 'queued':
      return { tone: 'note', state: 'Waits to print', text: `Since ${at(job.queuedAt)}.` };
    case 'sent':
      return { tone: 'note', state: 'Printing', text: `Sent to the printer at ${at(job.queuedAt)}.` };
    case 'printed':
      return {
        tone: 'ok',
        state: 'Printed',
        text: `Confirmed ${at(job.endedAt)}. ${job.copy === 0 ? 'The original.' : `DUPLICATE no. ${job.copy}.`}`,
      };
    case 'failed': {
      const slip = NOT_PRINTED_ON[job.fault ?? ''];
      if (slip) return { tone: 'warn', state: slip.state, text: `${STANDS[job.kind]} ${slip.next}` };
      return {
        tone: 'danger',
        state: `Not printed${fault}`,
        text: `${STANDS[job.kind]} ${remedy(job.fault)}${job.mayPrintOriginal ? '' : ' The copy will say DUPLICATE.'}`,
      };
    }
    case 'unknown':
      return {
        tone: 'warn',
        state: `Unknown${fault === '' ? ': the printer stopped answering' : fault}`,
        text: `Is ${jobTitle(job).replace(/^[A-Z]/, (first) => first.toLowerCase())} in your hand, whole?`,
      };
    case 'reprinted':
      return {
        tone: 'note',
        state: 'Printed again',
        text: `Another print took its place at ${at(job.endedAt)}.`,
      };
    case 'abandoned':
      if (job.fault === CANCELLED)
        return { tone: 'note', state: 'Cancelled. Nothing was printed.', text: STANDS[job.kind] };
      return { tone: 'note', state: 'Not given', text: `A person decided so at ${at(job.endedAt)}.` };
  }
}

/** A person still has to decide. */
export const isOpen = (job: PrintJob): boolean => job.status === 'failed' || job.status === 'unknown';
