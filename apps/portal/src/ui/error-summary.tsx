import type { ReactNode, Ref } from 'react';

type Problem = Readonly<{ fieldId?: string; text: string }>;
type ErrorSummaryProps = { title: string; problems: readonly Problem[]; children?: ReactNode; ref?: Ref<HTMLDivElement> };

/**
 * What went wrong, at the top of the form, each problem a link to its field. It takes the focus when the page comes with
 * it (the attribute works without a script), so that it is the first thing that is read.
 */
export function ErrorSummary({ title, problems, children, ref }: ErrorSummaryProps) {
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      // eslint-disable-next-line jsx-a11y-x/no-autofocus -- the page is the answer to a sent form: what is wrong comes first
      autoFocus
      aria-labelledby="error-summary-title"
      className="space-y-2 rounded-md border-2 border-bad bg-surface p-4 sm:p-5"
    >
      <h2 id="error-summary-title" className="text-lg">
        {title}
      </h2>
      {problems.length > 0 && (
        <ul className="space-y-1">
          {problems.map(({ fieldId, text }) => (
            <li key={`${fieldId ?? ''}${text}`}>
              {fieldId === undefined ? (
                <span className="font-semibold text-bad">{text}</span>
              ) : (
                <a href={`#${fieldId}`} className="font-semibold text-bad underline">
                  {text}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}
