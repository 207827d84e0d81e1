import { expect, it } from 'vitest';
import { transportFromText } from './transport-text.ts';

it.for([
  ['tcp:10.0.0.5:9100', { kind: 'tcp', host: '10.0.0.5', port: 9100 }],
  ['tcp:printer.city:1', { kind: 'tcp', host: 'printer.city', port: 1 }],
  ['tcp:[fe80::1]:9100', { kind: 'tcp', host: 'fe80::1', port: 9100 }],
  ['file:/dev/usb/lp0', { kind: 'file', path: '/dev/usb/lp0' }],
  ['serial:COM4', { kind: 'serial', path: 'COM4', baudRate: 9600 }],
  ['serial:/dev/ttyUSB0:19200', { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 19_200 }],
  [
    'serial:/dev/ttyUSB0:1200:7e2',
    { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 1200, dataBits: 7, parity: 'even', stopBits: 2 },
  ],
  [
    'serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0-port0',
    { kind: 'serial', path: '/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0-port0', baudRate: 9600 },
  ],
] as const)('%s is a way to a device', ([text, transport]) => {
  expect(transportFromText(text)).toEqual(transport);
});

it.for([
  '',
  'tcp:',
  'tcp:host',
  'tcp:host:0',
  'tcp:host:65536',
  'tcp:fe80::1:9100',
  'usb:1',
  'serial:',
  'COM4',
])('“%s” is none', (text) => {
  expect(transportFromText(text)).toBeUndefined();
});
