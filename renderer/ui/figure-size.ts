export type FigureSize = 'md' | 'lg' | 'xl' | '2xl';

const STEPS: readonly { readonly size: FigureSize; readonly mostChars: number }[] = [
  { size: '2xl', mostChars: 5 },
  { size: 'xl', mostChars: 9 },
  { size: 'lg', mostChars: 12 },
  { size: 'md', mostChars: Number.POSITIVE_INFINITY },
];

/**
 * Figures step down a size when they would leave the slab (over 9 characters at 88 px, over 12 at 54 px); they never
 * wrap and are never cut, because a cut amount is a wrong amount.
 */
export function figureSize(text: string, wanted: FigureSize): FigureSize {
  const start = STEPS.findIndex((step) => step.size === wanted);
  return STEPS.slice(start).find((step) => text.length <= step.mostChars)?.size ?? 'md';
}
