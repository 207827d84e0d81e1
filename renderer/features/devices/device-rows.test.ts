import { describe, expect, it } from 'vitest';
import { DEVICE_KINDS } from '../../../shared/devices/settings.ts';
import { instantFromMs } from '../../../shared/kernel/time.ts';
import { deviceRows, groupCounts, KIND_ORDER, testBlocked } from './device-rows.ts';
import { DEFAULT_SETTINGS } from './device-state.ts';
import type { AssignedRow, PrinterFacts } from './device-state.ts';

const at = instantFromMs(0);
const printer: PrinterFacts = {
  state: { connection: 'ready', paperLow: false, drawer: 'closed' },
  settings: DEFAULT_SETTINGS,
  training: false,
  lastTraffic: null,
  test: null,
};
const reader: AssignedRow = {
  deviceId: 'r1',
  kind: 'check-reader',
  name: 'Check reader, window 2',
  sources: [],
  address: 'Serial COM5, 9600 8N1',
  connection: 'no-answer',
  fault: 'does not answer',
  said: '',
  model: '',
  since: at,
  lastTraffic: at,
  nextTry: at,
  selfTest: { passed: false, said: 'does not answer', at },
  next: ['Is its light on?', 'Push in the cable.'],
  settings: null,
};

describe('rows of the Devices screen', () => {
  it('list every kind, those that are not set up too', () => {
    const rows = deviceRows(printer, []);
    expect(rows.map((row) => row.name)).toEqual([
      'Receipt printer',
      'Cash drawer',
      'Card terminal',
      'Scanner',
      'Check reader',
      'Bill counter',
      'Coin sorter',
      'Pole display',
    ]);
    expect(rows.at(-1)).toMatchObject({ state: 'Not set up', inWords: 'No device chosen' });
    expect([...KIND_ORDER].sort()).toEqual([...DEVICE_KINDS].sort());
  });

  it('tell a silent device by its own name, its fault and its steps in order', () => {
    const row = deviceRows(printer, [reader]).find(({ id }) => id === 'r1');
    expect(row).toMatchObject({
      name: 'Check reader, window 2',
      state: 'No answer',
      tone: 'danger',
      inWords: 'Does not answer',
      todo: ['Is its light on?', 'Push in the cable.'],
      test: { result: 'Failed', tone: 'danger', said: 'Does not answer' },
    });
  });

  it('stand together when there are two of a kind', () => {
    const second = { ...reader, deviceId: 'r2', name: 'Vault' };
    const ids = deviceRows(printer, [
      reader,
      { ...reader, deviceId: 't', kind: 'card-terminal' },
      second,
    ]).map(({ id }) => id);
    expect(ids.slice(2, 6)).toEqual(['t', 'none:scanner', 'r1', 'r2']);
  });

  it('are counted by how they do; what nothing is, is left out', () => {
    const busy: AssignedRow = {
      ...reader,
      deviceId: 'c',
      kind: 'coin-sorter',
      connection: 'busy',
      fault: '',
    };
    expect(groupCounts(deviceRows(printer, [reader, busy])).map(({ text }) => text)).toEqual([
      '2 ready',
      '1 busy',
      '1 no answer',
      '4 not set up',
    ]);
  });

  it('can be tested unless nothing is there', () => {
    const rows = deviceRows({ ...printer, state: { ...printer.state, connection: 'not-assigned' } }, [
      reader,
    ]);
    expect(rows.map((row) => testBlocked(row))).toEqual([
      'No printer is set up',
      'No printer is set up',
      'No device is chosen',
      'No device is chosen',
      null,
      'No device is chosen',
      'No device is chosen',
      'No device is chosen',
    ]);
  });
});
