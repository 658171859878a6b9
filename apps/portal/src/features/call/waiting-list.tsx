'use client';

import UserRoundCheck from 'lucide-react/icons/user-round-check';
import type { RoomMember } from '@sabha/domain/meeting/room-contract';
import { Button } from '../../ui/button.tsx';
import { useCall } from './call-context.tsx';
import { Section } from './people-section.tsx';

/** The waiting room, as hosts see it in the panel. */
export function WaitingList({ waiting }: { waiting: readonly RoomMember[] }) {
  const { actions, run, t } = useCall();
  return (
    <div className="rounded-lg border-2 border-saffron p-3">
      <Section title={t('call.waiting', { count: waiting.length })}>
        {waiting.map((member) => (
          <WaitingRow key={member.participantId} member={member} />
        ))}
      </Section>
      {waiting.length > 1 && (
        <Button
          wide
          size="small"
          className="mt-3"
          icon={<UserRoundCheck size={18} />}
          onClick={() => void run(() => actions.host.admitAll())}
        >
          {t('call.admitAll')}
        </Button>
      )}
    </div>
  );
}

function WaitingRow({ member }: { member: RoomMember }) {
  const { actions, run, t } = useCall();
  const { participantId, displayName, kind, returning } = member;
  return (
    <li className="border-b border-line py-2 last:border-0">
      <p className="break-words">{displayName}</p>
      <p className="text-sm text-muted">{t(kind === 'guest' ? 'call.guest' : 'call.member')}</p>
      {returning && <p className="text-sm font-semibold text-warn">{t('call.returning')}</p>}
      <div className="mt-1 flex flex-wrap gap-2">
        <Button
          size="small"
          aria-label={t('call.admitName', { name: displayName })}
          onClick={() => void run(() => actions.host.admit(participantId))}
        >
          {t('call.admit')}
        </Button>
        <Button
          look="secondary"
          size="small"
          aria-label={t('call.denyName', { name: displayName })}
          onClick={() => void run(() => actions.host.deny(participantId))}
        >
          {t('call.deny')}
        </Button>
      </div>
    </li>
  );
}

/** What a host sees of the waiting room while the panel is closed. Announced by announcer.tsx, so it is silent itself. */
export function WaitingNote({ onShow }: { onShow: () => void }) {
  const { actions, host, run, t } = useCall();
  const [first, ...more] = host?.waiting ?? [];
  if (first === undefined) return null;
  return (
    <section
      aria-label={t('call.waitingRoom')}
      className="absolute top-2 left-1/2 z-10 flex w-max max-w-[calc(100%-1rem)] -translate-x-1/2 flex-wrap items-center justify-center gap-x-4 gap-y-2 rounded-lg border-2 border-saffron bg-surface px-4 py-2 shadow-card"
    >
      <p className="min-w-0 break-words">
        {more.length === 0
          ? t('call.oneWaits', { name: first.displayName })
          : t('call.manyWait', { name: first.displayName, others: more.length })}
      </p>
      <div className="flex gap-2">
        {more.length === 0 && !first.returning && (
          <Button size="small" onClick={() => void run(() => actions.host.admit(first.participantId))}>
            {t('call.admit')}
          </Button>
        )}
        <Button look="secondary" size="small" onClick={onShow}>
          {t('call.show')}
        </Button>
      </div>
    </section>
  );
}
