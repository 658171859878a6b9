import type { Participant } from 'livekit-client';
import { useCallback } from 'react';
import { useCall } from './call-context.tsx';

/** Names come from the media server, which has them from the token: nobody can give themselves another one in the room. */
export function useNameOf(): (participant: Participant) => string {
  const { t } = useCall();
  return useCallback(
    (participant) => {
      const name = participant.name === undefined || participant.name === '' ? t('call.unnamed') : participant.name;
      return participant.isLocal ? t('call.you', { name }) : name;
    },
    [t],
  );
}
