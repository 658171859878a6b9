'use client';

import UserRoundCheck from 'lucide-react/icons/user-round-check';
import type { RoomMember } from '@sabha/domain/meeting/room-contract';
import { Button } from '../../ui/button.tsx';
import { useCall } from './call-context.tsx';
import { Section } from './people-section.tsx';
import type { RoomDialog } from './use-room-view.ts';

type WaitingListProps = { waiting: readonly RoomMember[]; total: number; onDenyAll: (dialog: RoomDialog) => void };

/** The waiting room, as hosts see it in the panel: those who came first, and how many there are. */
export function WaitingList({ waiting, total, onDenyAll }: WaitingListProps) {
  const { actions, run, t } = useCall();
  return (
    <div className="rounded-lg border-2 border-saffron p-3">
      <Section title={t('call.waiting', { count: total })}>
        {waiting.map((member) => (
          <WaitingRow key={member.participantId} member={member} />
        ))}
      </Section>
      {total > waiting.length && <p className="text-sm text-muted">{t('call.notShown', { count: total - waiting.length })}</p>}
      {total > 1 && (
        <div className="mt-3 space-y-2">
          <Button wide size="small" icon={<UserRoundCheck size={18} />} onClick={() => void run(() => actions.host.admitAll())}>
            {t('call.admitAll')}
          </Button>
          <Button wide look="secondary" size="small" onClick={() => onDenyAll({ kind: 'deny_all' })}>
            {t('call.denyAll')}
          </Button>
        </div>
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
  const first = host?.waiting[0];
  if (host === null || first === undefined) return null;
  const others = host.totals.waiting - 1;
  return (
    <section
      aria-label={t('call.waitingRoom')}
      className="absolute top-2 left-1/2 z-10 flex w-max max-w-[calc(100%-1rem)] -translate-x-1/2 flex-wrap items-center justify-center gap-x-4 gap-y-2 rounded-lg border-2 border-saffron bg-surface px-4 py-2 shadow-card"
    >
      <p className="min-w-0 break-words">
        {others === 0 ? t('call.oneWaits', { name: first.displayName }) : t('call.manyWait', { name: first.displayName, others })}
      </p>
      <div className="flex gap-2">
        {others === 0 && !first.returning && (
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
