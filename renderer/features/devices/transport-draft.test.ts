import { describe, expect, it } from 'vitest';
import {
  baudRates,
  onPort,
  portOf,
  PRINTER_LINE,
  transportOf,
  transportProblem,
  transportText,
  trimmed,
} from './transport-draft.ts';

const serial = { kind: 'serial', path: 'COM5', baudRate: 9600 } as const;

describe('the way to a device', () => {
  it('is told as a person would look for it', () => {
    expect(transportText({ kind: 'tcp', host: '10.0.0.9', port: 9100 })).toBe('Network 10.0.0.9, port 9100');
    expect(transportText(serial)).toBe('Serial COM5, 9600 8N1');
    expect(transportText({ ...serial, dataBits: 7, parity: 'even', stopBits: 2 })).toBe(
      'Serial COM5, 9600 7E2',
    );
    expect(transportText({ kind: 'file', path: '/dev/usb/lp0' })).toBe('Device file /dev/usb/lp0');
  });

  it('over another wire begins with what is usual; over the same one it stays', () => {
    expect(transportOf('tcp', PRINTER_LINE, serial)).toEqual({ kind: 'tcp', host: '', port: 9100 });
    expect(transportOf('serial', PRINTER_LINE)).toEqual({ kind: 'serial', path: '', baudRate: 19_200 });
    expect(transportOf('serial', PRINTER_LINE, serial)).toBe(serial);
  });

  it.each([
    [{ kind: 'tcp', host: ' ', port: 9100 } as const, 'Type its network address'],
    [{ kind: 'tcp', host: 'till-3', port: 0 } as const, 'A port is 1 to 65535'],
    [{ kind: 'tcp', host: 'till-3', port: 65_536 } as const, 'A port is 1 to 65535'],
    [{ ...serial, path: '' }, 'Type the serial port'],
    [{ kind: 'file', path: '' } as const, 'Type the device file'],
    [serial, null],
  ])('%j: %s', (transport, problem) => {
    expect(transportProblem(transport)).toBe(problem);
  });

  it('on a port that is chosen is known by the adapter, on a path that is typed by the path', () => {
    const port = { path: '/dev/ttyUSB0', label: 'FTDI', usbId: '0403:6001:A5' };
    const chosen = onPort(serial, port);
    expect(chosen).toMatchObject({ path: '/dev/ttyUSB0', usbId: '0403:6001:A5' });
    expect(portOf(chosen, [{ ...port, path: '/dev/ttyUSB7' }])?.path).toBe('/dev/ttyUSB7');
    expect(onPort(chosen, { path: 'COM5', usbId: null })).toEqual(serial);
    expect(portOf(serial, [port])).toBeUndefined();
  });

  it('loses blanks at its ends', () => {
    expect(trimmed({ ...serial, path: ' COM5 ' })).toEqual(serial);
    expect(trimmed({ kind: 'tcp', host: 'till-3 ', port: 1 })).toEqual({
      kind: 'tcp',
      host: 'till-3',
      port: 1,
    });
  });

  it('keeps an unusual speed among the usual ones', () => {
    expect(baudRates(9600)).not.toContain(14_400);
    expect(baudRates(14_400).indexOf(14_400)).toBe(baudRates(14_400).indexOf(9600) + 1);
  });
});
