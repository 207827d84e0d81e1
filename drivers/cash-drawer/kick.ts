/**
 * Opening a drawer through its printer. Which tender opens it is policy and decided elsewhere; this knows the bytes.
 *
 * ESC p m t1 t2: t1 × 2 ms on, t2 × 2 ms off. 50 ms on and 500 ms off fire the 24 V solenoids of all common drawers
 * and keep the duty below 1:5, which protects them (Citizen iDP-3551, p. 114). Both time bytes must be there: without
 * them the printer waits for the next two bytes, which are the next receipt's, and the drawer opens with that one.
 */

/** ESC p m: 0 is connector pin 2 (the first drawer), 1 is pin 5. */
export type DrawerPin = 0 | 1;

const ON_2MS = 0x19;
const OFF_2MS = 0xfa;

/** `1B 70 m 19 FA`: takes its turn behind the print data, so it goes before the receipt. */
export const kickBytes = (pin: DrawerPin): Uint8Array => Uint8Array.of(0x1b, 0x70, pin, ON_2MS, OFF_2MS);

/**
 * `10 14 01 m 01` (DLE DC4): 100 ms, executed on reception or not at all. It never waits in the printer's buffer, so
 * it is the way to open a drawer while the paper is out, when an ESC p would fire at some later time instead.
 */
export const pulseBytes = (pin: DrawerPin): Uint8Array => Uint8Array.of(0x10, 0x14, 0x01, pin, 0x01);
