'use client';

import Hourglass from 'lucide-react/icons/hourglass';
import { useEffect, useRef } from 'react';
import type { QueueReason } from '../../call/queue-reason.ts';
import { Button } from '../../ui/button.tsx';
import { useCall } from './call-context.tsx';

/** No media server may take this person now: why, and that nothing is lost and nothing goes elsewhere. It ends by itself. */
export function QueueScreen({ why }: { why: QueueReason }) {
  const { door, session, t } = useCall();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className="flex flex-1 items-center justify-center overflow-y-auto p-4">
      <div className="w-full max-w-lg rounded-lg border border-line bg-surface p-6 text-center shadow-card sm:p-10">
        <Hourglass size={44} className="mx-auto text-brand" aria-hidden="true" />
        <h1 ref={heading} tabIndex={-1} className="mt-4 text-2xl outline-none">
          {t('call.queue.title')}
        </h1>
        <p className="mt-2 text-muted">{door.meeting.title}</p>
        <p role="status" className="mt-4 text-lg">
          {t(`call.queue.${why}`)}
        </p>
        <p className="mt-4">{t('call.queue.kept')}</p>
        <p className="mt-2">{t('call.queue.nowhereElse')}</p>
        <div className="mt-6">
          <Button look="secondary" onClick={() => session.course.retryNow()}>
            {t('call.queue.now')}
          </Button>
        </div>
      </div>
    </main>
  );
}
