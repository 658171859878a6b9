import type { InviteeRole, MeetingKind, ParticipantRole } from './contract.ts';

/** What somebody with an account is in the room. The invitation to a stage counts only where there is one. */
export function roleOfMember(
  kind: MeetingKind,
  { hosts, invitation }: Readonly<{ hosts: boolean; invitation: InviteeRole | null }>,
): ParticipantRole {
  if (hosts) return 'host';
  if (kind === 'meeting') return 'participant';
  // A co-host who may not host (they hold no such role in the ministry) still sits on the stage they were called to.
  return invitation === 'panellist' || invitation === 'cohost' ? 'panellist' : 'audience';
}

/** What a guest who knows the passcode is: in a webinar it is given to panellists, and they always wait for the host's nod. */
export const roleOfGuest = (kind: MeetingKind): ParticipantRole => (kind === 'webinar' ? 'panellist' : 'participant');

/** What the others in the room are told of somebody, by the media server. */
export const roomMetadata = (role: ParticipantRole, kind: 'member' | 'guest'): string => JSON.stringify({ role, kind });
