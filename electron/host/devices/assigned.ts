/** The assigned devices of this workstation: attached while they are set up, let go of when they no longer are. */
import type { DeviceStatus, SelfTest, TrafficLine } from '../../../shared/devices/device-state.ts';
import type { AssignedDevice } from '../../../shared/devices/settings.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { createLane } from '../../../drivers/runtime/lane.ts';
import { serialPorts } from '../../../drivers/transport/serial-ports.ts';
import { trafficWords } from '../../../drivers/transport/traffic-words.ts';
import type { DevicesPort } from '../../services/outside.ts';
import { attach } from './attached.ts';
import type { AttachDeps, Attached } from './attached.ts';
import { problemOf, reportTrial } from './report-trial.ts';

type Kept = { readonly key: string; readonly attached: Attached };

export type AssignedDevices = Pick<
  DevicesPort,
  | 'configure'
  | 'nowMs'
  | 'serialPorts'
  | 'problemOf'
  | 'status'
  | 'traffic'
  | 'selfTest'
  | 'lastSelfTest'
  | 'terminal'
  | 'askCount'
  | 'showCustomer'
  | 'tryReport'
> & { close(): Promise<void> };

export function assignedDevices(deps: AttachDeps): AssignedDevices {
  const devices = new Map<string, Kept>();
  const tests = new Map<string, SelfTest>();

  async function letGo(deviceId: string): Promise<void> {
    const kept = devices.get(deviceId);
    devices.delete(deviceId);
    tests.delete(deviceId);
    await kept?.attached.stop();
  }

  /** One change after the other, each to what is wanted by then: a slow one must not bring back what a later one took away. */
  const changes = createLane();
  let newest: readonly AssignedDevice[] = [];

  async function change(): Promise<void> {
    const keys = new Map(newest.map((device) => [device.deviceId, canonicalJson(device.settings)]));
    // A port is let go of before another device reaches for it.
    const changed = [...devices].filter(([deviceId, { key }]) => keys.get(deviceId) !== key);
    await Promise.all(changed.map(([deviceId]) => letGo(deviceId)));
    for (const device of newest) {
      if (devices.has(device.deviceId)) continue;
      devices.set(device.deviceId, { key: canonicalJson(device.settings), attached: attach(device, deps) });
    }
  }

  return {
    configure(wanted) {
      newest = wanted;
      return changes(change);
    },
    nowMs: () => deps.clock.nowMs(),
    serialPorts: () => serialPorts(),
    problemOf,
    status: (deviceId) => devices.get(deviceId)?.attached.status() ?? notAttached(deps),
    traffic: (deviceId) => trafficLines(devices.get(deviceId)?.attached),
    async selfTest(deviceId) {
      const tested = await devices.get(deviceId)?.attached.test();
      const test = { passed: false, said: 'not set up', ...tested, atMs: deps.clock.nowMs() };
      tests.set(deviceId, test);
      return test;
    },
    lastSelfTest: (deviceId) => tests.get(deviceId),
    terminal: (deviceId) => devices.get(deviceId)?.attached.terminal,
    askCount: (deviceId, denominationCents) =>
      devices.get(deviceId)?.attached.ask?.(denominationCents) ??
      Promise.resolve({ outcome: 'failed', fault: 'unplugged' }),
    showCustomer(view) {
      for (const { attached } of devices.values()) attached.show?.(view);
    },
    tryReport: reportTrial,
    async close() {
      newest = [];
      await changes(change);
    },
  };
}

const notAttached = ({ clock }: AttachDeps): DeviceStatus => ({
  connection: 'opening',
  said: '',
  model: '',
  sinceMs: clock.nowMs(),
  lastTrafficMs: null,
  nextTryMs: null,
});

export const trafficLines = (attached: Pick<Attached, 'log'> | undefined): readonly TrafficLine[] =>
  attached?.log.entries().map(trafficWords) ?? [];
