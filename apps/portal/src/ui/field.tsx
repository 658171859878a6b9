import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export const controlClass =
  'block w-full min-h-11 rounded-md border border-edge bg-surface px-3 py-2 text-text placeholder:text-muted aria-invalid:border-bad aria-invalid:border-2';

type FrameProps = {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  /** The sentence of what is wrong; shows and ties itself to the control. */
  error?: string | undefined;
  optional?: string | undefined;
  children: ReactNode;
};

/** Ids of hint and error, in the order in which they are read, for `aria-describedby`. */
export function describedBy(id: string, { hint, error }: { hint?: unknown; error?: unknown }): string | undefined {
  return classNames(Boolean(hint) && `${id}-hint`, Boolean(error) && `${id}-error`) || undefined;
}

export function FieldFrame({ id, label, hint, error, optional, children }: FrameProps) {
  return (
    <div className={classNames('space-y-1.5', error !== undefined && 'border-l-4 border-bad pl-4')}>
      <label htmlFor={id} className="block font-semibold">
        {label}
        {optional !== undefined && <span className="font-normal text-muted"> {optional}</span>}
      </label>
      {Boolean(hint) && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="font-semibold text-bad">
          {error}
        </p>
      )}
      {children}
    </div>
  );
}

type FieldOptions = { id: string; label: ReactNode; hint?: ReactNode; error?: string | undefined; optional?: string | undefined };

export function TextField({
  id,
  label,
  hint,
  error,
  optional,
  className,
  ...rest
}: FieldOptions & ComponentPropsWithRef<'input'>) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional}>
      <input
        id={id}
        name={id}
        className={classNames(controlClass, className)}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={describedBy(id, { hint, error })}
        {...rest}
      />
    </FieldFrame>
  );
}

export function TextArea({
  id,
  label,
  hint,
  error,
  optional,
  className,
  ...rest
}: FieldOptions & ComponentPropsWithRef<'textarea'>) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional}>
      <textarea
        id={id}
        name={id}
        rows={4}
        className={classNames(controlClass, className)}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={describedBy(id, { hint, error })}
        {...rest}
      />
    </FieldFrame>
  );
}

type SelectProps = FieldOptions &
  ComponentPropsWithRef<'select'> & { options: readonly Readonly<{ value: string; label: string }>[] };

export function SelectField({ id, label, hint, error, optional, options, className, ...rest }: SelectProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional}>
      <select
        id={id}
        name={id}
        className={classNames(controlClass, 'pr-8', className)}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={describedBy(id, { hint, error })}
        {...rest}
      >
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
