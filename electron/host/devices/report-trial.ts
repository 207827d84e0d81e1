/** The test button of a report profile: how a captured report is read, in the words of whoever writes the profile. */
import type { ReportProfile } from '../../../shared/devices/money-counter.ts';
import type { DeviceSettings } from '../../../shared/devices/settings.ts';
import { checkProfile } from '../../../drivers/currency-counter/report/check-profile.ts';
import { tryProfile } from '../../../drivers/currency-counter/report/read-report.ts';
import type { TriedLine } from '../../../drivers/currency-counter/report/read-report.ts';
import { readCapture } from '../../../drivers/transport/capture.ts';
import type { ReportTrial } from '../../services/outside.ts';

/** Why these settings cannot be used; undefined when they can. */
export function problemOf(settings: DeviceSettings): string | undefined {
  if (settings.kind !== 'bill-counter' && settings.kind !== 'coin-sorter') return undefined;
  return settings.protocol.name === 'report' ? checkProfile(settings.protocol.profile)[0]?.said : undefined;
}

export function reportTrial(profile: ReportProfile, captured: Uint8Array): ReportTrial {
  const { problems, lines, events } = tryProfile(profile, reportBytes(captured));
  const counted = events.find((event) => event.kind === 'count');
  const refused = events.find((event) => event.kind === 'refused');
  return {
    problems: problems.map(({ field, said }) => `${field}: ${said}`),
    lines: lines.map(triedLine),
    count: counted
      ? {
          reportNumber: counted.count.reportNumber,
          medium: counted.count.medium,
          rows: counted.count.rows,
          totalPieces: counted.count.totalPieces,
          totalCents: counted.count.totalCents,
        }
      : null,
    refused: refused ? `${refused.why.replaceAll('-', ' ')}: ${refused.line}` : '',
  };
}

/** What was received, when the file is one that `devices capture` wrote; else the bytes of the file are the report. */
function reportBytes(captured: Uint8Array): Uint8Array {
  const capture = readCapture(Buffer.from(captured).toString('utf8'));
  return capture.ok
    ? Buffer.concat(
        capture.value.entries.filter((entry) => entry.direction === 'received').map((entry) => entry.bytes),
      )
    : captured;
}

const triedLine = ({ text, takenFor, values, refused }: TriedLine): ReportTrial['lines'][number] => ({
  line: text,
  takenFor: takenFor.join(', '),
  detail: [
    ...Object.entries(values).map(([name, value]) => `${name} ${value}`),
    ...refused.map(({ said }) => said),
  ].join('; '),
});
