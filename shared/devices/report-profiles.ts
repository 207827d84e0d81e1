/**
 * Samples to begin a profile from. They are of no model: the makers publish no wire format, so whoever sets a machine up
 * captures one report and fits a sample to it (docs/devices/currency-counter.md).
 */
import type { ReportProfile } from './money-counter.ts';

const ACK = 0x06;

/**
 * In the order in which a public manual shows a printed batch report: an audit number of transaction, batch and
 * sub-batch, date and time, then DENOM / UNIT / VALUE and a grand total (easymanua.ls, Cummins-Allison JetScan iFX i100,
 * p. 25 and 39). Column widths and what the port really sends are not published.
 */
const auditedBatch: ReportProfile = {
  name: 'Sample: note batches with an audit number',
  medium: 'note',
  start: '^AUDIT: \\d{5}-\\d{4}-\\d{3}$',
  row: '^\\$?(?<denom>\\d{1,3}) +(?<pieces>[\\d,]{1,7}) +\\$?(?<value>[\\d,]{1,11}\\.\\d\\d)$',
  total: '^GRAND TOTAL +(?<pieces>[\\d,]{1,7}) +\\$?(?<value>[\\d,]{1,13}\\.\\d\\d)$',
  reportNumber: '^AUDIT: (?<number>\\d{5}-\\d{4}-\\d{3})$',
  end: '^GRAND TOTAL ',
  denomUnit: 'dollars',
  idleMs: 2000,
  acknowledge: ACK,
};

const noteList: ReportProfile = {
  name: 'Sample: list of notes, DENOM PIECES VALUE',
  medium: 'note',
  start: '^REPORT NO\\. ',
  row: '^\\$(?<denom>\\d{1,3}) +(?<pieces>\\d{1,6}) +(?<value>[\\d,]{1,11}\\.\\d\\d)$',
  total: '^TOTAL +(?<pieces>\\d{1,6}) +(?<value>[\\d,]{1,13}\\.\\d\\d)$',
  reportNumber: '^REPORT NO\\. (?<number>\\d{1,8})$',
  end: '^\\*\\*\\* END \\*\\*\\*$',
  denomUnit: 'dollars',
  idleMs: 2000,
  acknowledge: null,
};

const coinList: ReportProfile = {
  name: 'Sample: list of coins in cents, without a number',
  medium: 'coin',
  start: '^COIN +PIECES$',
  row: '^(?<denom>\\d{1,3})C +(?<pieces>\\d{1,6})$',
  total: '^TOTAL \\$ *(?<value>[\\d,]{1,13}\\.\\d\\d)$',
  reportNumber: null,
  end: '^-- END --$',
  denomUnit: 'cents',
  idleMs: 2000,
  acknowledge: null,
};

export const SAMPLE_PROFILES = { auditedBatch, noteList, coinList } as const;
export type SampleName = keyof typeof SAMPLE_PROFILES;
