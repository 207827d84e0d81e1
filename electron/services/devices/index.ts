import type { deviceChannels } from '../../../shared/contract/channels/devices.ts';
import type { Handlers } from '../handler.ts';
import * as admin from './admin.ts';
import * as batches from './batches.ts';
import * as cards from './cards.ts';
import * as customer from './customer.ts';
import * as counts from './machine-counts.ts';
import * as reading from './read-check.ts';

export const deviceHandlers: Handlers<keyof typeof deviceChannels> = {
  'card.sale': { mode: 'long', run: cards.sale },
  'card.reverse': { mode: 'long', run: cards.reverse },
  'card.cancel': { mode: 'long', run: cards.cancel },
  'card.show': { mode: 'query', run: cards.show },
  'card.open': { mode: 'query', run: cards.open },
  'card.look-up': { mode: 'long', run: cards.lookUp },
  'card.by-slip': { mode: 'command', run: cards.bySlip },
  'terminal.batch': { mode: 'long', run: batches.read },
  'terminal.close-batch': { mode: 'long', run: batches.close },
  'count.proposals': { mode: 'query', run: counts.proposals },
  'count.ask': { mode: 'long', run: counts.ask },
  'count.set-aside': { mode: 'command', run: counts.setAside },
  'device.reading': { mode: 'query', run: reading.show },
  'check.read': { mode: 'long', run: reading.readCheck, forget: true },
  'customer.show': { mode: 'query', run: customer.show },
  'customer.view': { mode: 'query', run: customer.view },
  'device.list': { mode: 'query', run: admin.list },
  'device.traffic': { mode: 'query', run: admin.traffic },
  'device.self-test': { mode: 'long', run: admin.selfTest },
  'device.set': { mode: 'long', run: admin.set },
  'device.ports': { mode: 'query', run: admin.ports },
  'device.try-report': { mode: 'query', run: admin.tryReport },
  'device.calibrate': { mode: 'long', run: admin.calibrate, forget: true },
};
