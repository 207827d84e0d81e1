import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';

const STOPS = 'input, textarea, select, button, a[href], [tabindex]';

/**
 * Content that scrolls when it does not fit. If nothing in it takes the keyboard, the area itself becomes a stop, so
 * that arrows reach what lies below; it stops being one as soon as everything fits.
 */
export function ScrollArea(props: { readonly children: ReactNode; readonly className?: string | undefined }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const area = ref.current;
    if (!area) return;
    const look = () => {
      const hidden = area.scrollHeight > area.clientHeight + 1 || area.scrollWidth > area.clientWidth + 1;
      if (hidden && area.querySelector(STOPS) === null) area.tabIndex = 0;
      else area.removeAttribute('tabindex');
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(area);
    const content = new MutationObserver(look);
    content.observe(area, { childList: true, subtree: true });
    look();
    return () => {
      sizes.disconnect();
      content.disconnect();
    };
  }, []);
  return (
    <div ref={ref} className={props.className}>
      {props.children}
    </div>
  );
}
