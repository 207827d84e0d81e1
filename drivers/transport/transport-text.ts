/** The way to a device as it is written on a command line. */
import type { DeviceTransport, SerialLine } from '../../shared/devices/transport.ts';

/** `tcp:HOST:PORT`, `serial:PATH[:BAUD[:8N1]]`, `file:PATH`. */
export const TRANSPORT_FORMS = 'tcp:HOST:PORT, serial:PATH[:BAUD[:8N1]] or file:PATH';

const DEFAULT_BAUD = 9600;
const PARITIES: Readonly<Record<string, SerialLine['parity']>> = { N: 'none', E: 'even', O: 'odd' };

/** @returns undefined for what is none of the forms; a path may hold colons, as those of `/dev/serial/by-path` do */
export function transportFromText(text: string): DeviceTransport | undefined {
  const [, kind, rest = ''] = /^(tcp|serial|file):(.+)$/.exec(text) ?? [];
  switch (kind) {
    case 'tcp':
      return tcpFrom(rest);
    case 'serial':
      return serialFrom(rest);
    case 'file':
      return { kind: 'file', path: rest };
    default:
      return undefined;
  }
}

function tcpFrom(text: string): DeviceTransport | undefined {
  const [, inBrackets, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = inBrackets ?? plain;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return { kind: 'tcp', host, port };
}

function serialFrom(text: string): DeviceTransport | undefined {
  const [, path, baud, bits, parity = '', stops] =
    /^(.+?)(?::(\d{3,6})(?::([78])([NEO])([12]))?)?$/i.exec(text) ?? [];
  if (path === undefined) return undefined;
  const line: SerialLine = {
    kind: 'serial',
    path,
    baudRate: baud === undefined ? DEFAULT_BAUD : Number(baud),
  };
  if (bits === undefined) return line;
  return {
    ...line,
    dataBits: bits === '7' ? 7 : 8,
    parity: PARITIES[parity.toUpperCase()] ?? 'none',
    stopBits: stops === '2' ? 2 : 1,
  };
}
