/**
 * CD5220, standard mode: the commands that nearly all two-line displays know (PROTOCOL.md). The two string commands
 * carry a whole line each, so that a byte lost on the way spoils one text and no later one.
 */
import { assert } from '../../shared/kernel/assert.ts';
import { COLUMNS } from './layout.ts';
import type { DisplayLines } from './layout.ts';

export const ESC = 0x1b;
export const CR = 0x0d;
export const CLEAR = 0x0c;
export const CLEAR_LINE = 0x18;

/** ESC = 2: on pass-through cabling, what follows is for the display. In string mode the display has it already. */
const SELECT_DISPLAY = [ESC, 0x3d, 0x02] as const;
/** ESC @ */
const INITIALISE = [ESC, 0x40] as const;
/** ESC _ 0: a cursor blinking in a text is none of the customer's business. */
const CURSOR_OFF = [ESC, 0x5f, 0x00] as const;

/**
 * For a fresh connection. CLR first: whatever another program left it in, string mode ends there, and until it has
 * ended no other command is obeyed.
 */
export const wakeBytes = (passThrough: boolean): Uint8Array =>
  Uint8Array.of(...(passThrough ? SELECT_DISPLAY : []), CLEAR, ...INITIALISE, ...CURSOR_OFF);

/** ESC Q A and ESC Q B: both lines, whole. @param lines exactly twenty ASCII characters each */
export function textBytes(lines: DisplayLines, passThrough: boolean): Uint8Array {
  const [upper, lower] = lines.map((line) => {
    assert(line.length === COLUMNS && /^[\x20-\x7e]*$/.test(line), 'a line is twenty ASCII characters');
    return [...Buffer.from(line, 'ascii')];
  });
  return Uint8Array.of(
    ...(passThrough ? SELECT_DISPLAY : []),
    ...[ESC, 0x51, 0x41, ...(upper ?? []), CR],
    ...[ESC, 0x51, 0x42, ...(lower ?? []), CR],
  );
}
