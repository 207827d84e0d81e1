/** What is told about a captured report, and what of it can be tried. Pure. */
import type { Output } from '../../bridge/bridge.ts';
import { sentence } from '../../shell/device-words.ts';
import type { ReportProfile } from '../../../shared/devices/money-counter.ts';

export type Trial = Output<'device.try-report'>;

/** What one message takes, in base64: a few hundred reports' worth of lines. */
const MOST_BASE64 = 90_000;

export type Captured = { readonly name: string; readonly base64: string };

/** Text that was pasted, as the machine sends it: CR LF after each line. */
export function pastedReport(text: string): Captured {
  const bytes = new TextEncoder().encode(text.replace(/\r?\n/g, '\r\n'));
  return {
    name: 'What was pasted',
    base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
  };
}

/** Why it cannot be tried; null when it can. */
export function capturedProblem({ name, base64 }: Captured): string | null {
  if (base64 === '') return `${name} is empty. Choose a file that holds one report.`;
  return base64.length > MOST_BASE64
    ? `${name} is longer than a report of a day. Choose a file of at most 65 kB.`
    : null;
}

type ProfileField = keyof ReportProfile;

/** `row: The pattern is empty.` stands at the field it names. */
export function problemsByField(problems: readonly string[]): ReadonlyMap<ProfileField, string> {
  return new Map(
    problems.flatMap((problem): [ProfileField, string][] => {
      const [, field, said] = /^([A-Za-z]+): (.+)$/.exec(problem) ?? [];
      return field === undefined || said === undefined ? [] : [[field as ProfileField, said]];
    }),
  );
}

const WHY_WORDS: Readonly<Record<string, string>> = {
  'not whole': 'The report is not whole: it broke off, or its last line never came.',
  'total differs': 'Its rows do not add up to its total.',
  'denomination unknown': 'It names a denomination that does not exist.',
  'row unreadable': 'A line of it cannot be read.',
  'too long': 'It does not end.',
};

/** `total differs: TOTAL 15 255.00` → why nothing is counted, and the line that shows it. */
export function refusedWords(refused: string): { readonly why: string; readonly line: string } {
  if (refused === '') return { why: 'No line begins a report.', line: '' };
  const [, code = refused, line = ''] = /^([^:]+): ?(.*)$/.exec(refused) ?? [];
  return { why: WHY_WORDS[code] ?? `${sentence(code)}.`, line };
}

const ROLE_WORDS: Readonly<Record<string, string>> = {
  outside: 'Outside a report',
  row: 'Denomination',
  'not-used': 'Not used',
};

/** `start, number` → `Start, number`: what each line was read as. */
export function takenForWords(takenFor: string): string {
  if (takenFor === '') return 'Not used';
  const words = takenFor.split(', ').map((role) => ROLE_WORDS[role] ?? role);
  return words
    .map((word, at) => (at === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word.toLowerCase()))
    .join(', ');
}
