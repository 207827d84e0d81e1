/** Files inside an answer. */
import type { Output } from '../../shared/contract/index.ts';

type File = Output<'receipt.pdf'>;

const inAnswer = (fileName: string, mediaType: string, bytes: Uint8Array): File => ({
  fileName,
  mediaType,
  base64: Buffer.from(bytes).toString('base64'),
});

export const textFile = (fileName: string, mediaType: string, text: string): File =>
  inAnswer(fileName, mediaType, Buffer.from(text, 'utf8'));

export const jsonLinesFile = (fileName: string, lines: readonly string[]): File =>
  textFile(fileName, 'application/jsonl', lines.map((line) => `${line}\n`).join(''));

export const csvFile = (fileName: string, text: string): File =>
  textFile(fileName, 'text/csv; charset=utf-8', text);

export const pdfFile = (fileName: string, bytes: Uint8Array): File =>
  inAnswer(fileName, 'application/pdf', bytes);
