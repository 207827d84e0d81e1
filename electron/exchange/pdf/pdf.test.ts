import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Paper, PaperLine } from '../../../shared/devices/paper.ts';
import { instantFromMs } from '../../../shared/kernel/time.ts';
import { code128 } from './code128.ts';
import { heightOf, paginate } from './paginate.ts';
import { paperToPdf } from './paper-to-pdf.ts';

const text = (
  content: string,
  style: Omit<Extract<PaperLine, { kind: 'text' }>, 'kind' | 'text'> = {},
): PaperLine => ({
  kind: 'text',
  text: content,
  ...style,
});
const row = (left: string, right: string): PaperLine => text(left + right.padStart(42 - left.length));

const SLIP: Paper = {
  columns: 42,
  lines: [
    text('           DEPOSIT CB-1119-2', { bold: true }),
    row('Nguyễn, Ayşe Øvergård', '−1,234.56'),
    { kind: 'rule' },
    row('Currency', '512.00'),
    row(' 1 122199912        1288', '204.18'),
    row('TOTAL', '716.18'),
    text('TOTAL                               716.18', { bold: true, tall: true }),
    text('     WIDE            ', { wide: true }),
    { kind: 'feed', lines: 2 },
    { kind: 'logo' },
    { kind: 'barcode', symbology: 'code128', data: 'R0001234' },
    text('Journal head           7c1e 90ab 44d2 f803'),
  ],
};
const OPTIONS = { title: 'Deposit CB-1119-2', createdAt: instantFromMs(Date.UTC(2026, 10, 19, 21, 31, 6)) };

const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const withTools = (...commands: readonly string[]): typeof it => {
  const missing = commands.filter((command) => spawnSync(command, ['-v']).error !== undefined);
  if (missing.length === 0) return it;
  process.stderr.write(
    `${missing.join(' and ')}: not installed here, so that one reading of the PDF is skipped.\n`,
  );
  return it.skip as typeof it;
};

function run(command: string, args: readonly string[], pdf: Uint8Array): string {
  writeFileSync(join(folder, 'paper.pdf'), pdf);
  const done = spawnSync(command, args, { encoding: 'utf8', cwd: folder });
  expect(done.stderr.trim()).toBe('');
  return done.stdout;
}

describe('a paper as PDF', () => {
  it('is the same bytes for the same paper, and carries its title and date', async () => {
    const first = await paperToPdf(SLIP, OPTIONS);
    const again = await paperToPdf({ ...SLIP, lines: [...SLIP.lines] }, { ...OPTIONS });
    expect(Buffer.from(again).equals(first)).toBe(true);
    const other = await paperToPdf(SLIP, { ...OPTIONS, createdAt: instantFromMs(0) });
    expect(Buffer.from(other).equals(first)).toBe(false);
    const raw = Buffer.from(first).toString('latin1');
    expect(raw).toMatch(/^%PDF-1\.7/);
    expect(raw).toContain('(D:20261119213106Z)');
    expect(raw).toContain('(Deposit CB-1119-2)');
    expect(raw).not.toContain('/Helvetica');
  });

  withTools('pdftotext', 'pdffonts')(
    'reads back as it was laid out, letters beyond Latin-1 included',
    async () => {
      const pdf = await paperToPdf(SLIP, OPTIONS);
      const lines = run('pdftotext', ['-layout', 'paper.pdf', '-'], pdf)
        .split('\n')
        .map((line) => line.trim().replace(/ +/g, ' '));
      expect(lines.filter(Boolean)).toEqual([
        'DEPOSIT CB-1119-2',
        'Nguyễn, Ayşe Øvergård −1,234.56',
        'Currency 512.00',
        '1 122199912 1288 204.18',
        'TOTAL 716.18',
        'TOTAL 716.18',
        'WIDE',
        'Journal head 7c1e 90ab 44d2 f803',
        'Page 1 of 1',
      ]);
      const fonts = run('pdffonts', ['paper.pdf'], pdf).split('\n').slice(2).filter(Boolean);
      expect(fonts).toHaveLength(3);
      for (const font of fonts) expect(font).toMatch(/DejaVuSans(Mono|Condensed).*yes yes yes/);
    },
  );

  withTools('pdftotext')('keeps amounts in their columns, also on tall lines', async () => {
    const pdf = await paperToPdf(SLIP, OPTIONS);
    const boxes = run('pdftotext', ['-bbox', 'paper.pdf', '-'], pdf);
    const rightOf = (word: string): readonly number[] =>
      [...boxes.matchAll(/xMax="([\d.]+)"[^>]*>([^<]+)</g)]
        .filter((match) => match[2] === word)
        .map((match) => Number(match[1]));
    const edge = 72 + 42 * ((12 * 1233) / 2048);
    for (const word of ['−1,234.56', '512.00', '204.18', '716.18', 'f803']) {
      expect(rightOf(word).length, word).toBeGreaterThan(0);
      for (const right of rightOf(word)) expect(right).toBeCloseTo(edge, 1);
    }
  });

  withTools('pdftotext')('numbers its pages', async () => {
    const long: Paper = {
      columns: 48,
      lines: Array.from({ length: 100 }, (_, index) => text(`item ${String(index + 1)}`)),
    };
    const pages = run('pdftotext', ['-layout', 'paper.pdf', '-'], await paperToPdf(long, OPTIONS))
      .split('\f')
      .filter(Boolean);
    expect(pages.map((page) => page.trim().split('\n').at(-1)?.trim())).toEqual([
      'Page 1 of 3',
      'Page 2 of 3',
      'Page 3 of 3',
    ]);
    expect(pages.join('').match(/item \d+/g)).toHaveLength(100);
  });

  withTools('pdftoppm', 'zbarimg')('draws bar codes that a scanner reads', async () => {
    for (const data of ['R0001234', '10000000811232600000189881', 'a{|}~ !"#$%&\'()*+,-./:;<=>?@[\\]^_`']) {
      const paper: Paper = { columns: 42, lines: [{ kind: 'barcode', symbology: 'code128', data }] };
      run('pdftoppm', ['-r', '300', '-png', 'paper.pdf', 'page'], await paperToPdf(paper, OPTIONS));
      const read = spawnSync('zbarimg', ['-q', '--raw', '-Sdisable', '-Scode128.enable', 'page-1.png'], {
        encoding: 'utf8',
        cwd: folder,
      });
      expect(read.stdout.trimEnd()).toBe(data);
      expect(readFileSync(join(folder, 'page-1.png')).length).toBeGreaterThan(1000);
    }
  });

  it('is one page even when there is nothing on it', async () => {
    const pdf = Buffer.from(await paperToPdf({ columns: 42, lines: [] }, OPTIONS)).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  });
});

describe('page breaks', () => {
  const paper = (...lines: readonly PaperLine[]): Paper => ({ columns: 42, lines });
  const breaks = (of: Paper, height: number): unknown =>
    paginate(of, height).map((page) =>
      page.map(({ line }) => (line.kind === 'text' ? line.text.trim() : line.kind)),
    );

  it('never split an item from what is indented below it', () => {
    const of = paper(text('one'), text('two'), text('item'), text('  more'), text('          12.34'));
    expect(breaks(of, 60)).toEqual([
      ['one', 'two'],
      ['item', 'more', '12.34'],
    ]);
  });

  it('never leave a rule at the foot of a page above its total', () => {
    expect(breaks(paper(text('a'), text('b'), { kind: 'rule' }, text('TOTAL', { tall: true })), 60)).toEqual([
      ['a', 'b'],
      ['rule', 'TOTAL'],
    ]);
  });

  it('still happen in a long run of indented lines', () => {
    const of = paper(...Array.from({ length: 30 }, (_, index) => text(`  line ${String(index)}`)));
    const pages = paginate(of, 150);
    expect(pages.flat()).toHaveLength(30);
    for (const page of pages)
      expect(page.reduce((sum, { line }) => sum + heightOf(line), 0)).toBeLessThanOrEqual(150);
  });

  it('begin no page with a feed', () => {
    expect(breaks(paper(text('a'), text('b'), { kind: 'feed', lines: 2 }, text('c')), 30)).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
  });
});

describe('Code 128', () => {
  it('has the widths of the standard’s own example', () => {
    // "PJJ123C": its check is 54 after start A (103), so 55 after start B (104). Every symbol is 11 modules, the stop 13.
    const widths = code128('PJJ123C');
    expect(widths.slice(0, 6).join('')).toBe('211214');
    expect(widths.slice(-13, -7).join('')).toBe('311321');
    expect(widths.slice(-7).join('')).toBe('2331112');
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(9 * 11 + 13);
  });

  it('refuses what it cannot hold', () => {
    expect(() => code128('')).toThrow('printable ASCII');
    expect(() => code128('ễ')).toThrow('printable ASCII');
  });
});
