'use client';

import { useId, type ReactNode } from 'react';

/** A titled list of the people panel. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-1 text-sm text-muted">
        {title}
      </h3>
      <ul>{children}</ul>
    </section>
  );
}
