import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { describe, expect, it } from 'vitest';
import { documentBytes, printedDocument } from './language.ts';
import { isQrData, qrCode } from './qr.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

describe('a QR code', () => {
  it('is the bytes that an independent encoder makes', () => {
    const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 42 });
    const theirs = hex(encoder.qrcode('R0001234', { model: 2, size: 6, errorlevel: 'm' }).encode());
    expect(theirs).toContain(hex(qrCode('R0001234')));
  });

  it.each(['esc-pos', 'star-prnt'] as const)('is read back from %s', (language) => {
    const settings = { codePage: 0, logo: false, language } as const;
    const bytes = documentBytes({ columns: 42, lines: [{ kind: 'qr', data: 'R0001234' }] }, settings);
    const paper = printedDocument(bytes, settings);
    expect(paper.unexplained).toEqual([]);
    expect(paper.items).toContainEqual(
      expect.objectContaining({ kind: 'barcode', symbology: 'qr', data: 'R0001234', align: 'center' }),
    );
  });

  it.each(['esc-pos', 'star-prnt'] as const)('that cannot be made stands as text in %s', (language) => {
    const settings = { codePage: 19, logo: false, language } as const;
    const paper = printedDocument(
      documentBytes({ columns: 42, lines: [{ kind: 'qr', data: 'Núñez' }] }, settings),
      settings,
    );
    expect(paper.items).toContainEqual(expect.objectContaining({ kind: 'line', text: 'Núñez' }));
    expect([isQrData('x'.repeat(200)), isQrData('x'.repeat(201)), isQrData('')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
