'use client';

import { useAudioPlayback } from '@livekit/components-react';
import Volume2 from 'lucide-react/icons/volume-2';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import type { LocalMedia } from '../../call/local-media.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useCall } from './call-context.tsx';
import type { Failure } from './use-failure.ts';
import { useStore } from './use-store.ts';

type RoomNoticesProps = { failure: Failure | null; onFailureSeen: () => void };

/** What a person should know just now, above the bar; none of it stands in the way of the call. */
export function RoomNotices({ failure, onFailureSeen }: RoomNoticesProps) {
  const { course, session, t } = useCall();
  const { notices, screen } = useStore(session.media.state);
  const { canPlayAudio, startAudio } = useAudioPlayback();
  return (
    <div className="pointer-events-none absolute inset-x-2 bottom-2 z-10 flex flex-col items-center gap-2 *:pointer-events-auto">
      {!canPlayAudio && course.phase.kind === 'live' && (
        <Button icon={<Volume2 size={20} />} onClick={() => void Promise.allSettled([startAudio(), session.room.startVideo()])}>
          {t('call.turnOnSound')}
        </Button>
      )}
      {screen === 'on' && (
        <Note>
          {t('call.youShare')}
          <Button look="secondary" size="small" onClick={() => void stopSharing(session.media)}>
            {t('call.stopSharing')}
          </Button>
        </Note>
      )}
      {notices.map(({ source, kind }) => (
        <Note key={source} role="status" onClose={() => session.media.dismissNotice(source)}>
          {t(`call.notice.${source}.${kind}`)}
        </Note>
      ))}
      {failure !== null && (
        <Note role="alert" onClose={onFailureSeen}>
          {failure.id === null ? t('call.failed') : t('call.failedWithId', { id: failure.id })}
        </Note>
      )}
      {course.phase.kind === 'mending' && (
        <Note role="status">
          <Spinner size={18} />
          {t('call.mending')}
        </Note>
      )}
    </div>
  );
}

/** The note goes away with its button, so the focus moves to where sharing starts again. */
async function stopSharing(media: LocalMedia): Promise<void> {
  document.querySelector<HTMLElement>('[data-share-button]')?.focus();
  await media.toggle('screen');
}

function Note({ children, role, onClose }: { children: ReactNode; role?: 'status' | 'alert'; onClose?: () => void }) {
  const { t } = useCall();
  return (
    <div
      role={role}
      className="flex max-w-full items-center gap-3 rounded-lg border border-edge bg-surface py-2 pr-2 pl-4 text-sm shadow-card"
    >
      {children}
      {onClose !== undefined && (
        <button
          type="button"
          aria-label={t('call.dismiss')}
          onClick={onClose}
          className="flex size-9 shrink-0 cursor-pointer items-center justify-center rounded-md hover:bg-tint"
        >
          <X size={18} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
