'use client';

import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';

type ControlButtonProps = Omit<ComponentPropsWithRef<'button'>, 'type'> & {
  icon: ReactNode;
  label: string;
  look?: Look;
  /** A small number at the corner; it is part of the name through `label`. */
  count?: number;
};

type Look = 'plain' | 'active' | 'off' | 'leave';

const looks: Readonly<Record<Look, string>> = {
  plain: 'bg-sunken text-text group-hover/control:bg-tint',
  active: 'bg-brand text-on-brand group-hover/control:bg-brand-strong',
  off: 'bg-bad-tint text-bad group-hover/control:bg-bad group-hover/control:text-on-bad',
  leave: 'bg-bad text-on-bad group-hover/control:bg-bad-strong',
};

/** A button of the bar: 48 px, its name below it where there is room. */
export function ControlButton({ icon, label, look = 'plain', count = 0, className, ...rest }: ControlButtonProps) {
  return (
    <button
      type="button"
      className={classNames('group/control relative flex cursor-pointer flex-col items-center gap-0.5 rounded-lg', className)}
      {...rest}
    >
      <span
        className={classNames('flex h-11 w-12 items-center justify-center rounded-full transition-colors sm:w-14', looks[look])}
      >
        {icon}
      </span>
      <span className="max-w-20 truncate text-xs leading-snug text-on-ink-muted max-sm:sr-only">{label}</span>
      {count > 0 && (
        <span
          aria-hidden="true"
          className="absolute top-0 right-0 min-w-5 rounded-full bg-saffron px-1 text-center text-xs leading-5 font-semibold text-black"
        >
          {count > 99 ? '99+' : count}
        </span>
      )}
    </button>
  );
}
