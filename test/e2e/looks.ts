/** What holds for every screen as it stands (screens, accessibility checklist): themes, width, structure, focus. */
import type { Hands } from './page.ts';

const THEMES = ['light', 'dark', 'contrast'] as const;
const DESIGN_SIZE = { width: 1280, height: 800 };
/** The design size at 200 % zoom: text twice as large in the same window. */
const ZOOMED = { width: 640, height: 400 };

/** Resolved names of things on the page that break a rule; an empty list is what a screen must give. */
type Findings = readonly string[];

/** Runs in the page. */
function structure(): string[] {
  const shown = (element: Element): boolean =>
    element.getClientRects().length > 0 && element.closest('[inert]') === null;
  const headings = [...document.querySelectorAll('h1')].filter(shown);
  // While a dialog is open, it is the page: what is behind it is out of reach, its heading too.
  const dialog = document.querySelector('[role="dialog"], [role="alertdialog"]');
  const named = (element: Element): boolean =>
    (element.getAttribute('aria-label') ?? '') !== '' || element.hasAttribute('aria-labelledby');
  const regions = [...document.querySelectorAll('section, form, nav, [role="region"], [role="group"]')];
  return [
    ...(dialog !== null || headings.length === 1 ? [] : [`${headings.length} first headings`]),
    ...(dialog === null || named(dialog) ? [] : ['dialog without a name']),
    ...(document.querySelectorAll('main').length === 1 ? [] : ['not one main']),
    ...regions
      .filter((region) => shown(region) && region.matches('[data-pane]') && !named(region))
      .map((region) => `pane without a name: ${region.getAttribute('data-pane') ?? ''}`),
    ...[...document.querySelectorAll('table')].flatMap((table) =>
      shown(table) && table.querySelector('th') === null
        ? [`table without headings: ${table.ariaLabel}`]
        : [],
    ),
  ];
}

/**
 * Runs in the page: how far it is larger than its window, and what scrolls sideways in it.
 * @param tablesMay at 200 % a table of many columns may, by itself: read across, it would lose its rows
 */
function overflow(tablesMay: boolean): string[] {
  const { clientWidth, scrollWidth } = document.documentElement;
  const spared = (element: Element): boolean =>
    tablesMay && (element.closest('table') !== null || element.querySelector('table') !== null);
  const scrollsSideways = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
    const { overflowX } = getComputedStyle(element);
    return (
      (overflowX === 'auto' || overflowX === 'scroll') &&
      element.scrollWidth > element.clientWidth + 1 &&
      !spared(element)
    );
  });
  return [
    ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in ${clientWidth}`] : []),
    ...scrollsSideways.map(
      (element) =>
        `${element.className} is ${element.scrollWidth} wide in ${element.clientWidth}: ${element.innerText.slice(0, 60)}`,
    ),
  ];
}

/**
 * Runs in the page: words whose end, or whose lower half, no scrolling brings into view. A name may end in an ellipsis
 * where its whole text is its title; anything with a figure in it may not.
 */
function cut(): string[] {
  const found = new Set<string>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const mayEnd = (element: Element, words: string): boolean =>
    getComputedStyle(element).textOverflow === 'ellipsis' &&
    element.closest('[title]') !== null &&
    !/\d/.test(words);
  /** Said, not shown: clipped to a dot on purpose. */
  const spoken = (element: Element): boolean => element.clientWidth <= 1 && element.clientHeight <= 1;
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const words = text.textContent?.trim() ?? '';
    if (words === '' || text.parentElement?.checkVisibility({ visibilityProperty: true }) !== true) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    let scrolls = false;
    for (let around: Element | null = text.parentElement; around !== null; around = around.parentElement) {
      if (spoken(around) || mayEnd(around, words)) break;
      const { overflowX, overflowY } = getComputedStyle(around);
      // What scrolls shows all of what is in it, one part after the other.
      if (overflowY === 'auto' || overflowY === 'scroll') scrolls = true;
      const box = around.getBoundingClientRect();
      const aside =
        (overflowX === 'hidden' || overflowX === 'clip') && (left < box.left - 1 || right > box.right + 1);
      // Ascenders and descenders of a tight line reach a little out of it.
      const below =
        !scrolls &&
        (overflowY === 'hidden' || overflowY === 'clip') &&
        (top < box.top - 4 || bottom > box.bottom + 4);
      if (aside || below) {
        found.add(`${aside ? 'cut at its side' : 'cut'}: ${words.slice(0, 60)}`);
        break;
      }
    }
  }
  return [...found];
}

type Stop = { readonly id: number; readonly name: string; readonly problem: string | null };

/** Runs in the page: where the focus is, and what is wrong with how it shows. */
function focusStop(): Stop | null {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement) || at === document.body) return null;
  const seen = ((window as unknown as { seenStops?: HTMLElement[] }).seenStops ??= []);
  if (!seen.includes(at)) seen.push(at);
  // A wrapper may carry the ring for its field, a drawn box for a hidden one.
  const wrappers = [at, at.parentElement, at.parentElement?.parentElement];
  const drawn = at.closest('label')?.querySelectorAll('*') ?? [];
  const ring = [...wrappers, ...drawn].find((each) => {
    // A field drawn over by a box of its own is clipped to nothing, ring and all.
    if (!each || (each.parentElement?.clientWidth ?? 0) < 2) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 3;
  });
  const name = `${at.tagName} ${at.getAttribute('aria-label') ?? at.textContent.slice(0, 40)} ${at.dataset['field'] ?? ''}`;
  const box = (ring ?? at).getBoundingClientRect();
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(x, y);
  const hidden = box.bottom <= 0 || box.top >= innerHeight || !(top !== null && (ring ?? at).contains(top));
  const problem = ring === undefined ? 'no ring' : hidden ? 'out of sight' : null;
  return { id: seen.indexOf(at), name, problem };
}

const MOST_STOPS = 120;

/** Tab from stop to stop, once around: each shows its ring, none is a trap. */
async function walk({ page }: Hands): Promise<Findings> {
  const start = await page.evaluateHandle(() => document.activeElement);
  const findings: string[] = [];
  const seen = new Set<number>();
  for (let steps = 0; steps < MOST_STOPS; steps += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focusStop);
    if (stop === null) continue;
    if (seen.has(stop.id)) break;
    seen.add(stop.id);
    if (stop.problem !== null) findings.push(`${stop.problem}: ${stop.name}`);
  }
  if (seen.size === 0) findings.push('Tab reaches nothing');
  await page.evaluate((element) => {
    (window as unknown as { seenStops?: HTMLElement[] }).seenStops = [];
    if (element instanceof HTMLElement) element.focus();
  }, start);
  return findings;
}

async function inTheme(hands: Hands, theme: (typeof THEMES)[number]): Promise<void> {
  await hands.page.evaluate((name) => {
    document.documentElement.dataset['theme'] = name;
  }, theme);
}

/** What breaks a promise that every screen makes, on the screen as it stands; leaves pictures of it. */
export async function looksWrong(hands: Hands, name: string): Promise<Findings> {
  const { page } = hands;
  const findings: string[] = [];
  const note = (where: string, found: Findings): void => {
    findings.push(...found.map((finding) => `${name}, ${where}: ${finding}`));
  };
  for (const theme of THEMES) {
    await inTheme(hands, theme);
    // The same elements stand in every theme; only what colours can break is asked again.
    note(theme, await hands.axe(theme === 'light' ? 'everything' : 'colours'));
    if (theme === 'light') await hands.shot(`screen-${name}`);
  }
  await inTheme(hands, 'light');
  note('structure', await page.evaluate(structure));
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > DESIGN_SIZE.height) note('design size', [`${height} high`]);
  note('design size', await page.evaluate(overflow, false));
  note('design size', await page.evaluate(cut));
  note('focus', await walk(hands));
  await page.setViewportSize(ZOOMED);
  note('200 %', await page.evaluate(overflow, true));
  note('200 %', await page.evaluate(cut));
  await hands.shot(`screen-${name}-200`);
  await page.setViewportSize(DESIGN_SIZE);
  return findings;
}
