'use client';

import type { DoorView } from '@sabha/domain/meeting/room-contract';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { isSilent, type LobbyStep } from './lobby-step.ts';
import type { LobbyText } from './lobby-text.ts';
import type { PreviewDevices } from './preview/preview-devices.ts';
import { Preview } from './preview/preview.tsx';
import { WaitingCard } from './waiting/waiting-card.tsx';

type LobbyProps = {
  step: LobbyStep;
  /** False until the page knows whether this tab was here before: nothing can be pressed yet. */
  isSettled: boolean;
  door: DoorView;
  devices: PreviewDevices;
  isOffline: boolean;
  when: string;
  t: LobbyText;
  /** Pressed, and waiting for a camera that is just opening. */
  isGoingOn: boolean;
  onGoOn: () => void;
};

/** The preview on one side; on the other what to do, or what is being waited for. */
export function Lobby({ step, isSettled, door, devices, isOffline, when, t, isGoingOn, onGoOn }: LobbyProps) {
  const { title, organiserName } = door.meeting;
  const hasPreview = !isSilent(door);
  const side =
    step === 'preview' ? (
      <GoOn {...{ door, isSettled, when, t, isGoingOn, onGoOn }} />
    ) : (
      <WaitingCard door={door} isOffline={isOffline} isEntering={step === 'call'} when={when} t={t} />
    );
  return (
    <>
      <div className="pb-6">
        <h1 className="text-2xl sm:text-3xl">{title}</h1>
        <p className="pt-1 text-muted">{t('door.room.organiser', { name: organiserName })}</p>
      </div>
      {hasPreview ? (
        <div className="grid gap-8 lg:grid-cols-[1fr_24rem]">
          <Preview devices={devices} name={door.displayName} t={t} />
          <div className="max-lg:order-first">{side}</div>
        </div>
      ) : (
        <div className="max-w-text">{side}</div>
      )}
    </>
  );
}

type GoOnProps = Pick<LobbyProps, 'door' | 'isSettled' | 'when' | 't' | 'isGoingOn' | 'onGoOn'>;

function GoOn({ door, isSettled, when, t, isGoingOn, onGoOn }: GoOnProps) {
  const { role, status, meeting } = door;
  const mayEnter = status === 'admitted' && meeting.status === 'live';
  const label =
    role === 'host' && meeting.status === 'scheduled'
      ? t('door.preview.start')
      : role === 'host' || mayEnter
        ? t('door.preview.join')
        : t('door.preview.wait');
  return (
    <Card as="section" labelledBy="go-on-title" className="space-y-5">
      <div className="space-y-1">
        <h2 id="go-on-title" tabIndex={-1} data-focus-home="" className="text-xl outline-none">
          {t('door.room.title')}
        </h2>
        <p className="text-muted">{t('door.room.as', { name: door.displayName })}</p>
      </div>
      <Button
        wide
        disabled={!isSettled}
        aria-disabled={isGoingOn || undefined}
        onClick={isGoingOn ? undefined : onGoOn}
        icon={isGoingOn ? <Spinner size={20} /> : undefined}
      >
        {label}
      </Button>
      <p className="text-sm text-muted">{t('door.preview.without')}</p>
      <p className="text-sm text-muted">{t('door.waiting.scheduled', { when })}</p>
    </Card>
  );
}
