'use client';

import Hand from 'lucide-react/icons/hand';
import type { RoomMember } from '@sabha/domain/meeting/room-contract';
import { Button } from '../../ui/button.tsx';
import { useCall } from './call-context.tsx';

/** Somebody who wants to speak. Only the audience needs the stage for it; the others have it already. */
export function HandRow({ member }: { member: RoomMember }) {
  const { actions, run, t } = useCall();
  const { participantId, displayName, role, stage } = member;
  return (
    <li data-focus-scope="" className="border-b border-line py-2 last:border-0">
      <p className="flex items-center gap-2">
        <Hand size={18} className="shrink-0 text-saffron" aria-hidden="true" />
        <span className="truncate">{displayName}</span>
      </p>
      {stage === 'invited' && <p className="text-sm text-muted">{t('call.invitedWaits')}</p>}
      <div className="mt-1 flex flex-wrap gap-2">
        {role === 'audience' && stage === 'hand_raised' && (
          <Button size="small" onClick={() => void run(() => actions.host.inviteToStage(participantId))}>
            {t('call.inviteToStage')}
          </Button>
        )}
        <Button
          data-focus-home=""
          look="secondary"
          size="small"
          onClick={() => void run(() => actions.host.lowerHand(participantId))}
        >
          {t('call.lowerHand')}
        </Button>
      </div>
    </li>
  );
}
