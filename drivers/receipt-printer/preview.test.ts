import { expect, it } from 'vitest';
import { printedText } from './decode.ts';
import { handOverToMemory } from './hand-over.ts';
import { previewPaper } from './preview.ts';
import { RECEIPT } from './printer-rig.test-kit.ts';

it('the preview shows what this printer will make of the text', () => {
  const paper = { columns: 42 as const, lines: [{ kind: 'text' as const, text: 'Łódź 5 €' }] };
  expect(printedText(previewPaper(paper, { codePage: 0, logo: false }))).toBe('Lódz 5 EUR\n[cut]');
  expect(printedText(previewPaper(paper, { codePage: 19, logo: false }))).toBe('Lódz 5 €\n[cut]');
});

it('the preview has the logo only where it is switched on and there is one', () => {
  const paper = { columns: 42 as const, lines: [{ kind: 'logo' as const }] };
  const logo = { widthDots: 8, rows: [Uint8Array.of(0xff)] };
  expect(previewPaper(paper, { codePage: 0, logo: true }, logo).items.map((item) => item.kind)).toEqual([
    'raster',
    'cut',
  ]);
  expect(previewPaper(paper, { codePage: 0, logo: true }).items.map((item) => item.kind)).toEqual(['cut']);
  expect(previewPaper(paper, { codePage: 0, logo: false }, logo).items.map((item) => item.kind)).toEqual([
    'cut',
  ]);
});

it('the bench hands a whole job to a memory cable and says when its last byte was taken', async () => {
  const handOver = await handOverToMemory(RECEIPT);
  expect(handOver.outcome).toBe('printed');
  expect(handOver.bytes).toBeGreaterThan(400);
  expect(handOver.lastByteMs).toBeGreaterThan(0);
  expect(handOver.lastByteMs).toBeLessThanOrEqual(handOver.outcomeMs);
});
