import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Names and values, one pair a row. */
type ListProps = {
  items: readonly Readonly<{ term: ReactNode; value: ReactNode }>[];
  /** Value under its name, for narrow places. */ stacked?: boolean;
};

export function DescriptionList({ items, stacked = false }: ListProps) {
  return (
    <dl className="divide-y divide-line">
      {items.map(({ term, value }, index) => (
        <div
          key={index}
          className={classNames('gap-4 py-3 first:pt-0 last:pb-0 print:py-1', !stacked && 'sm:grid sm:grid-cols-[12rem_1fr]')}
        >
          <dt className="font-semibold text-muted">{term}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
