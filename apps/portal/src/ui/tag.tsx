import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type TagTone = 'neutral' | 'brand' | 'good' | 'warn' | 'bad';

const tones: Readonly<Record<TagTone, string>> = {
  neutral: 'bg-sunken text-text',
  brand: 'bg-tint text-on-tint',
  good: 'bg-good-tint text-good',
  warn: 'bg-warn-tint text-warn',
  bad: 'bg-bad-tint text-bad',
};

/** A state in a word or two; the word carries the meaning, the colour only helps. */
export function Tag({ tone = 'neutral', children }: { tone?: TagTone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 rounded px-2 py-0.5 text-sm font-semibold whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
