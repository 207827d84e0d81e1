import { describe, expect, it } from 'vitest';
import {
  connectionText,
  DEFAULT_SETTINGS,
  deviceRows,
  settingsProblem,
  withTransport,
} from './device-state.ts';
import type { PrinterState } from './device-state.ts';

const ready: PrinterState = { connection: 'ready', paperLow: false, drawer: 'closed' };
const tcp = { ...DEFAULT_SETTINGS, transport: { kind: 'tcp', host: '10.0.0.9', port: 9100 } } as const;

describe('devices in words', () => {
  it('a printer that answers has nothing to do', () => {
    const [printer, drawer] = deviceRows(ready, tcp);
    expect(printer).toMatchObject({ state: 'Ready', tone: 'ok', todo: [] });
    expect(drawer).toMatchObject({ state: 'Closed', inWords: 'Its sensor says it is closed' });
  });

  it('a fault says what it is and the one thing to do about it', () => {
    const [printer] = deviceRows({ ...ready, fault: 'cover-open' }, tcp);
    expect(printer).toMatchObject({
      state: 'Cover open',
      inWords: 'Answers, but: cover open',
      todo: ['Close the cover, then print.'],
    });
  });

  it('silence gives three steps, and the drawer its key meanwhile', () => {
    const [printer, drawer] = deviceRows(
      { connection: 'no-answer', paperLow: false, drawer: 'unknown' },
      tcp,
    );
    expect(printer?.todo).toHaveLength(3);
    expect(drawer?.todo).toEqual(['Open it with its key until the printer answers.']);
  });

  it('the connection is told as far as the person may know it', () => {
    expect(deviceRows(ready, null, true)[0]?.connection).toBe('Simulated, for training');
    expect(deviceRows(ready, null)[0]?.connection).toBe('Set up by an administrator');
    expect(deviceRows(ready, tcp)[0]?.connection).toBe('Network, 10.0.0.9, port 9100');
  });

  it('without a printer neither device is set up', () => {
    const rows = deviceRows({ connection: 'not-assigned', paperLow: false, drawer: 'unknown' }, null);
    expect(rows.map((row) => row.state)).toEqual(['Not set up', 'Not set up']);
  });
});

describe('the connection', () => {
  it('is told as a person would look for it', () => {
    expect(connectionText(tcp)).toBe('Network, 10.0.0.9, port 9100');
    const serial = withTransport(tcp, 'serial');
    expect(connectionText({ ...serial, transport: { kind: 'serial', path: 'COM5', baudRate: 19200 } })).toBe(
      'Serial COM5, 19200 baud',
    );
    expect(connectionText(null)).toBe('No connection');
  });

  it('keeps what does not depend on the wire when the wire changes', () => {
    const wide = { ...tcp, columns: 48 } as const;
    expect(withTransport(wide, 'file')).toMatchObject({ columns: 48, transport: { kind: 'file', path: '' } });
    expect(withTransport(wide, 'tcp')).toBe(wide);
  });

  it('says what is missing before it can be saved', () => {
    expect(settingsProblem(DEFAULT_SETTINGS)).toBe('Type the printer’s address');
    expect(settingsProblem(tcp)).toBeNull();
    expect(settingsProblem({ ...tcp, transport: { ...tcp.transport, port: 0 } })).toBe(
      'A port is 1 to 65535',
    );
    expect(settingsProblem(withTransport(tcp, 'serial'))).toBe('Type the serial port');
  });
});
