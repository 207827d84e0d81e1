/** The way to a device as a form keeps it: in words, with what is usual, and what is still missing. Pure. */
import type { Output } from '../../bridge/bridge.ts';
import type { DeviceTransport, SerialLine } from '../../../shared/devices/transport.ts';

const PARITY_LETTER = { none: 'N', even: 'E', odd: 'O' } as const;

/** As a person would look for it: `Serial COM5, 9600 8N1`. */
export function transportText(transport: DeviceTransport): string {
  switch (transport.kind) {
    case 'tcp':
      return `Network ${transport.host}, port ${transport.port}`;
    case 'serial': {
      const { dataBits = 8, parity = 'none', stopBits = 1 } = transport;
      return `Serial ${transport.path}, ${transport.baudRate} ${dataBits}${PARITY_LETTER[parity]}${stopBits}`;
    }
    case 'file':
      return `Device file ${transport.path}`;
  }
}

/** What devices of a kind usually need; the person types the rest. */
export type UsualLine = {
  readonly kind: DeviceTransport['kind'];
  /** Null where no port is usual. */
  readonly port: number | null;
  readonly serial: Omit<SerialLine, 'kind' | 'path'>;
};

export const PRINTER_LINE: UsualLine = { kind: 'tcp', port: 9100, serial: { baudRate: 19_200 } };

/** The same device behind another kind of wire. */
export function transportOf(
  kind: DeviceTransport['kind'],
  usual: UsualLine,
  current?: DeviceTransport,
): DeviceTransport {
  if (current?.kind === kind) return current;
  switch (kind) {
    case 'tcp':
      return { kind, host: '', port: usual.port ?? 0 };
    case 'serial':
      return { kind, path: '', ...usual.serial };
    case 'file':
      return { kind, path: '' };
  }
}

/** The words inside the button while the way is not whole; null when it is. */
export function transportProblem(transport: DeviceTransport): string | null {
  switch (transport.kind) {
    case 'tcp':
      if (transport.host.trim() === '') return 'Type its network address';
      return transport.port >= 1 && transport.port <= 65_535 ? null : 'A port is 1 to 65535';
    case 'serial':
      return transport.path.trim() === '' ? 'Type the serial port' : null;
    case 'file':
      return transport.path.trim() === '' ? 'Type the device file' : null;
  }
}

/** Blanks at the ends of an address are a slip of the hand. */
export function trimmed(transport: DeviceTransport): DeviceTransport {
  return transport.kind === 'tcp'
    ? { ...transport, host: transport.host.trim() }
    : { ...transport, path: transport.path.trim() };
}

export type SerialPort = Output<'device.ports'>['ports'][number];

/** The plugged-in port that a line means: by what the adapter is, else by where it is. */
export const portOf = (line: SerialLine, ports: readonly SerialPort[]): SerialPort | undefined =>
  ports.find((port) => line.usbId !== undefined && port.usbId === line.usbId) ??
  ports.find((port) => line.usbId === undefined && port.path === line.path);

/** A path that is typed says where; a port that is chosen also says what is there, when the adapter tells. */
export function onPort(line: SerialLine, port: Pick<SerialPort, 'path' | 'usbId'>): SerialLine {
  const { usbId: _before, ...rest } = line;
  return { ...rest, path: port.path, ...(port.usbId === null ? {} : { usbId: port.usbId }) };
}

const BAUD_RATES = [300, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600];

/** Every usual speed, and the one that is set when it is none of them. */
export const baudRates = (current: number): readonly number[] =>
  BAUD_RATES.includes(current) ? BAUD_RATES : [...BAUD_RATES, current].sort((a, b) => a - b);
