'use client';

import CircleCheck from 'lucide-react/icons/circle-check';
import CircleSlash from 'lucide-react/icons/circle-slash';
import Globe from 'lucide-react/icons/globe';
import LogOut from 'lucide-react/icons/log-out';
import MonitorSmartphone from 'lucide-react/icons/monitor-smartphone';
import ShieldX from 'lucide-react/icons/shield-x';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { useEffect, useRef } from 'react';
import { canComeBack, type EndReason } from '../../call/end-reason.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { useCall } from './call-context.tsx';

const icons: Readonly<Record<EndReason, typeof LogOut>> = {
  left: LogOut,
  removed: CircleSlash,
  denied: CircleSlash,
  ended: CircleCheck,
  cancelled: CircleCheck,
  locked: CircleSlash,
  elsewhere: MonitorSmartphone,
  abroad: Globe,
  signed_out: TriangleAlert,
  refused: TriangleAlert,
  outside_country: ShieldX,
  unsupported: TriangleAlert,
};

/** Why the call is over, in one sentence, with what can be done next. Takes the focus, so that it is read out. */
export function EndScreen({ reason, id }: { reason: EndReason; id: string | null }) {
  const { door, session, t } = useCall();
  const heading = useRef<HTMLHeadingElement>(null);
  const Icon = icons[reason];
  useEffect(() => {
    heading.current?.focus();
  }, [reason]);
  return (
    <main className="flex flex-1 items-center justify-center p-4">
      <div className="w-full max-w-lg rounded-lg border border-line bg-surface p-6 text-center shadow-card sm:p-10">
        <Icon size={44} className="mx-auto text-brand" aria-hidden="true" />
        <h1 ref={heading} tabIndex={-1} className="mt-4 text-2xl outline-none">
          {t(`call.end.${reason}.title`)}
        </h1>
        <p className="mt-2 text-muted">{door.meeting.title}</p>
        <p className="mt-4">{t(`call.end.${reason}.next`)}</p>
        {id !== null && <p className="mt-2 text-sm text-muted">{t('call.errorId', { id })}</p>}
        <div className="mt-6 flex flex-wrap justify-center gap-3">
          {canComeBack[reason] && (
            <Button onClick={() => session.comeBack()}>{t(reason === 'elsewhere' ? 'call.useItHere' : 'call.comeBack')}</Button>
          )}
          <a href="/" className={buttonClass({ look: canComeBack[reason] ? 'secondary' : 'primary' })}>
            {t('call.toStart')}
          </a>
        </div>
      </div>
    </main>
  );
}
