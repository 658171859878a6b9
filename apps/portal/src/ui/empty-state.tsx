import type { ReactNode } from 'react';

export function EmptyState({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-dashed border-edge bg-surface px-6 py-12 text-center">
      <span className="flex size-14 items-center justify-center rounded-full bg-tint text-on-tint">{icon}</span>
      <p className="text-lg font-semibold">{title}</p>
      {children !== undefined && <div className="max-w-text space-y-4 text-muted">{children}</div>}
    </div>
  );
}
