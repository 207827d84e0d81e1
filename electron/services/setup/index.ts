import type { setupChannels } from '../../../shared/contract/channels/setup.ts';
import type { Handlers } from '../handler.ts';
import { importUploadedExtract } from './import-extract.ts';
import { assignPrinter, deviceState, testPrinter } from './printer.ts';
import { setOffice, setPolicy, setScanlines } from './policy.ts';
import { importTable, overview } from './tables.ts';
import { tryOne } from './try-scanline.ts';

export const setupHandlers: Handlers<keyof typeof setupChannels> = {
  'setup.overview': { mode: 'query', run: overview },
  'setup.import-table': { mode: 'command', run: importTable },
  'setup.import-extract': { mode: 'long', run: importUploadedExtract },
  'setup.set-policy': { mode: 'command', run: setPolicy },
  'setup.set-office': { mode: 'command', run: setOffice },
  'setup.set-scanlines': { mode: 'command', run: setScanlines },
  'setup.try-scanline': { mode: 'query', run: tryOne },
  'device.assign-printer': { mode: 'command', run: assignPrinter },
  'device.state': { mode: 'query', run: deviceState },
  'device.test-printer': { mode: 'command', run: testPrinter },
};
