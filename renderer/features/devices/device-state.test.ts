import { describe, expect, it } from 'vitest';
import { connectionText, DEFAULT_SETTINGS, printerAndDrawer } from './device-state.ts';
import type { DeviceRow, PrinterFacts, PrinterState } from './device-state.ts';

const ready: PrinterState = { connection: 'ready', paperLow: false, drawer: 'closed' };
const tcp = { ...DEFAULT_SETTINGS, transport: { kind: 'tcp', host: '10.0.0.9', port: 9100 } } as const;
const rows = (state: PrinterState, facts: Partial<PrinterFacts> = {}): readonly DeviceRow[] =>
  printerAndDrawer({ state, settings: tcp, training: false, lastTraffic: null, test: null, ...facts });

describe('printer and drawer in words', () => {
  it('a printer that answers has nothing to do', () => {
    const [printer, drawer] = rows(ready);
    expect(printer).toMatchObject({ state: 'Ready', tone: 'ok', group: 'ready', todo: [] });
    expect(drawer).toMatchObject({
      state: 'Closed',
      group: 'ready',
      connection: 'Wired to the printer, pin 2',
      inWords: 'Its sensor says it is closed',
    });
  });

  it('a fault says what it is and the one thing to do about it', () => {
    const [printer] = rows({ ...ready, fault: 'cover-open' });
    expect(printer).toMatchObject({
      state: 'Cover open',
      group: 'to look at',
      inWords: 'Answers, but: cover open',
      todo: ['Close the cover, then print.'],
    });
  });

  it('a drawer that was left open is to be looked at', () => {
    const [, drawer] = rows({ ...ready, drawer: 'open', leftOpen: true });
    expect(drawer).toMatchObject({
      state: 'Left open',
      group: 'to look at',
      inWords: 'It was left standing open',
    });
    expect(drawer?.todo).toHaveLength(1);
  });

  it('silence gives three steps, and the drawer its key meanwhile', () => {
    const [printer, drawer] = rows({ connection: 'no-answer', paperLow: false, drawer: 'unknown' });
    expect(printer?.todo).toHaveLength(3);
    expect(printer).toMatchObject({ tone: 'danger', group: 'no answer' });
    expect(drawer?.todo).toEqual(['Open it with its key until the printer answers.']);
  });

  it('the connection is told as far as the person may know it', () => {
    expect(rows(ready, { settings: null, training: true })[0]?.connection).toBe('Simulated, for training');
    expect(rows(ready, { settings: null })[0]?.connection).toBe('Set up by an administrator');
    expect(rows(ready)[0]?.connection).toBe('Network 10.0.0.9, port 9100');
    expect(connectionText(null)).toBe('No connection');
  });

  it('without a printer neither device is set up', () => {
    const state: PrinterState = { connection: 'not-assigned', paperLow: false, drawer: 'unknown' };
    expect(rows(state, { settings: null }).map((row) => row.group)).toEqual(['not set up', 'not set up']);
  });
});
