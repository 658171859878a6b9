/** A running meeting on a media server of the test's own, and the people in it. */
import { systemContext, type Context } from '../core/context.ts';
import type { MemberContext } from '../core/member-context.ts';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { createCaller } from '../root.ts';
import { reconcile, type Reconciled } from '../webhook/reconcile.ts';
import { joinCall, type MediaClient } from './media-client.ts';
import { type MediaDesk, openMediaDesk } from './media-desk.ts';
import { browser, entriesOf, type Entry, knock, open, type Scheduled, schedule, signedIn } from './meetings.ts';
import { as, makeMinistry } from './ministries.ts';

type Stay = Readonly<{ sid: string; participant_id: string; joined_at: Date; left_at: Date | null; left_reason: string | null }>;
export type Guest = Readonly<{ context: Context; participantId: string; pass: CallPass }>;
export type Running = Readonly<{ meeting: Scheduled; guest: Guest }>;

export type Assembly = Readonly<{
  desk: MediaDesk;
  organiser: MemberContext;
  host: ReturnType<typeof createCaller>['host'];
  /** A running meeting that nobody waits for, and a guest with a pass. */
  running(plan?: Parameters<typeof schedule>[1]): Promise<Running>;
  /** Another guest of it. */
  admitted(meeting: Scheduled): Promise<Guest>;
  passOf(context: Context, meeting: Scheduled): Promise<CallPass>;
  /** The host, in the call. */
  meet(meeting: Scheduled): Promise<MediaClient>;
  /** One turn of the reconciler, now or so many minutes later. */
  turn(minutes?: number): Promise<Reconciled>;
  staysOf(meetingId: string): Promise<readonly Stay[]>;
  events(meetingId: string, event: string): Promise<readonly Entry[]>;
}>;

export async function openAssembly(): Promise<Assembly> {
  const desk = await openMediaDesk();
  const { harness, services } = desk;
  const health = await makeMinistry(harness, 'health');
  const organiser = { ...(await signedIn(harness, await as(harness, health, 'scheduler'))), services };
  const passOf = (context: Context, { joinCode }: Scheduled) => createCaller(context).room.pass({ joinCode });

  async function admitted(meeting: Scheduled): Promise<Guest> {
    const context = browser(harness, { services });
    const { participantId } =
      meeting.kind === 'webinar'
        ? await createCaller(context).join.asAudience({ joinCode: meeting.joinCode })
        : await knock(context, meeting);
    return { context, participantId, pass: await passOf(context, meeting) };
  }

  return {
    desk,
    organiser,
    host: createCaller(organiser).host,
    async running(plan = {}) {
      const meeting = await schedule(organiser, { options: { waitingRoom: 'off' }, ...plan });
      await open(organiser, meeting);
      return { meeting, guest: await admitted(meeting) };
    },
    admitted,
    passOf,
    meet: async (meeting) => joinCall(await passOf(organiser, meeting)),
    turn(minutes = 0) {
      harness.clock.now = new Date(Date.now() + minutes * 60_000);
      return reconcile(systemContext(services, 'worker', 'reconcile'));
    },
    staysOf: (meetingId) =>
      harness.owner<Stay[]>`select * from attendance where meeting_id = ${meetingId} order by joined_at, sid`,
    events: async (meetingId, event) => (await entriesOf(harness, meetingId)).filter((entry) => entry.event === event),
  };
}
