/** A card terminal, by the protocol that it is set up with. */
import type { CardTerminal, CardTerminalSettings } from '../../shared/devices/card-terminal.ts';
import { assertNever } from '../../shared/kernel/assert.ts';
import type { CardTerminalDeps } from './deps.ts';
import { createPaxTerminal } from './pax/terminal.ts';
import { createZvtTerminal } from './zvt/terminal.ts';

/** What ZVT terminals are delivered with. */
const DEFAULT_PASSWORD = '000000';

export function createCardTerminal(settings: CardTerminalSettings, deps: CardTerminalDeps): CardTerminal {
  switch (settings.protocol) {
    case 'pax':
      return createPaxTerminal(settings.transport, deps);
    case 'zvt': {
      const { transport, password = DEFAULT_PASSWORD } = settings;
      return createZvtTerminal({ settings: transport, password }, deps);
    }
    default:
      return assertNever(settings.protocol);
  }
}
