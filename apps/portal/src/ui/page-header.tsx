import type { ReactNode } from 'react';

type PageHeaderProps = { title: ReactNode; over?: ReactNode; lead?: ReactNode; actions?: ReactNode };

/** The one h1 of a page, with what stands over it, under it and beside it. */
export function PageHeader({ title, over, lead, actions }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pb-6 print:pb-0">
      <div className="min-w-0 max-w-text space-y-2 print:space-y-0">
        {over !== undefined && <div className="flex flex-wrap items-center gap-2 text-muted">{over}</div>}
        <h1 className="text-2xl sm:text-3xl print:text-xl">{title}</h1>
        {lead !== undefined && <p className="text-lg text-muted print:text-sm">{lead}</p>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-3">{actions}</div>}
    </div>
  );
}
