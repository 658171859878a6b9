import { translator } from '@sabha/i18n/translator';
import { AccessToken } from 'livekit-server-sdk';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CallPass } from '@sabha/domain/meeting/room-contract';
import { schedule, type Scheduled } from './platform/api.ts';
import { sessionsIn } from './platform/media-server.ts';
import { smallPhone } from './platform/browser.ts';
import { joinRaw } from './platform/raw-client.ts';
import * as room from './platform/room.ts';
import { chooseAtProvider } from './platform/sign-in.ts';
import { openStage, type Person } from './platform/stage.ts';

const t = translator('en', 'common', 'door', 'call', 'errors');
const stage = openStage();
const { platform } = stage;
const nothing = { camera: false, microphone: false } as const;

let host: Person;
let meeting: Scheduled;

beforeAll(async () => {
  host = await stage.official('scheduler');
  meeting = await schedule(host.api, { title: 'Hearing of the district' });
});

/** Somebody who stands in the waiting room, and every address of a WebSocket that their page has opened. */
async function waiting(name: string): Promise<Person & Readonly<{ sockets: readonly string[] }>> {
  const guest = await stage.citizen({ viewport: smallPhone }); // as most of them come
  const sockets: string[] = [];
  guest.page.on('websocket', (socket) => sockets.push(socket.url()));
  await room.askToJoin(guest, platform, { meeting, name });
  await room.goOn(guest.page, nothing);
  await room.waitingRoom(guest.page).waitFor();
  return { ...guest, sockets };
}

const pass = ({ api }: Person) => api.mutate<CallPass>('room.pass', { joinCode: meeting.joinCode });
const refused = (code: string) => ({ ok: false, error: { code } });
const names = async () => (await sessionsIn(platform, meeting.meetingId)).map(({ name }) => name);

describe('before the host has come', () => {
  test('nobody is in: the page says so, the API gives no pass, and the media server is not even asked', async () => {
    const guest = await waiting('Kabir Das');
    await guest.page.getByText(t('door.waiting.notStarted')).waitFor();
    expect(await pass(guest)).toMatchObject(refused('meeting_not_started'));
    expect(guest.sockets).toEqual([]);
  });

  test('a member of the ministry waits like everybody else', async () => {
    const member = await stage.official('member');
    await room.joinByAccount(member, platform, { meeting, who: 'member' });
    await room.goOn(member.page, nothing);
    await member.page.getByText(t('door.waiting.notStarted')).waitFor();
    expect(await pass(member)).toMatchObject(refused('meeting_not_started'));
  });
});

test('a member whose session ends elsewhere is told so, and is back in their place after signing in', async () => {
  const member = await stage.official('member');
  await room.joinByAccount(member, platform, { meeting, who: 'member' });
  await room.goOn(member.page, nothing);
  await room.waitingRoom(member.page).waitFor();
  const { origin } = platform;
  await member.context.request.post(`${origin}/api/auth/signout`, { headers: { origin } });
  // Whatever changes, the door is read anew.
  await host.api.must('host.lock', { meetingId: meeting.meetingId, locked: false });
  await member.page.getByText(t('errors.not_signed_in.title')).waitFor();
  await member.page
    .getByRole('main')
    .getByRole('link', { name: t('common.signIn') })
    .click();
  await chooseAtProvider(member.page, 'member');
  await member.page.waitForURL(`${origin}/j/${meeting.joinCode}/room`);
  await room.waitingRoom(member.page).waitFor();
});

describe('while the host is there', () => {
  beforeAll(async () => {
    await room.joinByAccount(host, platform, { meeting, who: 'scheduler' });
    await room.goOn(host.page, nothing);
    await room.controls(host.page).waitFor();
    // Who came before the host is still at the door.
    await host.api.must('host.admitAll', { meetingId: meeting.meetingId });
  });

  test('a guest who has not been let in gets no pass, reaches no media server, and is in at the nod', async () => {
    const guest = await waiting('Meena Kumari');
    await guest.page.getByText(t('door.waiting.host')).waitFor();
    expect(await pass(guest)).toMatchObject(refused('waiting_for_host'));
    expect(guest.sockets).toEqual([]);
    expect(await names()).not.toContain('Meena Kumari');
    await room.admit(host.page, 'Meena Kumari');
    await expect.poll(names, { timeout: 10_000, message: 'names in the room' }).toContain('Meena Kumari');
    const { port } = new URL(platform.livekit.url);
    // The media server knows of them before the browser has told of the socket by which they came.
    await expect.poll(() => [...new Set(guest.sockets.map((url) => new URL(url).host))]).toEqual([`localhost:${port}`]);
  });

  test('the media server takes no pass but one that the portal has signed, and no other room', async () => {
    const guest = await waiting('Forger');
    const url = platform.livekit.url.replace(/^http/, 'ws');
    for (const [secret, name, why] of [
      ['a secret that was guessed, of the right length', meeting.meetingId, /invalid|unauthori[sz]ed|denied/i],
      [platform.livekit.secret, 'a-room-that-nobody-opened', /does not exist|not found/i],
    ] as const) {
      const token = new AccessToken(platform.livekit.key, secret, { identity: 'forger' });
      token.addGrant({ roomJoin: true, room: name, canPublish: true, canSubscribe: true });
      const forged = { url, token: await token.toJwt() } as CallPass;
      await expect(joinRaw(guest.context, forged)).rejects.toThrow(why);
    }
    await host.api.must('host.admitAll', { meetingId: meeting.meetingId });
  });

  test('a reload keeps the place, on both sides', async () => {
    const guest = await waiting('Om Puri');
    await guest.page.reload();
    await room.waitingRoom(guest.page).waitFor();
    await host.page.reload();
    await room.controls(host.page).waitFor();
    await room.admit(host.page, 'Om Puri');
    await room.controls(guest.page).waitFor();
  });

  test('the host sees live who comes, and who is refused learns it and stays out', async () => {
    const panel = await room.openPeople(host.page);
    const guest = await waiting('Uninvited Person');
    await panel.getByRole('button', { name: t('call.denyName', { name: 'Uninvited Person' }) }).click();
    await guest.page.getByText(t('errors.entry_denied.title')).waitFor();
    await panel.getByText('Uninvited Person').waitFor({ state: 'detached' });
    expect(await pass(guest)).toMatchObject(refused('entry_denied'));
    await guest.page.reload();
    await guest.page.getByText(t('errors.entry_denied.title')).waitFor();
  });

  test('all who wait are let in at once', async () => {
    const guests = [await waiting('Asha'), await waiting('Lata'), await waiting('Usha')];
    const panel = await room.openPeople(host.page);
    await panel.getByText(t('call.waiting', { count: 3 })).waitFor();
    await panel.getByRole('button', { name: t('call.admitAll') }).click();
    for (const { page } of guests) await room.controls(page).waitFor();
    await panel.getByText(t('call.waiting', { count: 3 })).waitFor({ state: 'detached' });
  });
});
