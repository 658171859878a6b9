'use client';

import { useId, type ReactNode } from 'react';

/** A titled list of the people panel. Its title takes the focus of a row that goes away. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} data-focus-scope="">
      <h3 id={id} tabIndex={-1} data-focus-home="" className="mb-1 text-sm text-muted outline-none">
        {title}
      </h3>
      <ul>{children}</ul>
    </section>
  );
}
