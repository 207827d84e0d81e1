/** A device as its set-up form keeps it: what is usual for its kind, what is missing, and what the desk is told. Pure. */
import type { MicrAlphabet, MicrFraming } from '../../../shared/devices/check-reader.ts';
import type { ReportProfile } from '../../../shared/devices/money-counter.ts';
import { SAMPLE_PROFILES } from '../../../shared/devices/report-profiles.ts';
import type { AssignedDevice, DeviceKind, DeviceSettings } from '../../../shared/devices/settings.ts';
import type { DeviceTransport } from '../../../shared/devices/transport.ts';
import { isRoutingNumber } from '../../../shared/kernel/routing-number.ts';
import { KIND_WORDS } from './device-rows.ts';
import { transportOf, transportProblem, trimmed } from './transport-draft.ts';
import type { UsualLine } from './transport-draft.ts';

export type DeviceDraft = Omit<AssignedDevice, 'deviceId'>;

export type CardSettings = Extract<DeviceSettings, { kind: 'card-terminal' }>;
export type CounterSettings = Extract<DeviceSettings, { kind: 'bill-counter' | 'coin-sorter' }>;
export type ReaderSettings = Extract<DeviceSettings, { kind: 'check-reader' }>;
export type ScannerSettings = Extract<DeviceSettings, { kind: 'scanner' }>;
export type DisplaySettings = Extract<DeviceSettings, { kind: 'pole-display' }>;

const PLAIN_SERIAL = {
  baudRate: 9600,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  flowControl: 'none',
} as const;
const SERIAL_LINE: UsualLine = { kind: 'serial', port: null, serial: PLAIN_SERIAL };

/** What the kind of device usually needs; the ports are those that the protocols name. */
export function usualLine(settings: DeviceSettings): UsualLine {
  if (settings.kind !== 'card-terminal') return SERIAL_LINE;
  return settings.protocol === 'pax'
    ? { kind: 'tcp', port: 10_009, serial: PLAIN_SERIAL }
    : { kind: 'tcp', port: 20_007, serial: { ...PLAIN_SERIAL, stopBits: 2 } };
}

const NO_LINE: DeviceTransport = { kind: 'tcp', host: '', port: 10_009 };
const NO_SERIAL: DeviceTransport = { kind: 'serial', path: '', ...PLAIN_SERIAL };

function newSettings(kind: DeviceKind): DeviceSettings {
  switch (kind) {
    case 'card-terminal':
      return { kind, protocol: 'pax', transport: NO_LINE };
    case 'bill-counter':
      return { kind, transport: NO_SERIAL, protocol: { name: 'report', profile: SAMPLE_PROFILES.noteList } };
    case 'coin-sorter':
      return { kind, transport: NO_SERIAL, protocol: { name: 'report', profile: SAMPLE_PROFILES.coinList } };
    case 'check-reader':
      return { kind, protocol: 'magtek', transport: NO_SERIAL, alphabet: 'magtek-2', exceptions: [] };
    case 'scanner':
      return { kind, transport: NO_SERIAL, aimPrefix: true, i2of5Length: null, code39Check: false };
    case 'pole-display':
      return { kind, transport: NO_SERIAL, passThrough: false };
  }
}

/** @param names of the other devices: no two are called the same */
export function newDevice(kind: DeviceKind, names: readonly string[]): DeviceDraft {
  const { label } = KIND_WORDS[kind];
  const free = (at: number): string => {
    const name = at === 1 ? label : `${label} ${at}`;
    return names.includes(name) ? free(at + 1) : name;
  };
  return { name: free(1), sources: [], settings: newSettings(kind) };
}

/** With another protocol, what that protocol usually needs takes the place of what was usual before. */
export function withCardProtocol(settings: CardSettings, protocol: CardSettings['protocol']): CardSettings {
  const before = usualLine(settings);
  const next: CardSettings = { ...settings, protocol };
  const after = usualLine(next);
  const { transport } = settings;
  if (transport.kind === 'tcp' && transport.port === before.port)
    return { ...next, transport: { ...transport, port: after.port ?? 0 } };
  if (transport.kind === 'serial' && transport.stopBits === before.serial.stopBits)
    return { ...next, transport: { ...transport, ...after.serial, baudRate: transport.baudRate } };
  return next;
}

export function withPassword(settings: CardSettings, typed: string): CardSettings {
  const { password: _before, ...rest } = settings;
  return typed === '' ? rest : { ...rest, password: typed };
}

/** The reader in the receipt printer has no line of its own, so the form asks for none and the desk is told this. */
const IN_THE_PRINTER: DeviceTransport = { kind: 'file', path: 'receipt-printer' };

export const hasOwnLine = (settings: DeviceSettings): boolean =>
  !(settings.kind === 'check-reader' && settings.protocol === 'epson');

const namedGroup = (pattern: string, group: string): boolean => pattern.includes(`(?<${group}>`);

function profileProblem(profile: ReportProfile): string | null {
  if (profile.name.trim() === '') return 'Name the report profile';
  if (profile.start === '') return 'Say how a report begins';
  if (profile.row === '') return 'Say how a line of the report reads';
  if (!namedGroup(profile.row, 'denom') || !namedGroup(profile.row, 'pieces'))
    return 'A line needs the groups denom and pieces';
  if (profile.end === '') return 'Say how a report ends';
  if (profile.idleMs < 100 || profile.idleMs > 60_000) return 'The longest silence is 100 to 60000 ms';
  return profile.acknowledge === null || profile.acknowledge <= 255 ? null : 'The byte of thanks is 0 to 255';
}

function exceptionsProblem({ exceptions }: ReaderSettings): string | null {
  const seen = new Set<string>();
  for (const { routing, serialFrom, serialLength } of exceptions) {
    if (!isRoutingNumber(routing)) return `${routing === '' ? 'An empty row' : routing} is no routing number`;
    if (seen.has(routing)) return `${routing} stands in two rows`;
    if (serialFrom > 30) return `${routing}: skip 30 characters at most`;
    if (serialLength < 1 || serialLength > 15) return `${routing}: a check number has 1 to 15 characters`;
    seen.add(routing);
  }
  return null;
}

function kindProblem(settings: DeviceSettings): string | null {
  switch (settings.kind) {
    case 'card-terminal':
      return settings.password === undefined || /^\d{6}$/.test(settings.password)
        ? null
        : 'The password is six digits';
    case 'bill-counter':
    case 'coin-sorter':
      return settings.protocol.name === 'report' ? profileProblem(settings.protocol.profile) : null;
    case 'check-reader':
      return exceptionsProblem(settings);
    case 'scanner': {
      const length = settings.i2of5Length;
      return length === null || (length >= 2 && length <= 80)
        ? null
        : 'Interleaved 2 of 5 has 2 to 80 digits';
    }
    case 'pole-display':
      return null;
  }
}

/** The words inside the button while the form is not whole; null when it is. */
export function deviceProblem({ name, settings }: DeviceDraft): string | null {
  if (name.trim() === '') return 'Give it a name';
  return (hasOwnLine(settings) ? transportProblem(settings.transport) : null) ?? kindProblem(settings);
}

/** What the desk is told. */
export const finished = ({ name, sources, settings }: DeviceDraft): DeviceDraft => ({
  name: name.trim(),
  sources,
  settings: {
    ...settings,
    transport: hasOwnLine(settings) ? trimmed(settings.transport) : IN_THE_PRINTER,
  },
});

/** A reader that gets a line of its own again starts from what is usual, not from the printer's stand-in. */
export const withReaderProtocol = (
  settings: ReaderSettings,
  protocol: ReaderSettings['protocol'],
): ReaderSettings => ({
  ...settings,
  protocol,
  transport:
    settings.protocol === 'epson' && protocol === 'magtek'
      ? transportOf('serial', SERIAL_LINE)
      : settings.transport,
});

/** The four symbols as each alphabet writes them: transit, on us, amount, dash. */
export const ALPHABETS: readonly { readonly value: MicrAlphabet; readonly label: string }[] = [
  { value: 'magtek-0', label: 'MagTek 0: T U $ -' },
  { value: 'magtek-1', label: 'MagTek 1: t o a d' },
  { value: 'magtek-2', label: 'MagTek 2: T O A D' },
  { value: 'ach', label: 'ACH: d c b -' },
  { value: 'parenthesis', label: 'NCR, Wincor, Axiohm: ) ( & ’' },
  { value: 'oki', label: 'OKI: C D B A' },
  { value: 'unicode', label: 'Unicode: ⑆ ⑈ ⑇ ⑉' },
];

/** How the end of a line is known; `packet` alone notices a damaged digit of the account. */
export const FRAMINGS: readonly { readonly value: MicrFraming; readonly label: string }[] = [
  { value: 'marked', label: 'With CR, LF or ETX' },
  { value: 'packet', label: 'In a packet with a check byte' },
  { value: 'bare', label: 'By falling silent' },
];

/** Every place of the form at which a refusal of the desk can stand. */
export const DEVICE_PLACES = [
  'device.name',
  'device.sources',
  'device.settings.transport',
  'device.settings.transport.host',
  'device.settings.transport.port',
  'device.settings.transport.path',
  'device.settings.transport.usbId',
  'device.settings.transport.baudRate',
  'device.settings.password',
  'device.settings.protocol',
  'device.settings.protocol.profile',
  ...(['name', 'start', 'row', 'total', 'reportNumber', 'end', 'idleMs', 'acknowledge'] as const).map(
    (field) => `device.settings.protocol.profile.${field}`,
  ),
  'device.settings.alphabet',
  'device.settings.exceptions',
  'device.settings.i2of5Length',
] as const satisfies readonly string[];
