import type { KickOutcome, PrinterSettings } from '../../shared/devices/outcome.ts';
import { drawerReading } from '../cash-drawer/sensor.ts';
import { countdown, pause } from '../clock.ts';
import type { Countdown } from '../clock.ts';
import type { SeenStatus } from './protocol/status.ts';
import type { PrinterSession } from './session.ts';

/**
 * Whether the drawer was seen to open after its kick, which itself has no answer. A drawer that stood open before
 * cannot be seen to open: then, and where no sensor or no answer could tell, the kick is merely `sent`.
 */
export async function watchDrawer(
  session: PrinterSession,
  settings: PrinterSettings,
  before: SeenStatus | undefined,
): Promise<KickOutcome> {
  if (!before || drawerReading(settings.drawerSensor, before.drawerPinHigh) !== 'closed') return 'sent';
  const time = countdown(session.clock, session.deadlines.drawerMs);
  try {
    return await pollSensor(session, settings, time);
  } finally {
    time.cancel();
  }
}

async function pollSensor(
  session: PrinterSession,
  settings: PrinterSettings,
  time: Countdown,
): Promise<KickOutcome> {
  for (;;) {
    const pin = await session.drawerPin();
    if (pin !== 'high' && pin !== 'low') return 'sent';
    if (drawerReading(settings.drawerSensor, pin === 'high') === 'open') return 'opened';
    if (time.isOver) return 'not-opened';
    await pause(session.clock, session.deadlines.drawerPollMs);
  }
}
