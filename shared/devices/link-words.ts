/** What is wrong with a device's line, in the words of the person who stands before it, and what that person does next. */
import type { LinkFault } from './fault.ts';

export const LINK_WORDS = {
  unplugged: {
    said: 'unplugged',
    next: ['Is its light on? If not, plug in its power.', 'Push in the cable at the back of the device.'],
  },
  busy: {
    said: 'in use by another program',
    next: ['Close the other program that uses it.', 'Test it again.'],
  },
  'not-permitted': {
    said: 'this program may not use the port',
    next: ['Ask the help desk to give this account the right to the port.'],
  },
  silent: {
    said: 'does not answer',
    next: [
      'Is its light on? If not, plug in its power.',
      'Push in the cable at the back of the device.',
      'Test it. If it stays silent, call the help desk.',
    ],
  },
  'wrong-device': {
    said: 'another device answered',
    next: ['Check which cable is in which port, and the address in its set-up.'],
  },
} as const satisfies Readonly<Record<LinkFault, { readonly said: string; readonly next: readonly string[] }>>;
