import { translator } from '@sabha/i18n/translator';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CallPass, DoorView, Watching } from '@sabha/domain/meeting/room-contract';
import { schedule, type Scheduled } from './platform/api.ts';
import { smallPhone } from './platform/browser.ts';
import { sessionsIn } from './platform/media-server.ts';
import { expectFramesToFlow, expectSilence, expectSound, timesMediaWasAsked } from './platform/peers.ts';
import { joinRaw, othersSeenRaw, publishRaw, sendRaw } from './platform/raw-client.ts';
import * as room from './platform/room.ts';
import { people } from './platform/sign-in.ts';
import { openStage, type Person } from './platform/stage.ts';

const t = translator('en', 'call', 'webinar', 'door');
const stage = openStage();
const { platform } = stage;

let host: Person;
let webinar: Scheduled;
/** The first comes before the host and gives a name; the others come while it is on. */
let citizens: readonly [Person, Person, Person];

async function watch(person: Person, name?: string): Promise<void> {
  await person.page.goto(`${platform.origin}/w/${webinar.joinCode}`);
  if (name !== undefined) await person.page.locator('#displayName').fill(name);
  await person.page.getByRole('button', { name: t('webinar.join.submit') }).click();
  await person.page.waitForURL(`${platform.origin}/j/${webinar.joinCode}/room`);
}

beforeAll(async () => {
  host = await stage.official('scheduler');
  const panellist = { name: people.member, email: 'imran.qureshi@demo.sabha.localhost', role: 'panellist' as const };
  webinar = await schedule(host.api, { title: 'Clean water for every village', kind: 'webinar', invitees: [panellist] });
  const onAPhone = await stage.citizen({ viewport: smallPhone });
  citizens = [onAPhone, await stage.citizen(), await stage.citizen()];
  await watch(citizens[0], 'Sunita Devi');
  await citizens[0].page.getByText(t('door.waiting.notStartedWebinar')).waitFor();
  await room.joinByAccount(host, platform, { meeting: webinar, who: 'scheduler' });
  await room.goOn(host.page);
  await room.controls(host.page).waitFor();
  await watch(citizens[1]);
  await watch(citizens[2]);
});

describe('a citizen', () => {
  test('sees and hears the panel after one click, and who came early is let in by the beginning', async () => {
    for (const { page } of citizens) await room.controls(page).waitFor();
    await Promise.all(citizens.map(({ page }) => expectFramesToFlow(page)));
    await Promise.all(citizens.map(({ page }) => expectSound(page)));
  });

  test('was never asked for a camera or a microphone', async () => {
    for (const { page } of citizens) {
      expect(await timesMediaWasAsked(page)).toBe(0);
      for (const device of ['microphone', 'camera', 'shareScreen', 'chat'] as const) {
        expect(await room.control(page, device).count()).toBe(0);
      }
    }
  });

  test('is not shown to the others, and is shown only the panel', async () => {
    for (const { page } of citizens) {
      const panel = await room.openPeople(page);
      await panel.getByText(t('call.onStage', { count: 1 })).waitFor();
      expect(await panel.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Rahul Nair')]);
    }
    const panel = await room.openPeople(host.page);
    await panel.getByText(t('call.watching', { count: 3 })).waitFor();
    expect(await panel.innerText()).not.toContain('Sunita Devi');
    const hidden = (await sessionsIn(platform, webinar.meetingId)).filter((session) => session.hidden);
    expect(hidden).toHaveLength(3);
  });

  test('who has no JavaScript gets as far as a page that says what it needs', async () => {
    const { page } = await stage.citizen({ javaScript: false });
    await page.goto(`${platform.origin}/w/${webinar.joinCode}`);
    await page.getByRole('button', { name: t('webinar.join.submit') }).click();
    await page.waitForURL(`${platform.origin}/j/${webinar.joinCode}/room`);
    const honest = page.locator('noscript p');
    await honest.waitFor();
    expect(await honest.innerText()).toBe(t('door.room.needsScript'));
  });
});

test("a citizen's pass cannot publish: not with a client of their own, and the media server shows nothing of it", async () => {
  const { api, context } = await stage.citizen();
  await api.must<DoorView>('join.asAudience', { joinCode: webinar.joinCode, displayName: 'Raw client' });
  const pass = await api.must<CallPass>('room.pass', { joinCode: webinar.joinCode });
  expect(pass).toMatchObject({ mayPublish: false, mayShareScreen: false, mayChat: false, role: 'audience' });
  const page = await joinRaw(context, pass);
  expect(await publishRaw(page, ['microphone', 'camera', 'screen_share'])).toEqual([]);
  await sendRaw(page, 'a message from the audience');
  const mine = (await sessionsIn(platform, webinar.meetingId)).find(({ identity }) => identity === pass.identity);
  expect(mine).toMatchObject({ tracks: [], canPublish: false, hidden: true });
  expect(await othersSeenRaw(page)).toEqual(['Rahul Nair']);
  expect(await host.page.getByText('a message from the audience').count()).toBe(0);
});

test('link and name lead to a token in one request, which the media server takes', async () => {
  const { context } = await stage.citizen();
  const url = `${platform.origin}/api/join`;
  const data = { joinCode: webinar.joinCode, displayName: 'In one request' };
  const answer = await context.request.post(url, { data, headers: { origin: platform.origin } });
  expect(answer.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  const { result } = (await answer.json()) as { result: { data: Watching } };
  const { door, pass } = result.data;
  if (pass === null) throw new Error('no pass');
  const page = await joinRaw(context, pass);
  expect(await othersSeenRaw(page)).toEqual(['Rahul Nair']);
  await host.api.must('host.remove', { meetingId: webinar.meetingId, participantId: door.participantId });
  const refusals = [
    { headers: { origin: platform.origin }, data, status: 403, code: 'removed_by_host' },
    { headers: { origin: 'https://evil.example' }, data, status: 403, code: 'not_allowed' },
    { headers: { origin: platform.origin }, data: { ...data, role: 'host' }, status: 400, code: 'bad_input' },
    { headers: { origin: platform.origin }, data: { joinCode: '000-0000-000' }, status: 403, code: 'join_refused' },
  ];
  for (const { headers, data: sent, status, code } of refusals) {
    const refused = await context.request.post(url, { data: sent, headers });
    expect([refused.status(), await refused.json()]).toMatchObject([status, { error: { data: { code } } }]);
  }
});

test('what only hosts may do is refused to a citizen', async () => {
  const [{ api }] = citizens;
  const door = await api.mustQuery<DoorView>('door.current', { joinCode: webinar.joinCode });
  const target = { meetingId: webinar.meetingId, participantId: door.participantId };
  for (const procedure of ['host.inviteToStage', 'host.remove', 'host.admit']) {
    expect(await api.mutate(procedure, target)).toMatchObject({ ok: false, error: { code: 'not_signed_in' } });
  }
  expect(await api.mutate('room.acceptStage', { joinCode: webinar.joinCode })).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
});

describe('a raised hand', () => {
  test('leads to the stage when the host calls, and the others hear who speaks there', async () => {
    const [speaker, ...listeners] = citizens;
    await room.control(host.page, 'microphone').click();
    await Promise.all(listeners.map(({ page }) => expectSilence(page)));
    await room.control(speaker.page, 'hand').click();
    const panel = await room.openPeople(host.page);
    await panel.getByText('Sunita Devi').waitFor();
    await panel.getByRole('button', { name: t('call.inviteToStage') }).click();
    const invitation = speaker.page.getByRole('dialog', { name: t('call.invitation.title') });
    await invitation.waitFor();
    expect(await timesMediaWasAsked(speaker.page)).toBe(0);
    await invitation.getByRole('button', { name: t('call.invitation.yes') }).click();
    await room.control(speaker.page, 'microphone').waitFor();
    await Promise.all([host, ...listeners].map(({ page }) => expectSound(page)));
    await room.tileOf(listeners[0].page, 'Sunita Devi').waitFor();
    await expectFramesToFlow(speaker.page);
  });

  test('and back to the audience: silent, unseen, and still watching', async () => {
    const [speaker, ...listeners] = citizens;
    await room.controlPerson(host.page, 'Sunita Devi', 'returnToAudience');
    await speaker.page.getByText(t('call.youWatch')).waitFor();
    await Promise.all([host, ...listeners].map(({ page }) => expectSilence(page)));
    await room.tileOf(listeners[0].page, 'Sunita Devi').waitFor({ state: 'detached' });
    await expectFramesToFlow(speaker.page);
    await expect
      .poll(async () =>
        (await sessionsIn(platform, webinar.meetingId)).filter((session) => session.canPublish).map(({ name }) => name),
      )
      .toEqual(['Rahul Nair']);
    expect((await sessionsIn(platform, webinar.meetingId)).filter((session) => session.hidden)).not.toHaveLength(0);
  });
});

describe('a member who was invited as a panellist', () => {
  let panellist: Person;

  beforeAll(async () => {
    panellist = await stage.official('member');
  });

  test('is named on the public page, waits for the nod, and stands on the stage: seen and heard by the audience', async () => {
    const { page } = await stage.citizen();
    await page.goto(`${platform.origin}/w/${webinar.joinCode}`);
    await page.getByRole('main').getByText(people.member).waitFor();
    await room.joinByAccount(panellist, platform, { meeting: webinar, who: 'member' });
    await room.goOn(panellist.page);
    await room.waitingRoom(panellist.page).waitFor();
    await room.admit(host.page, people.member);
    await room.controls(panellist.page).waitFor();
    const [citizen] = citizens;
    await Promise.all(citizens.map((one) => room.expectPicture(one.page, people.member)));
    // The host is silent since the hand was raised: what is heard is the panellist.
    await Promise.all(citizens.map((one) => expectSound(one.page)));
    await expectFramesToFlow(panellist.page);
    const panel = await room.openPeople(citizen.page);
    await panel.getByText(t('call.onStage', { count: 2 })).waitFor();
  });

  test('speaks and writes there, and runs nothing', async () => {
    const { page, api } = panellist;
    const pass = await api.must<CallPass>('room.pass', { joinCode: webinar.joinCode });
    expect(pass).toMatchObject({ role: 'panellist', mayPublish: true, mayChat: true, mayShareScreen: false });
    expect(await room.control(page, 'shareScreen').count()).toBe(0);
    const panel = await room.openPeople(page);
    expect(await panel.getByRole('button', { name: t('call.controlsFor', { name: people.scheduler }) }).count()).toBe(0);
    await room.control(page, 'more').click();
    for (const item of ['muteAll', 'lock', 'endForAll'] as const) {
      expect(await page.getByRole('button', { name: t(`call.${item}`), exact: true }).count()).toBe(0);
    }
    const { meetingId } = webinar;
    for (const procedure of ['host.muteAll', 'host.end']) {
      expect(await api.mutate(procedure, { meetingId })).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
    }
  });
});
