'use client';

import Hourglass from 'lucide-react/icons/hourglass';
import WifiOff from 'lucide-react/icons/wifi-off';
import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { Banner } from '../../../ui/banner.tsx';
import { Card } from '../../../ui/card.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import type { LobbyText } from '../lobby-text.ts';

type WaitingCardProps = { door: DoorView; isOffline: boolean; isEntering: boolean; when: string; t: LobbyText };

/** Where the person stands. What changes is announced politely; what is true only once is not repeated. */
export function WaitingCard({ door, isOffline, isEntering, when, t }: WaitingCardProps) {
  return (
    <Card as="section" labelledBy="waiting-title" className="space-y-5">
      <div className="flex items-center gap-4">
        <span className="flex size-14 shrink-0 items-center justify-center rounded-full bg-tint text-on-tint">
          {isEntering ? <Spinner size={28} /> : <Hourglass size={28} />}
        </span>
        <h2 id="waiting-title" tabIndex={-1} data-focus-home="" className="text-xl outline-none">
          {t('door.waiting.title')}
        </h2>
      </div>
      <p role="status" aria-live="polite" className="text-lg">
        {isEntering ? t('door.waiting.admitted') : sentence(door, t)}
      </p>
      <p className="text-muted">{t('door.waiting.scheduled', { when })}</p>
      <p className="text-muted">{t('door.waiting.stay')}</p>
      {isOffline && (
        <Banner tone="warn" role="alert">
          <p className="flex items-center gap-2">
            <WifiOff size={18} className="shrink-0" />
            {t('door.waiting.offline')}
          </p>
        </Banner>
      )}
    </Card>
  );
}

function sentence({ meeting }: DoorView, t: LobbyText): string {
  if (meeting.status === 'live') return t('door.waiting.host');
  return meeting.kind === 'webinar' ? t('door.waiting.notStartedWebinar') : t('door.waiting.notStarted');
}
