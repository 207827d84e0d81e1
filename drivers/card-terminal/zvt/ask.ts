/** A command that moves no money, from its first byte to its completion. */
import type { LinkFault } from '../../../shared/devices/fault.ts';
import type { Apdu } from './protocol/apdu.ts';
import { registration } from './protocol/requests.ts';
import type { ZvtLine } from './line.ts';

export type Asked =
  /** `status` is the data of 04 0F, if one came; `completion` that of 06 0F. */
  | { readonly is: 'done'; readonly status: Uint8Array | undefined; readonly completion: Uint8Array }
  /** 84 xx or 06 1E. `known`: the terminal carried the command out, and says that there is nothing. */
  | { readonly is: 'refused'; readonly code: number; readonly known: boolean }
  | { readonly is: 'no-answer'; readonly fault: LinkFault; readonly nothingLeft: boolean };

/** Messages of the terminal that only want to be agreed to: steps, and lines for a printer that this till has not. */
const AGREED_TO: ReadonlySet<string> = new Set(['04FF', '06D1', '06D3']);

/** What the terminal says by the way. @returns whether that is what it was */
export async function agreedTo(line: ZvtLine, apdu: Apdu): Promise<boolean> {
  if (!AGREED_TO.has(apdu.command)) return false;
  await line.agree();
  return true;
}

/** @param deadlineMs from one message of the terminal to its next */
export async function askZvt(line: ZvtLine, command: Uint8Array, deadlineMs: number): Promise<Asked> {
  const sent = await line.send(command);
  if (!sent.written)
    return {
      is: 'no-answer',
      fault: sent.because === 'deadline' ? 'silent' : 'unplugged',
      nothingLeft: sent.bytesMayHaveLeft === 0,
    };
  let taken = false;
  let status: Uint8Array | undefined;
  for (;;) {
    const heard = await line.hear(taken ? deadlineMs : line.deadlines.ackMs);
    if (heard.kind === 'woken') continue;
    if (heard.kind !== 'apdu') return { is: 'no-answer', fault: line.faultOf(heard), nothingLeft: false };
    const { apdu } = heard;
    if (apdu.command === '8000') {
      taken = true;
      continue;
    }
    if (apdu.command.startsWith('84'))
      return { is: 'refused', code: Number.parseInt(apdu.command.slice(2), 16), known: false };
    if (await agreedTo(line, apdu)) continue;
    switch (apdu.command) {
      case '040F':
        await line.agree();
        // Before 80 00 it is the end of something earlier.
        if (taken) status = apdu.data;
        break;
      case '060F':
        await line.agree();
        if (taken) return { is: 'done', status, completion: apdu.data };
        break;
      case '061E':
        await line.agree();
        if (taken) return { is: 'refused', code: apdu.data[0] ?? 0xff, known: true };
        break;
      default:
        await line.decline();
    }
  }
}

/** 06 00: who is there, and how it is to be spoken to, before anything that moves money. */
export const register = (line: ZvtLine, password: string): Promise<Asked> =>
  askZvt(line, registration(password), line.deadlines.answerMs);
