import type { Browser, BrowserContext } from 'playwright-core';
import type { CallPass, DoorView } from '@sabha/domain/meeting/room-contract';
import { Api, schedule, type Scheduled } from '../../../e2e/platform/api.ts';
import type { Platform } from '../../../e2e/platform/platform.ts';
import { signIn } from '../../../e2e/platform/sign-in.ts';
import type { Cookies } from '../join-portal.ts';
import type { WebinarExpectation } from '../webinar-page.ts';

/** What the measurements need of a running platform: one meeting that is on, one webinar, one guest who has been let in. */
export type PortalStage = Readonly<{
  door: Readonly<{ url: string; passcode: string }>;
  webinar: Omit<WebinarExpectation, 'locale'>;
  roomUrl: string;
  /** Of a guest whom the host has admitted. */
  guest: Cookies;
  /** The host's way into the media server's room, for the participant whose picture is waited for: good for two minutes. */
  hostPass(): Promise<CallPass>;
}>;

const webinarText = {
  title: 'Clean water for every village',
  description: 'How gram panchayats test, repair and report.\n\nQuestions are answered at the end.',
} as const;

export async function setPortalStage(browser: Browser, platform: Platform): Promise<PortalStage> {
  const host = await browser.newContext({ locale: 'en-IN' });
  const page = await host.newPage();
  await signIn(page, platform, 'scheduler');
  const api = new Api(host, platform);
  const meeting = await schedule(api, { title: 'Review of the monsoon plan' });
  const webinar = await schedule(api, { ...webinarText, kind: 'webinar' });
  const hostPass = () => api.must<CallPass>('room.pass', { joinCode: meeting.joinCode });
  await api.must<DoorView>('join.asMember', { joinCode: meeting.joinCode });
  await hostPass(); // the first opens the meeting
  const guest = await admittedGuest(await browser.newContext({ locale: 'en-IN' }), { api, meeting, platform });
  await page.close();
  return {
    door: { url: `${platform.origin}/j/${meeting.joinCode}`, passcode: meeting.passcode },
    webinar: {
      url: `${platform.origin}/w/${webinar.joinCode}`,
      mustSay: [webinarText.title, 'repair and report', 'answered at the end'],
    },
    roomUrl: `${platform.origin}/j/${meeting.joinCode}/room`,
    guest,
    hostPass,
  };
}

type Door = Readonly<{ api: Api; meeting: Scheduled; platform: Platform }>;

async function admittedGuest(context: BrowserContext, { api, meeting, platform }: Door): Promise<Cookies> {
  const guest = new Api(context, platform);
  const { joinCode, passcode, meetingId } = meeting;
  const { participantId } = await guest.must<DoorView>('join.asGuest', { joinCode, passcode, displayName: 'Kabir Das' });
  await api.must('host.admit', { meetingId, participantId });
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}
