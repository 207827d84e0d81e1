/**
 * The drawer's one switch, on pin 3 of the drawer connector. Whether HIGH means open or closed depends on the drawer;
 * with nothing connected the pin reads HIGH too (Citizen iDP-3410, p. 97), so "no drawer" looks like one of the states.
 */
import type { PrinterSettings } from '../../shared/devices/outcome.ts';

export type DrawerSensor = PrinterSettings['drawerSensor'];

export function drawerReading(sensor: DrawerSensor, pinHigh: boolean): 'open' | 'closed' | 'no-sensor' {
  switch (sensor) {
    case 'none':
      return 'no-sensor';
    case 'high-is-open':
      return pinHigh ? 'open' : 'closed';
    case 'high-is-closed':
      return pinHigh ? 'closed' : 'open';
  }
}
