/** The way to a device as an administrator sets it up. */
export type SerialLine = {
  readonly kind: 'serial';
  /** `/dev/serial/by-id/…` or `COM4`: by-id survives replugging into another socket, `ttyUSB0` does not. */
  readonly path: string;
  /** `vendor:product:serial number` of its USB descriptor: then it is found by it, whatever its path is now. */
  readonly usbId?: string;
  readonly baudRate: number;
  /** Absent means 8. */
  readonly dataBits?: 7 | 8;
  /** Absent means none. */
  readonly parity?: 'none' | 'even' | 'odd';
  /** Absent means 1. */
  readonly stopBits?: 1 | 2;
  /** As the device's switches are set; absent means none. DTR/DSR cabling arrives as CTS on most adapters: `rts-cts`. */
  readonly flowControl?: 'none' | 'rts-cts' | 'xon-xoff';
};

export type DeviceTransport =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | SerialLine
  | { readonly kind: 'file'; readonly path: string };
