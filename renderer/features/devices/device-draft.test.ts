import { describe, expect, it } from 'vitest';
import { deviceSettings } from '../../../shared/contract/channels/devices.ts';
import { DEVICE_KINDS } from '../../../shared/devices/settings.ts';
import { SAMPLE_PROFILES } from '../../../shared/devices/report-profiles.ts';
import {
  deviceProblem,
  finished,
  newDevice,
  withCardProtocol,
  withPassword,
  withReaderProtocol,
} from './device-draft.ts';
import type { CardSettings, DeviceDraft, ReaderSettings } from './device-draft.ts';

const tcp = { kind: 'tcp', host: '10.0.0.5', port: 10_009 } as const;
const terminal: CardSettings = { kind: 'card-terminal', protocol: 'pax', transport: tcp };
const reader: ReaderSettings = {
  kind: 'check-reader',
  protocol: 'magtek',
  transport: { kind: 'serial', path: 'COM5', baudRate: 9600 },
  alphabet: 'magtek-0',
  exceptions: [],
};
const named = (settings: DeviceDraft['settings']): DeviceDraft => ({ name: 'It', sources: [], settings });

describe('a device that is added', () => {
  it.each(DEVICE_KINDS)('of kind %s lacks only the way to it', (kind) => {
    const draft = newDevice(kind, []);
    expect(deviceProblem(draft)).toMatch(/^Type /);
    const whole = { ...draft, settings: { ...draft.settings, transport: tcp } };
    expect(deviceProblem(whole)).toBeNull();
    expect(deviceSettings.safeParse(finished(whole).settings).success).toBe(true);
  });

  it('is called like its kind, and not like another', () => {
    expect(newDevice('scanner', []).name).toBe('Scanner');
    expect(newDevice('scanner', ['Scanner', 'Scanner 2']).name).toBe('Scanner 3');
  });
});

describe('a card terminal', () => {
  it('takes the usual port and frame of another protocol, unless somebody chose otherwise', () => {
    expect(withCardProtocol(terminal, 'zvt').transport).toEqual({ ...tcp, port: 20_007 });
    const own = { ...terminal, transport: { ...tcp, port: 4001 } };
    expect(withCardProtocol(own, 'zvt').transport).toEqual(own.transport);
    const serial = {
      ...terminal,
      transport: { kind: 'serial', path: 'COM4', baudRate: 115_200, stopBits: 1 },
    } as const;
    expect(withCardProtocol(serial, 'zvt').transport).toMatchObject({ stopBits: 2, baudRate: 115_200 });
  });

  it('has a password of six digits, or none', () => {
    expect(deviceProblem(named(withPassword(terminal, '12')))).toBe('The password is six digits');
    expect(deviceProblem(named(withPassword(terminal, '123456')))).toBeNull();
    expect(withPassword(withPassword(terminal, '123456'), '')).toEqual(terminal);
  });
});

describe('a check reader', () => {
  it('in the printer needs no line, and gets one of its own back', () => {
    const inPrinter = withReaderProtocol({ ...reader, transport: { kind: 'file', path: '' } }, 'epson');
    expect(deviceProblem(named(inPrinter))).toBeNull();
    expect(deviceSettings.safeParse(finished(named(inPrinter)).settings).success).toBe(true);
    expect(withReaderProtocol(inPrinter, 'magtek').transport).toMatchObject({ kind: 'serial', path: '' });
  });

  it.each([
    ['', 'An empty row is no routing number'],
    ['111111111', '111111111 is no routing number'],
    ['091000019', null],
  ])('knows an exception for routing number “%s”: %s', (routing, problem) => {
    const exceptions = [{ routing, serialFrom: 0, serialLength: 4 }];
    expect(deviceProblem(named({ ...reader, exceptions }))).toBe(problem);
  });

  it('has one exception for a bank', () => {
    const row = { routing: '091000019', serialFrom: 0, serialLength: 4 };
    expect(deviceProblem(named({ ...reader, exceptions: [row, row] }))).toBe('091000019 stands in two rows');
  });
});

describe('a report profile', () => {
  it.each([
    [{ name: ' ' }, 'Name the report profile'],
    [{ row: '^x$' }, 'A line needs the groups denom and pieces'],
    [{ end: '' }, 'Say how a report ends'],
    [{ idleMs: 0 }, 'The longest silence is 100 to 60000 ms'],
    [{ acknowledge: 256 }, 'The byte of thanks is 0 to 255'],
    [{}, null],
  ])('with %j: %s', (part, problem) => {
    const profile = { ...SAMPLE_PROFILES.noteList, ...part };
    const settings = { kind: 'bill-counter', transport: tcp, protocol: { name: 'report', profile } } as const;
    expect(deviceProblem(named(settings))).toBe(problem);
  });
});
