import { describe, expect, it } from 'vitest';
import { SAMPLE_PROFILES } from '../../../shared/devices/report-profiles.ts';
import { writtenCapture } from '../../../drivers/transport/capture.ts';
import { reportTrial } from './report-trial.ts';

const REPORT = 'REPORT NO. 17\r\n$20 12 240.00\r\nTOTAL 12 240.00\r\n*** END ***\r\n';
const bytes = (text: string) => Buffer.from(text, 'latin1');
const received = (text: string, atMs: number) => ({
  atMs,
  direction: 'received' as const,
  bytes: bytes(text),
  totalBytes: text.length,
});

describe('the trial of a profile', () => {
  it('reads the bytes of a report', () => {
    expect(reportTrial(SAMPLE_PROFILES.noteList, bytes(REPORT)).count).toMatchObject({
      reportNumber: '17',
      totalCents: 24_000,
    });
  });

  it('reads what a capture of the line has received, and nothing that was sent', () => {
    const sent = { ...received('\x06', 3), direction: 'sent' as const };
    const file = writtenCapture({
      line: 'serial COM6 9600',
      entries: [received(REPORT.slice(0, 20), 1), sent, received(REPORT.slice(20), 2)],
    });
    const { lines, count } = reportTrial(SAMPLE_PROFILES.noteList, bytes(file));
    expect(lines.map(({ takenFor }) => takenFor)).toEqual(['start, number', 'row', 'total', 'end']);
    expect(count?.totalCents).toBe(24_000);
  });

  it('says why nothing comes of half a report', () => {
    const { count, refused } = reportTrial(SAMPLE_PROFILES.noteList, bytes(REPORT.slice(0, 40)));
    expect(count).toBeNull();
    expect(refused).toMatch(/^not whole/);
  });
});
