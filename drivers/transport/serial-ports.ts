/**
 * The serial ports that are plugged in, and the one that a device is: by the maker's numbers in its USB descriptor,
 * which stay the same in every socket, where `ttyUSB0` and `COM4` do not.
 */
import { SerialPort } from 'serialport';

export type SerialPortFound = {
  readonly path: string;
  /** For people: `FTDI, serial number A9014KLT`; empty when it says nothing of itself. */
  readonly label: string;
  /** `0403:6001:A9014KLT`; null for a port without a USB descriptor, and without a serial number of its own. */
  readonly usbId: string | null;
};

type PortInfo = Awaited<ReturnType<typeof SerialPort.list>>[number];

/** What the operating system lists now; empty where it cannot. */
export async function serialPorts(list = SerialPort.list): Promise<readonly SerialPortFound[]> {
  const ports = await list().catch(() => []);
  return ports.filter(isRealPort).map((port) => ({
    path: port.path,
    label: [port.manufacturer, port.serialNumber && `serial number ${port.serialNumber}`]
      .filter(Boolean)
      .join(', '),
    usbId: usbIdOf(port),
  }));
}

/** Linux lists every UART that a chipset may have; those without a device have no identity at all. */
const isRealPort = ({ path, pnpId, vendorId, manufacturer }: PortInfo): boolean =>
  !/^\/dev\/ttyS\d+$/.test(path) || [pnpId, vendorId, manufacturer].some((each) => each !== undefined);

function usbIdOf({ vendorId, productId, serialNumber }: PortInfo): string | null {
  if (vendorId === undefined || productId === undefined || !serialNumber) return null;
  return [vendorId.toLowerCase(), productId.toLowerCase(), serialNumber].join(':');
}

/** Where the device is now. @returns undefined when it is not plugged in */
export const pathOfUsb = async (usbId: string, list = SerialPort.list): Promise<string | undefined> =>
  (await serialPorts(list)).find((port) => port.usbId === usbId)?.path;
