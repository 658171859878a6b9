import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from './class-names.ts';

type ChoiceProps = Omit<ComponentPropsWithRef<'input'>, 'type' | 'id'> & { id: string; label: ReactNode; hint?: ReactNode };

const boxClass = 'mt-2.5 size-6 shrink-0 cursor-pointer accent-brand';

function Choice({ id, label, hint, kind, ...rest }: ChoiceProps & { kind: 'checkbox' | 'radio' }) {
  return (
    <div className="flex gap-3">
      <input
        id={id}
        type={kind}
        className={boxClass}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        {...rest}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="flex min-h-11 cursor-pointer items-center">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="-mt-1.5 pb-1 text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

export function Checkbox(props: ChoiceProps) {
  return <Choice kind="checkbox" {...props} />;
}

type RadioGroupProps = {
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  defaultValue?: string | undefined;
  options: readonly Readonly<{ value: string; label: ReactNode; hint?: ReactNode }>[];
};

/** Radio buttons under one question. */
export function RadioGroup({ name, legend, hint, error, defaultValue, options }: RadioGroupProps) {
  const described = classNames(hint !== undefined && `${name}-hint`, error !== undefined && `${name}-error`) || undefined;
  return (
    <fieldset aria-describedby={described} className={classNames(error !== undefined && 'border-l-4 border-bad pl-4')}>
      <legend className="font-semibold">{legend}</legend>
      {hint !== undefined && (
        <p id={`${name}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${name}-error`} className="font-semibold text-bad">
          {error}
        </p>
      )}
      {options.map(({ value, label, hint: optionHint }, index) => (
        <Choice
          key={value}
          kind="radio"
          id={index === 0 ? name : `${name}-${value}`}
          name={name}
          value={value}
          label={label}
          hint={optionHint}
          defaultChecked={value === defaultValue}
        />
      ))}
    </fieldset>
  );
}
