import type { ReactNode } from 'react';

/** A group of questions under one heading. */
export function FormPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-5">
      <h2 className="border-b-2 border-line pb-2 text-xl">{title}</h2>
      {children}
    </section>
  );
}
