/** A drawer with a solenoid and a switch, wired to a printer's drawer connector. */
import type { DrawerPin } from './kick.ts';

export type DrawerWiring = {
  /** False: nothing is plugged in, and pin 3 reads HIGH for ever. */
  readonly connected: boolean;
  /** The solenoid hangs on connector pin 2 (0) or pin 5 (1). */
  readonly pin: DrawerPin;
  readonly highWhen: 'open' | 'closed';
  /** Locked with its key, or jammed: the solenoid pulls in vain. */
  readonly stuck: boolean;
};

export type DrawerSimulator = {
  readonly isOpen: boolean;
  readonly wiring: DrawerWiring;
  rewire(change: Partial<DrawerWiring>): void;
  /** A pulse on a pin. @returns whether the drawer sprang open */
  pulse(pin: DrawerPin, onMs: number): boolean;
  openByKey(): void;
  close(): void;
  /** The level on pin 3 of the connector. */
  readonly pinHigh: boolean;
};

/** Below this a solenoid does not pull far enough. */
const SHORTEST_PULSE_MS = 10;

export function drawerSimulator(moved: () => void): DrawerSimulator {
  let wiring: DrawerWiring = { connected: true, pin: 0, highWhen: 'open', stuck: false };
  let isOpen = false;
  const move = (open: boolean): void => {
    if (open === isOpen) return;
    isOpen = open;
    moved();
  };
  return {
    get isOpen() {
      return isOpen;
    },
    get wiring() {
      return wiring;
    },
    rewire(change) {
      wiring = { ...wiring, ...change };
      moved();
    },
    pulse(pin, onMs) {
      if (!wiring.connected || wiring.stuck || pin !== wiring.pin || onMs < SHORTEST_PULSE_MS) return false;
      const sprang = !isOpen;
      move(true);
      return sprang;
    },
    openByKey() {
      move(true);
    },
    close() {
      move(false);
    },
    get pinHigh() {
      return !wiring.connected || isOpen === (wiring.highWhen === 'open');
    },
  };
}
