/** Files that leave the desk by an answer, and files that a person brings: base64 on the wire, nothing kept here. */
import { certain } from '../../shared/kernel/assert.ts';

type AnswerFile = { readonly fileName: string; readonly mediaType: string; readonly base64: string };

/** The browser revokes nothing by itself; by then it has taken the bytes. */
const REVOKE_AFTER_MS = 60_000;

/** Hands a file to the person, as a download under its own name. */
export function saveFile(file: AnswerFile): void {
  const bytes = Uint8Array.from(atob(file.base64), (char) => char.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}

/** What `upload` of the contract holds at most, in base64 characters; larger extracts go through the command line. */
export const MAX_UPLOAD_BASE64 = 50_331_648;

export type Upload = { readonly fileName: string; readonly base64: string };

/** @returns null when the file is larger than one message may be */
export async function readUpload(file: File): Promise<Upload | null> {
  if (Math.ceil(file.size / 3) * 4 > MAX_UPLOAD_BASE64) return null;
  const dataUrl = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(certain(reader.error, 'a reason'));
    reader.readAsDataURL(file);
  });
  return { fileName: file.name, base64: dataUrl.slice(dataUrl.indexOf(',') + 1) };
}
