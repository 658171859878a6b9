/** Everybody and everything that the pages are shown with, in one language. Arranged by the API, so that no label matters. */
import type { CallPass, DoorView } from '@sabha/domain/meeting/room-contract';
import type { Page } from 'playwright-core';
import { schedule, type Scheduled } from '../platform/api.ts';
import type { PersonOptions } from '../platform/browser.ts';
import type { Person, Stage } from '../platform/stage.ts';

export type SceneLocale = 'en' | 'hi';

export type Cast = Readonly<{
  origin: string;
  administrator: Person;
  scheduler: Person;
  visitor: Person;
  meeting: Scheduled;
  webinar: Scheduled;
  /** Under way without anybody in the room, and over: how each of these is shown. The visitor waits for the cancelled one. */
  running: Readonly<{ meeting: Scheduled; webinar: Scheduled }>;
  cancelled: Readonly<{ meeting: Scheduled; webinar: Scheduled }>;
  ended: Readonly<{ webinar: Scheduled }>;
}>;

const texts = {
  en: {
    meeting: 'Review of the monsoon plan',
    webinar: 'How to get a water connection',
    visitor: 'Meena Kumari',
    about: 'What you need, how long it takes and where to turn when something goes wrong.\n\nQuestions are answered at the end.',
  },
  hi: {
    meeting: 'मानसून योजना की समीक्षा',
    webinar: 'पानी का कनेक्शन कैसे लें',
    visitor: 'मीना कुमारी',
    about: 'क्या चाहिए, कितना समय लगता है और गड़बड़ी होने पर कहाँ जाएँ।\n\nप्रश्नों के उत्तर अंत में दिए जाते हैं।',
  },
} as const;
export const names = {
  en: { guest: 'Kavita Joshi', newcomer: 'Gopal Verma', denied: 'Unknown Caller', citizen: 'Sunita Devi' },
  hi: { guest: 'कविता जोशी', newcomer: 'गोपाल वर्मा', denied: 'अनजान व्यक्ति', citizen: 'सुनीता देवी' },
} as const;

const speaks = (locale: SceneLocale): PersonOptions => ({ locale: locale === 'hi' ? 'hi-IN' : 'en-IN' });

export async function gatherCast(stage: Stage, locale: SceneLocale): Promise<Cast> {
  const [administrator, scheduler, visitor] = await Promise.all([
    stage.official('administrator', speaks(locale)),
    stage.official('scheduler', speaks(locale)),
    stage.citizen(speaks(locale)),
  ]);
  const text = texts[locale];
  const invitees = [
    { name: 'Meera Iyer', email: 'meera.iyer@demo.sabha.localhost', role: 'cohost' as const },
    { name: names[locale].guest, email: 'kavita.joshi@citizens.sabha.localhost' },
  ];
  const meeting = await schedule(scheduler.api, { title: text.meeting, description: text.about, invitees });
  const webinar = await schedule(scheduler.api, { title: text.webinar, description: text.about, kind: 'webinar' });
  const others = await gatherStates({ scheduler, visitor }, text);
  return { origin: stage.platform.origin, administrator, scheduler, visitor, meeting, webinar, ...others };
}

/** Meetings and webinars in each state that has a look of its own. */
async function gatherStates(
  { scheduler: { api }, visitor }: Pick<Cast, 'scheduler' | 'visitor'>,
  text: (typeof texts)[SceneLocale],
): Promise<Pick<Cast, 'running' | 'cancelled' | 'ended'>> {
  const plan = (kind: 'meeting' | 'webinar') => schedule(api, { title: text[kind], description: text.about, kind });
  const running = { meeting: await plan('meeting'), webinar: await plan('webinar') };
  const cancelled = { meeting: await plan('meeting'), webinar: await plan('webinar') };
  const ended = { webinar: await plan('webinar') };
  for (const { joinCode } of [running.meeting, running.webinar, ended.webinar]) {
    await api.must('join.asMember', { joinCode });
    await api.must<CallPass>('room.pass', { joinCode });
  }
  await api.must('host.end', { meetingId: ended.webinar.meetingId });
  const { joinCode, passcode } = cancelled.meeting;
  await visitor.api.must('join.asGuest', { joinCode, passcode, displayName: text.visitor });
  for (const { meetingId } of Object.values(cancelled)) await api.must('meeting.cancel', { meetingId });
  return { running, cancelled, ended };
}

/** A meeting that is on: host, guest and member in the call, one who waits and one in front of the preview. */
export type RoomCast = Readonly<{
  host: Person;
  guest: Person & Readonly<{ participantId: string }>;
  member: Person;
  newcomer: Person;
  previewing: Person;
}>;

export async function gatherRoom(stage: Stage, cast: Cast, locale: SceneLocale): Promise<RoomCast> {
  const { meeting, scheduler } = cast;
  const { meetingId, joinCode } = meeting;
  const host = { ...scheduler, page: await scheduler.context.newPage() };
  await host.api.must('join.asMember', { joinCode });
  await enterRoom(host, cast.origin, meeting);
  const guest = await guestAtDoor(stage, meeting, { locale, name: names[locale].guest });
  const member = await stage.official('member', speaks(locale));
  const { participantId } = await member.api.must<DoorView>('join.asMember', { joinCode });
  await host.api.must('host.admit', { meetingId, participantId: guest.participantId });
  await host.api.must('host.admit', { meetingId, participantId });
  await enterRoom(guest, cast.origin, meeting);
  await enterRoom(member, cast.origin, meeting);
  const newcomer = await guestAtDoor(stage, meeting, { locale, name: names[locale].newcomer });
  await newcomer.page.goto(`${cast.origin}/j/${joinCode}/room`);
  await pressGoOn(newcomer.page);
  const previewing = await guestAtDoor(stage, meeting, { locale, name: names[locale].citizen });
  return { host, guest, member, newcomer, previewing };
}

type Entry = Readonly<{ locale: SceneLocale; name: string }>;

export async function guestAtDoor(stage: Stage, { joinCode, passcode }: Scheduled, { locale, name }: Entry) {
  const person = await stage.citizen(speaks(locale));
  const asGuest = { joinCode, passcode, displayName: name };
  const { participantId } = await person.api.must<DoorView>('join.asGuest', asGuest);
  return { ...person, participantId };
}

/** Somebody in front of the preview whose browser was told not to lend camera and microphone. */
export async function wary(stage: Stage, { meeting, origin }: Cast, locale: SceneLocale): Promise<Person> {
  const person = await guestAtDoor(stage, meeting, { locale, name: names[locale].citizen });
  await person.context.addInitScript(refuseDevices);
  await person.page.goto(`${origin}/j/${meeting.joinCode}/room`);
  await person.page.locator('main section [role=alert]').waitFor();
  return person;
}

/** As Chromium does it. Runs in the page. */
function refuseDevices(): void {
  const refusal = new DOMException('Permission denied', 'NotAllowedError');
  navigator.mediaDevices.getUserMedia = () => Promise.reject(refusal);
}

/** Calls the citizen on the stage, whose page then asks. */
export async function inviteToStage({ scheduler, webinar }: Cast, citizen: Person): Promise<void> {
  const { joinCode, meetingId } = webinar;
  await citizen.api.must('room.raiseHand', { joinCode, raised: true });
  const { participantId } = await citizen.api.mustQuery<DoorView>('door.current', { joinCode });
  await scheduler.api.must('host.inviteToStage', { meetingId, participantId });
  await citizen.page.getByRole('dialog').waitFor();
}

/** A webinar that is on, and a citizen who watches it. */
export async function gatherWebinar(stage: Stage, cast: Cast, locale: SceneLocale): Promise<Person> {
  const { scheduler, webinar, origin } = cast;
  const { joinCode } = webinar;
  await scheduler.api.must('join.asMember', { joinCode });
  const panel = { ...scheduler, page: await scheduler.context.newPage() };
  await enterRoom(panel, origin, webinar);
  const citizen = await stage.citizen(speaks(locale));
  await citizen.api.must('join.asAudience', { joinCode, displayName: names[locale].citizen });
  await citizen.page.goto(`${origin}/j/${joinCode}/room`);
  await inCall(citizen.page);
  return citizen;
}

export async function enterRoom({ page, api }: Person, origin: string, { joinCode }: Scheduled): Promise<void> {
  // The host's first pass opens the meeting, so that whoever comes next finds it on.
  await api.must<CallPass>('room.pass', { joinCode });
  await page.goto(`${origin}/j/${joinCode}/room`);
  await pressGoOn(page);
  await inCall(page);
}

async function pressGoOn(page: Page): Promise<void> {
  await page.locator('main video').first().waitFor();
  await page.locator('section[aria-labelledby="go-on-title"] button:enabled').click();
}

async function inCall(page: Page): Promise<void> {
  await page.locator('[data-panel-button="people"]').waitFor();
  await page.locator('[data-tile] video').first().waitFor();
}
