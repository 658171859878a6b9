import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type CardProps = { children: ReactNode; className?: string; as?: 'div' | 'section' | 'article' | 'li'; labelledBy?: string };

export function Card({ children, className, as: Element = 'div', labelledBy }: CardProps) {
  return (
    <Element
      aria-labelledby={labelledBy}
      className={classNames('rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6', className)}
    >
      {children}
    </Element>
  );
}
