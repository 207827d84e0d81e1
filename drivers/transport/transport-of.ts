import { assertNever } from '../../shared/kernel/assert.ts';
import type { DeviceTransport } from '../../shared/devices/transport.ts';
import type { Clock } from '../clock.ts';
import type { Transport } from './connection.ts';
import { fileTransport } from './file.ts';
import { serialTransport } from './serial.ts';
import { tcpTransport } from './tcp.ts';

/** The way to a device as an administrator has set it up. */
export function transportOf(settings: DeviceTransport, clock: Clock): Transport {
  switch (settings.kind) {
    case 'tcp':
      return tcpTransport(settings, clock);
    case 'serial':
      return serialTransport(settings, clock);
    case 'file':
      return fileTransport(settings.path, clock);
    default:
      return assertNever(settings);
  }
}
