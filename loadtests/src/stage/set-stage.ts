/** Prepares what a scenario needs through the doors of the platform: meetings that are scheduled and open when the load begins. */
import type { CallPass, DoorView } from '@sabha/domain/meeting/room-contract';
import type { ScheduleMeetingRequest } from '@sabha/domain/meeting/contract';
import type { OfficialAtWork } from './official.ts';
import type { Stage, StagedMeeting, StageNeeds } from './stage-file.ts';

export type StageSource = Readonly<{
  origin: string;
  scheduler: OfficialAtWork;
  administrator: OfficialAtWork;
  identity: string | null;
  mediaHosts: readonly string[];
  /** @throws Refusal when media at that address must not be loaded. */
  requireMedia(url: string): void;
}>;

export async function setStage(
  { origin, scheduler, administrator, identity, mediaHosts, requireMedia }: StageSource,
  needs: StageNeeds,
): Promise<Stage> {
  const official = await scheduler.official();
  const kinds = {
    webinars: { kind: 'webinar' },
    meetings: { kind: 'meeting', options: { waitingRoom: 'off', screenShare: 'everyone' } },
    lobbies: { kind: 'meeting', options: { waitingRoom: 'everyone' } },
  } as const satisfies Record<string, Partial<ScheduleMeetingRequest>>;
  const open = async (request: Partial<ScheduleMeetingRequest>, count: number) => {
    const opened: StagedMeeting[] = [];
    for (let number = 1; number <= count; number += 1) {
      const title = `Load test, ${request.kind ?? 'meeting'} ${number}`;
      const meeting = await schedule(scheduler, { departmentId: official.departmentId, title, ...request });
      requireMedia((await openMeeting(scheduler, meeting)).url);
      opened.push({ ...meeting, title });
    }
    return opened;
  };
  return {
    target: origin,
    mediaHosts,
    officials: { scheduler: official, administrator: await administrator.official() },
    webinars: await open(kinds.webinars, needs.webinars ?? 0),
    meetings: await open(kinds.meetings, needs.meetings ?? 0),
    lobbies: await open(kinds.lobbies, needs.lobbies ?? 0),
    truth: (await open(kinds.webinars, needs.truth ?? 0))[0] ?? null,
    identity: identity === null ? null : { origin: identity, subject: 'demo-member' },
  };
}

/** Ends what was opened, so that one scenario's rooms do not weigh on the next one's figures. */
export async function clearStage(scheduler: OfficialAtWork, stage: Stage): Promise<void> {
  for (const { meetingId } of [
    ...stage.webinars,
    ...stage.meetings,
    ...stage.lobbies,
    ...(stage.truth === null ? [] : [stage.truth]),
  ])
    await scheduler.mutate('host.end', { meetingId }).catch(() => undefined); // ended by its scenario already
}

async function schedule(
  scheduler: OfficialAtWork,
  request: Partial<ScheduleMeetingRequest>,
): Promise<Omit<StagedMeeting, 'title'>> {
  const startsAt = new Date(Date.now() + 60_000).toISOString();
  const { meetingId } = await scheduler.mutate<{ meetingId: string }>('meeting.schedule', {
    startsAt,
    durationMinutes: 240,
    ...request,
  });
  const { joinCode, passcode } = await scheduler.query<{ joinCode: string; passcode: string }>('meeting.get', { meetingId });
  return { meetingId, joinCode, passcode };
}

/** The first token of a host opens the meeting. */
async function openMeeting(scheduler: OfficialAtWork, { joinCode }: Readonly<{ joinCode: string }>): Promise<CallPass> {
  await scheduler.mutate<DoorView>('join.asMember', { joinCode });
  return scheduler.mutate<CallPass>('room.pass', { joinCode });
}
