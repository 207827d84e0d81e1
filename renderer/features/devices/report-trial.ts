/** What is told about a captured report, and what of it can be tried. Pure. */
import type { Output } from '../../bridge/bridge.ts';
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
