import { expect, it } from 'vitest';
import { pathOfUsb, serialPorts } from './serial-ports.ts';

const port = (path: string, usb: { vendorId?: string; productId?: string; serialNumber?: string } = {}) => ({
  path,
  manufacturer: usb.vendorId === undefined ? undefined : 'FTDI',
  serialNumber: usb.serialNumber,
  pnpId: undefined,
  locationId: undefined,
  productId: usb.productId,
  vendorId: usb.vendorId,
});
const scanner = { vendorId: '0403', productId: '6001', serialNumber: 'A9014KLT' };

it('finds a device by what it is, in whichever socket', async () => {
  const before = async () => [
    port('/dev/ttyUSB0', scanner),
    port('/dev/ttyUSB1', { ...scanner, serialNumber: 'B2' }),
  ];
  const after = async () => [port('/dev/ttyUSB3', scanner)];
  expect(await pathOfUsb('0403:6001:A9014KLT', before)).toBe('/dev/ttyUSB0');
  expect(await pathOfUsb('0403:6001:A9014KLT', after)).toBe('/dev/ttyUSB3');
  expect(await pathOfUsb('0403:6001:B2', after)).toBeUndefined();
});

it('lists what is plugged in, and not the sockets of a chipset', async () => {
  const list = async () => [port('/dev/ttyS0'), port('/dev/ttyUSB0', scanner), port('COM4')];
  expect(await serialPorts(list)).toEqual([
    { path: '/dev/ttyUSB0', label: 'FTDI, serial number A9014KLT', usbId: '0403:6001:A9014KLT' },
    { path: 'COM4', label: '', usbId: null },
  ]);
});

it('lists nothing where the operating system cannot say', async () => {
  expect(await serialPorts(() => Promise.reject(new Error('no udev')))).toEqual([]);
});
