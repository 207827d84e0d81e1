/** The window with every device on it: those of the bench, set up as an administrator does. */
import type { Bench } from '../../drivers/bench/bench.ts';
import { SAMPLE_PROFILES } from '../../drivers/currency-counter/report/profiles.ts';
import type { Input } from '../../shared/contract/index.ts';
import { openTestDesk } from '../support/desk.ts';
import { AFTERNOON } from './page.ts';

/** Before the desk is served from this folder; the sample city is founded where there is none. */
export async function equip(folder: string, { transports }: Bench): Promise<void> {
  const city = await openTestDesk({ folder, at: AFTERNOON });
  const alex = await city.signIn('alex');
  const set = (
    deviceId: string,
    name: string,
    settings: NonNullable<Input<'device.set'>['device']>['settings'],
  ) => alex.ask('device.set', { deviceId, device: { name, sources: [], settings } });
  await alex.ask('device.assign-printer', {
    settings: {
      transport: transports['receipt-printer'],
      columns: 42,
      codePage: 19,
      completion: 'process-id',
      drawerSensor: 'high-is-open',
      drawerPin: 0,
      logo: false,
      slip: 'slip',
    },
  });
  await set('terminal', 'Card terminal', {
    kind: 'card-terminal',
    protocol: 'pax',
    transport: transports['card-terminal-pax'],
  });
  await set('scanner', 'Scanner', {
    kind: 'scanner',
    transport: transports.scanner,
    aimPrefix: true,
    i2of5Length: null,
    code39Check: false,
  });
  await set('checks', 'Check reader', {
    kind: 'check-reader',
    protocol: 'magtek',
    transport: transports['check-reader'],
    alphabet: 'magtek-2',
    exceptions: [],
  });
  await set('bills', 'Bill counter', {
    kind: 'bill-counter',
    transport: transports['bill-counter'],
    protocol: { name: 'report', profile: SAMPLE_PROFILES.noteList },
  });
  await set('coins', 'Coin sorter', {
    kind: 'coin-sorter',
    transport: transports['coin-sorter'],
    protocol: { name: 'report', profile: SAMPLE_PROFILES.coinList },
  });
  await set('pole', 'Pole display', {
    kind: 'pole-display',
    transport: transports['pole-display'],
    passThrough: false,
  });
  await city.close();
}
