/**
 * The embedded fonts. DejaVu Sans Mono keeps the columns and has nearly every letter, but not ễ, ế or ề; those come
 * from DejaVu Sans Condensed, which is narrower than a column. A letter that neither has is drawn as an empty box.
 */
import { createRequire } from 'node:module';
import { openSync } from 'fontkit';
import type { Font } from 'fontkit';
import { assert } from '../../../shared/kernel/assert.ts';

const { resolve } = createRequire(import.meta.url);

const FILES = {
  mono: resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'),
  'mono-bold': resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf'),
  other: resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  'other-bold': resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
} as const;
export type FontName = keyof typeof FILES;

export type Run = { readonly text: string; readonly font: FontName; readonly column: number };

export function registerFonts(document: PDFKit.PDFDocument): void {
  for (const [name, file] of Object.entries(FILES)) document.registerFont(name, file);
}

/** A line in runs of one font. Every character stands in its own column, whichever font draws it. */
export function runsOf(line: string, bold: boolean): readonly Run[] {
  const [mono, other]: readonly FontName[] = bold ? ['mono-bold', 'other-bold'] : ['mono', 'other'];
  assert(mono !== undefined && other !== undefined, 'both fonts are named');
  const runs: Run[] = [];
  Array.from(line.normalize('NFC')).forEach((char, column) => {
    const font = hasLetter(mono, char) || !hasLetter(other, char) ? mono : other;
    const last = runs.at(-1);
    // A letter of the other font is a run by itself: its width is not the column's.
    if (last?.font === font && font === mono) runs[runs.length - 1] = { ...last, text: last.text + char };
    else runs.push({ text: char, font, column });
  });
  return runs;
}

const opened = new Map<FontName, Font>();

function hasLetter(name: FontName, char: string): boolean {
  return fontOf(name).hasGlyphForCodePoint(char.codePointAt(0) ?? 0);
}

/** Opened once: reading a font's tables takes longer than drawing a page. */
function fontOf(name: FontName): Font {
  const known = opened.get(name);
  if (known) return known;
  const font = openSync(FILES[name]);
  assert('hasGlyphForCodePoint' in font, 'a font file holds one font');
  opened.set(name, font);
  return font;
}
