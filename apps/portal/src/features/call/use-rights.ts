import { grantOf } from '@sabha/domain/meeting/grant';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { useCall } from './call-context.tsx';

type Rights = Pick<CallPass, 'mayPublish' | 'mayShareScreen' | 'mayChat'>;

/** What this person may do: as the pass says, and until it has come as it will say, so that the bar does not jump. */
export function useRights(): Rights {
  const { course, door } = useCall();
  if (course.pass !== null) return course.pass;
  const grant = grantOf({ role: door.role, stage: door.stage, options: door.meeting.options });
  return {
    mayPublish: grant.canPublish,
    mayShareScreen: grant.canPublishSources.includes('screen_share'),
    mayChat: grant.canPublishData,
  };
}
