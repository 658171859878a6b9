import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'normal' | 'small';

const looks: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-brand text-on-brand hover:bg-brand-strong border-transparent',
  secondary: 'bg-surface text-link border-edge hover:bg-tint hover:text-on-tint',
  quiet: 'bg-transparent text-link border-transparent hover:bg-tint hover:text-on-tint',
  danger: 'bg-bad text-on-bad hover:bg-bad-strong border-transparent',
};
// 44 px for what people mainly come for; small ones stay above WCAG 2.2's 24 px.
const sizes: Readonly<Record<ButtonSize, string>> = { normal: 'min-h-11 px-5 py-2', small: 'min-h-9 px-3 py-1 text-sm' };

/** The classes of a button, for a link that looks like one. */
export function buttonClass({
  look = 'primary',
  size = 'normal',
  wide = false,
}: { look?: ButtonLook; size?: ButtonSize; wide?: boolean } = {}) {
  return classNames(
    'inline-flex items-center justify-center gap-2 rounded-md border text-center leading-snug font-semibold no-underline transition-colors',
    'cursor-pointer disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
    looks[look],
    sizes[size],
    wide && 'w-full',
  );
}

type ButtonProps = ComponentPropsWithRef<'button'> & { look?: ButtonLook; size?: ButtonSize; wide?: boolean; icon?: ReactNode };

/** A real button; `type` is `button` unless said, so that no form is sent by accident. */
export function Button({
  look = 'primary',
  size = 'normal',
  wide = false,
  icon,
  type = 'button',
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button type={type} className={classNames(buttonClass({ look, size, wide }), className)} {...rest}>
      {icon}
      {children}
    </button>
  );
}
