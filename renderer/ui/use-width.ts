import { useCallback, useState } from 'react';

const LEAST_PX = 100;

/** The real width of an element, for what is drawn at its real size. `usualPx` stands until it was measured. */
export function useWidth(usualPx: number): readonly [(element: HTMLElement | null) => void, number] {
  const [widthPx, setWidthPx] = useState(usualPx);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.round(entry?.contentRect.width ?? 0);
      // While a page is laid out it may have no width yet; nothing can be drawn at that size.
      if (measured > LEAST_PX) setWidthPx(measured);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, widthPx];
}
