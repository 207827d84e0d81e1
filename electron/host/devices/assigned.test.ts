import { expect, it } from 'vitest';
import { fakeClock } from '../../../drivers/fake-clock.ts';
import type { Transport } from '../../../drivers/transport/connection.ts';
import type { AssignedDevice } from '../../../shared/devices/settings.ts';
import { assignedDevices } from './assigned.ts';

const scanner = (deviceId: string, port: number): AssignedDevice => ({
  deviceId,
  name: deviceId,
  sources: [],
  settings: {
    kind: 'scanner',
    transport: { kind: 'tcp', host: 'desk', port },
    aimPrefix: true,
    i2of5Length: null,
    code39Check: false,
  },
});

it('a change that waits for a device does not bring back what a later change took away', async () => {
  const { promise: lineOpens, resolve: open } = Promise.withResolvers<undefined>();
  const transport = (): Transport => ({
    name: 'slow',
    open: async () => {
      await lineOpens;
      return { opened: false, fault: 'nothing-there', detail: 'nobody there' };
    },
  });
  const devices = assignedDevices({
    clock: fakeClock(),
    transport,
    heard: () => undefined,
    scanlines: () => [],
  });
  await devices.configure([scanner('first', 1), scanner('second', 2)]);
  const slow = devices.configure([scanner('first', 3), scanner('second', 2)]);
  const later = devices.configure([scanner('first', 3)]);
  open(undefined);
  await Promise.all([slow, later]);
  // Whoever is not set up cannot be tested.
  expect(await devices.selfTest('second')).toMatchObject({ passed: false, said: 'not set up' });
  await devices.close();
});
