'use client';

import { useParticipants } from '@livekit/components-react';
import { RoomEvent, type Participant } from 'livekit-client';
import type { RoomMember } from '@sabha/domain/meeting/room-contract';
import { useCall } from './call-context.tsx';
import { HandRow } from './hand-row.tsx';
import { Section } from './people-section.tsx';
import { PersonRow } from './person-row.tsx';
import { useRights } from './use-rights.ts';
import type { RoomDialog } from './use-room-view.ts';
import { WaitingList } from './waiting-list.tsx';

const UPDATES = {
  updateOnlyOn: [
    RoomEvent.TrackMuted,
    RoomEvent.TrackUnmuted,
    RoomEvent.LocalTrackPublished,
    RoomEvent.LocalTrackUnpublished,
    RoomEvent.TrackPublished,
  ],
};

/** Who is here; for hosts also who waits, who wants to speak, and what can be done about each. */
export function PeoplePanel({ onDialog }: { onDialog: (dialog: RoomDialog) => void }) {
  const { door, host, t } = useCall();
  const { mayPublish } = useRights();
  const participants = useParticipants(UPDATES);
  const shown = sortPeople(participants.filter(({ isLocal }) => !isLocal || mayPublish));
  const members = new Map(host?.present.map((member) => [member.identity, member]));
  return (
    <div className="min-h-0 flex-1 space-y-6 overflow-y-auto p-4">
      {host !== null && host.waiting.length > 0 && (
        <WaitingList waiting={host.waiting} total={host.totals.waiting} onDenyAll={onDialog} />
      )}
      {host !== null && host.hands.length > 0 && (
        <Section title={t('call.hands', { count: host.totals.hands })}>
          {host.hands.map((member) => (
            <HandRow key={member.participantId} member={member} />
          ))}
        </Section>
      )}
      <Section title={t(door.meeting.kind === 'webinar' ? 'call.onStage' : 'call.inRoom', { count: shown.length })}>
        {shown.map((participant) => (
          <PersonRow
            key={participant.identity}
            participant={participant}
            member={memberFor(members, participant)}
            onRemove={onDialog}
          />
        ))}
      </Section>
      {host !== null && door.meeting.kind === 'webinar' && (
        <p className="text-muted">{t('call.watching', { count: host.audienceCount })}</p>
      )}
    </div>
  );
}

/** Nobody controls themselves from here: the bar is for that. */
function memberFor(members: ReadonlyMap<string, RoomMember>, participant: Participant): RoomMember | undefined {
  return participant.isLocal ? undefined : members.get(participant.identity);
}

/** Oneself first, then by name; code point order would scatter names of two scripts. */
function sortPeople(people: readonly Participant[]): readonly Participant[] {
  const { compare } = new Intl.Collator();
  return [...people].sort((a, b) => Number(b.isLocal) - Number(a.isLocal) || compare(a.name ?? '', b.name ?? ''));
}
