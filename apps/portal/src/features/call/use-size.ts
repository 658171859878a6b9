import { useEffect, useState, type RefObject } from 'react';
import type { Size } from '../../call/tile-grid.ts';

/** The inner size of an element, as it changes; zero until it is measured. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    // The observer reports once at its start, after the layout that comes anyway; to measure here would force another one.
    const observer = new ResizeObserver(() => setSize({ width: target.clientWidth, height: target.clientHeight }));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
