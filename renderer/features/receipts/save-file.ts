/** Hands a file of the desk to the person: the browser asks where to, the shell saves it in the data folder. */
import type { Output } from '../../bridge/bridge.ts';

type File = Output<'receipt.pdf'>;

const REVOKE_AFTER_MS = 60_000;

export function saveFile({ fileName, mediaType, base64 }: File): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
