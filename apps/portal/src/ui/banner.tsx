import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import Info from 'lucide-react/icons/info';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Tone = 'info' | 'good' | 'warn' | 'bad';

const tones: Readonly<Record<Tone, { box: string; icon: string; Icon: typeof Info }>> = {
  info: { box: 'bg-tint border-brand', icon: 'text-on-tint', Icon: Info },
  good: { box: 'bg-good-tint border-good', icon: 'text-good', Icon: CircleCheck },
  warn: { box: 'bg-warn-tint border-warn', icon: 'text-warn', Icon: TriangleAlert },
  bad: { box: 'bg-bad-tint border-bad', icon: 'text-bad', Icon: CircleAlert },
};

type BannerProps = { tone?: Tone; title?: ReactNode; children?: ReactNode; role?: 'status' | 'alert'; className?: string };

/** A message about the page; `role` only where it appears while the page stands. */
export function Banner({ tone = 'info', title, children, role, className }: BannerProps) {
  const { box, icon, Icon } = tones[tone];
  return (
    <div role={role} className={classNames('flex gap-3 rounded-md border-l-4 p-4 text-text print:p-2', box, className)}>
      <Icon size={22} className={classNames('mt-0.5 shrink-0', icon)} />
      <div className="min-w-0 space-y-1">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children !== undefined && <div className="space-y-2">{children}</div>}
      </div>
    </div>
  );
}
