/** A paper as a screen draws it: decoded from the very bytes that the printer would get. */
import type { PrintedItem, PrintedPaper } from '../../../shared/devices/printed-paper.ts';
import type { PreviewPage } from '../../services/outside.ts';

export const previewOf = (printed: PrintedPaper, columns: number): PreviewPage => ({
  columns,
  lines: printed.items.map(previewLine),
});

type PreviewLine = PreviewPage['lines'][number];
const UNSTYLED = { bold: false, tall: false, wide: false } as const;

function previewLine(item: PrintedItem): PreviewLine {
  switch (item.kind) {
    case 'line':
      return {
        kind: 'text',
        text: item.text,
        align: item.align,
        bold: item.spans.some((span) => span.bold),
        tall: item.spans.some((span) => span.tall),
        wide: item.spans.some((span) => span.wide),
      };
    case 'barcode':
      return { kind: 'barcode', text: item.data, align: item.align, ...UNSTYLED };
    case 'raster':
      return { kind: 'image', text: '', align: item.align, ...UNSTYLED };
    case 'cut':
      return { kind: 'cut', text: '', align: 'left', ...UNSTYLED };
    case 'kick':
      return { kind: 'kick', text: '', align: 'left', ...UNSTYLED };
  }
}
